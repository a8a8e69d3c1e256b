import type { ByteStream, Clock, StreamReceiver, Timer } from '#runtime/ports.ts';

/** How long the other end may take to close after we have, before it is cut off. */
export const LINGER_MS = 5_000;

/**
 * A client that there is no place for: closed in order, as Mosquitto does, and not heeded. A reset
 * would reach it as one error or another, depending on how far it has got.
 */
export class TurnedAway implements StreamReceiver {
  readonly #linger: Timer;

  constructor(clock: Clock, stream: ByteStream) {
    this.#linger = clock.timer(LINGER_MS, () => stream.destroy());
    stream.open(this);
    stream.end();
  }

  data(): void {}

  drain(): void {}

  closed(): void {
    this.#linger.cancel();
  }
}
