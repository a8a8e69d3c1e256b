/**
 * One direction of a connection: what was written at one end and not yet taken at the other.
 *
 *     write → queue → (the wire, if both hosts are plugged in) → receiver.data
 *
 * Bytes are taken in the order in which they were written, whatever the latency does meanwhile. A
 * wire that is unplugged holds them, as TCP would go on sending them again: they arrive once it is
 * plugged in, at once (real TCP may take some seconds more, its time-out has grown by then).
 */
import type { Clock, Timer } from '#runtime/ports.ts';

/** A sender that has this much under way should wait for `drain`. */
const HIGH_WATER = 65_536;
const LOW_WATER = 16_384;
/** tcp(7), tcp_retries2 = 15: between 13 and 30 minutes until the sender gives up. */
export const GIVE_UP_AFTER = 15 * 60_000;

type Segment =
  { readonly bytes: Uint8Array; sent: number | undefined } | { readonly fin: true; sent: number | undefined };

export interface HalfEnds {
  /** One way, in milliseconds. */
  latency(): number;
  wireUp(): boolean;
  /** It leaves the sender's host: what a sniffer at the wire sees. */
  passing(bytes: Uint8Array | 'fin'): void;
  /** May the other end take bytes now? */
  ready(): boolean;
  deliver(bytes: Uint8Array | 'fin'): void;
  drained(): void;
  /** Nothing got through for `GIVE_UP_AFTER`. */
  gaveUp(): void;
}

export class Half {
  readonly #clock: Clock;
  readonly #ends: HalfEnds;
  #queue: Segment[] = [];
  #bytes = 0;
  #isFull = false;
  #isScheduled = false;
  #isOver = false;
  #giveUp: Timer | undefined;

  constructor(clock: Clock, ends: HalfEnds) {
    this.#clock = clock;
    this.#ends = ends;
  }

  /** @returns false when the sender should wait for `drained` */
  write(bytes: Uint8Array): boolean {
    if (bytes.length === 0 || this.#isOver) return !this.#isFull;
    this.#bytes += bytes.length;
    this.#push({ bytes, sent: undefined });
    if (this.#bytes >= HIGH_WATER) this.#isFull = true;
    return !this.#isFull;
  }

  fin(): void {
    if (!this.#isOver) this.#push({ fin: true, sent: undefined });
  }

  #push(segment: Segment): void {
    this.#queue.push(segment);
    if (this.#ends.wireUp()) {
      this.#send(segment);
      this.schedule();
    } else this.#stall();
  }

  #send(segment: Segment): void {
    if (segment.sent !== undefined) return;
    segment.sent = this.#clock.now();
    this.#ends.passing('fin' in segment ? 'fin' : segment.bytes);
  }

  /** The wire was unplugged, or plugged in. */
  wireChanged(): void {
    if (this.#isOver || this.#queue.length === 0) return;
    if (!this.#ends.wireUp()) return this.#stall();
    this.#giveUp?.cancel();
    this.#giveUp = undefined;
    for (const segment of this.#queue) this.#send(segment);
    this.schedule();
  }

  #stall(): void {
    this.#giveUp ??= this.#clock.timer(GIVE_UP_AFTER, () => this.#ends.gaveUp());
  }

  /** Delivers in a later turn what has arrived by then. */
  schedule(): void {
    const first = this.#queue[0];
    if (this.#isScheduled || this.#isOver || first?.sent === undefined) return;
    if (!this.#ends.wireUp() || !this.#ends.ready()) return;
    this.#isScheduled = true;
    const wait = first.sent + this.#ends.latency() - this.#clock.now();
    const run = () => {
      this.#isScheduled = false;
      this.#deliver();
    };
    if (wait > 0) this.#clock.timer(wait, run);
    else this.#clock.soon(run);
  }

  #deliver(): void {
    // What is written meanwhile has a turn of its own.
    for (let left = this.#queue.length; left > 0; left--) {
      const segment = this.#queue[0];
      if (segment?.sent === undefined || this.#isOver || !this.#ends.wireUp() || !this.#ends.ready()) break;
      if (segment.sent + this.#ends.latency() > this.#clock.now()) break;
      this.#queue.shift();
      if ('fin' in segment) {
        this.#isOver = true;
        this.#ends.deliver('fin');
        return;
      }
      this.#bytes -= segment.bytes.length;
      this.#ends.deliver(segment.bytes);
    }
    if (this.#isFull && !this.#isOver && this.#bytes <= LOW_WATER) {
      this.#isFull = false;
      this.#ends.drained();
    }
    this.schedule();
  }

  /** Forgets what is under way. */
  close(): void {
    this.#isOver = true;
    this.#queue = [];
    this.#giveUp?.cancel();
    this.#giveUp = undefined;
  }
}
