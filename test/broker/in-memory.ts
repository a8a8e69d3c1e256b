import { Broker } from '#runtime/broker/broker.ts';
import type { BrokerOptions, ListenerSettings, Settings } from '#runtime/broker/broker.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import type { Random } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { MqttTestClient } from '../kit/mqtt-client.ts';
import { streamPair } from '../kit/wire.ts';
import type { WireEnd } from '../kit/wire.ts';

/** The first bytes are 0, 1, 2, …, the next go on from there: assigned client ids are known, and differ. */
export function countingRandom(): Random {
  let next = 0;
  return { bytes: (length) => Uint8Array.from({ length }, () => next++) };
}

/** What can be set of a broker that has one listener. */
export type AllSettings = Settings & ListenerSettings;

export interface InMemoryOptions extends Partial<Omit<BrokerOptions, 'settings' | 'listener'>> {
  readonly clock?: ManualClock;
  readonly settings?: Partial<AllSettings>;
}

export interface BrokerInMemory {
  readonly broker: Broker;
  readonly clock: ManualClock;
  /** What was logged, levels left out. */
  readonly lines: string[];
  /** A client at 127.0.0.1:`port`; the broker has its stream, CONNECT is still to come. */
  connect(port?: number): MqttTestClient;
  /** The client's bare end, for what no client does. */
  wire(port?: number): WireEnd;
}

export function brokerInMemory(options: InMemoryOptions = {}): BrokerInMemory {
  const clock = options.clock ?? manualClock();
  const listener = options.settings ?? {};
  const lines: string[] = [];
  const broker = new Broker({
    clock,
    random: countingRandom(),
    log: ({ text }) => lines.push(text),
    ...options,
    listener,
  });
  const wire = (port = 40_000): WireEnd => {
    const [client, server] = streamPair({ clock, client: { host: '127.0.0.1', port } });
    broker.accept(server);
    return client;
  };
  return { broker, clock, lines, wire, connect: (port) => new MqttTestClient(wire(port), () => clock.settle()) };
}
