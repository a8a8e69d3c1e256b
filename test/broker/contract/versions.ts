import { describe, expect, it } from 'vitest';
import type { Properties, ProtocolLevel } from '#runtime/mqtt/packet.ts';
import { brief } from '../../kit/mqtt-client.ts';
import type { Serve } from '../contract.ts';
import { propertiesOf } from './v5/join.ts';

const LEVELS: readonly ProtocolLevel[] = [3, 4, 5];
const PAIRS = LEVELS.flatMap((from) => LEVELS.map((to) => [from, to] as const));

/** Clients of 3.1, 3.1.1 and 5.0 among one another. */
export function versions(serve: Serve): void {
  describe('between versions', () => {
    it.each(PAIRS)('a message of level %i reaches a subscriber of level %i at every QoS', async (from, to) => {
      const broker = await serve();
      const [sub, pub] = [await broker.connect(), await broker.connect()];
      await sub.connect('sub', { level: to });
      await pub.connect('pub', { level: from });
      await sub.subscribe({ filter: 'a/#', qos: 2 });
      pub.publish('a/0', 'zero');
      pub.publish('a/1', 'one', { qos: 1, packetId: 1 });
      pub.publish('a/2', 'two', { qos: 2, packetId: 2, retain: true });
      pub.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a/0=zero q0 r0', 'a/1=one q1 r0', 'a/2=two q2 r0']);
    });

    it('the properties of a message are left out for a subscriber of 3.1.1, and stay for one of 5.0', async () => {
      const broker = await serve();
      const [old, young, pub] = [await broker.connect(), await broker.connect(), await broker.connect()];
      await old.connect('old');
      await young.connect('young', { level: 5 });
      await pub.connect('pub', { level: 5 });
      for (const sub of [old, young]) await sub.subscribe('a');
      const properties: Properties = { contentType: 'text/plain', userProperties: [{ name: 'a', value: 'b' }] };
      pub.publish('a', 'x', { properties });
      await pub.sync();
      expect((await old.sync()).map(brief)).toEqual(['a=x q0 r0']);
      expect((await young.expect('PUBLISH')).properties).toEqual(properties);
    });

    it('a retained message keeps its properties, whoever asks first', async () => {
      const broker = await serve();
      const [old, young] = [await broker.connect(), await broker.connect()];
      await old.connect('old');
      await young.connect('young', { level: 5 });
      young.publish('r', 'x', { retain: true, properties: { responseTopic: 'answer' } });
      await young.sync();
      for (const sub of [old, young]) await sub.subscribe('r');
      expect((await old.sync()).map(brief)).toEqual(['r=x q0 r1']);
      expect(propertiesOf(await young.next())).toEqual({ responseTopic: 'answer' });
    });

    it('a session that 3.1.1 left is there for 5.0, and the other way', async () => {
      const broker = await serve();
      const first = await broker.connect();
      await first.connect('x', { clean: false });
      await first.subscribe({ filter: 's', qos: 1 });
      await first.leave();
      const second = await broker.connect();
      const properties = { sessionExpiryInterval: 60 };
      expect((await second.connect('x', { level: 5, clean: false, properties })).sessionPresent).toBe(true);
      second.publish('s', 'x', { qos: 0 });
      expect((await second.sync()).map(brief)).toEqual(['s=x q0 r0']);
      await second.leave();
      const third = await broker.connect();
      expect((await third.connect('x', { clean: false })).sessionPresent).toBe(true);
    });

    it('a client of 3.1.1 that is thrown out by one of 5.0 is told nothing, and the other way is told', async () => {
      const broker = await serve();
      const [old, young, again] = [await broker.connect(), await broker.connect(), await broker.connect()];
      await old.connect('x');
      await young.connect('x', { level: 5 });
      expect(await old.untilEnd()).toEqual([]);
      await again.connect('x');
      expect(await young.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x8e }]);
    });

    it('a client of 3.1.1 may share a subscription, as Mosquitto lets it', async () => {
      const broker = await serve();
      const [one, two, pub] = [await broker.connect(), await broker.connect(), await broker.connect()];
      await one.connect('one');
      await two.connect('two', { level: 5 });
      await pub.connect('pub', { level: 3 });
      expect((await one.subscribe({ filter: '$share/g/a', qos: 1 })).reasonCodes).toEqual([1]);
      await two.subscribe('$share/g/a');
      for (let n = 0; n < 4; n++) pub.publish('a', '');
      await pub.sync();
      expect([(await one.sync()).length, (await two.sync()).length]).toEqual([2, 2]);
    });

    it('a client of 3.1 and of 3.1.1 is told of no identifier and no alias', async () => {
      const broker = await serve();
      const [old, young] = [await broker.connect(), await broker.connect()];
      await old.connect('old');
      await young.connect('young', { level: 5 });
      await old.subscribe('a');
      young.publish('a', '1', { properties: { topicAlias: 1 } });
      young.publish('', '2', { properties: { topicAlias: 1 } });
      await young.sync();
      expect((await old.sync()).map(brief)).toEqual(['a=1 q0 r0', 'a=2 q0 r0']);
    });
  });
}
