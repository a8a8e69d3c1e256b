import { describe, expect, it } from 'vitest';
import { brief } from '../../../kit/mqtt-client.ts';
import type { Serve } from '../../contract.ts';
import { join, packet, propertiesOf, text } from './join.ts';

const MALFORMED = 0x81;
const PROTOCOL_ERROR = 0x82;
const TOPIC_NAME_INVALID = 0x90;
const TOPIC_FILTER_INVALID = 0x8f;
const TOPIC_ALIAS_INVALID = 0x94;

const NONE = 0;
const publish = (first: number, topic: readonly number[], ...rest: number[]): number[] =>
  packet(first, ...topic, ...rest);
/** With these properties and an empty payload. */
const publishWith = (...properties: number[]): number[] => packet(0x30, ...text('a'), properties.length, ...properties);
const subscribe = (filter: readonly number[], options: number, ...properties: number[]): number[] =>
  packet(0x82, 0, 1, properties.length, ...properties, ...filter, options);

/** What ends a connection, and the reason codes that the standard has for it. */
type Offence = readonly [title: string, bytes: readonly number[], codes: readonly number[]];
const OFFENCES: readonly Offence[] = [
  ['a topic that is not UTF-8 [MQTT5-1.5.4-1] [MQTT5-3.3.2-1]', publish(0x30, [0, 1, 0xff], NONE), [MALFORMED]],
  ['a topic with a surrogate [MQTT5-1.5.4-1]', publish(0x30, [0, 3, 0xed, 0xa0, 0x80], NONE), [MALFORMED]],
  ['a topic with U+0000 [MQTT5-1.5.4-2] [MQTT5-4.7.3-2]', publish(0x30, [0, 3, 97, 0, 98], NONE), [MALFORMED]],
  ['a topic longer than its packet [MQTT5-4.7.3-3]', [0x30, 3, 0, 5, 97], [MALFORMED]],
  ['a topic with a wildcard [MQTT5-3.3.2-2] [MQTT5-4.7.0-1]', publish(0x30, text('a/+'), NONE), [MALFORMED, PROTOCOL_ERROR, TOPIC_NAME_INVALID]], // prettier-ignore
  ['no topic and no alias [MQTT5-4.7.3-1]', publish(0x30, [0, 0], NONE), [PROTOCOL_ERROR]],
  ['QoS 3 [MQTT5-3.3.1-4]', publish(0x36, text('a'), 0, 1, NONE), [MALFORMED]],
  ['DUP with QoS 0 [MQTT5-3.3.1-2]', publish(0x38, text('a'), NONE), [MALFORMED]],
  ['a PUBLISH of QoS 1 with packet id 0 [MQTT5-2.2.1-3]', publish(0x32, text('a'), 0, 0, NONE), [PROTOCOL_ERROR, MALFORMED]], // prettier-ignore
  ['topic alias 0 [MQTT5-3.3.2-8]', publishWith(0x23, 0, 0), [TOPIC_ALIAS_INVALID, MALFORMED, PROTOCOL_ERROR]],
  ['a topic alias larger than CONNACK allowed [MQTT5-3.3.2-9]', publishWith(0x23, 0, 11), [TOPIC_ALIAS_INVALID]],
  ['a topic alias that nobody has set', publish(0x30, [0, 0], 3, 0x23, 0, 5), [PROTOCOL_ERROR]],
  ['a subscription identifier in PUBLISH [MQTT5-3.3.4-6]', publishWith(0x0b, 5), [PROTOCOL_ERROR]],
  [
    'a response topic with a wildcard [MQTT5-3.3.2-14]',
    publishWith(0x08, ...text('r/#')),
    [PROTOCOL_ERROR, MALFORMED, TOPIC_NAME_INVALID],
  ],
  ['a response topic that is not UTF-8 [MQTT5-3.3.2-13]', publishWith(0x08, 0, 1, 0xff), [MALFORMED]],
  ['a content type that is not UTF-8 [MQTT5-3.3.2-19]', publishWith(0x03, 0, 1, 0xff), [MALFORMED]],
  ['a user property that is not UTF-8 [MQTT5-1.5.7-1]', publishWith(0x26, ...text('n'), 0, 1, 0xff), [MALFORMED]],
  ['the same property twice', publishWith(0x03, ...text('a'), 0x03, ...text('b')), [PROTOCOL_ERROR]],
  ['a property of another packet', publishWith(0x21, 0, 5), [MALFORMED, PROTOCOL_ERROR]],
  ['a property that nobody knows', publishWith(0x7f, 5), [MALFORMED]],
  ['properties longer than their packet', packet(0x30, ...text('a'), 99, 0x01, 1), [MALFORMED]],
  ['a PUBLISH without a length of its properties [MQTT5-2.2.2-1]', packet(0x30, ...text('a')), [MALFORMED]],
  ['a length in more bytes than it needs [MQTT5-1.5.5-1]', packet(0x30, ...text('a'), 0x80, 0x00), [MALFORMED]],
  ['a SUBSCRIBE with the flags of none [MQTT5-3.8.1-1]', subscribe(text('a'), 0).with(0, 0x80), [MALFORMED]],
  ['a SUBSCRIBE without a filter [MQTT5-3.8.3-2]', packet(0x82, 0, 1, NONE), [PROTOCOL_ERROR, MALFORMED]],
  ['a SUBSCRIBE with packet id 0 [MQTT5-2.2.1-3]', subscribe(text('a'), 0).with(3, 0), [PROTOCOL_ERROR, MALFORMED]],
  ['reserved bits of the subscription options [MQTT5-3.8.3-5]', subscribe(text('a'), 0x40), [MALFORMED]],
  ['a subscription of QoS 3', subscribe(text('a'), 3), [PROTOCOL_ERROR, MALFORMED]],
  ['Retain Handling 3', subscribe(text('a'), 0x30), [PROTOCOL_ERROR, MALFORMED]],
  ['a filter that is not UTF-8 [MQTT5-3.8.3-1]', subscribe([0, 1, 0xff], 0), [MALFORMED]],
  ['a filter with # in its midst [MQTT5-4.7.1-1]', subscribe(text('a/#/b'), 0), [MALFORMED, TOPIC_FILTER_INVALID]],
  ['a filter with + beside letters [MQTT5-4.7.1-2]', subscribe(text('a+'), 0), [MALFORMED, TOPIC_FILTER_INVALID]],
  ['an empty filter [MQTT5-4.7.3-1]', subscribe([0, 0], 0), [MALFORMED, TOPIC_FILTER_INVALID]],
  ['subscription identifier 0', subscribe(text('a'), 0, 0x0b, 0), [PROTOCOL_ERROR, MALFORMED]],
  ['two subscription identifiers in SUBSCRIBE', subscribe(text('a'), 0, 0x0b, 1, 0x0b, 2), [PROTOCOL_ERROR]],
  ['an UNSUBSCRIBE with the flags of none [MQTT5-3.10.1-1]', packet(0xa0, 0, 1, NONE, ...text('a')), [MALFORMED]],
  ['an UNSUBSCRIBE without a filter [MQTT5-3.10.3-2]', packet(0xa2, 0, 1, NONE), [PROTOCOL_ERROR, MALFORMED]],
  ['an UNSUBSCRIBE that is not UTF-8 [MQTT5-3.10.3-1]', packet(0xa2, 0, 1, NONE, 0, 1, 0xff), [MALFORMED]],
  ['a PUBREL with the flags of none [MQTT5-3.6.1-1]', packet(0x60, 0, 9), [MALFORMED]],
  ['a PUBACK with a reason code that it has not', packet(0x40, 0, 9, 0x05), [PROTOCOL_ERROR, MALFORMED]],
  ['bytes behind the end of PUBACK', packet(0x40, 0, 9, 0, NONE, 1), [MALFORMED]],
  ['a PINGREQ with flags [MQTT5-2.1.3-1]', [0xc1, 0], [MALFORMED]],
  ['a DISCONNECT with flags [MQTT5-3.14.1-1]', [0xe1, 0], [MALFORMED]],
  ['an AUTH with flags [MQTT5-3.15.1-1]', [0xf1, 0], [MALFORMED]],
  ['AUTH, which its CONNECT did not speak of [MQTT5-4.12.0-7]', packet(0xf0, 0x19, NONE), [PROTOCOL_ERROR]],
  ['a packet of type 0', [0x00, 0], [MALFORMED, PROTOCOL_ERROR]],
  ['CONNACK, which only a server says', [0x20, 3, 0, 0, NONE], [PROTOCOL_ERROR, MALFORMED]],
  ['a remaining length that does not end', [0x30, 0xff, 0xff, 0xff, 0xff, 1], [MALFORMED]],
];

export function disconnecting(serve: Serve): void {
  describe('DISCONNECT', () => {
    it.each(OFFENCES)(
      'ends a connection at %s [MQTT5-4.13.1-1] [MQTT5-4.13.2-1] [MQTT5-3.14.2-1] [MQTT5-3.14.4-1] [MQTT5-3.14.4-2]',
      async (_title, bytes, codes) => {
        const client = await join(await serve(), 'x');
        client.sendBytes(...bytes);
        const said = await client.untilEnd();
        expect(said.map(({ type }) => type)).toEqual(['DISCONNECT']);
        for (const each of said) {
          expect(codes).toContain('reasonCode' in each && each.reasonCode);
          expect(propertiesOf(each).sessionExpiryInterval).toBeUndefined();
        }
      },
    );

    it('of the server has no session expiry [MQTT5-3.14.2-2]', async () => {
      const broker = await serve();
      const older = await join(broker, 'x', { properties: { sessionExpiryInterval: 60 } });
      await join(broker, 'x', { clean: false });
      const said = await older.expect('DISCONNECT');
      expect(propertiesOf(said).sessionExpiryInterval).toBeUndefined();
    });

    it('of the server says 0x8B when it is shut down', async () => {
      const broker = await serve();
      const client = await join(broker, 'x');
      await broker.close();
      expect(await client.untilEnd()).toMatchObject([{ type: 'DISCONNECT', reasonCode: 0x8b }]);
    });

    it('of a client is the last that counts', async () => {
      const broker = await serve();
      const [watch, client] = [await join(broker, 'watch'), await join(broker, 'x')];
      await watch.subscribe('a');
      client.sendBytes(0xe0, 0, 0x30, 5, 0, 1, 97, 0, 120);
      expect(await client.untilEnd()).toEqual([]);
      expect(await watch.sync()).toEqual([]);
    });

    it.each([0x00, 0x04, 0x80, 0x83, 0x90])('of a client may give the reason %i', async (code) => {
      const client = await join(await serve(), 'x');
      await client.leave(code, { reasonString: 'enough', userProperties: [{ name: 'a', value: 'b' }] });
      expect(await client.untilEnd()).toEqual([]);
    });

    it('ends one connection and no other', async () => {
      const broker = await serve();
      const [bad, good] = [await join(broker, 'bad'), await join(broker, 'good')];
      await good.subscribe('a');
      bad.sendBytes(0x36, 6, 0, 1, 97, 0, 1, 0);
      await bad.untilEnd();
      good.publish('a', 'x');
      expect((await good.sync()).map(brief)).toEqual(['a=x q0 r0']);
    });
  });
}
