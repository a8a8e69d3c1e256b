import { describe, expect, it } from 'vitest';
import { brief } from '../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import type { BrokerUnderTest, Serve } from '../contract.ts';

/** A client "away" with a session that stays and a subscription, which has left in order. */
async function away(serve: Serve, qos: 0 | 1 | 2 = 1): Promise<[BrokerUnderTest, pub: MqttTestClient]> {
  const broker = await serve();
  const [sub, pub] = [await broker.connect(), await broker.connect()];
  await sub.connect('away', { clean: false });
  await sub.subscribe({ filter: 's', qos });
  sub.send({ type: 'DISCONNECT', reasonCode: 0 });
  await sub.end();
  await pub.connect('pub');
  return [broker, pub];
}

async function back(broker: BrokerUnderTest): Promise<MqttTestClient> {
  const client = await broker.connect();
  client.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 0, clientId: 'away' });
  return client;
}

export function resuming(serve: Serve): void {
  describe('resuming a session', () => {
    it('says session present 1 to a client that comes back [MQTT-3.1.2-4] [MQTT-3.2.2-2]', async () => {
      const [broker] = await away(serve);
      expect(await (await back(broker)).expect('CONNACK')).toMatchObject({ sessionPresent: true, reasonCode: 0 });
    });

    it('says session present 0 in MQTT 3.1, which has no such bit, and goes on all the same', async () => {
      const [broker, pub] = await away(serve);
      pub.publish('s', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      const client = await broker.connect();
      expect((await client.connect('away', { clean: false, level: 3 })).sessionPresent).toBe(false);
      expect((await client.sync()).map(brief)).toEqual(['s=x q1 r0']);
    });

    it('keeps retained messages of a new subscription that the window had no room for', async () => {
      const broker = await serve();
      const first = await broker.connect();
      await first.connect('away', { clean: false });
      for (let id = 1; id <= 25; id++) first.publish(`r/${id}`, '.', { qos: 1, packetId: id, retain: true });
      await first.sync();
      await first.subscribe({ filter: 'r/#', qos: 1 });
      expect(await first.sync()).toHaveLength(20);
      first.vanish();
      await first.end();
      const second = await back(broker);
      await second.expect('CONNACK');
      for (let id = 1; id <= 20; id++) second.send({ type: 'PUBACK', packetId: id, reasonCode: 0 });
      const again = (await second.sync()).map(brief);
      expect(again).toHaveLength(25);
      expect(again.slice(19, 21)).toEqual(['r/20=. q1 r1 dup', 'r/21=. q1 r1']);
    });

    it('delivers what came meanwhile at QoS 1 and 2, not at 0 [MQTT-3.1.2-5] [MQTT-4.5.0-1]', async () => {
      const [broker, pub] = await away(serve);
      pub.publish('s', 'zero');
      pub.publish('s', 'one', { qos: 1, packetId: 1 });
      pub.publish('s', 'two', { qos: 2, packetId: 2 });
      pub.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
      await pub.sync();
      const sub = await back(broker);
      expect((await sub.sync()).map(brief)).toEqual(['CONNACK', 's=one q1 r0', 's=two q1 r0']);
    });

    it('keeps the subscription for what comes later [MQTT-4.1.0-1]', async () => {
      const [broker, pub] = await away(serve);
      const sub = await back(broker);
      await sub.expect('CONNACK');
      pub.publish('s', 'later');
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['s=later q0 r0']);
    });

    it('sends again what was not acknowledged, with DUP and its old packet id [MQTT-4.4.0-1] [MQTT-3.3.1-1]', async () => {
      const [broker, pub] = await away(serve);
      for (const id of [1, 2]) pub.publish('s', String(id), { qos: 1, packetId: id });
      await pub.sync();
      const first = await back(broker);
      expect(await first.sync()).toHaveLength(3);
      first.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      await first.sync();
      first.vanish();
      await first.end();
      const second = await back(broker);
      await second.expect('CONNACK');
      const again = await second.expect('PUBLISH');
      expect([brief(again), again.packetId]).toEqual(['s=2 q1 r0 dup', 2]);
    });

    it('goes on with PUBREL where QoS 2 had got to PUBREC [MQTT-4.4.0-1]', async () => {
      const [broker, pub] = await away(serve, 2);
      pub.publish('s', 'x', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      const first = await back(broker);
      await first.sync();
      first.send({ type: 'PUBREC', packetId: 1, reasonCode: 0 });
      await first.expect('PUBREL');
      first.vanish();
      await first.end();
      const second = await back(broker);
      expect((await second.sync()).map(brief)).toEqual(['CONNACK', 'PUBREL']);
    });

    it('takes up a message of QoS 2 that the client had begun to send [MQTT-4.3.3-2]', async () => {
      const broker = await serve();
      const [sub, first] = [await broker.connect(), await broker.connect()];
      await sub.connect('sub');
      await sub.subscribe('q');
      await first.connect('away', { clean: false });
      first.publish('q', 'x', { qos: 2, packetId: 5 });
      await first.expect('PUBREC');
      first.vanish();
      await first.end();
      const second = await back(broker);
      await second.expect('CONNACK');
      second.publish('q', 'x', { qos: 2, packetId: 5, dup: true });
      second.send({ type: 'PUBREL', packetId: 5, reasonCode: 0 });
      await second.sync();
      expect((await sub.sync()).map(brief)).toEqual(['q=x q0 r0']);
    });

    it('forgets the session when the client comes back clean [MQTT-3.1.2-6] [MQTT-3.1.4-3]', async () => {
      const [broker, pub] = await away(serve);
      pub.publish('s', 'lost', { qos: 1, packetId: 1 });
      await pub.sync();
      const clean = await broker.connect();
      expect((await clean.connect('away')).sessionPresent).toBe(false);
      expect(await clean.sync()).toEqual([]);
      clean.vanish();
      await clean.end();
      expect((await (await back(broker)).expect('CONNACK')).sessionPresent).toBe(false);
    });

    it('keeps the sessions of two ids apart [MQTT-3.1.3-2]', async () => {
      const broker = await serve();
      for (const id of ['one', 'two']) {
        const client = await broker.connect();
        await client.connect(id, { clean: false });
        await client.subscribe({ filter: id, qos: 1 });
        await client.leave();
      }
      const pub = await broker.connect();
      await pub.connect('pub');
      pub.publish('one', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      const [one, two] = [await broker.connect(), await broker.connect()];
      expect((await one.connect('one', { clean: false })).sessionPresent).toBe(true);
      expect((await two.connect('two', { clean: false })).sessionPresent).toBe(true);
      expect([(await one.sync()).map(brief), (await two.sync()).map(brief)]).toEqual([['one=x q1 r0'], []]);
    });

    it('keeps a session, clean or not, as long as its connection stands [MQTT-4.1.0-2]', async () => {
      const broker = await serve();
      const client = await broker.connect();
      await client.connect('x');
      await client.subscribe('s');
      for (const payload of ['1', '2']) {
        client.publish('s', payload);
        expect((await client.sync()).map(brief)).toEqual([`s=${payload} q0 r0`]);
      }
    });

    it('takes the session over from a connection that is still there', async () => {
      const [broker, pub] = await away(serve);
      const older = await back(broker);
      await older.expect('CONNACK');
      const newer = await back(broker);
      expect((await newer.expect('CONNACK')).sessionPresent).toBe(true);
      await older.end();
      pub.publish('s', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await newer.sync()).map(brief)).toEqual(['s=x q1 r0']);
    });

    it('keeps no clean session [MQTT-3.1.2-6] [MQTT-3.2.2-3]', async () => {
      const broker = await serve();
      const first = await broker.connect();
      await first.connect('away');
      await first.subscribe({ filter: 's', qos: 1 });
      first.vanish();
      await first.end();
      expect((await (await back(broker)).expect('CONNACK')).sessionPresent).toBe(false);
    });
  });
}
