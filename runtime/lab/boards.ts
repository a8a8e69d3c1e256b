/** What a page shows of the three Pis' boards: plain data, structured-cloneable. */
import type { LedColour } from '#hardware/drivers/leds.ts';
import type { LineGrant } from '#hardware/sim/gpio-chip.ts';
import type { I2cTransfer } from '#hardware/sim/wire.ts';
import type { PowerState } from '#runtime/pi/power.ts';

export interface BoardState {
  readonly host: string;
  readonly power: PowerState;
  /** The network cable is plugged in. */
  readonly cable: boolean;
  /** Absent: this Pi has none. */
  readonly sensor?: SensorState;
  readonly leds?: LedsState;
  /** Lines that are outputs, or that somebody was granted. */
  readonly lines: readonly LineState[];
  readonly i2c: BusActivity;
}

export interface SensorState {
  readonly plugged: boolean;
  readonly address: number;
  /** °C of the air, and whether a finger is on it: what the learner set. */
  readonly air: number;
  readonly finger: boolean;
  /** °C of the board. */
  readonly celsius: number;
  /** Register Temp, 16 bits; absent: unplugged. */
  readonly register?: number;
}

export interface LedsState {
  readonly plugged: boolean;
  /** Now. */
  readonly lit: readonly LedColour[];
  /** They go on and off again and again, whether they are lit just now or not. */
  readonly blinking: readonly LedColour[];
}

export interface LineState {
  readonly offset: number;
  readonly direction: 'in' | 'out';
  readonly level: 0 | 1;
  readonly grant?: LineGrant;
}

/** Since the lab began. */
export interface BusActivity {
  readonly transfers: number;
  /** Of those: nobody acknowledged. */
  readonly refused: number;
  readonly last?: I2cTransfer;
}
