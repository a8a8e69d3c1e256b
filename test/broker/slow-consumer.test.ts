import { describe, expect, it } from 'vitest';
import { brief } from '../kit/mqtt-client.ts';
import { brokerInMemory } from './in-memory.ts';

const KILOBYTE = new Uint8Array(1024);

describe('a subscriber that stops reading', () => {
  it('makes the broker hold no more than the limit for it; what is dropped is counted and logged once', async () => {
    const { broker, clock, connect, lines } = brokerInMemory({ settings: { maxBacklogBytes: 100_000 } });
    const [slow, fast, pub] = [connect(), connect(), connect()];
    for (const [name, client] of Object.entries({ slow, fast, pub })) await client.connect(name);
    await slow.subscribe('a');
    await fast.subscribe('a');
    slow.stream.pause();
    for (let round = 0; round < 50; round++) {
      for (let count = 0; count < 20; count++) pub.publish('a', KILOBYTE);
      await clock.settle();
    }
    expect(broker.dropped).toBeGreaterThan(500);
    expect(lines.filter((line) => line === 'Outgoing messages are being dropped for client slow.')).toHaveLength(1);
    expect(await fast.sync()).toHaveLength(1000);

    slow.stream.resume();
    const got = await slow.sync();
    expect(got.length + broker.dropped).toBe(1000);
    expect(got.length).toBeLessThan(300);
  });

  it('gets everything again once it has caught up', async () => {
    const { broker, clock, connect } = brokerInMemory({ settings: { maxBacklogBytes: 10_000 } });
    const [slow, pub] = [connect(), connect()];
    await slow.connect('slow');
    await pub.connect('pub');
    await slow.subscribe('a');
    slow.stream.pause();
    for (let round = 0; round < 10; round++) {
      for (let count = 0; count < 20; count++) pub.publish('a', KILOBYTE);
      await clock.settle();
    }
    const before = broker.dropped;
    expect(before).toBeGreaterThan(0);
    slow.stream.resume();
    await slow.sync();
    pub.publish('a', 'again');
    await pub.sync();
    expect((await slow.sync()).map(brief)).toEqual(['a=again q0 r0']);
    expect(broker.dropped).toBe(before);
  });

  it('keeps at most max_queued_messages of QoS 1 beyond those in flight, the oldest', async () => {
    const settings = { maxQueuedMessages: 5, maxInflightMessages: 2 };
    const { broker, connect } = brokerInMemory({ settings });
    const [slow, pub] = [connect(), connect()];
    await slow.connect('slow');
    await pub.connect('pub');
    await slow.subscribe({ filter: 'a', qos: 1 });
    for (let id = 1; id <= 20; id++) pub.publish('a', String(id), { qos: 1, packetId: id });
    await pub.sync();
    expect(broker.dropped).toBe(13);
    const got: string[] = [];
    for (let id = 1; id <= 8; id++) {
      got.push(...(await slow.sync()).map(brief));
      slow.send({ type: 'PUBACK', packetId: id, reasonCode: 0 });
    }
    expect(got).toEqual([1, 2, 3, 4, 5, 6, 7].map((id) => `a=${id} q1 r0`));
  });

  it('is not read from either, so that its own acknowledgements cannot pile up', async () => {
    const { broker, clock, connect } = brokerInMemory({ settings: { maxBacklogBytes: 1_000 } });
    const client = connect();
    await client.connect('deaf');
    client.stream.pause();
    for (let round = 0; round < 100; round++) {
      for (let count = 0; count < 2000; count++) client.send({ type: 'PINGREQ' });
      await clock.settle();
    }
    // Once the stream and the backlog are full, the rest stays with the client.
    expect(broker.clients).toBe(1);
    const unread = 'waiting' in client.stream ? Number(client.stream.waiting) : 0;
    expect(unread).toBeGreaterThan(200_000);
  });

  it('gets a hundred thousand retained messages as it reads them, none dropped', async () => {
    const { broker, connect } = brokerInMemory({ logLevels: ['notice'], settings: { maxBacklogBytes: 10_000 } });
    const pub = connect();
    await pub.connect('pub');
    for (let index = 0; index < 100_000; index++) pub.publish(`r/${index}`, '.', { retain: true });
    await pub.sync();
    const late = connect();
    await late.connect('late');
    late.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: '#', qos: 0 }] });
    await late.expect('SUBACK');
    expect(await late.sync()).toHaveLength(100_000);
    expect(broker.dropped).toBe(0);
  });

  it('is cut off when it is sent away and still does not read', async () => {
    const { broker, clock, connect } = brokerInMemory();
    const client = connect();
    await client.connect('deaf', { keepAlive: 10 });
    client.stream.pause();
    await clock.advance(16_000);
    expect(broker.clients).toBe(0);
    expect(client.isOpen).toBe(true);
    await clock.advance(5_000);
    expect(await client.end()).toBe('reset');
  });
});
