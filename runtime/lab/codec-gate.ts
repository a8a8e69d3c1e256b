import type { LabEvent } from '#runtime/events/event.ts';
import type { Decode } from '#runtime/lesson/observe.ts';
import type { Late } from '#runtime/pi/late.ts';

/**
 * Stands before somebody who reads packets. Until the codec is there, nothing from the first packet on is
 * let through: the order of events is theirs.
 */
export class CodecGate {
  readonly #codec: Late<Decode>;
  readonly #step: (event: LabEvent) => void;
  readonly #failed: (error: unknown) => void;
  #waiting: LabEvent[] | undefined;

  /** @param failed the codec could not be fetched */
  constructor(codec: Late<Decode>, step: (event: LabEvent) => void, failed: (error: unknown) => void) {
    this.#codec = codec;
    this.#step = step;
    this.#failed = failed;
  }

  /** For what `step` calls: by then it is there. */
  readonly decode: Decode = (bytes, options) => {
    const { now } = this.#codec;
    if (now === undefined) throw new Error('a packet was read before the codec was there');
    return now(bytes, options);
  };

  give(event: LabEvent): void {
    if (this.#waiting !== undefined) this.#waiting.push(event);
    else if (event.kind !== 'packet' || this.#codec.now !== undefined) this.#step(event);
    else {
      this.#waiting = [event];
      this.#codec.get().then(() => this.#go(), this.#failed);
    }
  }

  #go(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const event of waiting) this.#step(event);
  }
}
