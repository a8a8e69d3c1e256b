/** What a broker with persistence still knows after it was killed. */
import { describe, expect, it } from 'vitest';
import { brief } from '../kit/mqtt-client.ts';
import { persistentRoom } from './room.ts';
import type { PersistentRoom } from './room.ts';

const STAYS = { clean: false } as const;

/** A client with a lasting session that has subscribed, and is away. */
async function subscribed(room: PersistentRoom, id: string, filter: string, qos: 0 | 1 | 2): Promise<void> {
  const client = room.connect();
  await client.connect(id, STAYS);
  await client.subscribe({ filter, qos });
  await client.leave();
}

async function back(room: PersistentRoom, id: string): Promise<{ present: boolean; got: string[] }> {
  const client = room.connect();
  const { sessionPresent } = await client.connect(id, STAYS);
  return { present: sessionPresent, got: (await client.sync()).map(brief) };
}

describe('after kill -9', () => {
  it('a session and its subscription are there', async () => {
    const room = persistentRoom();
    await subscribed(room, 'away', 'a/#', 1);
    const after = room.crash();
    const pub = after.connect();
    await pub.connect('pub');
    pub.publish('a/b', 'x', { qos: 1, packetId: 1 });
    await pub.expect('PUBACK');
    expect(await back(after, 'away')).toEqual({ present: true, got: ['a/b=x q1 r0'] });
  });

  it('what was acknowledged to the publisher is there for who was away, in order', async () => {
    const room = persistentRoom();
    await subscribed(room, 'away', 'a', 1);
    const pub = room.connect();
    await pub.connect('pub');
    for (const id of [1, 2, 3]) pub.publish('a', `${id}`, { qos: 1, packetId: id });
    expect(await pub.sync()).toHaveLength(3);
    expect(await back(room.crash(), 'away')).toEqual({ present: true, got: ['a=1 q1 r0', 'a=2 q1 r0', 'a=3 q1 r0'] });
  });

  it('what was sent and not acknowledged comes again, with DUP and its packet id', async () => {
    const room = persistentRoom({ settings: { maxInflightMessages: 2 } });
    const sub = room.connect();
    await sub.connect('sub', STAYS);
    await sub.subscribe({ filter: 'a', qos: 2 });
    const pub = room.connect();
    await pub.connect('pub');
    for (const id of [1, 2, 3]) pub.publish('a', `${id}`, { qos: 1, packetId: id });
    await pub.sync();
    const sent = await sub.sync();
    const after = room.crash().connect();
    await after.connect('sub', STAYS);
    const again = await after.sync();
    expect(again.map(brief)).toEqual(['a=1 q1 r0 dup', 'a=2 q1 r0 dup']);
    expect(again.map((packet) => 'packetId' in packet && packet.packetId)).toEqual(
      sent.map((packet) => 'packetId' in packet && packet.packetId),
    );
    after.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
    expect((await after.sync()).map(brief)).toEqual(['a=3 q1 r0']);
  });

  it('a message of QoS 2 after its PUBREC goes on with PUBREL, and does not come again', async () => {
    const room = persistentRoom();
    const sub = room.connect();
    await sub.connect('sub', STAYS);
    await sub.subscribe({ filter: 'a', qos: 2 });
    const pub = room.connect();
    await pub.connect('pub');
    pub.publish('a', 'x', { qos: 2, packetId: 7 });
    await pub.expect('PUBREC');
    pub.send({ type: 'PUBREL', packetId: 7, reasonCode: 0 });
    await pub.expect('PUBCOMP');
    const { packetId = 0 } = await sub.expect('PUBLISH');
    sub.send({ type: 'PUBREC', packetId, reasonCode: 0 });
    await sub.expect('PUBREL');
    const after = room.crash().connect();
    await after.connect('sub', STAYS);
    expect(await after.sync()).toMatchObject([{ type: 'PUBREL', packetId }]);
  });

  it('a message of QoS 2 from a client is held until its PUBREL, and passed on once [MQTT-4.3.3-2]', async () => {
    const room = persistentRoom();
    await subscribed(room, 'away', 'a', 2);
    const pub = room.connect();
    await pub.connect('pub', STAYS);
    pub.publish('a', 'x', { qos: 2, packetId: 7 });
    await pub.expect('PUBREC');
    const second = room.crash();
    const again = second.connect();
    await again.connect('pub', STAYS);
    again.publish('a', 'x', { qos: 2, packetId: 7, dup: true });
    await again.expect('PUBREC');
    again.send({ type: 'PUBREL', packetId: 7, reasonCode: 0 });
    await again.expect('PUBCOMP');
    const third = second.crash();
    const once = third.connect();
    await once.connect('pub', STAYS);
    once.send({ type: 'PUBREL', packetId: 7, reasonCode: 0 });
    await once.expect('PUBCOMP');
    expect((await back(third, 'away')).got).toEqual(['a=x q2 r0']);
  });

  it('a retained message of QoS 1 is there', async () => {
    const room = persistentRoom();
    const pub = room.connect();
    await pub.connect('pub');
    pub.publish('r', 'x', { qos: 1, packetId: 1, retain: true });
    await pub.expect('PUBACK');
    const reader = room.crash().connect();
    await reader.connect('reader');
    await reader.subscribe('r');
    expect((await reader.sync()).map(brief)).toEqual(['r=x q0 r1']);
  });

  it('a retained message of QoS 0, for which nobody waited, is gone, and nothing was written', async () => {
    const room = persistentRoom();
    const pub = room.connect();
    await pub.connect('pub');
    pub.publish('r', 'x', { retain: true });
    await pub.sync();
    expect(room.disk.commits).toEqual([]);
    const reader = room.crash().connect();
    await reader.connect('reader');
    await reader.subscribe('r');
    expect(await reader.sync()).toEqual([]);
  });

  it('a retained message that was cleared at QoS 1 does not come back', async () => {
    const room = persistentRoom();
    const pub = room.connect();
    await pub.connect('pub');
    pub.publish('r', 'x', { qos: 1, packetId: 1, retain: true });
    pub.publish('r', '', { qos: 1, packetId: 2, retain: true });
    await pub.sync();
    expect(room.disk.records.size).toBe(0);
  });

  it('a session that a clean one has taken the place of does not come back', async () => {
    const room = persistentRoom();
    await subscribed(room, 'away', 'a', 1);
    await room.connect().connect('away');
    expect(room.disk.records.size).toBe(0);
    expect((await back(room.crash(), 'away')).present).toBe(false);
  });

  it('a subscription that was given up does not come back', async () => {
    const room = persistentRoom();
    const client = room.connect();
    await client.connect('away', STAYS);
    await client.subscribe('a', 'b');
    client.send({ type: 'UNSUBSCRIBE', packetId: 2, filters: ['a'] });
    await client.expect('UNSUBACK');
    const [session] = room.crash().broker.snapshot().sessions;
    expect(session?.subscriptions.map(({ filter }) => filter)).toEqual(['b']);
  });
});

it('a delayed will that was published does not come again', async () => {
  const room = persistentRoom();
  const client = room.connect();
  await client.connect('away', {
    level: 5,
    clean: false,
    properties: { sessionExpiryInterval: 60 },
    will: { topic: 'w', payload: new Uint8Array(1), qos: 1, retain: false, properties: { willDelayInterval: 3 } },
  });
  client.vanish();
  await room.clock.settle();
  room.broker.save();
  await room.clock.advance(3_000);
  const [session] = (await room.restart()).broker.snapshot().sessions;
  expect(session).toMatchObject({ clientId: 'away' });
  expect(session).not.toHaveProperty('delayedWill');
});

describe('what is written', () => {
  it('is nothing for a clean session', async () => {
    const room = persistentRoom();
    const client = room.connect();
    await client.connect('clean');
    await client.subscribe({ filter: 'a', qos: 2 });
    client.publish('a', 'x', { qos: 2, packetId: 1 });
    client.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
    await client.sync();
    expect(room.disk.commits).toEqual([]);
    expect(room.store.isDirty).toBe(false);
  });

  it('is the message once, for however many', async () => {
    const room = persistentRoom();
    for (const id of ['one', 'two', 'three']) await subscribed(room, id, 'a', 1);
    const pub = room.connect();
    await pub.connect('pub');
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await pub.expect('PUBACK');
    expect([room.disk.count('message'), room.disk.count('delivery')]).toEqual([1, 3]);
  });

  it('is shared again after a restart, and gone when the last has acknowledged', async () => {
    const room = persistentRoom();
    for (const id of ['one', 'two']) await subscribed(room, id, 'a', 1);
    const pub = room.connect();
    await pub.connect('pub');
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await pub.expect('PUBACK');
    const after = room.crash();
    for (const [id, left] of [
      ['one', 1],
      ['two', 0],
    ] as const) {
      const client = after.connect();
      await client.connect(id, STAYS);
      const { packetId = 0 } = await client.expect('PUBLISH');
      client.send({ type: 'PUBACK', packetId, reasonCode: 0 });
      await client.sync();
      after.broker.save();
      expect([after.disk.count('message'), after.disk.count('delivery')]).toEqual([left, left]);
    }
  });

  it('is one commit for all that clients bring in one turn', async () => {
    const room = persistentRoom();
    await subscribed(room, 'away', '#', 1);
    const publishers = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => {
        const client = room.connect();
        await client.connect(id);
        return client;
      }),
    );
    const before = room.disk.commits.length;
    for (const client of publishers) {
      for (const id of [1, 2, 3]) client.publish('x', `${id}`, { qos: 1, packetId: id });
    }
    await room.clock.settle();
    expect(room.disk.commits.length - before).toBe(1);
  });
});

it('what the broker says under $SYS is never written, though its time passes and places are used again', async () => {
  const room = persistentRoom();
  const client = room.connect();
  await client.connect('c');
  await client.subscribe({ filter: '$SYS/#', qos: 0 });
  for (let minute = 0; minute < 3; minute++) {
    client.publish(`note/${minute}`, 'x', { retain: true });
    await client.sync();
    client.publish(`note/${minute}`, '', { retain: true });
    await room.clock.advance(60_000);
    expect((await client.sync()).map(brief).join()).toContain('$SYS/broker/uptime=');
    room.broker.save();
    expect([...room.disk.records.values()]).toEqual([]);
  }
});

it('a snapshot is refused by a broker that has a store, with what to do instead', () => {
  expect(() => persistentRoom().broker.restore({ retained: [], sessions: [] })).toThrow('into one without');
});
