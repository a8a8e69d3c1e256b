import { describe, expect, it } from 'vitest';
import { brief } from '../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import type { Serve } from '../contract.ts';

async function twoClients(serve: Serve): Promise<[sub: MqttTestClient, pub: MqttTestClient]> {
  const broker = await serve();
  const [sub, pub] = [await broker.connect(), await broker.connect()];
  await sub.connect('sub');
  await pub.connect('pub');
  return [sub, pub];
}

/** Publishes to each topic, and says which of them came. */
async function arriving(sub: MqttTestClient, pub: MqttTestClient, topics: readonly string[]): Promise<string[]> {
  for (const topic of topics) pub.publish(topic, '');
  await pub.sync();
  return (await sub.sync()).map((packet) => (packet.type === 'PUBLISH' ? packet.topic : packet.type));
}

export function subscribing(serve: Serve): void {
  describe('subscribing', () => {
    it('grants what is asked for, filter by filter [MQTT-2.3.1-7] [MQTT-3.8.4-1] [MQTT-3.8.4-2] [MQTT-3.8.4-4] [MQTT-3.8.4-5] [MQTT-3.9.3-1] [MQTT-3.9.3-2]', async () => {
      const [sub] = await twoClients(serve);
      const answer = await sub.subscribe('a', { filter: 'b', qos: 1 }, { filter: 'c', qos: 2 });
      expect(answer).toEqual({ type: 'SUBACK', packetId: 1, reasonCodes: [0, 1, 2] });
    });

    it.each([
      ['a/b', ['a/b'], ['a', 'a/b/c', 'A/b', '/a/b', 'a/b/']],
      ['a/+', ['a/b', 'a/'], ['a', 'a/b/c', 'ab']],
      ['+/b', ['a/b', '/b'], ['b', 'a/b/c']],
      ['+', ['a'], ['/a', 'a/', '$a']],
      ['+/+', ['/a', 'a/b'], ['a', '$SYSX/a']],
      ['a/#', ['a', 'a/', 'a/b', 'a/b/c'], ['ab', 'b/a']],
      ['a/+/#', ['a/b', 'a/b/c/d'], ['a']],
      ['#', ['a', '/', 'a/b/c'], ['$own/a']],
      ['$own/#', ['$own', '$own/a'], ['own/a']],
    ])(
      'gives a subscriber of %s %j and not %j [MQTT-4.7.1-2] [MQTT-4.7.1-3] [MQTT-4.7.2-1] [MQTT-4.7.3-4] [MQTT-3.3.2-3]',
      async (filter, yes, no) => {
        const [sub, pub] = await twoClients(serve);
        await sub.subscribe(filter);
        expect(await arriving(sub, pub, [...yes, ...no])).toEqual(yes);
      },
    );

    it('delivers once to a client whose filters overlap, at the highest QoS [MQTT-3.3.5-1]', async () => {
      const [sub, pub] = await twoClients(serve);
      await sub.subscribe('a/b', { filter: 'a/#', qos: 1 }, 'a/+');
      pub.publish('a/b', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a/b=x q1 r0']);
    });

    it('lets a filter that comes again replace the old one [MQTT-3.8.4-3]', async () => {
      const [sub, pub] = await twoClients(serve);
      await sub.subscribe({ filter: 'a', qos: 1 });
      await sub.subscribe({ filter: 'a', qos: 0 });
      pub.publish('a', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r0']);
    });

    it('stops delivering after UNSUBSCRIBE, which it acknowledges [MQTT-3.10.4-1] [MQTT-3.10.4-2] [MQTT-3.10.4-4]', async () => {
      const [sub, pub] = await twoClients(serve);
      await sub.subscribe('a', 'b');
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: ['a'] });
      expect(await sub.expect('UNSUBACK')).toEqual({ type: 'UNSUBACK', packetId: 7 });
      expect(await arriving(sub, pub, ['a', 'b'])).toEqual(['b']);
    });

    it('sends no more retained messages after UNSUBSCRIBE [MQTT-3.10.4-2]', async () => {
      const [sub, pub] = await twoClients(serve);
      for (let id = 1; id <= 25; id++) pub.publish(`r/${id}`, '.', { qos: 1, packetId: id, retain: true });
      await pub.sync();
      await sub.subscribe({ filter: 'r/#', qos: 1 });
      expect(await sub.sync()).toHaveLength(20);
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: ['r/#'] });
      await sub.expect('UNSUBACK');
      for (let id = 1; id <= 20; id++) sub.send({ type: 'PUBACK', packetId: id, reasonCode: 0 });
      expect(await sub.sync()).toEqual([]);
    });

    it('finishes what it had begun to send before UNSUBSCRIBE [MQTT-3.10.4-3]', async () => {
      const [sub, pub] = await twoClients(serve);
      await sub.subscribe({ filter: 'a', qos: 2 });
      pub.publish('a', 'x', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=x q2 r0']);
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: ['a'] });
      await sub.expect('UNSUBACK');
      sub.send({ type: 'PUBREC', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['PUBREL']);
    });

    it('answers several filters of one UNSUBSCRIBE once [MQTT-3.10.4-6] [MQTT-2.3.1-7]', async () => {
      const [sub, pub] = await twoClients(serve);
      await sub.subscribe('a', 'b', 'c');
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: ['a', 'nothing', 'c'] });
      expect(await sub.sync()).toEqual([{ type: 'UNSUBACK', packetId: 7 }]);
      expect(await arriving(sub, pub, ['a', 'b', 'c'])).toEqual(['b']);
    });

    it('acknowledges an UNSUBSCRIBE of what was never subscribed to [MQTT-3.10.4-5]', async () => {
      const [sub] = await twoClients(serve);
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: ['a', 'b/+'] });
      expect((await sub.expect('UNSUBACK')).packetId).toBe(7);
    });

    it('compares filters character by character when one unsubscribes [MQTT-3.10.4-1]', async () => {
      const [sub, pub] = await twoClients(serve);
      await sub.subscribe('a/#');
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: ['a/+'] });
      await sub.expect('UNSUBACK');
      expect(await arriving(sub, pub, ['a/b'])).toEqual(['a/b']);
    });

    it('knows topics of thousands of levels', async () => {
      const [sub, pub] = await twoClients(serve);
      const deep = 'a/'.repeat(30_000);
      await sub.subscribe(deep, '+/#');
      expect(await arriving(sub, pub, [deep])).toEqual([deep]);
      sub.send({ type: 'UNSUBSCRIBE', packetId: 7, filters: [deep, '+/#'] });
      await sub.expect('UNSUBACK');
      expect(await arriving(sub, pub, [deep])).toEqual([]);
    });
  });
}
