import { describe, expect, it } from 'vitest';
import type { Will } from '#runtime/mqtt/packet.ts';
import { brief } from '../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import type { BrokerUnderTest, Serve } from '../contract.ts';

const will = (options: Partial<Will> = {}): { will: Will } => ({
  will: { topic: 'w', payload: new TextEncoder().encode('dead'), qos: 0, retain: false, ...options },
});

async function watched(
  serve: Serve,
  options: Partial<Will> = {},
): Promise<[BrokerUnderTest, MqttTestClient, MqttTestClient]> {
  const broker = await serve();
  const [watch, mortal] = [await broker.connect(), await broker.connect()];
  await watch.connect('watch');
  await watch.subscribe({ filter: 'w', qos: 2 });
  await mortal.connect('mortal', will(options));
  return [broker, watch, mortal];
}

export function willing(serve: Serve): void {
  describe('wills', () => {
    it('publishes the will of a client that vanishes [MQTT-3.1.2-8]', async () => {
      const [, watch, mortal] = await watched(serve);
      mortal.vanish();
      expect(brief(await watch.next())).toBe('w=dead q0 r0');
    });

    it('publishes the will of a client that is cut off', async () => {
      const [, watch, mortal] = await watched(serve);
      mortal.stream.destroy();
      expect(brief(await watch.next())).toBe('w=dead q0 r0');
    });

    it('forgets the will at DISCONNECT [MQTT-3.1.2-10] [MQTT-3.14.4-3]', async () => {
      const [, watch, mortal] = await watched(serve);
      mortal.send({ type: 'DISCONNECT', reasonCode: 0 });
      await mortal.end();
      expect(await watch.sync()).toEqual([]);
    });

    it('publishes nothing for a client that left none [MQTT-3.1.2-12]', async () => {
      const broker = await serve();
      const [watch, plain] = [await broker.connect(), await broker.connect()];
      await watch.connect('watch');
      await watch.subscribe('#');
      await plain.connect('plain');
      plain.sendBytes(0xf0, 0);
      await plain.end();
      expect(await watch.sync()).toEqual([]);
    });

    it('publishes it when the client breaks the protocol', async () => {
      const [, watch, mortal] = await watched(serve);
      mortal.sendBytes(0xf0, 0);
      await mortal.end();
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r0']);
    });

    it('publishes it when another takes the client id, before that one is answered', async () => {
      const [broker, watch] = await watched(serve);
      const newer = await broker.connect();
      await newer.connect('mortal');
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r0']);
    });

    it('publishes it at its QoS', async () => {
      const [, watch, mortal] = await watched(serve, { qos: 1 });
      mortal.vanish();
      expect(brief(await watch.next())).toBe('w=dead q1 r0');
    });

    it('does not retain it unless that was asked for [MQTT-3.1.2-16]', async () => {
      const [, watch, mortal] = await watched(serve);
      mortal.vanish();
      await watch.next();
      await watch.subscribe('w');
      expect(await watch.sync()).toEqual([]);
    });

    it('retains it if that was asked for [MQTT-3.1.2-17]', async () => {
      const [, watch, mortal] = await watched(serve, { retain: true });
      mortal.vanish();
      await watch.next();
      await watch.subscribe('w');
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r1']);
    });

    it('clears a retained message by a retained will without a payload', async () => {
      const [, watch, mortal] = await watched(serve, { retain: true, payload: new Uint8Array() });
      watch.publish('w', 'alive', { retain: true });
      await watch.sync();
      mortal.vanish();
      expect(brief(await watch.next())).toBe('w= q0 r0');
      await watch.subscribe('w');
      expect(await watch.sync()).toEqual([]);
    });

    it('does not publish a will for $SYS', async () => {
      const [, watch, mortal] = await watched(serve, { topic: '$SYS/w' });
      await watch.subscribe('$SYS/w');
      mortal.sendBytes(0xf0, 0);
      await mortal.end();
      expect(await watch.sync()).toEqual([]);
    });
  });
}
