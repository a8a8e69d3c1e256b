import { describe, expect, it } from 'vitest';
import type { Serve } from '../contract.ts';

const text = (value: string): number[] => [0, value.length, ...new TextEncoder().encode(value)];
const packet = (first: number, ...body: number[]): number[] => [first, body.length, ...body];
const connect = (flags: number, ...rest: number[]): number[] =>
  packet(0x10, ...text('MQTT'), 4, flags, 0, 60, ...text('x'), ...rest);

/** Ended without an answer, before the client is let in. */
const INSTEAD_OF_CONNECT: readonly (readonly [title: string, bytes: readonly number[]])[] = [
  ['PINGREQ before CONNECT [MQTT-3.1.0-1] [MQTT5-3.1.0-1]', [0xc0, 0]],
  ['PUBLISH before CONNECT [MQTT-3.1.0-1]', packet(0x30, ...text('a'), 120)],
  ['SUBSCRIBE before CONNECT [MQTT-3.1.0-1]', packet(0x82, 0, 1, ...text('a'), 0)],
  ['DISCONNECT before CONNECT [MQTT-3.1.0-1]', [0xe0, 0]],
  ['a packet of type 15', [0xf0, 0]],
  ['an HTTP request', [...new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')]],
  [
    'a protocol that is not MQTT [MQTT-3.1.2-1] [MQTT5-3.1.2-1]',
    packet(0x10, ...text('MQTX'), 4, 2, 0, 60, ...text('x')),
  ],
  ['the reserved flag of CONNECT [MQTT-3.1.2-3]', connect(0b11)],
  ['a will of QoS 3 [MQTT-3.1.2-14]', connect(0b0001_1110, ...text('w'), ...text('m'))],
  ['a will QoS without a will [MQTT-3.1.2-11] [MQTT-3.1.2-13]', connect(0b0000_1010)],
  ['will retain without a will [MQTT-3.1.2-15]', connect(0b0010_0010)],
  ['a will for a topic with a wildcard [MQTT-3.3.2-2]', connect(0b110, ...text('w/+'), ...text('m'))],
  ['a password without a user name [MQTT-3.1.2-22]', connect(0b0100_0010, ...text('pw'))],
  ['bytes behind the end of CONNECT [MQTT-3.1.2-18] [MQTT-3.1.2-20]', connect(0b10, 120, 120)],
  ['a CONNECT that is cut short', connect(0b10).with(1, 12).slice(0, -1)],
  ['flags in the header of CONNECT [MQTT-2.2.2-1] [MQTT-2.2.2-2]', connect(0b10).with(0, 0x11)],
  ['a client id that is not UTF-8 [MQTT-1.5.3-1]', packet(0x10, ...text('MQTT'), 4, 2, 0, 60, 0, 2, 97, 0xff)],
];

/** Ended without an answer, once the client is in. */
const AFTER_CONNECT: readonly (readonly [title: string, bytes: readonly number[]])[] = [
  ['a second CONNECT [MQTT-3.1.0-2]', connect(0b10)],
  ['CONNACK, which only a server says', [0x20, 2, 0, 0]],
  ['a remaining length that does not end', [0x30, 0xff, 0xff, 0xff, 0xff, 1]],
  ['a PUBLISH of QoS 3 [MQTT-3.3.1-4]', packet(0x36, ...text('a'), 0, 1)],
  ['a PUBLISH to a wildcard [MQTT-3.3.2-2] [MQTT-4.7.1-1]', packet(0x30, ...text('a/+'), 120)],
  ['a PUBLISH without a topic [MQTT-4.7.3-1]', packet(0x30, 0, 0, 120)],
  ['a topic with U+0000 [MQTT-4.7.3-2]', packet(0x30, 0, 3, 97, 0, 98, 120)],
  ['a topic that is not UTF-8 [MQTT-1.5.3-1] [MQTT-3.3.2-1]', packet(0x30, 0, 1, 0xff, 120)],
  ['a PUBLISH of QoS 1 with packet id 0 [MQTT-2.3.1-1]', packet(0x32, ...text('a'), 0, 0)],
  ['a topic longer than its packet [MQTT-4.7.3-3]', [0x30, 3, 0, 5, 97]],
  ['a filter with # in its midst [MQTT-4.7.1-2]', packet(0x82, 0, 1, ...text('a/#/b'), 0)],
  ['a filter with + beside letters [MQTT-4.7.1-3]', packet(0x82, 0, 1, ...text('a+'), 0)],
  ['an empty filter [MQTT-4.7.3-1]', packet(0x82, 0, 1, 0, 0, 0)],
  ['a SUBSCRIBE without a filter [MQTT-3.8.3-3]', packet(0x82, 0, 1)],
  ['a SUBSCRIBE for QoS 3 [MQTT-3.8.3-4]', packet(0x82, 0, 1, ...text('a'), 3)],
  ['a SUBSCRIBE with packet id 0 [MQTT-2.3.1-1]', packet(0x82, 0, 0, ...text('a'), 0)],
  ['a SUBSCRIBE with the flags of no SUBSCRIBE [MQTT-3.8.1-1]', packet(0x80, 0, 1, ...text('a'), 0)],
  ['an UNSUBSCRIBE without a filter [MQTT-3.10.3-2]', packet(0xa2, 0, 1)],
  ['an UNSUBSCRIBE with the flags of none [MQTT-3.10.1-1]', packet(0xa0, 0, 1, ...text('a'))],
  ['a PUBREL with the flags of none [MQTT-3.6.1-1]', [0x60, 2, 0, 9]],
  ['a DISCONNECT with flags [MQTT-3.14.1-1]', [0xe1, 0]],
  ['a PUBACK with packet id 0 [MQTT-2.3.1-1]', [0x40, 2, 0, 0]],
];

export function refusing(serve: Serve): void {
  describe('refusing [MQTT-4.8.0-1]', () => {
    it.each(INSTEAD_OF_CONNECT)(
      'ends a connection without an answer at %s [MQTT-3.1.4-1] [MQTT-3.2.2-6]',
      async (_title, bytes) => {
        const client = await (await serve()).connect();
        client.sendBytes(...bytes);
        await client.end();
        await expect(client.next()).rejects.toThrow('a packet was expected');
      },
    );

    it.each(AFTER_CONNECT)('ends a connection at %s', async (_title, bytes) => {
      const client = await (await serve()).connect();
      await client.connect('x');
      client.sendBytes(...bytes);
      await client.end();
      await expect(client.next()).rejects.toThrow('a packet was expected');
    });

    it('leaves all others alone when it ends one', async () => {
      const broker = await serve();
      const [bad, good] = [await broker.connect(), await broker.connect()];
      await good.connect('good');
      bad.sendBytes(0xff, 0xff, 0xff, 0xff, 0xff);
      await bad.end();
      expect(await good.sync()).toEqual([]);
    });
  });
}
