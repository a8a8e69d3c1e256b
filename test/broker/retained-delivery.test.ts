import { describe, expect, it } from 'vitest';
import type { ProtocolLevel, Publish, Subscription } from '#runtime/mqtt/packet.ts';
import { brief } from '../kit/mqtt-client.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';
import type { BrokerInMemory } from './in-memory.ts';

/** While somebody reads the log each message is sent by itself, so that it can be described. */
const WAYS = [
  ['as they are kept', { logLevels: [] }],
  ['one by one, logged', {}],
] as const;

interface Late {
  readonly level?: ProtocolLevel;
  readonly id?: string;
  readonly options?: Partial<Subscription>;
  readonly identifier?: number;
}

async function publisher(room: BrokerInMemory, level: ProtocolLevel = 5): Promise<MqttTestClient> {
  const client = room.connect();
  await client.connect('pub', { level });
  return client;
}

async function late(room: BrokerInMemory, filter: string, how: Late = {}): Promise<MqttTestClient> {
  const client = room.connect();
  await client.connect(how.id ?? 'late', { level: how.level ?? 5 });
  const properties = how.identifier === undefined ? {} : { subscriptionIdentifier: [how.identifier] };
  await client.subscribeWith(properties, { filter, qos: 0, ...how.options });
  return client;
}

const publishes = async (client: MqttTestClient): Promise<Publish[]> =>
  (await client.sync()).filter((packet) => packet.type === 'PUBLISH');

describe.each(WAYS)('retained messages, %s,', (_, settings) => {
  const start = (): BrokerInMemory => brokerInMemory({ log: () => undefined, ...settings });

  it.each([4, 5] as const)('are the same PUBLISH for a client of level %i, byte for byte', async (level) => {
    const room = start();
    const pub = await publisher(room);
    const long = 'x'.repeat(300);
    pub.publish('a/ä', 'one', { retain: true });
    pub.publish('b', long, { retain: true });
    pub.publish('d'.repeat(123), '12', { retain: true });
    await pub.sync();
    const client = await late(room, '#', { level });
    await client.sync();
    const bytes = client.chunks.flatMap((chunk) => [...chunk]);
    const none = level === 5 ? [0] : [];
    const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
    const publish = (length: number[], topic: string, payload: string): number[] => {
      const name = utf8(topic);
      return [0x31, ...length, 0, name.length, ...name, ...none, ...utf8(payload)];
    };
    const expected = [
      ...publish([2 + 4 + 3 + none.length], 'a/ä', 'one'),
      ...publish(level === 5 ? [0xb0, 2] : [0xaf, 2], 'b', long),
      // One byte more, and the length takes two.
      ...publish(level === 5 ? [0x80, 1] : [127], 'd'.repeat(123), '12'),
    ];
    expect(bytes.join().includes(expected.join())).toBe(true);
  });

  it('have their properties, and what is left of their time [MQTT5-3.3.2-6]', async () => {
    const room = start();
    const pub = await publisher(room);
    pub.publish('a', 'x', {
      retain: true,
      properties: { messageExpiryInterval: 60, contentType: 'text', userProperties: [{ name: 'n', value: 'v' }] },
    });
    await pub.sync();
    await room.clock.advance(20_000);
    const [packet] = await publishes(await late(room, 'a'));
    expect(packet).toMatchObject({
      retain: true,
      properties: { messageExpiryInterval: 40, contentType: 'text', userProperties: [{ name: 'n', value: 'v' }] },
    });
    // Below 5.0 nothing is said of it.
    const [old] = await publishes(await late(room, 'a', { level: 4, id: 'old' }));
    expect(old && brief(old)).toBe('a=x q0 r1');
  });

  it.each([4, 5] as const)(
    'do not come to a client of level %i when their time is over [MQTT5-3.3.2-5]',
    async (level) => {
      const room = start();
      const pub = await publisher(room);
      pub.publish('a', 'x', { retain: true, properties: { messageExpiryInterval: 60 } });
      pub.publish('b', 'y', { retain: true });
      await pub.sync();
      await room.clock.advance(60_000);
      expect((await publishes(await late(room, '#', { level }))).map(brief)).toEqual(['b=y q0 r1']);
    },
  );

  it('carry the identifier of the subscription [MQTT5-3.3.4-3]', async () => {
    const room = start();
    const pub = await publisher(room);
    pub.publish('a', 'x', { retain: true });
    await pub.sync();
    const [packet] = await publishes(await late(room, 'a', { identifier: 9 }));
    expect(packet?.properties?.subscriptionIdentifier).toEqual([9]);
  });

  it('have RETAIN set, whether or not it is to be as published', async () => {
    const room = start();
    const pub = await publisher(room);
    pub.publish('a', 'x', { retain: true });
    await pub.sync();
    for (const retainAsPublished of [false, true]) {
      const [packet] = await publishes(await late(room, 'a', { options: { retainAsPublished } }));
      expect(packet?.retain).toBe(true);
    }
  });

  it('do not come to who published them, if No Local says so [MQTT5-3.8.3-3]', async () => {
    const room = start();
    const pub = await publisher(room);
    pub.publish('a', 'mine', { retain: true });
    await (await late(room, 'none', { id: 'other' })).sync();
    await pub.subscribe({ filter: 'a', qos: 0, noLocal: true });
    expect((await publishes(pub)).map(brief)).toEqual([]);
    await pub.subscribe({ filter: 'a', qos: 0 });
    expect((await publishes(pub)).map(brief)).toEqual(['a=mine q0 r1']);
    const other = await late(room, 'a', { options: { noLocal: true } });
    expect((await publishes(other)).map(brief)).toEqual(['a=mine q0 r1']);
  });

  it('come in the middle of others at their own QoS, as far as the window allows, in order', async () => {
    const room = start();
    const pub = await publisher(room);
    for (let index = 0; index < 60; index++) {
      const qos = index % 2 === 0 ? 1 : 0;
      pub.publish(`t/${index}`, 'x', { retain: true, qos, ...(qos > 0 && { packetId: index + 1 }) });
    }
    await pub.sync();
    const client = room.connect();
    await client.connect('late', { level: 5, properties: { receiveMaximum: 4 } });
    await client.subscribe({ filter: '#', qos: 1 });
    const topics: string[] = [];
    for (let round = 0; round < 20; round++) {
      const packets = await publishes(client);
      const unanswered = packets.filter(({ qos }) => qos > 0);
      expect(unanswered.length).toBeLessThanOrEqual(4);
      for (const { packetId } of unanswered) client.send({ type: 'PUBACK', packetId: packetId ?? 0, reasonCode: 0 });
      topics.push(...packets.map(({ topic }) => topic));
    }
    expect(topics).toEqual(Array.from({ length: 60 }, (__, index) => `t/${index}`));
  });

  it('are those of the moment when there is room, not of the SUBSCRIBE', async () => {
    const room = start();
    const pub = await publisher(room);
    const kilobyte = 'x'.repeat(1024);
    for (let index = 0; index < 1000; index++) pub.publish(`t/${index}`, kilobyte, { retain: true });
    await pub.sync();
    const client = room.connect();
    await client.connect('slow');
    client.stream.pause();
    client.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 't/+', qos: 0 }] });
    await room.clock.settle();
    for (let index = 1; index < 1000; index++)
      pub.publish(`t/${index}`, index % 2 === 0 ? '' : 'new', { retain: true });
    await pub.sync();
    client.stream.resume();
    const packets = await publishes(client);
    const retained = packets.filter(({ retain }) => retain);
    const old = retained.filter(({ payload }) => payload.length === 1024);
    expect(old.length).toBeLessThan(400);
    expect(retained.length).toBe(old.length + (1000 - old.length) / 2);
    for (const { payload } of old) expect(payload.every((byte) => byte === 0x78)).toBe(true);
  });

  it('do not come any more for a filter that is unsubscribed from meanwhile', async () => {
    const room = start();
    const pub = await publisher(room);
    const kilobyte = 'x'.repeat(1024);
    for (let index = 0; index < 1000; index++) pub.publish(`t/${index}`, kilobyte, { retain: true });
    await pub.sync();
    const client = room.connect();
    await client.connect('slow');
    client.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 't/+', qos: 0 }] });
    client.send({ type: 'UNSUBSCRIBE', packetId: 2, filters: ['t/+'] });
    expect((await client.sync()).length).toBeLessThan(200);
  });
});
