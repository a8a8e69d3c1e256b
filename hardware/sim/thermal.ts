/**
 * The temperature of a small sensor board: it goes towards that of the air around it, or of the finger on it,
 * by Newton's law of cooling. Everything follows from the time alone, so a clock that jumps ten minutes
 * arrives where waiting would have led, and a copy of the state says what the original says.
 *
 * What the chip measures is a little beside that: noise from one conversion to the next, and a slow
 * drift. Both are bounded, and together at most 0.0700 °C: half a step of the LM75B is 0.0625 °C, so a board that has come to
 * rest at a multiple of 0.125 °C reads as that, and flickers by one step now and then.
 */

/** °C of a fingertip that holds the board. */
const FINGER = 34.8;
/** Milliseconds in which the distance to the target becomes 1/e of what it was. */
const TAU_AIR = 6_000;
const TAU_FINGER = 3_500;
/** °C; the noise is the sum of two evenly spread values of half of that. */
const NOISE = 0.05;
const DRIFT = 0.02;
/** Milliseconds between two turns of the drift. */
const DRIFT_PERIOD = 20_000;
/** What is this near has arrived: there is nothing left to see. */
const ARRIVED = 0.001;

export interface ThermalSnapshot {
  /** °C around the board. */
  readonly air: number;
  readonly finger: boolean;
  /** When air or finger last changed, and how warm the board was then. */
  readonly since: number;
  readonly from: number;
}

export class Thermal {
  readonly #seed: number;
  #state: ThermalSnapshot;

  /** @param seed 32 bits */
  constructor(seed: number, air: number, now: number) {
    this.#seed = seed;
    this.#state = { air, finger: false, since: now, from: air };
  }

  get air(): number {
    return this.#state.air;
  }

  get finger(): boolean {
    return this.#state.finger;
  }

  /** Of the board itself, in °C. @param at not before the last change */
  celsius(at: number): number {
    const { since, from } = this.#state;
    const target = this.#target;
    const left = (from - target) * Math.exp(-Math.max(0, at - since) / (this.finger ? TAU_FINGER : TAU_AIR));
    return Math.abs(left) < ARRIVED ? target : target + left;
  }

  /** What a conversion that ends then makes of it, in °C. */
  measured(at: number): number {
    return this.celsius(at) + this.#noise(at) + this.#drift(at);
  }

  setAir(celsius: number, now: number): void {
    this.#state = { ...this.#state, from: this.celsius(now), since: now, air: celsius };
  }

  setFinger(on: boolean, now: number): void {
    this.#state = { ...this.#state, from: this.celsius(now), since: now, finger: on };
  }

  snapshot(): ThermalSnapshot {
    return this.#state;
  }

  restore(snapshot: ThermalSnapshot): void {
    this.#state = snapshot;
  }

  get #target(): number {
    // A finger warms; who holds something hotter than themselves changes little of it.
    return this.finger ? Math.max(FINGER, this.air) : this.air;
  }

  #noise(at: number): number {
    return (this.#even(at, 1) + this.#even(at, 2)) * (NOISE / 2);
  }

  #drift(at: number): number {
    const turn = Math.floor(at / DRIFT_PERIOD);
    const part = at / DRIFT_PERIOD - turn;
    const smooth = part * part * (3 - 2 * part);
    const before = this.#even(turn, 3);
    return (before + (this.#even(turn + 1, 3) - before) * smooth) * DRIFT;
  }

  /** Evenly spread over −1 to 1, the same for the same number. */
  #even(number: number, kind: number): number {
    let hash = this.#seed ^ Math.imul(kind, 0x9e37_79b9);
    for (const half of [number >>> 0, Math.floor(number / 2 ** 32)]) {
      hash = Math.imul(hash ^ half, 0x85eb_ca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
      hash ^= hash >>> 16;
    }
    return (hash >>> 0) / 2 ** 31 - 1;
  }
}
