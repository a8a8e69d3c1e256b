import { Bridge } from '#runtime/bridge/bridge.ts';
import type { BridgeOptions } from '#runtime/bridge/bridge.ts';
import { Broker } from '#runtime/broker/broker.ts';
import type { BrokerOptions } from '#runtime/broker/broker.ts';
import { Client } from '#runtime/client/client.ts';
import { type BridgeValues, newBridge } from '#runtime/config/values.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { SeededRandom } from '#runtime/lab/random.ts';
import type { ProtocolLevel, Publish, QoS } from '#runtime/mqtt/packet.ts';
import type { ByteStream, Destination, Network } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { streamPair } from '../kit/wire.ts';
import { Wires } from './cuttable.ts';

/** As a mosquitto.conf says nothing but `connection up` and an address. */
export const BRIDGE: BridgeValues = {
  ...newBridge('up'),
  addresses: [{ host: 'there', port: 1883 }],
  restart_timeout: { base: 5, cap: 5 },
};

/** `topic PATTERN DIRECTION QOS LOCAL REMOTE` */
export function topic(
  pattern: string,
  direction: 'in' | 'out' | 'both' = 'out',
  qos: QoS = 0,
  localPrefix = '',
  remotePrefix = '',
): BridgeValues['topics'][number] {
  return { pattern, direction, qos, localPrefix, remotePrefix };
}

export interface Person {
  readonly client: Client;
  readonly messages: Publish[];
  /** Topics and payloads, in the order of arrival: `sensor/t 21`. */
  readonly texts: string[];
  say(topic: string, text: string, qos?: QoS, more?: Partial<Publish>): void;
}

/** Somebody who answers at an address, or does not. */
export interface Answering {
  readonly away: boolean;
  accept(stream: ByteStream): void;
}

/** A broker with its people. */
export class Place implements Answering {
  readonly clock: ManualClock;
  readonly lines: string[] = [];
  /** Nobody answers at its address while it is away. */
  away = false;
  broker: Broker;

  constructor(clock: ManualClock, options: Partial<BrokerOptions> = {}) {
    this.clock = clock;
    this.broker = new Broker({
      clock,
      random: new SeededRandom(1),
      log: ({ text }) => this.lines.push(text),
      ...options,
    });
  }

  accept(stream: ByteStream): void {
    this.broker.accept(stream);
  }

  /** Somebody who has subscribed to `filters`. */
  async person(
    clientId: string,
    filters: readonly string[] = [],
    options: { level?: ProtocolLevel; qos?: QoS } = {},
  ): Promise<Person> {
    const { level = 5, qos = 2 } = options;
    const messages: Publish[] = [];
    const texts: string[] = [];
    const client = new Client({ clientId, level, clean: true, keepAlive: 0 }, this.clock, {
      message: (message) => {
        messages.push(message);
        texts.push(`${message.topic} ${new TextDecoder().decode(message.payload)}`);
      },
    });
    const [ours, theirs] = streamPair({ clock: this.clock });
    this.broker.accept(theirs);
    void client.run(ours);
    await this.clock.settle();
    if (filters.length > 0) client.subscribe(filters.map((filter) => ({ filter, qos, retainAsPublished: true })));
    await this.clock.settle();
    return {
      client,
      messages,
      texts,
      say: (where, text, at = 0, more = {}) => {
        const sent = client.publish({
          topic: where,
          payload: new TextEncoder().encode(text),
          qos: at,
          retain: more.retain ?? false,
          ...(more.properties !== undefined && { properties: more.properties }),
        });
        if ('error' in sent) throw new Error(`Could not publish: ${sent.error}`);
      },
    };
  }
}

export interface TwoBrokers {
  readonly clock: ManualClock;
  readonly here: Place;
  readonly there: Place;
  /** Between the bridge and the broker far away. */
  readonly far: Wires;
  /** Between the bridge and the broker beside it. */
  readonly near: Wires;
  readonly bridge: Bridge;
  /** Where it tried to connect to. */
  readonly attempts: Destination[];
  /** Who answers at an address, by its host. */
  readonly places: Map<string, Answering>;
}

/** A bridge from `here` to `there`, not started. */
export function twoBrokers(
  values: Partial<BridgeValues>,
  options: { here?: Partial<BrokerOptions>; there?: Partial<BrokerOptions>; bridge?: Partial<BridgeOptions> } = {},
): TwoBrokers {
  const clock = manualClock();
  const here = new Place(clock, options.here);
  const there = new Place(clock, options.there);
  const far = new Wires();
  const near = new Wires();
  const places = new Map<string, Answering>([['there', there]]);
  const attempts: Destination[] = [];
  const network: Network = {
    connect: (to) => {
      attempts.push(to);
      const place = places.get(to.host);
      if (place === undefined) return Promise.reject(new SystemError('ENOTFOUND', to.host));
      if (place.away) return Promise.reject(new SystemError('ECONNREFUSED', to.host));
      const [ours, theirs] = streamPair({ clock });
      // Only a broker's words can be taken apart into packets.
      place.accept(place instanceof Place ? far.watch(theirs) : theirs);
      return Promise.resolve(ours);
    },
    listen: () => Promise.reject(new SystemError('EACCES')),
  };
  const bridge = new Bridge({
    clock,
    random: new SeededRandom(7),
    network,
    broker: watched(here, near),
    values: { ...BRIDGE, ...values },
    hostname: 'vm',
    strerror: (code) =>
      ({ ECONNREFUSED: 'Connection refused', ENOTFOUND: 'Name or service not known' })[code as string] ?? code,
    ...options.bridge,
  });
  return { clock, here, there, far, near, bridge, attempts, places };
}

/** The broker with a knife at every packet between it and its bridge. */
function watched(place: Place, wires: Wires): Broker {
  return new Proxy(place.broker, {
    get: (broker, name) => {
      if (name === 'localSession') return broker.localSession.bind(broker);
      if (name !== 'listener') return Reflect.get(broker, name) as unknown;
      return (settings: Parameters<Broker['listener']>[0]) => {
        const listener = broker.listener(settings);
        return { accept: (stream: ByteStream) => listener.accept(wires.watch(stream)) };
      };
    },
  });
}
