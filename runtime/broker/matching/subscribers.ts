import type { Target } from './subscription.ts';

/**
 * The subscribers of one filter when there are several. Their list is handed out as it is, to be
 * remembered with each topic: thousands who subscribe to `#` are one list for all topics. So it is
 * never changed once somebody has it; the next change makes another.
 */
export class Subscribers<Subscriber> {
  #list: Target<Subscriber>[];
  readonly #places = new Map<Subscriber, number>();
  #handedOut = false;

  constructor(first: Target<Subscriber>) {
    this.#list = [first];
    this.#places.set(first.subscriber, 0);
  }

  get size(): number {
    return this.#list.length;
  }

  get list(): readonly Target<Subscriber>[] {
    this.#handedOut = true;
    return this.#list;
  }

  /** Where in the list the subscriber stands; undefined: it has not subscribed. */
  place(subscriber: Subscriber): number | undefined {
    return this.#places.get(subscriber);
  }

  /** In place of what the subscriber had before. */
  set(target: Target<Subscriber>): void {
    const list = this.#changeable();
    const place = this.#places.get(target.subscriber) ?? list.length;
    this.#places.set(target.subscriber, place);
    list[place] = target;
  }

  /** The last takes its place. @returns false: it had not subscribed */
  delete(subscriber: Subscriber): boolean {
    const place = this.#places.get(subscriber);
    if (place === undefined) return false;
    const list = this.#changeable();
    this.#places.delete(subscriber);
    const last = list.pop();
    if (last === undefined || place === list.length) return true;
    list[place] = last;
    this.#places.set(last.subscriber, place);
    return true;
  }

  #changeable(): Target<Subscriber>[] {
    if (this.#handedOut) this.#list = this.#list.slice();
    this.#handedOut = false;
    return this.#list;
  }
}
