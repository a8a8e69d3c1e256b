/** What waits for a commit, and what does not. */
import { describe, expect, it } from 'vitest';
import { SystemError } from '#runtime/ports.ts';
import { brief } from '../kit/mqtt-client.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import type { WireEnd } from '../kit/wire.ts';
import { persistentRoom } from './room.ts';
import type { PersistentRoom } from './room.ts';

const STAYS = { clean: false } as const;
const FULL = new SystemError('ENOSPC', '/var/lib/mosquitto/mosquitto.db');

/** A session that is away and has subscribed to `a`, so that what is published there must be written. */
async function withSubscriber(options: Parameters<typeof persistentRoom>[0] = {}): Promise<PersistentRoom> {
  const room = persistentRoom({ ...options, slow: false });
  const client = room.connect();
  await client.connect('away', STAYS);
  await client.subscribe({ filter: 'a', qos: 2 });
  await client.leave();
  return options.slow === true ? persistentRoom({ ...options, disk: room.disk }) : room;
}

async function client(room: PersistentRoom, id: string): Promise<MqttTestClient> {
  const made = room.connect();
  await made.connect(id);
  return made;
}

/** What has come to a client without its asking. */
async function arrived(room: PersistentRoom, who: MqttTestClient): Promise<number> {
  await room.clock.settle();
  return who.chunks.length;
}

describe('while a commit takes its time', () => {
  it('its PUBACK waits', async () => {
    const room = await withSubscriber({ slow: true });
    const pub = await client(room, 'pub');
    const before = pub.chunks.length;
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    expect(await arrived(room, pub)).toBe(before);
    expect(room.store.isCommitting).toBe(true);
    room.store.finish();
    await pub.expect('PUBACK');
  });

  it('what comes meanwhile waits for the next one, and nothing waits longer', async () => {
    const room = await withSubscriber({ slow: true });
    const pub = await client(room, 'pub');
    for (const packetId of [1, 2, 3]) {
      pub.publish('a', 'x', { qos: 1, packetId });
      await room.clock.settle();
    }
    const before = pub.chunks.length;
    room.store.finish();
    expect((await pub.expect('PUBACK')).packetId).toBe(1);
    expect(await arrived(room, pub)).toBe(before + 1);
    room.store.finish();
    expect((await pub.expect('PUBACK')).packetId).toBe(2);
    expect((await pub.expect('PUBACK')).packetId).toBe(3);
  });

  it('messages of QoS 0, and answers to others, do not wait', async () => {
    const room = await withSubscriber({ slow: true });
    const [pub, other] = [await client(room, 'pub'), await client(room, 'other')];
    await other.subscribe('z');
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await room.clock.settle();
    other.publish('z', 'y');
    expect((await other.sync()).map(brief)).toEqual(['z=y q0 r0']);
  });

  it('a client that says DISCONNECT gets its PUBACK before the end', async () => {
    const room = await withSubscriber({ slow: true });
    const pub = await client(room, 'pub');
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    pub.send({ type: 'DISCONNECT', reasonCode: 0 });
    await room.clock.settle();
    expect(pub.isOpen).toBe(true);
    room.store.finish();
    expect((await pub.untilEnd()).map(({ type }) => type)).toEqual(['PUBACK']);
  });

  it('a session that lasts waits for its CONNACK, and a clean one does not', async () => {
    const room = persistentRoom({ slow: true });
    const lasting = room.connect();
    lasting.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 0, clientId: 'lasting' });
    expect(await arrived(room, lasting)).toBe(0);
    await client(room, 'clean');
    room.store.finish();
    await lasting.expect('CONNACK');
  });

  it('a PUBREL waits until it is known that PUBREC has come', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    pub.publish('a', 'x', { qos: 2, packetId: 1 });
    pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
    await pub.sync();
    const slow = persistentRoom({ disk: room.disk, slow: true });
    const sub = slow.connect();
    sub.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 0, clientId: 'away' });
    await slow.clock.settle();
    slow.store.finish();
    await sub.expect('CONNACK');
    const { packetId = 0 } = await sub.expect('PUBLISH');
    const before = sub.chunks.length;
    sub.send({ type: 'PUBREC', packetId, reasonCode: 0 });
    expect(await arrived(slow, sub)).toBe(before);
    slow.store.finish();
    await sub.expect('PUBREL');
  });
});

describe('while the disk is full', () => {
  it('nothing is acknowledged that was not written, and all of it is when there is room again', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    room.disk.broken = FULL;
    const before = pub.chunks.length;
    for (const packetId of [1, 2, 3]) {
      pub.publish('a', `${packetId}`, { qos: 1, packetId });
      await room.clock.advance(400);
    }
    expect(await arrived(room, pub)).toBe(before);
    expect(room.crash().broker.snapshot().sessions[0]?.queued).toEqual([]);
  });

  it('goes on by itself, with all that came in the meantime', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    room.disk.broken = FULL;
    for (const packetId of [1, 2, 3]) {
      pub.publish('a', `${packetId}`, { qos: 1, packetId });
      await room.clock.advance(2_400);
    }
    room.disk.broken = undefined;
    await room.clock.advance(1_000);
    for (const packetId of [1, 2, 3]) expect((await pub.expect('PUBACK')).packetId).toBe(packetId);
    const queued = room.crash().broker.snapshot().sessions[0]?.queued;
    expect(queued?.map(({ message }) => new TextDecoder().decode(message.payload))).toEqual(['1', '2', '3']);
  });

  it('says so once, and once that it is over', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    room.disk.broken = FULL;
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await room.clock.advance(10_000);
    room.disk.broken = undefined;
    await room.clock.advance(1_000);
    expect(room.lines.filter((line) => line.includes('persistence store'))).toEqual([
      'Error: The persistence store cannot be written: ENOSPC: /var/lib/mosquitto/mosquitto.db. ' +
        'Nothing is lost: messages of QoS 1 and 2 are acknowledged when it can be written again.',
      'The persistence store can be written again: what waited is saved.',
    ]);
  });

  it('messages of QoS 0 go on, and clean clients come in', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    room.disk.broken = FULL;
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await room.clock.settle();
    const other = await client(room, 'other');
    await other.subscribe('z');
    other.publish('z', 'y');
    expect((await other.sync()).map(brief)).toEqual(['z=y q0 r0']);
  });

  it('a client that comes back does not get by that what it could not get before', async () => {
    const room = await withSubscriber();
    const pub = room.connect();
    await pub.connect('pub', STAYS);
    pub.publish('a', 'x', { qos: 2, packetId: 1 });
    await pub.expect('PUBREC');
    room.disk.broken = FULL;
    pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
    await room.clock.settle();
    pub.vanish();
    const again = room.connect();
    again.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 0, clientId: 'pub' });
    again.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
    expect(await arrived(room, again)).toBe(0);
    const after = room.crash();
    expect(after.broker.snapshot().sessions.map(({ incoming }) => incoming.length)).toEqual([0, 1]);
  });

  it('nothing more is read from who waits, so that memory has an end', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    room.disk.broken = FULL;
    for (let round = 0; round < 100; round++) {
      pub.publish('a', new Uint8Array(10_000), { qos: 1, packetId: 1 + round });
      await room.clock.settle();
    }
    expect((pub.stream as WireEnd).waiting).toBeGreaterThan(900_000);
    room.disk.broken = undefined;
    await room.clock.advance(1_000);
    expect(await pub.sync()).toHaveLength(100);
  });

  it('the end of the broker acknowledges nothing that was not written', async () => {
    const room = await withSubscriber();
    const pub = await client(room, 'pub');
    room.disk.broken = FULL;
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await room.clock.settle();
    room.broker.close();
    expect(await pub.untilEnd()).toEqual([]);
  });
});

describe('what nobody waits for', () => {
  const retain = async (room: PersistentRoom, topic: string): Promise<void> => {
    const pub = await client(room, 'pub');
    pub.publish(topic, 'x', { retain: true });
    await pub.leave();
  };

  it('is committed after autosave_interval', async () => {
    const room = persistentRoom({ persistence: { autosaveInterval: 60 } });
    await retain(room, 'r');
    await room.clock.advance(59_000);
    expect(room.disk.commits).toEqual([]);
    await room.clock.advance(1_000);
    expect(room.disk.count('retained')).toBe(1);
  });

  it('is committed after so many changes with autosave_on_changes', async () => {
    const room = persistentRoom({ persistence: { autosaveInterval: 3, autosaveOnChanges: true } });
    for (const topic of ['1', '2']) await retain(room, topic);
    expect(room.disk.commits).toEqual([]);
    await retain(room, '3');
    expect(room.disk.count('retained')).toBe(3);
  });

  it('is committed with what somebody waits for', async () => {
    const room = await withSubscriber();
    await retain(room, 'r');
    expect(room.disk.count('retained')).toBe(0);
    const pub = await client(room, 'pub');
    pub.publish('a', 'x', { qos: 1, packetId: 1 });
    await pub.expect('PUBACK');
    expect(room.disk.count('retained')).toBe(1);
  });

  it('is committed when the broker ends, and with autosave_interval 0 only then', async () => {
    const room = persistentRoom({ persistence: { autosaveInterval: 0 } });
    await retain(room, 'r');
    await room.clock.advance(3_600_000);
    expect(room.disk.commits).toEqual([]);
    room.broker.close();
    expect(room.disk.count('retained')).toBe(1);
  });

  it('is one record, however often it has changed before', async () => {
    const room = persistentRoom();
    const pub = await client(room, 'pub');
    for (let round = 0; round < 100; round++) pub.publish('r', `${round}`, { retain: true });
    await pub.sync();
    room.broker.save();
    expect(room.disk.commits).toEqual([1]);
  });
});

describe('written behind', () => {
  it('answers come at once, and the commit a second later at most', async () => {
    const room = persistentRoom({ persistence: { writeBehind: 1_000 } });
    const away = room.connect();
    await away.connect('away', STAYS);
    await away.subscribe({ filter: 'a', qos: 1 });
    away.publish('a', 'x', { qos: 1, packetId: 1 });
    expect((await away.sync()).map(({ type }) => type)).toContain('PUBACK');
    expect(room.disk.commits).toEqual([]);
    await room.clock.advance(1_000);
    expect(room.disk.count('message')).toBe(1);
  });
});
