import { LED_COLOURS } from '#hardware/drivers/leds.ts';
import { LINE_COUNT, type SimGpioChip } from '#hardware/sim/gpio-chip.ts';
import type { PiHardware } from '#hardware/sim/pi-hardware.ts';
import { LED_LINES, type LedBoard } from '#hardware/sim/led-board.ts';
import { LM75B_ADDRESS, type SensorBoard } from '#hardware/sim/sensor-board.ts';
import type { I2cTransfer } from '#hardware/sim/wire.ts';
import type { PowerState } from '#runtime/pi/power.ts';
import type { Clock, Timer } from '#runtime/ports.ts';
import type { BoardState, LedsState, LineState, SensorState } from './boards.ts';

/** One Pi, as far as its boards are concerned. */
export interface WatchedPi {
  readonly host: string;
  readonly hardware: PiHardware;
  readonly power: () => PowerState;
  readonly cable: () => boolean;
}

export interface BoardWatchOptions {
  readonly clock: Clock;
  readonly pis: readonly WatchedPi[];
  readonly post: (boards: readonly BoardState[]) => void;
}

/** A sensor converts ten times a second; everything is looked at as often. */
const LOOK = 100;
/** What a line or the bus did is shown sooner, and what they did just after it in the same picture. */
const GATHER = 20;

/** So many changes of a line within that time are blinking; after so long without one it has ended. */
const BLINK_CHANGES = 3;
const BLINK_WITHIN = 1_600;
const BLINK_OVER = 700;

interface Activity {
  /** By line: when its level last changed, the newest last. */
  readonly changes: Map<number, readonly number[]>;
  transfers: number;
  refused: number;
  last: I2cTransfer | undefined;
}

/** Tells a page what its boards look like: while it looks, and when something has changed. */
export class BoardWatch {
  readonly #options: BoardWatchOptions;
  readonly #activity = new Map<string, Activity>();
  readonly #ends: (() => void)[] = [];
  #watching = false;
  #due = Infinity;
  #timer: Timer | undefined;
  #shown = '';

  constructor(options: BoardWatchOptions) {
    this.#options = options;
    for (const { host, hardware } of options.pis) {
      const activity: Activity = { changes: new Map(), transfers: 0, refused: 0, last: undefined };
      this.#activity.set(host, activity);
      this.#ends.push(
        hardware.i2c.watch((transfer) => {
          activity.transfers += 1;
          if (!transfer.acknowledged) activity.refused += 1;
          activity.last = transfer;
          this.#lookIn(GATHER);
        }),
        hardware.gpio.watch(({ offset }) => {
          const before = activity.changes.get(offset) ?? [];
          activity.changes.set(offset, [...before, options.clock.now()].slice(-BLINK_CHANGES));
          this.#lookIn(GATHER);
        }),
      );
    }
  }

  /** Whether somebody looks. Who begins to is shown what there is. */
  set watching(on: boolean) {
    if (this.#watching === on) return;
    this.#watching = on;
    this.#shown = '';
    this.#timer?.cancel();
    this.#due = Infinity;
    if (on) this.#look();
  }

  /** Something was done to a board, or a Pi's power or cable has changed. */
  changed(): void {
    this.#lookIn(0);
  }

  end(): void {
    this.watching = false;
    for (const end of this.#ends) end();
  }

  states(): readonly BoardState[] {
    return this.#options.pis.map((pi) => {
      const { host, hardware } = pi;
      const { changes, transfers, refused, last } = this.#activityOf(host);
      const { gpio, sensor, leds } = hardware;
      return {
        host,
        power: pi.power(),
        cable: pi.cable(),
        ...(sensor === undefined ? {} : { sensor: sensorState(sensor) }),
        ...(leds === undefined ? {} : { leds: ledsState(leds, changes, this.#options.clock.now()) }),
        lines: linesInUse(gpio),
        i2c: { transfers, refused, ...(last === undefined ? {} : { last }) },
      };
    });
  }

  #activityOf(host: string): Activity {
    const activity = this.#activity.get(host);
    if (activity === undefined) throw new Error(`no boards of "${host}" are watched`);
    return activity;
  }

  #lookIn(ms: number): void {
    if (!this.#watching) return;
    const due = this.#options.clock.now() + ms;
    if (due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = this.#options.clock.timer(ms, () => this.#look());
  }

  #look(): void {
    this.#due = Infinity;
    const states = this.states();
    // Of the bus the counts say it all: the last transaction is none of the text.
    const shown = JSON.stringify(states, (key, value: unknown) => (key === 'last' ? undefined : value));
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#options.post(states);
    }
    this.#lookIn(LOOK);
  }
}

const sensorState = (sensor: SensorBoard): SensorState => {
  const { plugged, air, finger, celsius, register } = sensor;
  return { plugged, address: LM75B_ADDRESS, air, finger, celsius, ...(register === undefined ? {} : { register }) };
};

const ledsState = (leds: LedBoard, changes: Activity['changes'], now: number): LedsState => {
  const { plugged } = leds;
  const blinks = (times: readonly number[] = []): boolean =>
    times.length === BLINK_CHANGES &&
    (times.at(-1) ?? 0) - (times[0] ?? 0) <= BLINK_WITHIN &&
    now - (times.at(-1) ?? 0) <= BLINK_OVER;
  return {
    plugged,
    lit: LED_COLOURS.filter((colour) => leds.isLit(colour)),
    blinking: LED_COLOURS.filter((colour) => plugged && blinks(changes.get(LED_LINES[colour]))),
  };
};

const linesInUse = (gpio: SimGpioChip): readonly LineState[] =>
  Array.from({ length: LINE_COUNT }, (_, offset) => offset).flatMap((offset) => {
    const direction = gpio.direction(offset);
    const grant = gpio.grant(offset);
    if (direction === 'in' && grant === undefined) return [];
    return [{ offset, direction, level: gpio.level(offset), ...(grant === undefined ? {} : { grant }) }];
  });
