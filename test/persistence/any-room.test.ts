/** Whatever clients have done: what a restart brings back is what was there, and the store holds nothing else. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BrokerSnapshot } from '#runtime/broker/broker.ts';
import type { SessionSnapshot } from '#runtime/broker/session/snapshot.ts';
import { command, play } from '../broker/commands.ts';
import { persistentRoom } from './room.ts';

/** As it is after a restart: packet ids go on behind the last that is on its way. */
function lasting(snapshot: BrokerSnapshot): unknown {
  const byId = <Each extends { clientId: string } | { topic: string }>(each: Each): string =>
    'topic' in each ? each.topic : each.clientId;
  const sorted = <Each extends { clientId: string } | { topic: string }>(all: readonly Each[]): Each[] =>
    all.toSorted((one, other) => (byId(one) < byId(other) ? -1 : 1));
  return {
    retained: sorted(snapshot.retained),
    sessions: sorted(snapshot.sessions).map((session: SessionSnapshot) => ({
      ...session,
      lastPacketId: 0,
      subscriptions: session.subscriptions.toSorted((one, other) => (one.filter < other.filter ? -1 : 1)),
      incoming: session.incoming.toSorted((one, other) => one.packetId - other.packetId),
    })),
  };
}

it.each(['restart', 'crash behind a commit'])('a broker is the same after a %s', async (how) => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
      const settings = { maxInflightMessages: 2, queueQos0Messages: true };
      const room = persistentRoom({ settings });
      for (const there of await play(room, commands)) await there.leave();
      room.broker.save();
      const before = lasting(room.broker.snapshot());
      const after = how === 'restart' ? await room.restart() : room.crash();
      expect(lasting(after.broker.snapshot())).toEqual(before);
      const again = after.crash();
      expect(lasting(again.broker.snapshot())).toEqual(before);
    }),
    { numRuns: 150 },
  );
});

it('the store holds nothing when all sessions have ended', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
      const room = persistentRoom({ settings: { maxInflightMessages: 2, queueQos0Messages: true } });
      await play(room, commands);
      for (const id of ['c0', 'c1', 'c2']) {
        const client = room.connect();
        await client.connect(id);
        await client.leave();
      }
      room.broker.save();
      expect([...room.disk.records.values()].filter(({ kind }) => kind !== 'retained')).toEqual([]);
      expect(room.disk.count('retained')).toBe(room.broker.snapshot().retained.length);
    }),
    { numRuns: 100 },
  );
});
