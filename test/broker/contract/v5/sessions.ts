import { describe, expect, it } from 'vitest';
import type { QoS } from '#runtime/mqtt/packet.ts';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { BrokerUnderTest, Serve } from '../../contract.ts';
import { FOR_EVER, join, lasting } from './join.ts';

/** Comes back for the session of "away"; CONNACK is still to be read. */
async function back(broker: BrokerUnderTest, seconds = 60): Promise<MqttTestClient> {
  const client = await broker.connect();
  client.send({ type: 'CONNECT', level: 5, keepAlive: 0, clientId: 'away', clean: false, ...lasting(seconds) });
  return client;
}

const present = async (client: MqttTestClient): Promise<boolean> => (await client.expect('CONNACK')).sessionPresent;

/** "away" has subscribed to `s` and left in order; its session stays for a minute. */
async function away(serve: Serve, qos: QoS = 1): Promise<[BrokerUnderTest, pub: MqttTestClient]> {
  const broker = await serve();
  const sub = await join(broker, 'away', lasting(60));
  await sub.subscribe({ filter: 's', qos });
  await sub.leave();
  return [broker, await join(broker, 'pub')];
}

export function sessions(serve: Serve): void {
  describe('sessions', () => {
    it.each([60, FOR_EVER])(
      'keeps a session that is to last %i seconds [MQTT5-3.1.2-5] [MQTT5-3.1.2-23] [MQTT5-3.2.2-3]',
      async (seconds) => {
        const broker = await serve();
        await (await join(broker, 'away', lasting(seconds))).leave();
        expect(await present(await back(broker))).toBe(true);
      },
    );

    it.each([[{}], [{ sessionExpiryInterval: 0 }]])(
      'ends a session with its connection when the expiry is %j [MQTT5-3.1.2-6] [MQTT5-4.1.0-2]',
      async (properties) => {
        const broker = await serve();
        await (await join(broker, 'away', { clean: false, properties })).leave();
        expect(await present(await back(broker))).toBe(false);
      },
    );

    it('keeps a session whose client vanished, too', async () => {
      const broker = await serve();
      const first = await join(broker, 'away', lasting(60));
      first.vanish();
      await first.end();
      expect(await present(await back(broker))).toBe(true);
    });

    it('discards the old session at a clean start, and keeps the new one [MQTT5-3.1.2-4] [MQTT5-3.1.4-4] [MQTT5-3.2.2-2]', async () => {
      const [broker, pub] = await away(serve);
      pub.publish('s', 'lost', { qos: 1, packetId: 1 });
      await pub.sync();
      const fresh = await broker.connect();
      const answer = await fresh.connect('away', { level: 5, clean: true, properties: { sessionExpiryInterval: 60 } });
      expect(answer.sessionPresent).toBe(false);
      expect(await fresh.sync()).toEqual([]);
      await fresh.leave();
      expect(await present(await back(broker))).toBe(true);
    });

    it('ends the session at DISCONNECT when that says expiry 0', async () => {
      const broker = await serve();
      await (await join(broker, 'away', lasting(60))).leave(0, { sessionExpiryInterval: 0 });
      expect(await present(await back(broker))).toBe(false);
    });

    it('ends a client with 0x82 whose DISCONNECT would keep a session that CONNECT did not ask for', async () => {
      const broker = await serve();
      const client = await join(broker, 'away');
      client.send({ type: 'DISCONNECT', reasonCode: 0, properties: { sessionExpiryInterval: 60 } });
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x82 }]);
      expect(await present(await back(broker))).toBe(false);
    });

    it('does not forget the session of a client that is there [MQTT5-4.1.0-1]', async () => {
      const broker = await serve();
      const client = await join(broker, 'x');
      await client.subscribe('s');
      for (let round = 0; round < 3; round++) {
        client.publish('s', String(round));
        expect((await client.sync()).map(brief)).toEqual([`s=${round} q0 r0`]);
      }
    });

    it('delivers what came meanwhile at QoS 1 and 2, not at 0 [MQTT5-4.5.0-1]', async () => {
      const [broker, pub] = await away(serve, 2);
      pub.publish('s', 'zero');
      pub.publish('s', 'one', { qos: 1, packetId: 1 });
      pub.publish('s', 'two', { qos: 2, packetId: 2 });
      pub.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
      await pub.sync();
      expect((await (await back(broker)).sync()).map(brief)).toEqual(['CONNACK', 's=one q1 r0', 's=two q2 r0']);
    });

    it('acknowledges a message with 0 when its only subscriber is away', async () => {
      const [, pub] = await away(serve);
      pub.publish('s', 'x', { qos: 1, packetId: 1 });
      expect((await pub.expect('PUBACK')).reasonCode).toBe(0);
    });

    it('keeps the properties of what waits', async () => {
      const [broker, pub] = await away(serve);
      pub.publish('s', 'x', { qos: 1, packetId: 1, properties: { contentType: 'text/plain', responseTopic: 'r' } });
      await pub.sync();
      const sub = await back(broker);
      await sub.expect('CONNACK');
      expect((await sub.expect('PUBLISH')).properties).toEqual({ contentType: 'text/plain', responseTopic: 'r' });
    });

    it('sends again what was not acknowledged: in order, with DUP and the old packet ids [MQTT5-4.4.0-1] [MQTT5-3.3.1-1] [MQTT5-4.3.2-3] [MQTT5-4.3.3-3]', async () => {
      const [broker, pub] = await away(serve, 2);
      for (const [id, qos] of [[1, 1], [2, 2], [3, 1]] as const) pub.publish('s', String(id), { qos, packetId: id }); // prettier-ignore
      pub.send({ type: 'PUBREL', packetId: 2, reasonCode: 0 });
      await pub.sync();
      const first = await back(broker);
      const sent = (await first.sync()).slice(1).map((each) => [brief(each), 'packetId' in each && each.packetId]);
      expect(sent).toHaveLength(3);
      const gone = sent.find(([said]) => said === 's=1 q1 r0');
      first.send({ type: 'PUBACK', packetId: Number(gone?.[1]), reasonCode: 0 });
      await first.sync();
      first.vanish();
      await first.end();
      const second = await back(broker);
      expect(await present(second)).toBe(true);
      const again = (await second.sync()).map((each) => [brief(each), 'packetId' in each && each.packetId]);
      expect(again).toEqual(sent.filter((each) => each !== gone).map(([said, id]) => [`${said} dup`, id]));
    });

    it('goes on with PUBREL, and not with PUBLISH, where QoS 2 had got to PUBREC [MQTT5-4.4.0-1] [MQTT5-4.3.3-5] [MQTT5-4.3.3-6]', async () => {
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
      await second.expect('CONNACK');
      expect(await second.sync()).toMatchObject([{ type: 'PUBREL', packetId: 1 }]);
    });

    it('sends nothing again while the connection stands [MQTT5-4.4.0-1]', async () => {
      const broker = await serve();
      const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
      await sub.subscribe({ filter: 's', qos: 1 });
      pub.publish('s', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['s=x q1 r0']);
      expect(await sub.sync()).toEqual([]);
    });

    it.each([
      ['PUBACK', 1],
      ['PUBREC', 2],
    ] as const)(
      'takes a %s of 0x80 for an end: no PUBREL, nothing again [MQTT5-4.4.0-2] [MQTT5-4.3.3-4]',
      async (type, qos) => {
        const [broker, pub] = await away(serve, qos);
        pub.publish('s', 'x', { qos, packetId: 1 });
        if (qos === 2) pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
        await pub.sync();
        const first = await back(broker);
        await first.sync();
        first.send({ type, packetId: 1, reasonCode: 0x80 });
        expect(await first.sync()).toEqual([]);
        first.vanish();
        await first.end();
        const second = await back(broker);
        expect(await present(second)).toBe(true);
        expect(await second.sync()).toEqual([]);
      },
    );

    it('takes up a message of QoS 2 that the client had begun to send [MQTT5-4.3.3-10]', async () => {
      const broker = await serve();
      const sub = await join(broker, 'sub');
      await sub.subscribe('q');
      const first = await join(broker, 'away', lasting(60));
      first.publish('q', 'x', { qos: 2, packetId: 5 });
      await first.expect('PUBREC');
      first.vanish();
      await first.end();
      const second = await back(broker);
      expect(await present(second)).toBe(true);
      second.publish('q', 'x', { qos: 2, packetId: 5, dup: true });
      second.send({ type: 'PUBREL', packetId: 5, reasonCode: 0 });
      expect((await second.sync()).map(brief)).toEqual(['PUBREC', 'PUBCOMP']);
      expect((await sub.sync()).map(brief)).toEqual(['q=x q0 r0']);
    });

    it('tells the older connection 0x8E when another takes its client id, and goes on with the session [MQTT5-3.1.4-3]', async () => {
      const broker = await serve();
      const pub = await join(broker, 'pub');
      const older = await join(broker, 'away', lasting(60));
      await older.subscribe({ filter: 's', qos: 1 });
      const newer = await back(broker);
      expect(await present(newer)).toBe(true);
      expect(await older.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x8e }]);
      pub.publish('s', 'x', { qos: 1, packetId: 1 });
      await pub.sync();
      expect((await newer.sync()).map(brief)).toEqual(['s=x q1 r0']);
    });

    it('forgets topic aliases with the connection [MQTT5-3.3.2-7]', async () => {
      const broker = await serve();
      const first = await join(broker, 'away', lasting(60));
      first.publish('t', 'x', { properties: { topicAlias: 1 } });
      await first.sync();
      await first.leave();
      const second = await back(broker);
      expect(await present(second)).toBe(true);
      second.sendBytes(0x30, 7, 0, 0, 3, 0x23, 0, 1, 120);
      expect(await second.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x82 }]);
    });
  });
}
