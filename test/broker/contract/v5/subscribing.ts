import { describe, expect, it } from 'vitest';
import type { Packet, QoS, Subscription } from '#runtime/mqtt/packet.ts';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { Serve } from '../../contract.ts';
import { join, propertiesOf } from './join.ts';

async function pair(serve: Serve): Promise<[sub: MqttTestClient, pub: MqttTestClient]> {
  const broker = await serve();
  return [await join(broker, 'sub'), await join(broker, 'pub')];
}

const identifiers = (packet: Packet): number[] =>
  [...(propertiesOf(packet).subscriptionIdentifier ?? [])].sort((a, b) => a - b);

async function unsubscribe(client: MqttTestClient, ...filters: string[]): Promise<readonly number[]> {
  client.send({ type: 'UNSUBSCRIBE', packetId: 7, filters });
  const answer = await client.expect('UNSUBACK');
  expect(answer.packetId).toBe(7);
  return answer.reasonCodes ?? [];
}

export function subscribing(serve: Serve): void {
  describe('subscribing', () => {
    it('answers SUBSCRIBE with one reason code a filter, in order [MQTT5-3.8.4-1] [MQTT5-3.8.4-2] [MQTT5-3.8.4-5] [MQTT5-3.8.4-6] [MQTT5-3.8.4-7] [MQTT5-3.9.3-1] [MQTT5-3.9.3-2] [MQTT5-2.2.1-6]', async () => {
      const [sub] = await pair(serve);
      sub.send({
        type: 'SUBSCRIBE',
        packetId: 513,
        subscriptions: [
          { filter: 'c', qos: 2 },
          { filter: 'a', qos: 0 },
          { filter: 'b', qos: 1 },
        ],
      });
      expect(await sub.expect('SUBACK')).toMatchObject({ packetId: 513, reasonCodes: [2, 0, 1] });
    });

    it.each<[published: QoS, granted: QoS]>([
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 1],
      [2, 2],
    ])('delivers QoS %i to a subscription of QoS %i at the smaller of both [MQTT5-3.8.4-8]', async (qos, granted) => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe({ filter: 'a', qos: granted });
      pub.publish('a', 'x', { qos, ...(qos > 0 && { packetId: 9 }) });
      if (qos === 2) pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual([`a=x q${Math.min(qos, granted)} r0`]);
    });

    it('does not match wildcards at the beginning with topics of $ [MQTT5-4.7.2-1]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe('+', '+/a', '#');
      for (const topic of ['$own', '$own/a', '$own/b', 'own/b']) pub.publish(topic, 'x');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['own/b=x q0 r0']);
    });

    it('delivers once where filters overlap, at the highest QoS; Mosquitto delivers once a filter [MQTT5-3.3.4-2]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe('a/b', { filter: 'a/#', qos: 1 }, 'a/+');
      pub.publish('a/b', 'x', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a/b=x q1 r0']);
    });

    it('replaces a subscription by one of the same filter [MQTT5-3.8.4-3]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe({ filter: 'a', qos: 2 });
      await sub.subscribe({ filter: 'a', qos: 0 });
      pub.publish('a', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r0']);
    });

    it('answers UNSUBSCRIBE with 0 or 0x11, filter by filter [MQTT5-3.10.4-1] [MQTT5-3.10.4-4] [MQTT5-3.10.4-5] [MQTT5-3.10.4-6] [MQTT5-3.11.3-1] [MQTT5-3.11.3-2] [MQTT5-2.2.1-6]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe('a', 'b/#', 'c');
      expect(await unsubscribe(sub, 'b/+', 'a', 'A', 'b/#')).toEqual([0x11, 0, 0x11, 0]);
      expect(await unsubscribe(sub, 'a')).toEqual([0x11]);
      for (const topic of ['a', 'b/x', 'c']) pub.publish(topic, 'x');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['c=x q0 r0']);
    });

    it('finishes what it had begun to send, and adds nothing, after UNSUBSCRIBE [MQTT5-3.10.4-2] [MQTT5-3.10.4-3]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe({ filter: 'a', qos: 2 });
      pub.publish('a', 'x', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=x q2 r0']);
      await unsubscribe(sub, 'a');
      pub.publish('a', 'late');
      await pub.sync();
      sub.send({ type: 'PUBREC', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['PUBREL']);
    });
  });

  describe('subscription identifiers', () => {
    it('come with every message of the subscription, live and retained [MQTT5-3.3.4-3]', async () => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', 'kept', { retain: true });
      await pub.sync();
      await sub.subscribeWith({ subscriptionIdentifier: [268_435_455] }, 'a');
      pub.publish('a', 'live');
      await pub.sync();
      const messages = await sub.sync();
      expect(messages.map(brief)).toEqual(['a=kept q0 r1', 'a=live q0 r0']);
      expect(messages.map(identifiers)).toEqual([[268_435_455], [268_435_455]]);
    });

    it('of all matching subscriptions come with the one message; Mosquitto sends one a filter [MQTT5-3.3.4-3] [MQTT5-3.3.4-4]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribeWith({ subscriptionIdentifier: [1] }, 'a/b', 'x');
      await sub.subscribeWith({ subscriptionIdentifier: [2] }, 'a/+');
      await sub.subscribeWith({}, 'a/#');
      await sub.subscribeWith({ subscriptionIdentifier: [3] }, 'b');
      for (const topic of ['a/b', 'a/c', 'a', 'b', 'x']) pub.publish(topic, '');
      await pub.sync();
      expect((await sub.sync()).map(identifiers)).toEqual([[1, 2], [2], [], [3], [1]]);
    });

    it('are replaced with the subscription', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribeWith({ subscriptionIdentifier: [1] }, 'a', 'b');
      await sub.subscribeWith({ subscriptionIdentifier: [2] }, 'a');
      await sub.subscribeWith({}, 'b');
      for (const topic of ['a', 'b']) pub.publish(topic, '');
      await pub.sync();
      expect((await sub.sync()).map(identifiers)).toEqual([[2], []]);
    });

    it('are kept in the session', async () => {
      const broker = await serve();
      const pub = await join(broker, 'pub');
      const first = await join(broker, 'away', { properties: { sessionExpiryInterval: 60 } });
      await first.subscribeWith({ subscriptionIdentifier: [9] }, { filter: 'a', qos: 1 });
      await first.leave();
      pub.publish('a', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      const second = await join(broker, 'away', { clean: false });
      expect((await second.sync()).map(identifiers)).toEqual([[9]]);
    });
  });

  describe('subscription options', () => {
    const option = (filter: string, options: Partial<Subscription>): Subscription => ({ filter, qos: 0, ...options });

    it('No Local keeps one’s own messages away, and nobody else’s [MQTT5-3.8.3-3]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe(option('a', { noLocal: true }));
      sub.publish('a', 'mine');
      await sub.sync();
      pub.publish('a', 'theirs');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=theirs q0 r0']);
    });

    it('No Local holds for the one subscription only [MQTT5-3.8.3-3]', async () => {
      const [sub] = await pair(serve);
      await sub.subscribeWith({ subscriptionIdentifier: [1] }, option('a', { noLocal: true, qos: 2 }));
      await sub.subscribeWith({ subscriptionIdentifier: [2] }, option('+', {}));
      sub.publish('a', 'mine', { qos: 1, packetId: 1 });
      const messages = (await sub.sync()).filter(({ type }) => type === 'PUBLISH');
      expect(messages.map(brief)).toEqual(['a=mine q0 r0']);
      expect(messages.map(identifiers)).toEqual([[2]]);
    });

    it('without Retain As Published live messages have RETAIN 0 [MQTT5-3.3.1-12]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe('a');
      pub.publish('a', 'x', { retain: true });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r0']);
    });

    it('with Retain As Published they have it as it was sent [MQTT5-3.3.1-13]', async () => {
      const [sub, pub] = await pair(serve);
      await sub.subscribe(option('a', { retainAsPublished: true }));
      pub.publish('a', 'kept', { retain: true });
      pub.publish('a', 'passing');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=kept q0 r1', 'a=passing q0 r0']);
    });

    it.each([false, true])(
      'a retained message comes with RETAIN 1, Retain As Published %s',
      async (retainAsPublished) => {
        const [sub, pub] = await pair(serve);
        pub.publish('a', 'x', { retain: true });
        await pub.sync();
        await sub.subscribe(option('a', { retainAsPublished }));
        expect((await sub.sync()).map(brief)).toEqual(['a=x q0 r1']);
      },
    );

    it.each([
      ['0: every SUBSCRIBE brings what is retained [MQTT5-3.3.1-9] [MQTT5-3.8.4-4]', 0, 1, 1],
      ['1: a new subscription brings it [MQTT5-3.3.1-10]', 1, 1, 0],
      ['2: none does [MQTT5-3.3.1-11]', 2, 0, 0],
    ] as const)('Retain Handling %s', async (_title, retainHandling, first, second) => {
      const [sub, pub] = await pair(serve);
      pub.publish('a', 'x', { retain: true });
      await pub.sync();
      const found: number[] = [];
      for (let round = 0; round < 2; round++) {
        await sub.subscribe(option('a', { retainHandling }));
        found.push((await sub.sync()).length);
      }
      expect(found).toEqual([first, second]);
      await unsubscribe(sub, 'a');
      await sub.subscribe(option('a', { retainHandling }));
      expect(await sub.sync()).toHaveLength(first);
    });

    it('Retain Handling 1 counts the subscription of a session that was taken up', async () => {
      const broker = await serve();
      const first = await join(broker, 'away', { properties: { sessionExpiryInterval: 60 } });
      first.publish('a', 'x', { retain: true });
      await first.subscribe(option('a', { retainHandling: 1 }));
      expect(await first.sync()).toHaveLength(1);
      await first.leave();
      const second = await join(broker, 'away', { clean: false });
      await second.subscribe(option('a', { retainHandling: 1 }));
      expect(await second.sync()).toEqual([]);
    });
  });
}
