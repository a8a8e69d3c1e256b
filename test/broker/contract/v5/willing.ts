import { describe, expect, it } from 'vitest';
import type { Properties, Will } from '#runtime/mqtt/packet.ts';
import { brief } from '../../../kit/mqtt-client.ts';
import type { MqttTestClient } from '../../../kit/mqtt-client.ts';
import type { BrokerUnderTest, Serve } from '../../contract.ts';
import { join, utf8 } from './join.ts';

const will = (options: Partial<Will> = {}): { will: Will } => ({
  will: { topic: 'w', payload: utf8('dead'), qos: 0, retain: false, ...options },
});

async function watched(
  serve: Serve,
  options: Partial<Will> = {},
): Promise<[BrokerUnderTest, watch: MqttTestClient, mortal: MqttTestClient]> {
  const broker = await serve();
  const watch = await join(broker, 'watch');
  await watch.subscribe({ filter: 'w', qos: 2 });
  return [broker, watch, await join(broker, 'mortal', will(options))];
}

export function willing(serve: Serve): void {
  describe('wills', () => {
    it('are published when the client vanishes [MQTT5-3.1.2-7] [MQTT5-3.1.2-8]', async () => {
      const [, watch, mortal] = await watched(serve);
      mortal.vanish();
      expect(brief(await watch.next())).toBe('w=dead q0 r0');
    });

    it('are forgotten at DISCONNECT 0 [MQTT5-3.1.2-10] [MQTT5-3.14.4-3]', async () => {
      const [, watch, mortal] = await watched(serve);
      await mortal.leave();
      expect(await watch.sync()).toEqual([]);
    });

    it.each([
      ['0x04', 0x04],
      ['0x80, at which Mosquitto forgets it', 0x80],
    ])('are published at DISCONNECT %s [MQTT5-3.1.2-8]', async (_title, code) => {
      const [, watch, mortal] = await watched(serve);
      await mortal.leave(code);
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r0']);
    });

    it('are published when the client breaks the protocol, and when it is thrown out', async () => {
      const [broker, watch, mortal] = await watched(serve);
      mortal.sendBytes(0xf0, 0);
      await mortal.untilEnd();
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r0']);
      await join(broker, 'twin', will());
      await join(broker, 'twin');
      expect((await watch.sync()).map(brief)).toEqual(['w=dead q0 r0']);
    });

    it('are published once [MQTT5-3.1.2-10]', async () => {
      const [broker, watch, mortal] = await watched(serve);
      mortal.vanish();
      expect(brief(await watch.next())).toBe('w=dead q0 r0');
      await (await join(broker, 'mortal')).leave(0x04);
      expect(await watch.sync()).toEqual([]);
    });

    it.each([0, 1, 2] as const)('are published at QoS %i, as they were left', async (qos) => {
      const [, watch, mortal] = await watched(serve, { qos });
      mortal.vanish();
      expect(brief(await watch.next())).toBe(`w=dead q${qos} r0`);
    });

    it.each([
      ['are not retained unless they ask for it [MQTT5-3.1.2-14]', false, 0],
      ['are retained if they ask for it [MQTT5-3.1.2-15]', true, 1],
    ])('%s', async (_title, retain, times) => {
      const [, watch, mortal] = await watched(serve, { retain });
      mortal.vanish();
      await watch.next();
      await watch.subscribe('w');
      expect(await watch.sync()).toHaveLength(times);
    });

    it('carry their properties: all but the delay, user properties in order [MQTT5-3.1.3-10]', async () => {
      const properties: Properties = {
        payloadFormatIndicator: 1,
        contentType: 'text/plain',
        responseTopic: 'r',
        correlationData: utf8('7'),
        userProperties: [
          { name: 'b', value: '2' },
          { name: 'a', value: '1' },
          { name: 'b', value: '2' },
        ],
      };
      const [, watch, mortal] = await watched(serve, { properties: { ...properties, willDelayInterval: 0 } });
      mortal.vanish();
      const message = await watch.expect('PUBLISH');
      expect(message.properties).toEqual(properties);
    });

    it('do not wait when the session ends with the connection, whatever their delay; Mosquitto’s do', async () => {
      const [, watch, mortal] = await watched(serve, { properties: { willDelayInterval: 3600 } });
      mortal.vanish();
      expect(brief(await watch.next())).toBe('w=dead q0 r0');
    });
  });
}
