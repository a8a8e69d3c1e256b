import type { LedColour } from '../drivers/leds.ts';
import type { SimGpioChip } from './gpio-chip.ts';

/** Wired like a traffic light, each over 330 Ω to ground. Lines as Broadcom counts them. */
export const LED_LINES: Readonly<Record<LedColour, number>> = { red: 17, yellow: 27, green: 22 };

export interface LedSnapshot {
  readonly plugged: boolean;
}

/** The talk's LED board. */
export class LedBoard {
  readonly #gpio: SimGpioChip;
  plugged = true;

  constructor(gpio: SimGpioChip) {
    this.#gpio = gpio;
  }

  /** A pull-up alone gives less current than an LED needs to be seen. */
  isLit(colour: LedColour): boolean {
    const line = LED_LINES[colour];
    return this.plugged && this.#gpio.direction(line) === 'out' && this.#gpio.level(line) === 1;
  }

  snapshot(): LedSnapshot {
    return { plugged: this.plugged };
  }

  restore({ plugged }: LedSnapshot): void {
    this.plugged = plugged;
  }
}
