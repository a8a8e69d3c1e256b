import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrokerSnapshot } from '#runtime/broker/broker.ts';
import type { Packet, Will } from '#runtime/mqtt/packet.ts';
import { manualClock } from '../kit/clock.ts';
import { brokerInMemory } from './in-memory.ts';
import { command, play } from './commands.ts';
import type { BrokerInMemory } from './in-memory.ts';

/** All that clients see who come back, one after the other, and what retained messages there are. */
async function seen(room: BrokerInMemory): Promise<unknown[]> {
  const result: unknown[] = [];
  for (const id of ['c0', 'c1', 'c2', 'stranger']) {
    const client = room.connect();
    const properties = { sessionExpiryInterval: 60 };
    const { sessionPresent } = await client.connect(id, { level: 5, clean: id === 'stranger', properties });
    if (id === 'stranger') await client.subscribe({ filter: '#', qos: 2 });
    result.push(`${id} ${sessionPresent}`);
    for (const packet of await client.sync()) result.push(shown(packet));
  }
  return result;
}

function shown(packet: Packet): unknown {
  return { ...packet, ...('payload' in packet && { payload: new TextDecoder().decode(packet.payload) }) };
}

describe('snapshot and restore', () => {
  it('give a broker that is equal, to whoever looks at it or connects to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), fc.constantFrom(0, 10), async (commands, seconds) => {
        const settings = { maxInflightMessages: 2, queueQos0Messages: true };
        const original = brokerInMemory({ settings });
        const restored = (snapshot: BrokerSnapshot): BrokerInMemory => {
          const copy = brokerInMemory({ settings, clock: manualClock(original.clock.now()) });
          copy.broker.restore(structuredClone(snapshot));
          expect(copy.broker.snapshot()).toEqual(snapshot);
          return copy;
        };
        const there = await play(original, commands);
        restored(original.broker.snapshot());
        // The copy has no connections: those of the original end without wills.
        for (const client of there) await client.leave();
        const copy = restored(original.broker.snapshot());
        for (const room of [original, copy]) await room.clock.advance(seconds * 1000);
        expect(await seen(copy)).toEqual(await seen(original));
      }),
      { numRuns: 200 },
    );
  });

  it('does not change when the broker goes on', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('x', { clean: false });
    client.publish('a', 'x', { retain: true });
    await client.sync();
    const snapshot = room.broker.snapshot();
    const before = structuredClone(snapshot);
    client.publish('a', 'y', { retain: true });
    await client.subscribe('b');
    expect(snapshot).toEqual(before);
  });

  it('leaves out clean sessions and $SYS', async () => {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('x');
    await client.subscribe('a');
    expect(room.broker.snapshot()).toEqual({ retained: [], sessions: [] });
  });

  it('is refused by a broker that has served somebody, with what to do instead', async () => {
    const room = brokerInMemory();
    await room.connect().connect('x');
    expect(() => room.broker.restore({ retained: [], sessions: [] })).toThrow('make a new one');
  });

  const WILL: Will = {
    topic: 'w',
    payload: Uint8Array.of(100),
    qos: 1,
    retain: true,
    properties: { willDelayInterval: 30, messageExpiryInterval: 9, correlationData: Uint8Array.of(1, 2) },
  };

  /** A room whose client has vanished, and a copy of its broker some seconds later. */
  async function bereft(seconds: number): Promise<BrokerInMemory> {
    const room = brokerInMemory();
    const client = room.connect();
    await client.connect('x', { level: 5, properties: { sessionExpiryInterval: 60 }, will: WILL });
    client.vanish();
    await client.end();
    await room.clock.advance(seconds * 1000);
    const copy = brokerInMemory({ clock: manualClock(room.clock.now()) });
    copy.broker.restore(structuredClone(room.broker.snapshot()));
    return copy;
  }

  it('keep the delay of a will going, and all that it says', async () => {
    const copy = await bereft(20);
    const watch = copy.connect();
    await watch.connect('watch', { level: 5 });
    await watch.subscribe({ filter: 'w', qos: 1 });
    await copy.clock.advance(9_000);
    expect(await watch.sync()).toEqual([]);
    await copy.clock.advance(1_000);
    expect(await watch.sync()).toMatchObject([
      {
        topic: 'w',
        payload: Uint8Array.of(100),
        properties: { messageExpiryInterval: 9, correlationData: Uint8Array.of(1, 2) },
      },
    ]);
  });

  it.each([
    [39, true],
    [41, false],
  ])('keep the end of a session that is away: %i seconds later it is there: %s', async (seconds, there) => {
    const copy = await bereft(20);
    await copy.clock.advance(seconds * 1000);
    expect((await copy.connect().connect('x', { level: 5, clean: false })).sessionPresent).toBe(there);
  });

  it('count the end of a session whose client is there from the moment of the snapshot', async () => {
    const room = brokerInMemory();
    await room.connect().connect('x', { level: 5, properties: { sessionExpiryInterval: 60 } });
    await room.clock.advance(3_600_000);
    const [session] = room.broker.snapshot().sessions;
    expect(session?.expiresAt).toBe(room.clock.now() + 60_000);
  });

  it('keep what waits and what is on its way as it was to be sent', async () => {
    const room = brokerInMemory({ settings: { maxInflightMessages: 1 } });
    const options = { level: 5, clean: false, properties: { sessionExpiryInterval: 60 } } as const;
    const client = room.connect();
    await client.connect('x', options);
    await client.subscribeWith(
      { subscriptionIdentifier: [300] },
      { filter: 'a', qos: 2, retainAsPublished: true, noLocal: true },
    );
    const pub = room.connect();
    await pub.connect('pub');
    for (const id of [1, 2]) pub.publish('a', `${id}`, { qos: 1, packetId: id, retain: true });
    await pub.sync();
    const copy = brokerInMemory({ settings: { maxInflightMessages: 1 } });
    copy.broker.restore(structuredClone(room.broker.snapshot()));
    const back = copy.connect();
    await back.connect('x', options);
    const shape = { type: 'PUBLISH', retain: true, properties: { subscriptionIdentifier: [300] } };
    expect(await back.sync()).toMatchObject([{ ...shape, dup: true, payload: Uint8Array.of(49), packetId: 1 }]);
    back.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
    expect(await back.sync()).toMatchObject([{ ...shape, dup: false, payload: Uint8Array.of(50), packetId: 2 }]);
    back.send({ type: 'PUBACK', packetId: 2, reasonCode: 0 });
    back.publish('a', 'own');
    expect(await back.sync()).toEqual([]);
  });

  it('is taken after close, too: wills that wait go on waiting, the others have been published', async () => {
    const room = brokerInMemory();
    const [now, later] = [room.connect(), room.connect()];
    const properties = { sessionExpiryInterval: 60 };
    await now.connect('now', { level: 5, properties, will: { ...WILL, topic: 'now', properties: {} } });
    await later.connect('later', { level: 5, properties, will: WILL });
    room.broker.close();
    const { retained, sessions } = room.broker.snapshot();
    expect(retained.map(({ topic }) => topic)).toEqual(['now']);
    expect(sessions.map(({ clientId, delayedWill }) => [clientId, delayedWill?.will.topic])).toEqual([
      ['now', undefined],
      ['later', 'w'],
    ]);
    await room.clock.advance(3_600_000);
    expect(room.broker.snapshot().sessions).toHaveLength(2);
  });
});
