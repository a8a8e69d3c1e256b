/**
 * NXP's LM75B, register by register (data sheet revision 6.1, section 7.4). A transaction that writes begins with the
 * pointer, which stays for the reads that follow.
 *
 * | pointer | register | bytes | after power-up |
 * |---|---|---|---|
 * | 0 | Temp, read only | 2, MSB first: 11 bits in two's complement, 0.125 °C each, the 5 lowest bits 0 | |
 * | 1 | Conf | 1: fault queue, OS polarity, OS mode, shutdown; the 3 highest bits 0 | 0x00 |
 * | 2 | Thyst | 2, MSB first: 9 bits, 0.5 °C each | 75 °C |
 * | 3 | Tos | 2 | 80 °C |
 *
 * Temp is converted anew every 100 ms; in shutdown it keeps its last value. Who reads on gets the register's
 * bytes again. The output OS is connected to nothing here: what would drive it can be set and read, no more.
 */
import { registerOf } from '../drivers/lm75b.ts';
import type { I2cChip } from './wire.ts';

export const CONVERSION_MS = 100;
const SHUTDOWN = 0x01;
const CONF_BITS = 0x1f;
const SET_POINT_MASK = 0xff80;

/** Register Temp of what was measured: beyond −128 to 127.875 °C the converter stays at its end. */
const converted = (celsius: number): number => registerOf(Math.min(127.875, Math.max(-128, celsius)));

export interface Lm75bSnapshot {
  readonly pointer: number;
  readonly conf: number;
  readonly hysteresis: number;
  readonly overtemperature: number;
  /** Of register Temp while in shutdown. */
  readonly kept: number | undefined;
}

export interface Lm75bOptions {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** What the chip's sensor measured in its conversion that ended at `at`, in °C. */
  readonly measure: (at: number) => number;
}

export class Lm75bChip implements I2cChip {
  readonly #now: () => number;
  readonly #measure: (at: number) => number;
  #state: Lm75bSnapshot = { pointer: 0, conf: 0, hysteresis: 75 << 8, overtemperature: 80 << 8, kept: undefined };

  constructor({ now, measure }: Lm75bOptions) {
    this.#now = now;
    this.#measure = measure;
  }

  /** Register Temp at this moment: 16 bits. */
  get temperature(): number {
    if (this.#state.kept !== undefined) return this.#state.kept;
    return converted(this.#measure(Math.floor(this.#now() / CONVERSION_MS) * CONVERSION_MS));
  }

  write(bytes: Uint8Array): number {
    const [pointer, first, second] = bytes;
    if (pointer === undefined) return 0;
    this.#state = { ...this.#state, pointer: pointer & 0x03 };
    if (first !== undefined) this.#set(first, second);
    return bytes.length;
  }

  read(length: number): Uint8Array {
    const register = this.#register();
    return Uint8Array.from({ length }, (_, index) => register[index % register.length] ?? 0xff);
  }

  snapshot(): Lm75bSnapshot {
    return this.#state;
  }

  restore(snapshot: Lm75bSnapshot): void {
    this.#state = snapshot;
  }

  #register(): readonly number[] {
    const { pointer, conf, hysteresis, overtemperature } = this.#state;
    if (pointer === 1) return [conf];
    const word = pointer === 0 ? this.temperature : pointer === 2 ? hysteresis : overtemperature;
    return [word >> 8, word & 0xff];
  }

  #set(first: number, second: number | undefined): void {
    const { pointer } = this.#state;
    if (pointer === 1) return this.#configure(first & CONF_BITS);
    // Set points are taken over whole; Temp is not written to.
    if (second === undefined || pointer === 0) return;
    const word = ((first << 8) | second) & SET_POINT_MASK;
    this.#state = { ...this.#state, ...(pointer === 2 ? { hysteresis: word } : { overtemperature: word }) };
  }

  #configure(conf: number): void {
    const kept = (conf & SHUTDOWN) === 0 ? undefined : this.temperature;
    this.#state = { ...this.#state, conf, kept };
  }
}
