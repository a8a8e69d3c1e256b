import { describe, expect, it } from 'vitest';
import { brief } from '../../kit/mqtt-client.ts';
import type { Serve } from '../contract.ts';

export function connecting(serve: Serve): void {
  describe('connecting', () => {
    it('answers CONNECT with CONNACK 0, session present 0 [MQTT-3.1.4-4] [MQTT-3.2.0-1] [MQTT-3.2.2-1]', async () => {
      const client = await (await serve()).connect();
      expect(await client.connect('x')).toEqual({ type: 'CONNACK', sessionPresent: false, reasonCode: 0 });
      expect(client.isOpen).toBe(true);
    });

    it('lets in a client of MQTT 3.1', async () => {
      const client = await (await serve()).connect();
      expect((await client.connect('x', { level: 3 })).reasonCode).toBe(0);
    });

    it('lets in a client of MQTT 3.1 whose id is longer than 23 characters, as Mosquitto does', async () => {
      const client = await (await serve()).connect();
      expect((await client.connect('a'.repeat(24), { level: 3 })).reasonCode).toBe(0);
    });

    it('lets in a client with user name and password', async () => {
      const client = await (await serve()).connect();
      const answer = await client.connect('x', { username: 'ada', password: Uint8Array.of(1) });
      expect(answer.reasonCode).toBe(0);
    });

    it('lets in a bridge, which adds 128 to the protocol level', async () => {
      const client = await (await serve()).connect();
      expect((await client.connect('host.bridge', { bridge: true })).reasonCode).toBe(0);
    });

    it('reads client id, will topic, will, user name and password in this order [MQTT-3.1.3-1]', async () => {
      const broker = await serve();
      const [watch, client] = [await broker.connect(), await broker.connect()];
      await watch.connect('watch');
      await watch.subscribe('w');
      const fields = ['x', 'w', 'dead', 'ada', 'pw'].flatMap((text) => [
        0,
        text.length,
        ...new TextEncoder().encode(text),
      ]);
      client.sendBytes(0x10, 10 + fields.length, 0, 4, 77, 81, 84, 84, 4, 0b1100_0110, 0, 60, ...fields);
      expect((await client.expect('CONNACK')).reasonCode).toBe(0);
      client.vanish();
      expect(brief(await watch.next())).toBe('w=dead q0 r0');
    });

    it.each(['0', '0123456789abcdefghijklm', 'nopqrstuvwxyzABCDEFGHIJ', 'KLMNOPQRSTUVWXYZ'])(
      'lets in a client whose id is %s: 1 to 23 digits and letters [MQTT-3.1.3-5]',
      async (id) => {
        const client = await (await serve()).connect();
        expect((await client.connect(id)).reasonCode).toBe(0);
      },
    );

    it('heeds nothing behind a CONNECT that it refuses [MQTT-3.1.4-5]', async () => {
      const broker = await serve();
      const [watch, refused] = [await broker.connect(), await broker.connect()];
      await watch.connect('watch');
      await watch.subscribe('a');
      refused.sendBytes(0x10, 12, 0, 4, 77, 81, 84, 84, 4, 0, 0, 60, 0, 0, 0x30, 4, 0, 1, 97, 120);
      expect((await refused.expect('CONNACK')).reasonCode).toBe(2);
      expect(await refused.untilEnd()).toEqual([]);
      expect(await watch.sync()).toEqual([]);
    });

    it('gives two clients without an id one each [MQTT-3.1.3-6] [MQTT-3.1.3-7]', async () => {
      const broker = await serve();
      const [one, two] = [await broker.connect(), await broker.connect()];
      expect((await one.connect('')).reasonCode).toBe(0);
      expect((await two.connect('')).reasonCode).toBe(0);
      expect([await one.sync(), await two.sync()]).toEqual([[], []]);
    });

    it('refuses an empty id without a clean session with 0x02 and closes [MQTT-3.1.3-8] [MQTT-3.1.3-9]', async () => {
      const client = await (await serve()).connect();
      const answer = await client.connect('', { clean: false });
      expect(answer).toEqual({ type: 'CONNACK', sessionPresent: false, reasonCode: 2 });
      expect(await client.end()).toBe('ended');
    });

    it('refuses an empty id in MQTT 3.1 with 0x02', async () => {
      const client = await (await serve()).connect();
      expect((await client.connect('', { level: 3 })).reasonCode).toBe(2);
      await client.end();
    });

    it.each([
      ['level 6 under MQTT [MQTT5-3.1.2-2]', [0x10, 13, 0, 4, 77, 81, 84, 84, 6, 2, 0, 60, 0, 1, 120]],
      ['level 3 under MQTT', [0x10, 13, 0, 4, 77, 81, 84, 84, 3, 2, 0, 60, 0, 1, 120]],
      ['level 4 under MQIsdp', [0x10, 15, 0, 6, 77, 81, 73, 115, 100, 112, 4, 2, 0, 60, 0, 1, 120]],
    ])('refuses %s with 0x01 and closes [MQTT-3.1.2-2] [MQTT-3.2.2-4] [MQTT-3.2.2-5]', async (_name, bytes) => {
      const client = await (await serve()).connect();
      client.sendBytes(...bytes);
      expect((await client.expect('CONNACK')).reasonCode).toBe(1);
      expect(await client.end()).toBe('ended');
    });

    it('answers PINGREQ with PINGRESP [MQTT-3.12.4-1]', async () => {
      const client = await (await serve()).connect();
      await client.connect('x');
      client.send({ type: 'PINGREQ' });
      await client.expect('PINGRESP');
    });

    it('closes after DISCONNECT, and heeds nothing behind it', async () => {
      const broker = await serve();
      const [client, other] = [await broker.connect(), await broker.connect()];
      await other.connect('other');
      await other.subscribe('a');
      await client.connect('x');
      client.sendBytes(0xe0, 0, 0x30, 4, 0, 1, 97, 120);
      expect(await client.end()).toBe('ended');
      expect(await other.sync()).toEqual([]);
    });

    it('ends the older connection with the same client id [MQTT-3.1.4-2]', async () => {
      const broker = await serve();
      const [older, newer] = [await broker.connect(), await broker.connect()];
      await older.connect('twin');
      await newer.connect('twin');
      expect(await older.end()).toBe('ended');
      expect(await newer.sync()).toEqual([]);
    });

    it('takes a CONNECT byte by byte', async () => {
      const client = await (await serve()).connect();
      for (const byte of [0x10, 13, 0, 4, 77, 81, 84, 84, 4, 2, 0, 60, 0, 1, 120]) client.sendBytes(byte);
      expect((await client.expect('CONNACK')).reasonCode).toBe(0);
    });
  });
}
