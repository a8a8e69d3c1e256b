import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { Guard, GuardedBroker, Lines, Setup } from '../setup.ts';
import { as, enter } from './enter.ts';

const PASSWORDS = { ada: 'ada', all: 'all' };
const rules = (...ada: string[]): Lines => ({ users: { ada, all: ['readwrite #'] } });
const setup = (...ada: string[]): Setup => ({ passwords: PASSWORDS, acl: rules(...ada) });

const LASTING = { ...as('ada'), clean: false };

/** A session that waits for ada, with a subscription to everything. */
async function leaveSession(broker: GuardedBroker): Promise<void> {
  const client = await enter(broker, 'c', LASTING);
  await client.subscribe({ filter: '#', qos: 1 });
  await client.leave();
}

async function publish(broker: GuardedBroker, ...topics: string[]): Promise<void> {
  const other = await enter(broker, 'other', as('all'));
  for (const topic of topics) other.publish(topic, 'x', { qos: 1, packetId: 1 });
  await other.sync();
  await other.leave();
}

export function holding(guard: Guard): void {
  describe('what is kept', () => {
    it('for a client that is away is what its user may read', async () => {
      const broker = await guard(setup('read a/#'));
      await leaveSession(broker);
      await publish(broker, 'a/1', 'b/1');
      const client = await enter(broker, 'c', LASTING);
      expect((await client.sync()).map(brief)).toEqual(['a/1=x q1 r0']);
    });

    it('and may still read when it is back', async () => {
      const broker = await guard(setup('read a/#'));
      await leaveSession(broker);
      await publish(broker, 'a/1');
      await broker.reload(setup('read b/#'));
      await publish(broker, 'a/2', 'b/2');
      const client = await enter(broker, 'c', LASTING);
      expect((await client.sync()).map(brief)).toEqual(['b/2=x q1 r0']);
    });

    it('by a session that another user takes over is what that one may read, too', async () => {
      const broker = await guard(setup('read a/#'));
      await leaveSession(broker);
      await publish(broker, 'a/1', 'b/1');
      const client = await enter(broker, 'c', { ...as('all'), clean: false });
      expect((await client.sync()).map(brief)).toEqual(['a/1=x q1 r0']);
      await publish(broker, 'b/2');
      expect((await client.sync()).map(brief)).toEqual(['b/2=x q1 r0']);
    });

    it.each([
      [true, ['r/1=x q0 r1'], []],
      [false, ['r/1=x q0 r1'], ['r/1=x q0 r1']],
    ])('and retained is given out as check_retain_source %s says', async (checkRetainSource, before, after) => {
      const settings = { checkRetainSource };
      const broker = await guard({ ...setup('write r/#'), settings });
      const publisher = await enter(broker, 'p', as('ada'));
      publisher.publish('r/1', 'x', { retain: true });
      await publisher.sync();
      const retained = async (): Promise<string[]> => {
        const other = await enter(broker, 'other', as('all'));
        await other.subscribe('r/#');
        return (await other.sync()).map(brief);
      };
      expect(await retained()).toEqual(before);
      await broker.reload({ ...setup('write s/#'), settings });
      expect(await retained()).toEqual(after);
      await broker.reload({ ...setup('write r/#'), settings });
      expect(await retained()).toEqual(before);
    });
  });

  describe('upgrade_outgoing_qos', () => {
    it('sends everything at the QoS that was granted, live, retained and kept', async () => {
      const broker = await guard({ settings: { upgradeOutgoingQos: true } });
      const client = await enter(broker, 'c', { clean: false });
      client.publish('r', 'x', { retain: true });
      await client.subscribe({ filter: '#', qos: 2 });
      client.publish('l', 'x');
      expect((await client.sync()).map(brief)).toEqual(['r=x q2 r1', 'l=x q2 r0']);
      for (const packetId of [1, 2]) client.send({ type: 'PUBREC', packetId, reasonCode: 0 });
      for (const packetId of [1, 2]) client.send({ type: 'PUBCOMP', packetId, reasonCode: 0 });
      await client.sync();
      await client.leave();
      const other = await enter(broker, 'other');
      other.publish('away', 'x');
      await other.sync();
      const back = await enter(broker, 'c', { clean: false });
      expect((await back.sync()).map(brief)).toEqual(['away=x q2 r0']);
    });
  });
}
