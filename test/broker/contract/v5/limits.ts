import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { Connect } from '#runtime/mqtt/packet.ts';
import type { Serve } from '../../contract.ts';
import { join, propertiesOf } from './join.ts';

async function pair(serve: Serve, options: Partial<Connect>): Promise<[sub: MqttTestClient, pub: MqttTestClient]> {
  const broker = await serve();
  const [sub, pub] = [await join(broker, 'sub', options), await join(broker, 'pub')];
  await sub.subscribe({ filter: 't/#', qos: 2 });
  return [sub, pub];
}

async function publish(pub: MqttTestClient, qos: 1 | 2, ...payloads: string[]): Promise<void> {
  for (const [index, payload] of payloads.entries()) {
    pub.publish('t', payload, { qos, packetId: index + 1 });
    if (qos === 2) pub.send({ type: 'PUBREL', packetId: index + 1, reasonCode: 0 });
  }
  await pub.sync();
}

export function limits(serve: Serve): void {
  describe('receive maximum', () => {
    it('of the client: no more than that many of QoS 1 and 2 are on their way [MQTT5-3.3.4-9] [MQTT5-4.9.0-1] [MQTT5-4.9.0-2]', async () => {
      const [sub, pub] = await pair(serve, { properties: { receiveMaximum: 2 } });
      await publish(pub, 1, '1', '2', '3', '4', '5');
      expect((await sub.sync()).map(brief)).toEqual(['t=1 q1 r0', 't=2 q1 r0']);
      sub.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['t=3 q1 r0']);
      sub.send({ type: 'PUBACK', packetId: 2, reasonCode: 0 });
      sub.send({ type: 'PUBACK', packetId: 3, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['t=4 q1 r0', 't=5 q1 r0']);
    });

    it('is given back by PUBCOMP, not by PUBREC', async () => {
      const [sub, pub] = await pair(serve, { properties: { receiveMaximum: 1 } });
      await publish(pub, 2, '1', '2');
      expect((await sub.sync()).map(brief)).toEqual(['t=1 q2 r0']);
      sub.send({ type: 'PUBREC', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['PUBREL']);
      sub.send({ type: 'PUBCOMP', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['t=2 q2 r0']);
    });

    it('is given back by a PUBREC that refuses', async () => {
      const [sub, pub] = await pair(serve, { properties: { receiveMaximum: 1 } });
      await publish(pub, 2, '1', '2');
      expect((await sub.sync()).map(brief)).toEqual(['t=1 q2 r0']);
      sub.send({ type: 'PUBREC', packetId: 1, reasonCode: 0x80 });
      expect((await sub.sync()).map(brief)).toEqual(['t=2 q2 r0']);
    });

    it('of the client holds up nothing else [MQTT5-3.3.4-10] [MQTT5-4.9.0-3]', async () => {
      const [sub, pub] = await pair(serve, { properties: { receiveMaximum: 1 } });
      await publish(pub, 1, '1', '2');
      pub.publish('t', 'zero');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['t=1 q1 r0', 't=zero q0 r0']);
      expect((await sub.subscribe('other')).reasonCodes).toEqual([0]);
      sub.publish('x', '', { qos: 2, packetId: 7 });
      sub.send({ type: 'PUBREL', packetId: 7, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['PUBREC', 'PUBCOMP']);
    });

    it('of the client holds on reconnect, too, for what is sent again and what waits', async () => {
      const broker = await serve();
      const options: Partial<Connect> = { clean: false, properties: { sessionExpiryInterval: 60 } };
      const [first, pub] = [await join(broker, 'sub', options), await join(broker, 'pub')];
      await first.subscribe({ filter: 't/#', qos: 2 });
      await publish(pub, 1, '1', '2', '3');
      await first.sync();
      first.vanish();
      await first.end();
      const second = await join(broker, 'sub', { clean: false, properties: { receiveMaximum: 1 } });
      expect((await second.sync()).map(brief)).toEqual(['t=1 q1 r0 dup']);
      second.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      expect((await second.sync()).map(brief)).toEqual(['t=2 q1 r0 dup']);
    });

    it('of the server: 20 of QoS 2 may be begun, at the 21st it says 0x93', async () => {
      const client = await join(await serve(), 'x');
      for (let id = 1; id <= 20; id++) client.publish('t', '', { qos: 2, packetId: id });
      expect(await client.sync()).toHaveLength(20);
      client.publish('t', '', { qos: 2, packetId: 21 });
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x93 }]);
    });

    it('of the server is given back by PUBCOMP', async () => {
      const client = await join(await serve(), 'x');
      for (let id = 1; id <= 50; id++) {
        client.publish('t', '', { qos: 2, packetId: id });
        client.send({ type: 'PUBREL', packetId: id, reasonCode: 0 });
      }
      expect(await client.sync()).toHaveLength(100);
    });
  });

  describe('maximum packet size of the client', () => {
    it('what is larger is not sent, and counts as delivered; with Mosquitto it holds up the rest [MQTT5-3.1.2-24] [MQTT5-3.1.2-25]', async () => {
      const [sub, pub] = await pair(serve, { properties: { maximumPacketSize: 30, receiveMaximum: 1 } });
      const large = 'x'.repeat(40);
      await publish(pub, 1, large, 'small', large);
      expect((await sub.sync()).map(brief)).toEqual(['t=small q1 r0']);
      sub.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      pub.publish('t', 'end');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['t=end q0 r0']);
    });

    it('counts the whole packet, to the byte', async () => {
      const [sub, pub] = await pair(serve, { properties: { maximumPacketSize: 30 } });
      // Header 2, topic 3, no properties 1: 24 are left for the payload.
      pub.publish('t', 'x'.repeat(24));
      pub.publish('t', 'x'.repeat(25));
      await pub.sync();
      const messages = await sub.sync();
      expect(messages.map((each) => 'payload' in each && each.payload.length)).toEqual([24]);
    });

    it('counts properties, too', async () => {
      const [sub, pub] = await pair(serve, { properties: { maximumPacketSize: 30 } });
      pub.publish('t', 'x', { properties: { contentType: 'x'.repeat(40) } });
      await pub.sync();
      expect(await sub.sync()).toEqual([]);
    });

    it('keeps large retained messages away [MQTT5-3.1.2-24]', async () => {
      const broker = await serve();
      const pub = await join(broker, 'pub');
      pub.publish('r/large', 'x'.repeat(99), { retain: true });
      pub.publish('r/small', 'x', { retain: true });
      await pub.sync();
      const sub = await join(broker, 'sub', { properties: { maximumPacketSize: 30 } });
      await sub.subscribe('r/#');
      expect((await sub.sync()).map(brief)).toEqual(['r/small=x q0 r1']);
    });

    it('leaves other subscribers of the same message alone', async () => {
      const broker = await serve();
      const [small, large, pub] = [
        await join(broker, 'small', { properties: { maximumPacketSize: 30 } }),
        await join(broker, 'large'),
        await join(broker, 'pub'),
      ];
      for (const sub of [small, large]) await sub.subscribe('t');
      pub.publish('t', 'x'.repeat(99));
      await pub.sync();
      expect([(await small.sync()).length, (await large.sync()).length]).toEqual([0, 1]);
    });
  });

  describe('topic aliases to the client', () => {
    it.each([{}, { topicAliasMaximum: 0 }])(
      'are not used when it takes none: %j [MQTT5-3.1.2-27]',
      async (properties) => {
        const [sub, pub] = await pair(serve, { properties });
        for (let round = 0; round < 3; round++) pub.publish('t/a', 'x');
        await pub.sync();
        for (const each of await sub.sync()) {
          expect(brief(each)).toBe('t/a=x q0 r0');
          expect(propertiesOf(each).topicAlias).toBeUndefined();
        }
      },
    );

    it('are not 0, not larger than it takes, and stand for the right topic [MQTT5-3.1.2-26] [MQTT5-3.3.2-8] [MQTT5-3.3.2-11]', async () => {
      const [sub, pub] = await pair(serve, { properties: { topicAliasMaximum: 3 } });
      const sent: string[] = [];
      for (let round = 0; round < 4; round++) {
        for (const level of ['a', 'b', 'c', 'd', 'e']) sent.push(`t/topic/${level}`);
      }
      for (const topic of sent) pub.publish(topic, topic);
      await pub.sync();
      const names = new Map<number, string>();
      const came: string[] = [];
      for (const each of await sub.sync()) {
        if (each.type !== 'PUBLISH') throw new Error(`${each.type} came`);
        const alias = propertiesOf(each).topicAlias;
        if (alias !== undefined) {
          expect(alias).toBeGreaterThan(0);
          expect(alias).toBeLessThanOrEqual(3);
          if (each.topic !== '') names.set(alias, each.topic);
        }
        const topic = each.topic === '' ? names.get(alias ?? 0) : each.topic;
        expect(new TextDecoder().decode(each.payload)).toBe(topic);
        came.push(topic ?? '');
      }
      expect(came).toEqual(sent);
      expect(names.size).toBeGreaterThan(0);
    });

    it('begin anew with each connection [MQTT5-3.3.2-7]', async () => {
      const broker = await serve();
      const pub = await join(broker, 'pub');
      for (let connection = 0; connection < 2; connection++) {
        const sub = await join(broker, 'sub', { properties: { topicAliasMaximum: 5 } });
        await sub.subscribe('t');
        for (let round = 0; round < 2; round++) pub.publish('t', 'x');
        await pub.sync();
        const [first] = await sub.sync();
        expect(first).toMatchObject({ type: 'PUBLISH', topic: 't' });
        await sub.leave();
      }
    });
  });
}
