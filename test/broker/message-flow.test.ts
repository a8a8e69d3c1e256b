import { describe, expect, it } from 'vitest';
import { brief } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

const KILOBYTE = new Uint8Array(1024);
const QUIET = { logLevels: ['notice'] as const };

describe('messages of QoS 2 that a client begins to send and does not release', () => {
  it('are held up to max_backlog_bytes; in 5.0 the next is refused with 0x97', async () => {
    const { broker, connect, lines } = brokerInMemory({
      settings: { maxBacklogBytes: 3000, maxInflightMessages: 0 },
    });
    const [sub, pub] = [connect(), connect()];
    await sub.connect('sub');
    await sub.subscribe('a');
    await pub.connect('pub', { level: 5 });
    for (let id = 1; id <= 4; id++) pub.publish('a', KILOBYTE, { qos: 2, packetId: id });
    const codes = (await pub.sync()).map((packet) => 'reasonCode' in packet && packet.reasonCode);
    expect(codes).toEqual([0, 0, 0x97, 0x97]);
    expect(broker.dropped).toBe(2);
    expect(lines).toContain('Incoming messages are being dropped for client pub: too many wait for PUBREL.');
    pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
    pub.publish('a', KILOBYTE, { qos: 2, packetId: 5 });
    pub.send({ type: 'PUBREL', packetId: 5, reasonCode: 0 });
    await pub.sync();
    expect(await sub.sync()).toHaveLength(2);
  });

  it('are dropped beyond that in 3.1.1, which has no way to refuse them [MQTT-3.3.5-2]', async () => {
    const { broker, connect } = brokerInMemory({ settings: { maxBacklogBytes: 3000 }, ...QUIET });
    const client = connect();
    await client.connect('x');
    await client.subscribe('a');
    for (let id = 1; id <= 4; id++) client.publish('a', KILOBYTE, { qos: 2, packetId: id });
    for (let id = 1; id <= 4; id++) client.send({ type: 'PUBREL', packetId: id, reasonCode: 0 });
    const got = (await client.sync()).map(({ type }) => type);
    expect(got.filter((type) => type === 'PUBREC')).toHaveLength(4);
    expect(got.filter((type) => type === 'PUBCOMP')).toHaveLength(4);
    expect(got.filter((type) => type === 'PUBLISH')).toHaveLength(2);
    expect(broker.dropped).toBe(2);
  });

  it('are one of any size: it has been read already', async () => {
    const { broker, connect } = brokerInMemory({ settings: { maxBacklogBytes: 100 } });
    const client = connect();
    await client.connect('x');
    client.publish('a', KILOBYTE, { qos: 2, packetId: 1 });
    await client.expect('PUBREC');
    expect(broker.dropped).toBe(0);
  });

  it('keep what they were after the client has gone and come back', async () => {
    const { connect } = brokerInMemory(QUIET);
    const [sub, first] = [connect(), connect()];
    await sub.connect('sub');
    await sub.subscribe('q');
    await first.connect('away', { clean: false });
    for (const id of [1, 2]) first.publish('q', `payload ${id}`, { qos: 2, packetId: id });
    await first.sync();
    first.vanish();
    await first.end();
    const second = connect();
    await second.connect('away', { clean: false });
    for (const id of [2, 1]) second.send({ type: 'PUBREL', packetId: id, reasonCode: 0 });
    await second.sync();
    expect((await sub.sync()).map(brief)).toEqual(['q=payload 2 q0 r0', 'q=payload 1 q0 r0']);
  });
});

describe('messages for a client that reads slowly', () => {
  it.each(['hot', 'general'] as const)('of QoS 1 wait in the queue, and come in order (%s path)', async (path) => {
    const settings = { maxBacklogBytes: 20_000, maxInflightMessages: 0 };
    const { broker, clock, connect } = brokerInMemory({ settings, ...(path === 'hot' && QUIET) });
    const [slow, pub] = [connect(), connect()];
    await slow.connect('slow');
    await pub.connect('pub');
    await slow.subscribe({ filter: 'a', qos: 1 });
    slow.stream.pause();
    for (let id = 1; id <= 300; id++) {
      pub.publish('a', `${id} ${'.'.repeat(1000)}`, { qos: 1, packetId: id });
      if (id % 20 === 0) await clock.settle();
    }
    await pub.sync();
    slow.stream.resume();
    const got = (await slow.sync()).map((packet) => brief(packet).replace(/ .*/, ''));
    expect(got).toEqual(Array.from({ length: 300 }, (_, index) => `a=${index + 1}`));
    expect(broker.dropped).toBe(0);
  });

  it('are bounded by max_queued_bytes, the newest dropped', async () => {
    const settings = { maxQueuedBytes: 5000, maxInflightMessages: 1 };
    const { broker, connect, lines } = brokerInMemory({ settings });
    const [slow, pub] = [connect(), connect()];
    await slow.connect('slow');
    await pub.connect('pub');
    await slow.subscribe({ filter: 'a', qos: 1 });
    for (let id = 1; id <= 10; id++) pub.publish('a', KILOBYTE, { qos: 1, packetId: id });
    await pub.sync();
    expect(broker.dropped).toBe(5);
    expect(lines.filter((line) => line.startsWith('Outgoing messages are being dropped'))).toHaveLength(1);
    let came = 0;
    for (let id = 1; id <= 6; id++) {
      came += (await slow.sync()).length;
      slow.send({ type: 'PUBACK', packetId: id, reasonCode: 0 });
    }
    expect(came).toBe(5);
  });
});

describe('messages whose time is over', () => {
  it('make room in a full queue for those that come [MQTT5-3.3.2-5]', async () => {
    const { broker, clock, connect } = brokerInMemory({ settings: { maxQueuedMessages: 2 }, ...QUIET });
    const [sub, pub] = [connect(), connect()];
    await sub.connect('away', { clean: false });
    await sub.subscribe({ filter: 'a', qos: 1 });
    sub.vanish();
    await sub.end();
    await pub.connect('pub', { level: 5 });
    const send = (text: string, seconds?: number): void => {
      const properties = seconds === undefined ? {} : { properties: { messageExpiryInterval: seconds } };
      pub.publish('a', text, { qos: 1, packetId: 1, ...properties });
    };
    send('short', 1);
    send('long', 100);
    send('dropped', 100);
    await pub.sync();
    await clock.advance(2_000);
    send('in its place');
    send('dropped, too');
    await pub.sync();
    const back = connect();
    await back.connect('away', { clean: false });
    expect((await back.sync()).map(brief)).toEqual(['a=long q1 r0', 'a=in its place q1 r0']);
    expect(broker.dropped).toBe(2);
  });
});

describe('a message that is never acknowledged', () => {
  it('does not keep others from their window', async () => {
    const { connect } = brokerInMemory({ settings: { maxInflightMessages: 3 }, ...QUIET });
    const [sub, pub] = [connect(), connect()];
    await sub.connect('sub');
    await pub.connect('pub');
    await sub.subscribe({ filter: 'a', qos: 1 });
    const ids: (number | undefined)[] = [];
    for (let round = 0; round < 100; round++) {
      pub.publish('a', String(round), { qos: 1, packetId: 1 });
      await pub.sync();
      for (const packet of await sub.sync()) {
        if (packet.type !== 'PUBLISH') throw new Error(`${packet.type} came`);
        ids.push(packet.packetId);
        if (packet.packetId !== 1) sub.send({ type: 'PUBACK', packetId: packet.packetId ?? 0, reasonCode: 0 });
      }
    }
    expect(ids).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });
});

describe('a packet larger than the client takes', () => {
  it('is not sent, counted and logged; nothing waits for its acknowledgement [MQTT5-3.1.2-24] [MQTT5-3.1.2-25]', async () => {
    const { broker, connect, lines } = brokerInMemory();
    const [sub, pub] = [connect(), connect()];
    await sub.connect('sub', { level: 5, properties: { maximumPacketSize: 40, receiveMaximum: 1 } });
    await pub.connect('pub');
    await sub.subscribe({ filter: 'a', qos: 1 });
    pub.publish('a', 'x'.repeat(32), { qos: 1, packetId: 1 });
    pub.publish('a', 'x'.repeat(33), { qos: 1, packetId: 2 });
    pub.publish('a', 'small', { qos: 1, packetId: 3 });
    await pub.sync();
    expect((await sub.sync()).map(brief)).toEqual([`a=${'x'.repeat(32)} q1 r0`]);
    sub.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
    expect((await sub.sync()).map(brief)).toEqual(['a=small q1 r0']);
    expect(broker.dropped).toBe(1);
    expect(lines).toContain("Dropped too large PUBLISH to sub (d0, q1, r0, m0, 'a', ... (33 bytes))");
  });

  it('is measured to the byte with what the broker adds: identifiers and the rest of its life', async () => {
    const { broker, connect } = brokerInMemory();
    const pub = connect();
    await pub.connect('pub', { level: 5 });
    const properties = { contentType: 'text', messageExpiryInterval: 60 };
    // 2 + 3 + 2 for the packet id + 1 + 7 + 5 + 3 for an identifier of 2 bytes + 10.
    for (const maximumPacketSize of [33, 32]) {
      const sub = connect();
      await sub.connect(`sub${maximumPacketSize}`, { level: 5, properties: { maximumPacketSize } });
      sub.send({
        type: 'SUBSCRIBE',
        packetId: 1,
        properties: { subscriptionIdentifier: [300] },
        subscriptions: [{ filter: 'a', qos: 1 }],
      });
      await sub.sync();
      pub.publish('a', 'x'.repeat(10), { qos: 1, packetId: 1, properties });
      await pub.sync();
      const came = await sub.sync();
      expect(came.map((packet) => packet.type === 'PUBLISH' && packet.properties)).toEqual(
        maximumPacketSize === 33 ? [{ ...properties, subscriptionIdentifier: [300] }] : [],
      );
      await sub.leave();
    }
    expect(broker.dropped).toBe(1);
  });

  it('is not made so by a topic alias', async () => {
    const { broker, connect } = brokerInMemory();
    const [sub, pub] = [connect(), connect()];
    await sub.connect('sub', { level: 5, properties: { maximumPacketSize: 30, topicAliasMaximum: 5 } });
    await pub.connect('pub');
    await sub.subscribe('#');
    // 2 + 2 + 10 + 1 + 15: not a byte to spare.
    for (let round = 0; round < 2; round++) pub.publish('topic/long', 'x'.repeat(15));
    for (let round = 0; round < 2; round++) pub.publish('topic/long', 'x');
    await pub.sync();
    const aliases = (await sub.sync()).map((packet) => packet.type === 'PUBLISH' && packet.properties?.topicAlias);
    expect(aliases).toEqual([undefined, undefined, 1, 1]);
    expect(broker.dropped).toBe(0);
  });
});
