import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, ProtocolLevel, QoS } from '#runtime/mqtt/packet.ts';
import type { LogLevel } from '#runtime/broker/broker.ts';
import { brokerContract, timedContract } from './contract.ts';
import { brokerInMemory } from './in-memory.ts';
import type { AllSettings, BrokerInMemory } from './in-memory.ts';

/** Nobody reads what the broker says of each packet: then, and only then, it takes the hot path. */
const QUIET: readonly LogLevel[] = ['error', 'warning', 'notice'];

function open(settings: Partial<AllSettings> = {}, logLevels: readonly LogLevel[] = QUIET) {
  const { broker, clock, connect } = brokerInMemory({ settings, logLevels });
  return Promise.resolve({
    clock,
    connect: () => Promise.resolve(connect()),
    close: () => {
      broker.close();
      return clock.settle();
    },
  });
}

brokerContract('the broker on its hot path', () => open());
timedContract('the broker on its hot path, as time passes', open);

/** One client's bytes, turn by turn, those of a turn to be sent in pieces. */
interface Said {
  readonly client: number;
  readonly turns: readonly Uint8Array[];
}

/** Levels of the clients: each pair of versions meets, and two of the same. */
const LEVELS: readonly ProtocolLevel[] = [4, 4, 5, 5, 3, 5];

/** The last takes aliases, and no large packets. */
const LIMITED = { topicAliasMaximum: 2, maximumPacketSize: 200, receiveMaximum: 2 };

const qos = fc.constantFrom<QoS>(0, 1, 2);
const packetId = fc.integer({ min: 1, max: 6 });
const topic = fc.constantFrom('a', 'a/b', 'a/ä', 'b', '$SYS/x', 'long/topic/that/many/publish/to');
const payload = fc.oneof(
  { weight: 5, arbitrary: fc.uint8Array({ maxLength: 50 }) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 40_000 }).map((length) => new Uint8Array(length).fill(length)) },
);

const publish = fc
  .record({ qos, retain: fc.boolean(), topic, packetId, payload, repeat: fc.integer({ min: 1, max: 4 }) })
  .map(({ packetId: id, repeat, ...rest }): Packet[] => {
    const dup = false;
    const packet: Packet =
      rest.qos === 0 ? { type: 'PUBLISH', dup, ...rest } : { type: 'PUBLISH', dup, packetId: id, ...rest };
    return Array.from({ length: repeat }, () => packet);
  });

const propertied = fc
  .record({ topic, payload, topicAlias: fc.option(fc.constantFrom(1, 2), { nil: undefined }) })
  .map(({ topic, payload, topicAlias }): Packet[] => {
    const properties = { contentType: 'text', ...(topicAlias !== undefined && { topicAlias }) };
    return [{ type: 'PUBLISH', dup: false, qos: 0, retain: false, topic, payload, properties }];
  });

const acknowledgement = fc
  .record({ type: fc.constantFrom('PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'), packetId })
  .map((packet): Packet[] => [{ ...packet, reasonCode: 0 }]);

const subscription = fc
  .record({ qos, filter: fc.constantFrom('a/#', 'a/+', 'b', '#', '$share/g/a/b', 'long/#'), noLocal: fc.boolean() })
  .map(({ noLocal, ...rest }): Packet[] => {
    const options = { ...rest, noLocal: noLocal && !rest.filter.startsWith('$share') };
    return [{ type: 'SUBSCRIBE', packetId: 9, subscriptions: [options] }];
  });

const packets = fc.oneof(
  { weight: 6, arbitrary: publish },
  { weight: 1, arbitrary: propertied },
  { weight: 4, arbitrary: acknowledgement },
  { weight: 2, arbitrary: subscription },
  { weight: 1, arbitrary: fc.constant<Packet[]>([{ type: 'PINGREQ' }]) },
);

const client = fc.nat(LEVELS.length - 1);
const said = fc
  .record({ client, packets: fc.array(packets, { minLength: 1, maxLength: 8 }) })
  .map(({ client, packets }): Said => {
    // A turn ends with SUBSCRIBE: where a client has no room its retained messages come later, and as the two paths
    // write at different moments, what else was said in that turn may come before or behind them.
    const turns: Uint8Array[][] = [[]];
    for (const packet of packets.flat()) {
      turns.at(-1)!.push(encode(packet, LEVELS[client]!));
      if (packet.type === 'SUBSCRIBE') turns.push([]);
    }
    return { client, turns: turns.map((each) => new Uint8Array(Buffer.concat(each))) };
  });

/** What each client got, from its CONNACK to the end. */
async function outcome(broker: BrokerInMemory, traffic: readonly Said[], cut: number): Promise<string[]> {
  const got = LEVELS.map((): Uint8Array[] => []);
  const ends = LEVELS.map(() => 'open');
  const wires = LEVELS.map((level, index) => {
    const wire = broker.wire();
    wire.open({
      data: (bytes) => got[index]!.push(bytes),
      drain: () => undefined,
      closed: (error) => (ends[index] = error === undefined ? 'ended' : 'reset'),
    });
    const last = index === LEVELS.length - 1;
    const clean = index % 2 === 0;
    const connect: Packet = { type: 'CONNECT', level, clean, keepAlive: 0, clientId: `client${index}` };
    wire.write(encode({ ...connect, ...(last && { properties: LIMITED }) }, level));
    const all: Packet = { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a/b', qos: 1 }] };
    wire.write(encode(all, level));
    return wire;
  });
  await broker.clock.settle();
  for (const { client, turns } of traffic) {
    for (const bytes of turns) {
      for (let at = 0; at < bytes.length; at += cut) wires[client]!.write(bytes.slice(at, at + cut));
      await broker.clock.settle();
    }
  }
  return got.map((chunks, index) => `${ends[index]} ${Buffer.concat(chunks).toString('hex')}`);
}

/** Both paths, in turn. */
const both = async (traffic: readonly Said[], cut: number): Promise<[hot: string[], general: string[]]> => {
  const hot = brokerInMemory({ logLevels: QUIET });
  const general = brokerInMemory();
  const outcomes: [string[], string[]] = [await outcome(hot, traffic, cut), await outcome(general, traffic, cut)];
  expect(hot.broker.dropped).toBe(general.broker.dropped);
  expect(hot.broker.snapshot()).toEqual(general.broker.snapshot());
  return outcomes;
};

describe('the hot path and the general one', () => {
  const cuts = fc.constantFrom(1e9, 1e9, 1000, 61);

  it('send the same bytes to everyone, whatever came in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 12 }), cuts, async (traffic, cut) => {
        const [hot, general] = await both(traffic, cut);
        expect(hot).toEqual(general);
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, number[]]>([
    ['PUBLISH', [0x30, 0x86, 0, 0, 3, 0x61, 0x2f, 0x62, 0]],
    ['PUBACK', [0x40, 0x82, 0, 0, 1]],
    ['PUBREL', [0x62, 0x82, 0x80, 0, 0, 1]],
  ])('take the length of a %s that has more bytes than it needs in 3.1.1, and refuse it in 5.0', async (_, bytes) => {
    for (const [client, end] of [
      [0, 'open'],
      [2, 'ended'],
    ] as const) {
      const [hot, general] = await both([{ client, turns: [Uint8Array.from(bytes)] }], 1e9);
      expect(hot).toEqual(general);
      expect(hot[client]).toMatch(new RegExp(`^${end} `));
    }
  });

  it('treat broken bytes alike', async () => {
    const change = fc.record({ at: fc.nat(), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(said, fc.array(change, { minLength: 1, maxLength: 3 }), cuts, async (once, changes, cut) => {
        const bytes = new Uint8Array(Buffer.concat(once.turns).subarray(0, 2000));
        for (const { at, value } of changes) bytes[at % bytes.length] = value;
        const [hot, general] = await both([{ client: once.client, turns: [bytes] }], cut);
        expect(hot).toEqual(general);
      }),
      { numRuns: 150 },
    );
  });
});
