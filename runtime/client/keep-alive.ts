import type { Clock, Timer } from '#runtime/ports.ts';

/**
 * Keep alive from the client's side, as libmosquitto keeps it: when nothing was sent, or nothing came,
 * for the interval, a PINGREQ goes out [MQTT-3.1.2-23]; when it is due again and the last one, or the
 * CONNECT, has had no answer, the connection is given up.
 */
export class KeepAlive {
  readonly #clock: Clock;
  #interval: number;
  readonly #ping: () => void;
  readonly #dead: () => void;
  #lastSent: number;
  #lastReceived: number;
  #awaiting = true;
  #timer: Timer | undefined;

  /** @param seconds 0 switches it off */
  constructor(clock: Clock, seconds: number, ping: () => void, dead: () => void) {
    this.#clock = clock;
    this.#interval = seconds * 1000;
    this.#ping = ping;
    this.#dead = dead;
    this.#lastSent = this.#lastReceived = clock.now();
    if (seconds > 0) this.#schedule();
  }

  /** Another interval from now on, in seconds: the server's Server Keep Alive [MQTT5-3.1.2-21]. */
  change(seconds: number): void {
    this.stop();
    this.#interval = seconds * 1000;
    if (seconds > 0) this.#schedule();
  }

  sent(): void {
    this.#lastSent = this.#clock.now();
  }

  received(): void {
    this.#lastReceived = this.#clock.now();
  }

  /** CONNACK or PINGRESP came: there is somebody. */
  answered(): void {
    this.#awaiting = false;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** One timer that looks when it fires, instead of one moved with every packet. */
  #schedule(): void {
    const due = Math.min(this.#lastSent, this.#lastReceived) + this.#interval;
    this.#timer = this.#clock.timer(due - this.#clock.now(), () => this.#check());
  }

  #check(): void {
    const now = this.#clock.now();
    if (now < Math.min(this.#lastSent, this.#lastReceived) + this.#interval) return this.#schedule();
    if (this.#awaiting) return this.#dead();
    this.#awaiting = true;
    this.#lastSent = this.#lastReceived = now;
    this.#ping();
    this.#schedule();
  }
}
