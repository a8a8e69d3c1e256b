import { describe, expect, it } from 'vitest';
import { brief } from '../../kit/mqtt-client.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';
import type { Serve } from '../contract.ts';

export function delivering(serve: Serve): void {
  describe('delivering', () => {
    it('brings the payload unchanged, whatever bytes it has', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe('a');
      const payload = Uint8Array.from({ length: 300_000 }, (_, index) => index * 7);
      client.publish('a', payload);
      expect((await client.expect('PUBLISH')).payload).toEqual(payload);
    });

    it('brings a client its own messages', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe('a');
      client.publish('a', 'mine');
      expect((await client.sync()).map(brief)).toEqual(['a=mine q0 r0']);
    });

    it.each<[published: QoS, granted: QoS, delivered: QoS]>([
      [0, 0, 0],
      [0, 1, 0],
      [0, 2, 0],
      [1, 0, 0],
      [1, 1, 1],
      [1, 2, 1],
      [2, 0, 0],
      [2, 1, 1],
      [2, 2, 2],
    ])(
      'delivers QoS %i to a subscriber of QoS %i at QoS %i [MQTT-3.8.4-6] [MQTT-2.3.1-5] [MQTT-3.3.1-2]',
      async (published, granted, delivered) => {
        const broker = await serve();
        const [sub, pub] = [await broker.connect(), await broker.connect()];
        await sub.connect('sub');
        await pub.connect('pub');
        await sub.subscribe({ filter: 'a', qos: granted });
        pub.publish('a', 'x', { qos: published, ...(published > 0 && { packetId: 9 }) });
        if (published === 2) pub.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
        await pub.sync();
        const publish = await sub.expect('PUBLISH');
        expect(brief(publish)).toBe(`a=x q${delivered} r0`);
        expect(publish.packetId).toBe(delivered === 0 ? undefined : 1);
      },
    );

    it('acknowledges QoS 1 with PUBACK, after it has passed the message on [MQTT-3.3.4-1] [MQTT-4.3.2-2]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe({ filter: 'a', qos: 1 });
      client.publish('a', 'x', { qos: 1, packetId: 9 });
      expect((await client.sync()).map(brief)).toEqual(['a=x q1 r0', 'PUBACK']);
    });

    it('passes a message of QoS 1 on again when it comes again [MQTT-4.3.2-2]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe('a');
      client.publish('a', 'x', { qos: 1, packetId: 9 });
      client.publish('a', 'x', { qos: 1, packetId: 9, dup: true });
      expect((await client.sync()).map(brief)).toEqual(['a=x q0 r0', 'PUBACK', 'a=x q0 r0', 'PUBACK']);
    });

    it('does not pass DUP on [MQTT-3.3.1-3]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe({ filter: 'a', qos: 1 });
      client.publish('a', 'x', { qos: 1, packetId: 9, dup: true });
      expect((await client.expect('PUBLISH')).dup).toBe(false);
    });

    it('passes a message of QoS 2 on at PUBREL, once, however often it came [MQTT-4.3.3-2]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe('a');
      client.publish('a', 'x', { qos: 2, packetId: 9 });
      client.publish('a', 'x', { qos: 2, packetId: 9, dup: true });
      expect((await client.sync()).map(brief)).toEqual(['PUBREC', 'PUBREC']);
      client.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      client.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      expect((await client.sync()).map(brief)).toEqual(['a=x q0 r0', 'PUBCOMP', 'PUBCOMP']);
    });

    it('hands a message of QoS 2 over in four packets [MQTT-4.3.3-1] [MQTT-2.3.1-6]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe({ filter: 'a', qos: 2 });
      client.publish('a', 'x', { qos: 2, packetId: 9 });
      client.send({ type: 'PUBREL', packetId: 9, reasonCode: 0 });
      expect((await client.sync()).map(brief)).toEqual(['PUBREC', 'a=x q2 r0', 'PUBCOMP']);
      client.send({ type: 'PUBREC', packetId: 1, reasonCode: 0 });
      expect(await client.expect('PUBREL')).toEqual({ type: 'PUBREL', packetId: 1, reasonCode: 0 });
      client.send({ type: 'PUBCOMP', packetId: 1, reasonCode: 0 });
      expect(await client.sync()).toEqual([]);
    });

    it('lets acknowledgements of nothing pass; PUBREC and PUBREL get their answers', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      for (const type of ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'] as const) {
        client.send({ type, packetId: 9, reasonCode: 0 });
      }
      expect((await client.sync()).map(brief)).toEqual(['PUBREL', 'PUBCOMP']);
    });

    it('keeps the order of one publisher [MQTT-4.6.0-5] [MQTT-4.6.0-6]', async () => {
      const broker = await serve();
      const [sub, pub] = [await broker.connect(), await broker.connect()];
      await sub.connect('sub');
      await pub.connect('pub');
      await sub.subscribe({ filter: 'a', qos: 1 });
      const numbers = Array.from({ length: 15 }, (_, index) => String(index));
      for (const [index, number] of numbers.entries()) pub.publish('a', number, { qos: 1, packetId: index + 1 });
      await pub.sync();
      expect((await sub.sync()).map(brief)).toEqual(numbers.map((number) => `a=${number} q1 r0`));
    });

    it('has at most 20 on their way to one client; the others follow as it acknowledges', async () => {
      const broker = await serve();
      const [sub, pub] = [await broker.connect(), await broker.connect()];
      await sub.connect('sub');
      await pub.connect('pub');
      await sub.subscribe({ filter: 'a', qos: 1 });
      for (let id = 1; id <= 22; id++) pub.publish('a', String(id), { qos: 1, packetId: id });
      await pub.sync();
      expect(await sub.sync()).toHaveLength(20);
      sub.send({ type: 'PUBACK', packetId: 2, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['a=21 q1 r0']);
      sub.send({ type: 'PUBACK', packetId: 1, reasonCode: 0 });
      expect((await sub.sync()).map(brief)).toEqual(['a=22 q1 r0']);
    });

    it('takes no message for $SYS, yet acknowledges it [MQTT-3.3.5-2]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      await client.subscribe('$SYS/x');
      client.publish('$SYS/x', '1', { qos: 1, packetId: 5 });
      expect((await client.sync()).map(brief)).toEqual(['PUBACK']);
    });
  });
}
