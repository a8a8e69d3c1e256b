import { describe, expect, it } from 'vitest';
import type { Connect, Will } from '#runtime/mqtt/packet.ts';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { BrokerWithClock, ServeWithClock } from '../../contract.ts';
import { FOR_EVER, join, lasting, propertiesOf, utf8 } from './join.ts';

const SECOND = 1_000;

/** What only time brings about: on a clock that is moved, in memory. */
export function expiring(serve: ServeWithClock): void {
  async function present(broker: BrokerWithClock, clientId: string): Promise<boolean> {
    const client = await broker.connect();
    return (await client.connect(clientId, { level: 5, ...lasting(FOR_EVER) })).sessionPresent;
  }

  describe('the end of a session', () => {
    it.each([
      [9, true],
      [12, false],
    ])(
      'of 10 seconds, %i seconds after its connection: still there %s [MQTT5-4.1.0-2] [MQTT5-3.1.2-23]',
      async (seconds, there) => {
        const broker = await serve();
        await (await join(broker, 'x', lasting(10))).leave();
        await broker.clock.advance(seconds * SECOND);
        expect(await present(broker, 'x')).toBe(there);
      },
    );

    it('counts from the end of the connection', async () => {
      const broker = await serve();
      const client = await join(broker, 'x', lasting(10));
      await broker.clock.advance(3600 * SECOND);
      expect(await client.sync()).toEqual([]);
      client.vanish();
      await client.end();
      await broker.clock.advance(9 * SECOND);
      expect(await present(broker, 'x')).toBe(true);
    });

    it('never comes when it is to last for ever', async () => {
      const broker = await serve();
      await (await join(broker, 'x', lasting(FOR_EVER))).leave();
      await broker.clock.advance(200 * 365 * 86_400 * SECOND);
      expect(await present(broker, 'x')).toBe(true);
    });

    it.each([
      [60, true],
      [5, false],
    ])('can be moved by DISCONNECT: from 10 seconds to %i, seen after 12: %s', async (seconds, there) => {
      const broker = await serve();
      await (await join(broker, 'x', lasting(10))).leave(0, { sessionExpiryInterval: seconds });
      await broker.clock.advance(12 * SECOND);
      expect(await present(broker, 'x')).toBe(there);
    });

    it('is put off by a connection that takes it up, with the interval of that one', async () => {
      const broker = await serve();
      await (await join(broker, 'x', lasting(10))).leave();
      await broker.clock.advance(8 * SECOND);
      await (await join(broker, 'x', lasting(10))).leave();
      await broker.clock.advance(8 * SECOND);
      expect(await present(broker, 'x')).toBe(true);
    });

    it('ends its subscriptions: nobody is left for the message', async () => {
      const broker = await serve();
      const client = await join(broker, 'x', lasting(10));
      await client.subscribe({ filter: 's', qos: 1 });
      await client.leave();
      await broker.clock.advance(12 * SECOND);
      const pub = await join(broker, 'pub');
      pub.publish('s', 'x', { qos: 1, packetId: 1 });
      expect((await pub.expect('PUBACK')).reasonCode).toBe(0x10);
    });
  });

  describe('the expiry of a message', () => {
    async function away(): Promise<[BrokerWithClock, MqttTestClient]> {
      const broker = await serve();
      const sub = await join(broker, 'away', lasting(FOR_EVER));
      await sub.subscribe({ filter: 's', qos: 2 });
      await sub.leave();
      return [broker, await join(broker, 'pub')];
    }

    const interval = (message: Awaited<ReturnType<MqttTestClient['next']>>): number | undefined =>
      propertiesOf(message).messageExpiryInterval;

    it('takes away what waits for a client [MQTT5-3.3.2-5]', async () => {
      const [broker, pub] = await away();
      pub.publish('s', 'short', { qos: 1, packetId: 1, properties: { messageExpiryInterval: 5 } });
      pub.publish('s', 'long', { qos: 1, packetId: 2, properties: { messageExpiryInterval: 60 } });
      pub.publish('s', 'plain', { qos: 1, packetId: 3 });
      await pub.sync();
      await broker.clock.advance(7 * SECOND);
      const sub = await join(broker, 'away', lasting(FOR_EVER));
      expect((await sub.sync()).map(brief)).toEqual(['s=long q1 r0', 's=plain q1 r0']);
    });

    it('is counted down by the time in the broker [MQTT5-3.3.2-6]', async () => {
      const [broker, pub] = await away();
      pub.publish('s', 'x', { qos: 1, packetId: 1, properties: { messageExpiryInterval: 60 } });
      await pub.sync();
      await broker.clock.advance(20 * SECOND);
      const sub = await join(broker, 'away', lasting(FOR_EVER));
      expect(interval(await sub.next())).toBe(40);
    });

    it('comes through to who is there [MQTT5-3.3.2-6]', async () => {
      const broker = await serve();
      const client = await join(broker, 'x');
      await client.subscribe('s');
      client.publish('s', 'x', { properties: { messageExpiryInterval: 60 } });
      expect((await client.sync()).map(interval)).toEqual([60]);
    });

    it('takes away a retained message, and counts down until then [MQTT5-3.3.2-5] [MQTT5-3.3.2-6]', async () => {
      const broker = await serve();
      const client = await join(broker, 'x');
      client.publish('r', 'x', { retain: true, properties: { messageExpiryInterval: 10 } });
      await broker.clock.advance(4 * SECOND);
      await client.subscribe('r');
      expect((await client.sync()).map(interval)).toEqual([6]);
      await broker.clock.advance(7 * SECOND);
      await client.subscribe('r');
      expect(await client.sync()).toEqual([]);
    });

    it('of 0 or less does not reach who comes later', async () => {
      const [broker, pub] = await away();
      pub.publish('s', 'x', { qos: 1, packetId: 1, properties: { messageExpiryInterval: 0 } });
      await pub.sync();
      await broker.clock.advance(2 * SECOND);
      const sub = await join(broker, 'away', lasting(FOR_EVER));
      expect(await sub.sync()).toEqual([]);
    });

    it('leaves alone what was sent already: it is sent again [MQTT5-4.3.3-7]', async () => {
      const [broker, pub] = await away();
      pub.publish('s', 'x', { qos: 2, packetId: 1, properties: { messageExpiryInterval: 5 } });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      const first = await join(broker, 'away', lasting(FOR_EVER));
      expect((await first.sync()).map(brief)).toEqual(['s=x q2 r0']);
      first.vanish();
      await first.end();
      await broker.clock.advance(60 * SECOND);
      const second = await join(broker, 'away', lasting(FOR_EVER));
      expect((await second.sync()).map(brief)).toEqual(['s=x q2 r0 dup']);
    });

    it('does not stop the acknowledgements of QoS 2 [MQTT5-4.3.3-13]', async () => {
      const broker = await serve();
      const pub = await join(broker, 'pub');
      pub.publish('s', 'x', { qos: 2, packetId: 9, properties: { messageExpiryInterval: 1 } });
      expect((await pub.sync()).map(brief)).toEqual(['PUBREC']);
      await broker.clock.advance(5 * SECOND);
      pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      expect(await pub.sync()).toMatchObject([{ type: 'PUBCOMP', packetId: 9, reasonCode: 0 }]);
    });

    it('works for a message that waits for room in the window', async () => {
      const broker = await serve();
      const sub = await join(broker, 'sub', { properties: { receiveMaximum: 1 } });
      const pub = await join(broker, 'pub');
      await sub.subscribe({ filter: 's', qos: 1 });
      pub.publish('s', 'first', { qos: 1, packetId: 1 });
      pub.publish('s', 'short', { qos: 1, packetId: 2, properties: { messageExpiryInterval: 5 } });
      pub.publish('s', 'last', { qos: 1, packetId: 3 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['s=first q1 r0']);
      await broker.clock.advance(7 * SECOND);
      sub.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['s=last q1 r0']);
    });
  });

  describe('the delay of a will', () => {
    const mortal = (delay: number, session: number, properties: Will['properties'] = {}): Partial<Connect> => ({
      ...lasting(session),
      will: {
        topic: 'w',
        payload: utf8('dead'),
        qos: 0,
        retain: false,
        properties: { ...properties, willDelayInterval: delay },
      },
    });

    async function watched(options: Partial<Connect>): Promise<[BrokerWithClock, MqttTestClient, MqttTestClient]> {
      const broker = await serve();
      const watch = await join(broker, 'watch');
      await watch.subscribe('w');
      return [broker, watch, await join(broker, 'mortal', options)];
    }

    async function after(broker: BrokerWithClock, watch: MqttTestClient, seconds: number): Promise<string[]> {
      await broker.clock.advance(seconds * SECOND);
      return (await watch.sync()).map(brief);
    }

    it('passes before the will is published [MQTT5-3.1.2-8]', async () => {
      const [broker, watch, client] = await watched(mortal(10, 60));
      client.vanish();
      expect(await after(broker, watch, 8)).toEqual([]);
      expect(await after(broker, watch, 4)).toEqual(['w=dead q0 r0']);
    });

    it('is cut short by the end of the session [MQTT5-3.1.2-8]', async () => {
      const [broker, watch, client] = await watched(mortal(60, 10));
      client.vanish();
      expect(await after(broker, watch, 8)).toEqual([]);
      expect(await after(broker, watch, 4)).toEqual(['w=dead q0 r0']);
      expect(await after(broker, watch, 60)).toEqual([]);
    });

    it('spares the client that comes back in time [MQTT5-3.1.3-9]', async () => {
      const [broker, watch, client] = await watched(mortal(10, 60));
      client.vanish();
      expect(await after(broker, watch, 5)).toEqual([]);
      await join(broker, 'mortal', lasting(60));
      expect(await after(broker, watch, 60)).toEqual([]);
    });

    it('spares it when it comes back while the old connection is still there [MQTT5-3.1.3-9]', async () => {
      const [broker, watch] = await watched(mortal(10, 60));
      await join(broker, 'mortal', lasting(60));
      expect(await after(broker, watch, 60)).toEqual([]);
    });

    it('ends at once when the client comes back with a clean start, which ends its session', async () => {
      const [broker, watch, client] = await watched(mortal(10, 60));
      client.vanish();
      await client.end();
      await join(broker, 'mortal', { clean: true });
      expect(await after(broker, watch, 0)).toEqual(['w=dead q0 r0']);
      expect(await after(broker, watch, 60)).toEqual([]);
    });

    it('counts after DISCONNECT 0x04, too', async () => {
      const [broker, watch, client] = await watched(mortal(10, 60));
      await client.leave(0x04);
      expect(await after(broker, watch, 8)).toEqual([]);
      expect(await after(broker, watch, 4)).toEqual(['w=dead q0 r0']);
    });

    it('does not count against the expiry of the message', async () => {
      const [broker, watch, client] = await watched(mortal(10, 60, { messageExpiryInterval: 30 }));
      client.vanish();
      await broker.clock.advance(12 * SECOND);
      expect(propertiesOf(await watch.next()).messageExpiryInterval).toBe(30);
    });
  });

  describe('keep alive', () => {
    it('ends a client that is silent for one and a half times as long, with 0x8D [MQTT5-3.1.2-22]', async () => {
      const broker = await serve();
      const client = await join(broker, 'x', { keepAlive: 10 });
      await broker.clock.advance(14 * SECOND);
      expect(client.isOpen).toBe(true);
      await broker.clock.advance(3 * SECOND);
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x8d }]);
    });

    it('publishes its will', async () => {
      const broker = await serve();
      const watch = await join(broker, 'watch');
      await watch.subscribe('w');
      const will: Will = { topic: 'w', payload: utf8('dead'), qos: 0, retain: false };
      await join(broker, 'x', { keepAlive: 10, will });
      await broker.clock.advance(17 * SECOND);
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r0']);
    });

    it('is that of the server where it allows less, and it says so [MQTT5-3.2.2-21]', async () => {
      const broker = await serve({ maxKeepalive: 20 });
      const client = await broker.connect();
      const answer = await client.connect('x', { level: 5, keepAlive: 600 });
      expect([answer.reasonCode, propertiesOf(answer).serverKeepAlive]).toEqual([0, 20]);
      await broker.clock.advance(29 * SECOND);
      expect(client.isOpen).toBe(true);
      await broker.clock.advance(3 * SECOND);
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x8d }]);
    });

    it('is that of the server, too, for a client that wants none', async () => {
      const broker = await serve({ maxKeepalive: 20 });
      const client = await broker.connect();
      expect(propertiesOf(await client.connect('x', { level: 5, keepAlive: 0 })).serverKeepAlive).toBe(20);
    });
  });
}
