import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { ServeWithClock } from '../../contract.ts';
import { join, propertiesOf } from './join.ts';

/** What depends on the broker's settings. */
export function configured(serve: ServeWithClock): void {
  describe('settings', () => {
    it('max_packet_size is said in CONNACK, and a larger packet ends the connection with 0x95', async () => {
      const broker = await serve({ maxPacketSize: 60 });
      const client = await broker.connect();
      expect(propertiesOf(await client.connect('x', { level: 5 })).maximumPacketSize).toBe(60);
      client.publish('a', 'x'.repeat(40));
      expect(await client.sync()).toEqual([]);
      client.publish('a', 'x'.repeat(99));
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x95 }]);
    });

    it.each([1, 2] as const)('message_size_limit: a larger payload of QoS %i is refused with 0x95', async (qos) => {
      const broker = await serve({ messageSizeLimit: 10 });
      const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
      await sub.subscribe('a');
      pub.publish('a', 'x'.repeat(11), { qos, packetId: 1 });
      expect(await pub.sync()).toMatchObject([
        { type: qos === 1 ? 'PUBACK' : 'PUBREC', packetId: 1, reasonCode: 0x95 },
      ]);
      expect(await sub.sync()).toEqual([]);
    });

    it('takes a message under the packet id of one it refused for a new one [MQTT5-4.3.3-9]', async () => {
      const broker = await serve({ messageSizeLimit: 10 });
      const [sub, pub] = [await join(broker, 'sub'), await join(broker, 'pub')];
      await sub.subscribe('a');
      pub.publish('a', 'x'.repeat(11), { qos: 2, packetId: 1 });
      pub.publish('a', 'small', { qos: 2, packetId: 1 });
      pub.send({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(['a=small q0 r0']);
    });

    it('max_inflight_messages is the receive maximum that CONNACK says, and how many go out at once', async () => {
      const broker = await serve({ maxInflightMessages: 5 });
      const client = await broker.connect();
      expect(propertiesOf(await client.connect('x', { level: 5 })).receiveMaximum).toBe(5);
      await client.subscribe({ filter: 'a', qos: 1 });
      for (let id = 1; id <= 9; id++) client.publish('a', '', { qos: 1, packetId: id });
      const messages = (await client.sync()).filter(({ type }) => type === 'PUBLISH');
      expect(messages).toHaveLength(5);
    });

    it('allow_zero_length_clientid false: a client without an id is refused with 0x85 [MQTT5-3.1.3-8]', async () => {
      const broker = await serve({ allowZeroLengthClientid: false });
      const client = await broker.connect();
      expect(await client.connect('', { level: 5 })).toMatchObject({ reasonCode: 0x85, sessionPresent: false });
      expect(await client.untilEnd()).toEqual([]);
    });

    it('auto_id_prefix begins the ids that it gives', async () => {
      const broker = await serve({ autoIdPrefix: 'class-' });
      const client = await broker.connect();
      expect(propertiesOf(await client.connect('', { level: 5 })).assignedClientIdentifier).toMatch(/^class-/);
    });
  });
}
