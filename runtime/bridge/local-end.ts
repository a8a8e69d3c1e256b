import type { Broker } from '#runtime/broker/broker.ts';
import type { BrokerListener } from '#runtime/broker/broker-listener.ts';
import type { LocalSession } from '#runtime/broker/session/local-session.ts';
import type { BridgeValues } from '#runtime/config/values.ts';
import type { Connect, Subscription } from '#runtime/mqtt/packet.ts';
import type { ByteStream, Clock } from '#runtime/ports.ts';
import { End } from './end.ts';
import { memoryPair } from './memory-stream.ts';
import type { BridgeNames } from './names.ts';
import { NEVER, levelOf } from './remote-connect.ts';
import type { BridgedFilter, TopicRules } from './topic-rules.ts';

/** Of the packets that ask the broker here for something: one of each at a time, on a connection [MQTT-2.3.1-2]. */
export const SUBSCRIBE_ID = 1;
const UNSUBSCRIBE_ID = 2;

/** The bridge's way into the broker beside it, where it is a client with a session. */
export class LocalEnd {
  readonly session: LocalSession;
  readonly #clock: Clock;
  readonly #listener: BrokerListener;
  readonly #values: BridgeValues;
  readonly #rules: TopicRules;
  readonly #clean: boolean;

  constructor(clock: Clock, broker: Broker, values: BridgeValues, names: BridgeNames, rules: TopicRules) {
    this.session = broker.localSession(names.localClientId);
    this.#clock = clock;
    this.#listener = broker.listener({ port: 0, isBridge: true });
    this.#values = values;
    this.#rules = rules;
    // A lazy bridge is waited for by messages, which only a session that lasts can hold.
    this.#clean = values.start_type !== 'lazy' && (values.local_cleansession ?? values.cleansession);
  }

  /** A new connection to the broker. */
  connect(): ByteStream {
    const [ours, theirs] = memoryPair({ clock: this.#clock });
    this.#listener.accept(theirs);
    return ours;
  }

  /**
   * Lays the session down before the other broker is there, so that messages wait for it: with
   * `local_cleansession true` there is nothing to lay down. A session that waits already, for the same
   * topics, is left alone.
   *
   * @param done called once
   */
  prepare(done: () => void): void {
    const { exists, filters } = this.session;
    const wanted = this.#rules.local;
    const unwanted = filters.filter((filter) => !wanted.some((each) => each.filter === filter));
    const missing = wanted.some(({ filter }) => !filters.includes(filter));
    if (this.#clean || (exists && unwanted.length === 0 && !missing)) {
      done();
      return;
    }
    const end: End = new End(this.connect(), this.#connectPacket(5, RESUMED), this.#clock, {
      take: ({ type }) => {
        if (type !== 'CONNACK') return;
        if (unwanted.length > 0) end.send({ type: 'UNSUBSCRIBE', packetId: UNSUBSCRIBE_ID, filters: unwanted });
        // What is retained comes when the bridge stands.
        const subscriptions = wanted.map((each) => ({ ...asBridge(each), retainHandling: 2 as const }));
        if (subscriptions.length > 0) end.send({ type: 'SUBSCRIBE', packetId: SUBSCRIBE_ID, subscriptions });
        end.send({ type: 'DISCONNECT', reasonCode: 0 });
      },
      balance: () => {},
      ended: done,
    });
    end.open();
  }

  /** @param receiveMaximum messages of QoS 1 and 2 that the other broker takes at a time (5.0) */
  connectPacket(receiveMaximum: number): Connect {
    const level = levelOf(this.#values) === 5 ? 5 : 4;
    return this.#connectPacket(level, { clean: this.#clean, receiveMaximum });
  }

  /** @param maximumQoS that the other broker takes */
  subscriptions(maximumQoS: BridgedFilter['qos']): readonly Subscription[] {
    return this.#rules.local.map(({ filter, qos }) => asBridge({ filter, qos: qos < maximumQoS ? qos : maximumQoS }));
  }

  #connectPacket(level: 4 | 5, { clean, receiveMaximum }: { clean: boolean; receiveMaximum: number }): Connect {
    const { local_username: username, local_password: password } = this.#values;
    return {
      type: 'CONNECT',
      level,
      ...(level < 5 && { bridge: true }),
      clean,
      // It cannot vanish without a word: nothing need be asked.
      keepAlive: 0,
      clientId: this.session.clientId,
      ...(username !== undefined && { username }),
      ...(username !== undefined && password !== undefined && { password: new TextEncoder().encode(password) }),
      ...(level === 5 && { properties: { ...(!clean && { sessionExpiryInterval: NEVER }), receiveMaximum } }),
    };
  }
}

/** For as short as the connection is, the fewer messages set out on it the better. */
const RESUMED = { clean: false, receiveMaximum: 1 };

/** Not what the bridge itself has published, and RETAIN as it was: below 5.0 a bridge has that anyway. */
function asBridge({ filter, qos }: BridgedFilter): Subscription {
  return { filter, qos, noLocal: true, retainAsPublished: true };
}
