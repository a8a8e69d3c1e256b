/**
 * The talk's LED board, by levels: what `piandmore/rpi-sub/led` carries.
 *
 * | level | lit | meaning |
 * |---|---|---|
 * | 0 | none | off |
 * | 1 | green | the temperature is fine |
 * | 2 | red | too hot |
 * | 3 | yellow | attention |
 * | 4 | all three, blinking | the controller is gone: its last will |
 */
import type { Clock, Timer } from '#runtime/ports.ts';
import type { GpioLine, Level as LineLevel } from '../bus.ts';

export const LED_COLOURS = ['red', 'yellow', 'green'] as const;
export type LedColour = (typeof LED_COLOURS)[number];
export type LedLevel = 0 | 1 | 2 | 3 | 4;

const LIT: Readonly<Record<LedLevel, readonly LedColour[]>> = {
  0: [],
  1: ['green'],
  2: ['red'],
  3: ['yellow'],
  4: LED_COLOURS,
};
const BLINKING: LedLevel = 4;
/** Half a second lit, half a second dark. */
const HALF_PERIOD = 500;

export const isLedLevel = (level: number): level is LedLevel => Object.hasOwn(LIT, level);

export interface LedsOptions {
  /** Outputs; 1 is lit. */
  readonly lines: Readonly<Record<LedColour, GpioLine>>;
  readonly clock: Clock;
  /** Hears of a line that failed while it blinked: the blinking has ended then. */
  readonly failed: (error: unknown) => void;
}

export class Leds {
  readonly #lines: Readonly<Record<LedColour, GpioLine>>;
  readonly #clock: Clock;
  readonly #failed: (error: unknown) => void;
  #blink: Timer | undefined;
  /** One write after the other, in the order of the calls. */
  #last: Promise<void> = Promise.resolve();

  constructor({ lines, clock, failed }: LedsOptions) {
    this.#lines = lines;
    this.#clock = clock;
    this.#failed = failed;
  }

  /**
   * Shows a level from now on. Resolves when the LEDs show it, level 4 when they have lit for the first time.
   * @throws SystemError (rejects) what a line's `set` throws; RangeError for anything but 0 to 4
   */
  async show(level: number): Promise<void> {
    if (!isLedLevel(level)) throw new RangeError(`A level is 0, 1, 2, 3 or 4, not ${level}`);
    this.#blink?.cancel();
    this.#blink = undefined;
    if (level === BLINKING) this.#blinkOn(false);
    await this.#light(LIT[level]);
  }

  /** All dark; nothing blinks any more. */
  async end(): Promise<void> {
    await this.show(0);
  }

  #blinkOn(lit: boolean): void {
    this.#blink = this.#clock.timer(HALF_PERIOD, () => {
      this.#blinkOn(!lit);
      this.#light(lit ? LIT[BLINKING] : []).catch((error: unknown) => {
        this.#blink?.cancel();
        this.#failed(error);
      });
    });
  }

  #light(colours: readonly LedColour[]): Promise<void> {
    const lit = this.#last.then(async () => {
      for (const colour of LED_COLOURS) {
        const level: LineLevel = colours.includes(colour) ? 1 : 0;
        await this.#lines[colour].set(level);
      }
    });
    // A failure is the caller's; the next call begins anew.
    this.#last = lit.catch(() => undefined);
    return lit;
  }
}
