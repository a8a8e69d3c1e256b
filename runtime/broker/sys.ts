/**
 * What the broker says of itself under `$SYS/broker`, mosquitto(8): retained messages at QoS 2, each
 * published anew when its value has changed. It looks every `sys_interval` seconds and one more, as
 * Mosquitto does; what stays as it is for a minute is said no more to those who come.
 *
 *     $SYS/broker/version                       mosquitto version 2.0.11
 *     $SYS/broker/uptime                        42 seconds
 *     $SYS/broker/clients/connected             3
 *     $SYS/broker/load/messages/sent/1min       2.95
 *     $SYS/broker/publish/messages/dropped      0
 *
 * A broker that nobody asks has no timer: whatever comes next, once the time for a look is past, has
 * it make up for those that it missed, in which nothing had happened.
 *
 * `heap/current` and `heap/maximum` are not there, as in a Mosquitto built without memory tracking: a
 * page is told nothing of its heap, and Node's is not the broker's alone.
 */
import { parseSharedFilter } from '#runtime/mqtt/filter.ts';
import type { Timer } from '#runtime/ports.ts';
import type { Core } from './core.ts';
import { Message } from './message.ts';
import { route } from './route.ts';
import { SysLoad } from './sys-load.ts';
import { messagesForClients } from './sys-stored.ts';

const ROOT = '$SYS/broker/';
const SHARED = '$share/';

/** As long as a value is retained that does not change. */
const LASTS_MS = 60_000;

type Say = (topic: string, value: number) => void;

export class SysTree {
  /** Milliseconds on the broker's clock: when `catchUp` is to be called. Infinity: never. */
  due: number;
  readonly #core: Core;
  readonly #startedAt: number;
  readonly #said = new Map<string, string>();
  readonly #load = new SysLoad();
  /** Clients that there were at a time. */
  #most = 0;
  #timer: Timer | undefined;

  /** @param version of the Mosquitto that it behaves as: `2.0.11` */
  constructor(core: Core, version: string) {
    this.#core = core;
    this.#startedAt = core.clock.now();
    this.due = core.settings.sysInterval > 0 ? this.#startedAt : Infinity;
    if (this.due < Infinity) this.#publish('version', `mosquitto version ${version}`);
  }

  /** Says what was to be said until now. To be called with what happens next, before that is counted. */
  catchUp(now: number): void {
    if (now < this.due) return;
    const at = this.due;
    const period = this.#period;
    const missed = Math.floor((now - at) / period);
    this.due = at + (missed + 1) * period;
    const last = at + missed * period;
    this.#update(at, last);
    if (missed === 0) return;
    this.#load.fade(period / 1000, missed, ([topic, value], time) => {
      this.#say(topic, value, at + (time + 1) * period);
    });
    this.#sayStored((topic, value) => this.#say(topic, String(value), last));
  }

  /** From now on it says what changes when it changes, for as long as somebody asks. */
  watchedBy(filter: string): void {
    if (this.#timer === undefined && isBelowSys(filter)) this.#wait();
  }

  stop(): void {
    this.#timer?.cancel();
    this.due = Infinity;
  }

  get #period(): number {
    return (this.#core.settings.sysInterval + 1) * 1000;
  }

  #wait(): void {
    if (this.due === Infinity) return;
    const { clock } = this.#core;
    this.#timer = clock.timer(Math.max(0, this.due - clock.now()), () => {
      this.#timer = undefined;
      this.catchUp(clock.now());
      if (this.#isWatched()) this.#wait();
    });
  }

  /** @param at when it was due; `uptime` goes on `until` a later look that found nothing else */
  #update(at: number, until: number): void {
    const core = this.#core;
    const { traffic, retained } = core;
    const isFirst = !this.#said.has('uptime');
    const say: Say = (topic, value) => this.#say(topic, String(value), at);
    this.#say('uptime', `${Math.floor((until - this.#startedAt) / 1000)} seconds`, until);
    const { subscriptions, shared } = this.#sayClients(say);
    const loads = isFirst
      ? this.#load.first()
      : this.#load.update(this.#period / 1000, traffic, core.dropped, this.#bytesSent());
    for (const [topic, value] of loads) this.#say(topic, value, at);
    this.#sayStored(say);
    say('subscriptions/count', subscriptions);
    say('shared_subscriptions/count', shared);
    say('retained messages/count', retained.size);
    say('messages/received', traffic.messagesReceived);
    say('messages/sent', traffic.messagesSent);
    say('publish/messages/dropped', core.dropped);
    say('publish/messages/received', traffic.publishesReceived);
    say('publish/messages/sent', traffic.publishesSent);
    say('bytes/received', traffic.bytesReceived);
    say('bytes/sent', this.#bytesSent());
    say('publish/bytes/received', traffic.payloadReceived);
    say('publish/bytes/sent', traffic.payloadSent);
  }

  /** What waits in an output is as good as sent. */
  #bytesSent(): number {
    const { traffic, connections } = this.#core;
    let bytes = traffic.bytesWritten;
    for (const { output } of connections) bytes += output.bytes;
    return bytes;
  }

  #sayStored(say: Say): void {
    const { retained } = this.#core;
    const kept = messagesForClients(this.#core);
    const stored = kept.count + retained.size;
    say('messages/stored', stored);
    say('store/messages/count', stored);
    say('store/messages/bytes', kept.bytes + retained.payloadBytes);
  }

  #sayClients(say: Say): { subscriptions: number; shared: number } {
    const { sessions, expired } = this.#core;
    let connected = 0;
    let subscriptions = 0;
    let shared = 0;
    for (const session of sessions.values()) {
      if (session.connection !== undefined) connected++;
      subscriptions += session.subscriptionCount;
      if (session.subscriptionCount > 0) shared += countShared(session.subscriptions);
    }
    const total = sessions.size;
    say('clients/total', total);
    if (total > this.#most) say('clients/maximum', (this.#most = total));
    say('clients/inactive', total - connected);
    say('clients/disconnected', total - connected);
    say('clients/active', connected);
    say('clients/connected', connected);
    say('clients/expired', expired);
    return { subscriptions: subscriptions - shared, shared };
  }

  /** Publishes what is not what was said last. */
  #say(topic: string, value: string, at: number): void {
    if (this.#said.get(topic) === value) return;
    this.#said.set(topic, value);
    const expiresAt = at + LASTS_MS;
    if (expiresAt > this.#core.clock.now()) this.#publish(topic, value, expiresAt);
  }

  #publish(topic: string, value: string, expiresAt?: number): void {
    const extras = expiresAt === undefined ? {} : { expiresAt };
    route(this.#core, Message.of(ROOT + topic, new TextEncoder().encode(value), 2, true, extras));
  }

  #isWatched(): boolean {
    for (const topic of this.#said.keys()) {
      const { targets, groups } = this.#core.topics.matches(ROOT + topic);
      if (targets.length > 0 || groups.length > 0) return true;
    }
    return false;
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
