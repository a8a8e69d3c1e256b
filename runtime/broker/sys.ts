/**
 * What the broker says of itself, under `$SYS`: retained messages at QoS 0, published anew every
 * `sys_interval` seconds where a value has changed.
 *
 *     $SYS/broker/version                       mosquitto version 2.0.11
 *     $SYS/broker/uptime                        42 seconds
 *     $SYS/broker/clients/connected             3
 *     $SYS/broker/publish/messages/dropped      0
 *
 * Only while somebody has subscribed to something there: a broker that nobody asks has no timer, and
 * counts nothing up. Whoever subscribes first gets values of that moment.
 */
import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import type { Timer } from '#runtime/ports.ts';
import type { Core } from './core.ts';
import { Message } from './message.ts';
import { route } from './route.ts';

const ROOT = '$SYS/broker/';
const SHARED = '$share/';

export class SysTree {
  readonly #core: Core;
  readonly #startedAt: number;
  readonly #said = new Map<string, string>();
  #maximum = 0;
  #timer: Timer | undefined;

  /** @param version of the Mosquitto that it behaves as: `2.0.11` */
  constructor(core: Core, version: string) {
    this.#core = core;
    this.#startedAt = core.clock.now();
    if (core.settings.sysInterval > 0) this.#say('version', `mosquitto version ${version}`);
  }

  /** To be called before the filter is subscribed to, so that what is retained is true. */
  watchedBy(filter: string): void {
    if (this.#timer === undefined && this.#core.settings.sysInterval > 0 && isBelowSys(filter)) this.#publish();
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #publish(): void {
    for (const [topic, value] of this.#values()) {
      if (this.#said.get(topic) !== value) this.#say(topic, value);
    }
    const { clock, settings } = this.#core;
    this.#timer = clock.timer(settings.sysInterval * 1000, () => {
      this.#timer = undefined;
      if (this.#isWatched()) this.#publish();
    });
  }

  #say(topic: string, value: string): void {
    this.#said.set(topic, value);
    route(this.#core, Message.of(ROOT + topic, new TextEncoder().encode(value), 0, true));
  }

  #isWatched(): boolean {
    for (const topic of this.#said.keys()) {
      const { targets, groups } = this.#core.topics.matches(ROOT + topic);
      if (targets.length > 0 || groups.length > 0) return true;
    }
    return false;
  }

  #values(): readonly (readonly [topic: string, value: string])[] {
    const { clock, sessions, retained, dropped, expired } = this.#core;
    let connected = 0;
    let subscriptions = 0;
    let shared = 0;
    for (const session of sessions.values()) {
      if (session.connection !== undefined) connected++;
      subscriptions += session.subscriptionCount;
      if (session.subscriptionCount > 0) shared += countShared(session.subscriptions);
    }
    const away = String(sessions.size - connected);
    this.#maximum = Math.max(this.#maximum, sessions.size);
    return [
      ['uptime', `${Math.floor((clock.now() - this.#startedAt) / 1000)} seconds`],
      ['clients/total', String(sessions.size)],
      ['clients/maximum', String(this.#maximum)],
      ['clients/inactive', away],
      ['clients/disconnected', away],
      ['clients/active', String(connected)],
      ['clients/connected', String(connected)],
      ['clients/expired', String(expired)],
      ['subscriptions/count', String(subscriptions)],
      ['shared_subscriptions/count', String(shared)],
      ['retained messages/count', String(retained.size)],
      ['publish/messages/dropped', String(dropped)],
    ];
  }
}

function isBelowSys(filter: string): boolean {
  const topic = parseSharedFilter(filter)?.filter ?? filter;
  return topic === '$SYS' || topic.startsWith('$SYS/');
}

/** As Mosquitto counts: by how they begin, `$share/g` included, which 3.1.1 may subscribe to though nobody shares it. */
function countShared(subscriptions: Iterable<readonly [filter: string, options: unknown]>): number {
  let count = 0;
  for (const [filter] of subscriptions) if (filter.startsWith(SHARED)) count++;
  return count;
}
