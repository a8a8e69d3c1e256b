import type { SubscriptionOptions } from '../matching/subscription.ts';

/**
 * What one session has subscribed to: options by filter. Most clients have one subscription, and a
 * Map for each of ten thousand would cost more than they do, so it is made for the second.
 */
export class SessionSubscriptions {
  #filter: string | undefined;
  #options: SubscriptionOptions | undefined;
  #several: Map<string, SubscriptionOptions> | undefined;

  get size(): number {
    return this.#several?.size ?? (this.#filter === undefined ? 0 : 1);
  }

  get(filter: string): SubscriptionOptions | undefined {
    if (this.#several !== undefined) return this.#several.get(filter);
    return filter === this.#filter ? this.#options : undefined;
  }

  /** In place of an earlier one with the same filter [MQTT-3.8.4-3] [MQTT5-3.8.4-3]. */
  set(filter: string, options: SubscriptionOptions): void {
    if (this.#several !== undefined) this.#several.set(filter, options);
    else if (this.#filter === undefined || this.#options === undefined || this.#filter === filter) {
      this.#filter = filter;
      this.#options = options;
    } else {
      this.#several = new Map([
        [this.#filter, this.#options],
        [filter, options],
      ]);
    }
  }

  /** @returns false: there was no such subscription */
  delete(filter: string): boolean {
    if (this.#several !== undefined) return this.#several.delete(filter);
    if (filter !== this.#filter) return false;
    this.#filter = undefined;
    this.#options = undefined;
    return true;
  }

  /** In the order of subscribing. */
  *[Symbol.iterator](): Generator<readonly [filter: string, options: SubscriptionOptions], void, void> {
    if (this.#several !== undefined) yield* this.#several;
    else if (this.#filter !== undefined && this.#options !== undefined) yield [this.#filter, this.#options];
  }
}
