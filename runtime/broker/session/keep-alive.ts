/**
 * Who has been silent for too long. A client promises in CONNECT to send something at least every
 * `keep alive` seconds; after one and a half times that the broker takes it for dead
 * [MQTT-3.1.2-24]. Whoever has not said CONNECT yet is given 60 seconds, so 90, as by Mosquitto.
 *
 * A connection waits in the set of the second in which it would be overdue if nothing came. When
 * that second is over it has spoken since, and moves on, or it is ended. So a packet costs nothing
 * but a note of the time, and one timer serves all.
 */
import type { Clock, Timer } from '#runtime/ports.ts';

export interface Watched {
  /** Seconds; 0: never overdue (§3.1.2.10). */
  readonly keepAlive: number;
  /** When the last packet came, milliseconds on the broker's clock. */
  readonly lastReceived: number;
  /** For the watch's own use: the second in which it is looked at again. */
  watchedUntil: number | undefined;
  overdue(): void;
}

export class KeepAlive {
  readonly #clock: Clock;
  readonly #seconds = new Map<number, Set<Watched>>();
  #timer: Timer | undefined;
  #next = Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins, or begins anew when `keepAlive` has changed. */
  watch(watched: Watched): void {
    this.forget(watched);
    if (watched.keepAlive === 0) return;
    const second = Math.ceil((watched.lastReceived + watched.keepAlive * 1500) / 1000);
    watched.watchedUntil = second;
    let set = this.#seconds.get(second);
    if (set === undefined) this.#seconds.set(second, (set = new Set()));
    set.add(watched);
    if (second < this.#next) this.#schedule(second);
  }

  forget(watched: Watched): void {
    if (watched.watchedUntil === undefined) return;
    const set = this.#seconds.get(watched.watchedUntil);
    set?.delete(watched);
    if (set?.size === 0) this.#seconds.delete(watched.watchedUntil);
    watched.watchedUntil = undefined;
    if (this.#seconds.size === 0) this.stop();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#next = Infinity;
  }

  #schedule(second: number): void {
    this.#timer?.cancel();
    this.#next = second;
    this.#timer = this.#clock.timer(Math.max(0, second * 1000 - this.#clock.now()), () => this.#sweep());
  }

  #sweep(): void {
    this.#timer = undefined;
    this.#next = Infinity;
    const now = this.#clock.now();
    for (const [second, set] of this.#seconds) {
      if (second * 1000 > now) continue;
      // Whoever moves on, moves to a later second: nothing is added to what is gone through here.
      for (const watched of set) {
        if (watched.lastReceived + watched.keepAlive * 1500 <= now) {
          this.forget(watched);
          watched.overdue();
        } else {
          this.watch(watched);
        }
      }
    }
    let next = Infinity;
    for (const second of this.#seconds.keys()) next = Math.min(next, second);
    if (next < this.#next) this.#schedule(next);
  }
}
