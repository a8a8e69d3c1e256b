import { describe, expect, it } from 'vitest';
import type { Properties } from '#runtime/mqtt/packet.ts';
import type { Serve } from '../../contract.ts';
import { join, propertiesOf, text, packet } from './join.ts';

const CLEAN_START = 0b10;
const connect = (flags: number, properties: readonly number[] = [], ...rest: number[]): number[] =>
  packet(0x10, ...text('MQTT'), 5, flags, 0, 60, properties.length, ...properties, ...text('x'), ...rest);
const will = [0, ...text('w'), ...text('m')];

/** Turned away: closed, with a CONNACK that says why or without; never with DISCONNECT. */
const INSTEAD_OF_CONNECT: readonly (readonly [title: string, bytes: readonly number[]])[] = [
  ['the reserved flag [MQTT5-3.1.2-3]', connect(0b11)],
  ['flags in the fixed header [MQTT5-2.1.3-1]', connect(CLEAN_START).with(0, 0x11)],
  ['a will of QoS 3 [MQTT5-3.1.2-12]', connect(0b0001_1110, [], ...will)],
  ['a will QoS without a will [MQTT5-3.1.2-11]', connect(0b0000_1010)],
  ['will retain without a will [MQTT5-3.1.2-13]', connect(0b0010_0010)],
  ['a will flag without a will [MQTT5-3.1.2-9]', connect(0b0000_0110)],
  ['a will for a topic with a wildcard [MQTT5-3.3.2-2]', connect(0b110, [], 0, ...text('w/+'), ...text('m'))],
  ['a will topic that is not UTF-8 [MQTT5-3.1.3-11]', connect(0b110, [], 0, 0, 1, 0xff, ...text('m'))],
  ['will properties behind the will topic [MQTT5-3.1.3-1]', connect(0b110, [], ...text('w'), 0, ...text('m'))],
  ['a user name that was not announced [MQTT5-3.1.2-16]', connect(CLEAN_START, [], ...text('ada'))],
  ['a user name that is missing [MQTT5-3.1.2-17]', connect(0b1000_0010)],
  ['a user name that is not UTF-8 [MQTT5-3.1.3-12]', connect(0b1000_0010, [], 0, 1, 0xff)],
  ['a password that was not announced [MQTT5-3.1.2-18]', connect(0b1000_0010, [], ...text('ada'), ...text('pw'))],
  ['a password that is missing [MQTT5-3.1.2-19]', connect(0b0100_0010)],
  ['no client id [MQTT5-3.1.3-3]', packet(0x10, ...text('MQTT'), 5, CLEAN_START, 0, 60, 0)],
  [
    'a client id that is not UTF-8 [MQTT5-1.5.4-1] [MQTT5-3.1.3-4]',
    packet(0x10, ...text('MQTT'), 5, CLEAN_START, 0, 60, 0, 0, 2, 97, 0xff),
  ],
  ['a client id with U+0000 [MQTT5-1.5.4-2]', packet(0x10, ...text('MQTT'), 5, CLEAN_START, 0, 60, 0, 0, 2, 97, 0)],
  ['a user property that is not UTF-8 [MQTT5-1.5.7-1]', connect(CLEAN_START, [0x26, 0, 1, 0xff, ...text('v')])],
  ['the same property twice', connect(CLEAN_START, [0x21, 0, 5, 0x21, 0, 5])],
  ['a property that CONNECT does not have', connect(CLEAN_START, [0x23, 0, 1])],
  ['a property that nobody knows', connect(CLEAN_START, [0x7f, 1])],
  ['a property cut short', connect(CLEAN_START, [0x21, 0])],
  ['properties longer than the packet', connect(CLEAN_START).with(12, 99)],
  ['receive maximum 0', connect(CLEAN_START, [0x21, 0, 0])],
  ['maximum packet size 0', connect(CLEAN_START, [0x27, 0, 0, 0, 0])],
  ['request problem information 2', connect(CLEAN_START, [0x17, 2])],
  ['request response information 2', connect(CLEAN_START, [0x19, 2])],
  ['authentication data without a method', connect(CLEAN_START, [0x16, 0, 1, 1])],
  ['the will delay among the properties of CONNECT', connect(0b110, [0x18, 0, 0, 0, 1], ...will)],
  ['a length of its properties in more bytes than needed [MQTT5-1.5.5-1]', connect(CLEAN_START, [0, 0]).with(12, 0x80)],
];

export function connecting(serve: Serve): void {
  describe('connecting', () => {
    it('answers CONNECT with CONNACK 0: topic alias maximum 10, then receive maximum 20 [MQTT5-3.1.4-5] [MQTT5-3.2.0-1] [MQTT5-3.2.2-1] [MQTT5-3.2.2-2] [MQTT5-3.2.2-8]', async () => {
      const client = await join(await serve(), 'x', { keepAlive: 60 });
      expect(Array.from(Buffer.concat(client.chunks))).toEqual([0x20, 9, 0, 0, 6, 0x22, 0, 10, 0x21, 0, 20]);
      expect(await client.sync()).toEqual([]);
    });

    it('takes a CONNECT byte by byte', async () => {
      const client = (await (await serve()).connect()).speak(5);
      for (const byte of connect(CLEAN_START, [0x11, 0, 0, 0, 9])) client.sendBytes(byte);
      expect((await client.expect('CONNACK')).reasonCode).toBe(0);
    });

    it('lets in a client that sends every property CONNECT has', async () => {
      const properties: Properties = {
        sessionExpiryInterval: 9,
        receiveMaximum: 9,
        maximumPacketSize: 999,
        topicAliasMaximum: 9,
        requestResponseInformation: 1,
        requestProblemInformation: 0,
        userProperties: [
          { name: 'a', value: '1' },
          { name: 'a', value: '1' },
        ],
      };
      const client = await (await serve()).connect();
      expect((await client.connect('x', { level: 5, properties })).reasonCode).toBe(0);
    });

    it('lets in a client whose id has 23 characters, digits and letters [MQTT5-3.1.3-5]', async () => {
      const broker = await serve();
      await join(broker, '0123456789abcdefghijklm');
      await join(broker, 'nopqrstuvwxyzABCDEFGHIJ');
      await join(broker, 'KLMNOPQRSTUVWXYZ');
    });

    it('lets in a client with a password and no user name, as 5.0 allows', async () => {
      const client = await (await serve()).connect();
      client.speak(5).sendBytes(...connect(0b0100_0010, [], ...text('pw')));
      expect((await client.expect('CONNACK')).reasonCode).toBe(0);
    });

    it('gives a client without an id one of its own and says which [MQTT5-3.1.3-6] [MQTT5-3.1.3-7] [MQTT5-3.2.2-16]', async () => {
      const broker = await serve();
      const ids: (string | undefined)[] = [];
      for (const client of [await broker.connect(), await broker.connect()]) {
        const answer = await client.connect('', { level: 5 });
        expect(answer.reasonCode).toBe(0);
        ids.push(propertiesOf(answer).assignedClientIdentifier);
        expect(await client.sync()).toEqual([]);
      }
      expect(ids[0]).toMatch(/^auto-/);
      expect(ids[1]).toMatch(/^auto-/);
      expect(ids[0]).not.toBe(ids[1]);
    });

    it('takes up a session under the id that it gave [MQTT5-3.1.3-2]', async () => {
      const broker = await serve();
      const first = await broker.connect();
      const answer = await first.connect('', { level: 5, clean: false, properties: { sessionExpiryInterval: 60 } });
      expect(answer.sessionPresent).toBe(false);
      await first.leave();
      const second = await broker.connect();
      const id = propertiesOf(answer).assignedClientIdentifier ?? '';
      expect((await second.connect(id, { level: 5, clean: false })).sessionPresent).toBe(true);
    });

    it('does not name an id that the client brought', async () => {
      const client = await (await serve()).connect();
      expect(propertiesOf(await client.connect('mine', { level: 5 })).assignedClientIdentifier).toBeUndefined();
    });

    it('leaves keep alive as the client wants it, and says nothing about it [MQTT5-3.2.2-22]', async () => {
      const client = await (await serve()).connect();
      expect(propertiesOf(await client.connect('x', { level: 5, keepAlive: 600 })).serverKeepAlive).toBeUndefined();
    });

    it.each([undefined, 0, 1] as const)(
      'sends no response information, asked for with %s: as Mosquitto, it has none [MQTT5-3.1.2-28]',
      async (requestResponseInformation) => {
        const client = await (await serve()).connect();
        const properties = requestResponseInformation === undefined ? {} : { requestResponseInformation };
        const answer = await client.connect('x', { level: 5, properties });
        expect(propertiesOf(answer).responseInformation).toBeUndefined();
      },
    );

    it('speaks of no authentication to a client that does not [MQTT5-4.12.0-6]', async () => {
      const client = await (await serve()).connect();
      expect(propertiesOf(await client.connect('x', { level: 5 })).authenticationMethod).toBeUndefined();
      expect(await client.sync()).toEqual([]);
    });

    it('refuses enhanced authentication with 0x8C and closes [MQTT5-4.12.0-1] [MQTT5-4.12.0-4] [MQTT5-3.1.4-2] [MQTT5-3.2.2-6] [MQTT5-3.2.2-7]', async () => {
      const client = await (await serve()).connect();
      const properties = { authenticationMethod: 'SCRAM-SHA-1', authenticationData: Uint8Array.of(1, 2) };
      const answer = await client.connect('x', { level: 5, properties });
      expect([answer.reasonCode, answer.sessionPresent]).toEqual([0x8c, false]);
      expect(await client.untilEnd()).toEqual([]);
    });

    it('heeds nothing behind a CONNECT that it refuses [MQTT5-3.1.4-6]', async () => {
      const broker = await serve();
      const watch = await join(broker, 'watch');
      await watch.subscribe('a');
      const refused = (await broker.connect()).speak(5);
      refused.sendBytes(...connect(CLEAN_START, [0x15, ...text('X')]), 0x30, 5, 0, 1, 97, 0, 120);
      await refused.untilEnd();
      expect(await watch.sync()).toEqual([]);
    });

    it.each(INSTEAD_OF_CONNECT)(
      'turns a client away at %s, and not by DISCONNECT [MQTT5-3.1.4-1] [MQTT5-3.14.0-1]',
      async (_title, bytes) => {
        const client = (await (await serve()).connect()).speak(5);
        client.sendBytes(...bytes);
        const said = await client.untilEnd();
        expect(said.map(({ type }) => type)).toEqual(said.map(() => 'CONNACK'));
        for (const each of said) {
          expect(each).toMatchObject({ sessionPresent: false });
          expect('reasonCode' in each && each.reasonCode).toBeGreaterThanOrEqual(0x80);
        }
        expect(said.length).toBeLessThanOrEqual(1);
      },
    );

    it('ends a client that says CONNECT twice, with 0x82 [MQTT5-3.1.0-2] [MQTT5-3.2.0-2]', async () => {
      const client = await join(await serve(), 'x');
      client.sendBytes(...connect(CLEAN_START));
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x82 }]);
    });

    it('answers PINGREQ with PINGRESP [MQTT5-3.12.4-1]', async () => {
      const client = await join(await serve(), 'x');
      client.send({ type: 'PINGREQ' });
      await client.expect('PINGRESP');
    });
  });
}
