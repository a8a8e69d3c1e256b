/**
 * A connection inside one program: two streams, and what goes into one comes out of the other, in a later
 * turn of the event loop. It is how a bridge is a client of the broker beside it.
 */
import { SystemError } from '#runtime/ports.ts';
import type { Address, ByteStream, Clock, StreamReceiver } from '#runtime/ports.ts';

/** No address of a network. */
const HERE: Address = { host: '', port: 0 };

/** Bytes under way one way after which `write` says that it is enough; `drain` comes when half have been taken. */
const HIGH_WATER = 256 * 1024;

/** @returns the two ends */
export function memoryPair(clock: Pick<Clock, 'soon'>): [ByteStream, ByteStream] {
  const one = new MemoryStream(clock);
  const other = new MemoryStream(clock);
  one.join(other);
  other.join(one);
  return [one, other];
}

class MemoryStream implements ByteStream {
  readonly local = HERE;
  readonly remote = HERE;
  readonly #clock: Pick<Clock, 'soon'>;
  #other: MemoryStream | undefined;
  #receiver: StreamReceiver | undefined;
  /** What the other end has written and this one has not been given. */
  #arrived: Uint8Array[] = [];
  #bytes = 0;
  #ended = false;
  #otherEnded = false;
  #otherIsFull = false;
  #paused = false;
  #scheduled = false;
  #closed = false;

  constructor(clock: Pick<Clock, 'soon'>) {
    this.#clock = clock;
  }

  join(other: MemoryStream): void {
    this.#other = other;
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    this.#schedule();
  }

  write(bytes: Uint8Array): boolean {
    const other = this.#other;
    if (this.#ended || this.#closed || other === undefined) return false;
    other.#arrived.push(bytes);
    other.#bytes += bytes.length;
    if (other.#bytes > HIGH_WATER) other.#otherIsFull = true;
    other.#schedule();
    return !other.#otherIsFull;
  }

  end(): void {
    if (this.#ended || this.#closed || this.#other === undefined) return;
    this.#ended = true;
    this.#other.#otherEnded = true;
    this.#other.#schedule();
  }

  destroy(): void {
    if (this.#closed) return;
    this.#ended = true;
    const other = this.#other;
    this.#clock.soon(() => {
      this.#close();
      if (other !== undefined) other.#close(new SystemError('ECONNRESET'));
    });
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    this.#clock.soon(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    const receiver = this.#receiver;
    if (receiver === undefined) return;
    // What comes meanwhile has a turn of its own.
    for (let left = this.#arrived.length; left > 0 && !this.#paused && !this.#closed; left--) {
      const bytes = this.#arrived.shift()!;
      this.#bytes -= bytes.length;
      receiver.data(bytes);
    }
    if (this.#closed) return;
    if (this.#otherIsFull && this.#bytes <= HIGH_WATER / 2) {
      this.#otherIsFull = false;
      if (this.#other !== undefined) this.#other.#drained();
    }
    if (this.#arrived.length > 0) {
      if (!this.#paused) this.#schedule();
    } else if (this.#otherEnded && !this.#paused) {
      // Like TCP without half-open ends: the other's end is answered by one's own.
      this.end();
      this.#close();
    }
  }

  #drained(): void {
    if (!this.#closed && !this.#ended) this.#receiver?.drain();
  }

  #close(error?: SystemError): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#arrived = [];
    this.#receiver?.closed(error);
  }
}
