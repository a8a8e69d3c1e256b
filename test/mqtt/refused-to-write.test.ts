import { describe, expect, test } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Connect, Packet, ProtocolLevel, Publish } from '#runtime/mqtt/packet.ts';
import { clauseOf } from './clause-of.ts';

const CONNECT: Connect = { type: 'CONNECT', level: 4, clean: true, keepAlive: 60, clientId: 'a' };
const PUBLISH: Publish = {
  type: 'PUBLISH',
  dup: false,
  qos: 0,
  retain: false,
  topic: 'a',
  payload: new Uint8Array(0),
};
const LONG = 'x'.repeat(65_536);

interface Refused {
  /** Ends with the rule that is broken. */
  readonly because: string;
  readonly id: string;
  readonly packet: Packet;
  readonly level?: ProtocolLevel;
}

const REFUSED: readonly Refused[] = [
  {
    because: 'a topic name has a wildcard [MQTT-3.3.2-2]',
    id: 'topic.name-wildcard',
    packet: { ...PUBLISH, topic: 'a/+/b' },
  },
  {
    because: 'a topic name is empty [MQTT-4.7.3-1]',
    id: 'topic.name-empty',
    packet: { ...PUBLISH, topic: '' },
  },
  {
    because: 'a topic name is too long [MQTT-4.7.3-3]',
    id: 'topic.name-too-long',
    packet: { ...PUBLISH, topic: LONG },
  },
  {
    because: 'a topic name has U+0000 [MQTT-4.7.3-2]',
    id: 'topic.name-null',
    packet: { ...PUBLISH, topic: 'a\0' },
  },
  {
    because: 'a topic name has half a surrogate pair [MQTT-1.5.3-1]',
    id: 'topic.name-surrogate',
    packet: { ...PUBLISH, topic: 'a/\uD83C' },
  },
  {
    because: 'DUP is set at QoS 0 [MQTT-3.3.1-2]',
    id: 'error.dup-at-qos-0',
    packet: { ...PUBLISH, dup: true },
  },
  {
    because: 'QoS 0 has a packet id [MQTT-2.3.1-5]',
    id: 'error.packet-id-unexpected',
    packet: { ...PUBLISH, packetId: 1 },
  },
  {
    because: 'QoS 1 has no packet id [MQTT-2.3.1-1]',
    id: 'error.packet-id-range',
    packet: { ...PUBLISH, qos: 1 },
  },
  {
    because: 'a packet id is 0 [MQTT-2.3.1-1]',
    id: 'error.packet-id-range',
    packet: { ...PUBLISH, qos: 1, packetId: 0 },
  },
  {
    because: 'a packet id is 65,536 [MQTT-2.3.1-1]',
    id: 'error.packet-id-range',
    packet: { type: 'PUBACK', packetId: 65_536, reasonCode: 0 },
  },
  {
    because: 'a packet id is no whole number [MQTT-2.3.1-1]',
    id: 'error.packet-id-range',
    packet: { type: 'UNSUBACK', packetId: 1.5 },
  },
  {
    because: 'SUBSCRIBE has no filter [MQTT-3.8.3-3]',
    id: 'error.no-filter',
    packet: { type: 'SUBSCRIBE', packetId: 1, subscriptions: [] },
  },
  {
    because: 'SUBSCRIBE has an invalid filter [MQTT-4.7.1-3]',
    id: 'topic.filter-plus-not-alone',
    packet: { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'sensor+/x', qos: 0 }] },
  },
  {
    because: 'SUBSCRIBE has packet id 0 [MQTT-2.3.1-1]',
    id: 'error.packet-id-range',
    packet: { type: 'SUBSCRIBE', packetId: 0, subscriptions: [{ filter: 'a', qos: 0 }] },
  },
  {
    because: 'UNSUBSCRIBE has no filter [MQTT-3.10.3-2]',
    id: 'error.no-filter',
    packet: { type: 'UNSUBSCRIBE', packetId: 1, filters: [] },
  },
  {
    because: 'UNSUBSCRIBE has an invalid filter [MQTT-4.7.1-2]',
    id: 'topic.filter-hash-not-last',
    packet: { type: 'UNSUBSCRIBE', packetId: 1, filters: ['a/#/b'] },
  },
  {
    because: 'SUBACK has no return code [MQTT-3.9.3-1]',
    id: 'error.no-return-code',
    packet: { type: 'SUBACK', packetId: 1, reasonCodes: [] },
  },
  {
    because: 'SUBACK has a reserved return code [MQTT-3.9.3-2]',
    id: 'error.return-code',
    packet: { type: 'SUBACK', packetId: 1, reasonCodes: [0x81] },
  },
  {
    because: 'CONNACK has a reserved return code [MQTT-3.2.2.3]',
    id: 'error.return-code',
    packet: { type: 'CONNACK', sessionPresent: false, reasonCode: 6 },
  },
  {
    because: 'CONNACK refuses and yet has the session [MQTT-3.2.2-4]',
    id: 'error.session-present-refused',
    packet: { type: 'CONNACK', sessionPresent: true, reasonCode: 2 },
  },
  {
    because: 'a password comes without a user name [MQTT-3.1.2-22]',
    id: 'error.password-without-username',
    packet: { ...CONNECT, password: new Uint8Array(1) },
  },
  {
    because: 'a client id is too long [MQTT-1.5.3]',
    id: 'error.field-too-long',
    packet: { ...CONNECT, clientId: LONG },
  },
  {
    because: 'a password is too long [MQTT-1.5.3]',
    id: 'error.field-too-long',
    packet: { ...CONNECT, username: 'u', password: new Uint8Array(65_536) },
  },
  {
    because: 'a user name has half a surrogate pair [MQTT-1.5.3-1]',
    id: 'error.lone-surrogate',
    packet: { ...CONNECT, username: '\uDC00' },
  },
  {
    because: 'a user name has U+0000 [MQTT-1.5.3-2]',
    id: 'error.null-character',
    packet: { ...CONNECT, username: 'u\0' },
  },
  {
    because: 'a will topic has a wildcard [MQTT-3.3.2-2]',
    id: 'topic.name-wildcard',
    packet: { ...CONNECT, will: { topic: '#', payload: new Uint8Array(0), qos: 0, retain: false } },
  },
  {
    because: 'keep alive is 65,536 [MQTT-1.5.2]',
    id: 'error.number-range',
    packet: { ...CONNECT, keepAlive: 65_536 },
  },
  {
    because: 'keep alive is negative [MQTT-1.5.2]',
    id: 'error.number-range',
    packet: { ...CONNECT, keepAlive: -1 },
  },
  {
    because: 'keep alive is no whole number [MQTT-1.5.2]',
    id: 'error.number-range',
    packet: { ...CONNECT, keepAlive: 0.5 },
  },
  {
    because: 'CONNECT is of another level [MQTT-3.1.2-2]',
    id: 'error.level-mismatch',
    packet: CONNECT,
    level: 3,
  },
  {
    because: 'level 6 does not exist [MQTT-3.1.2-2]',
    id: 'error.protocol-level',
    packet: { type: 'PINGREQ' },
    level: 6 as ProtocolLevel,
  },
  {
    because: 'AUTH exists in 5.0 only [MQTT-2.2.1]',
    id: 'error.version-5-only',
    packet: { type: 'AUTH', reasonCode: 0 },
  },
];

describe('What would not be MQTT is not written', () => {
  test.each(REFUSED)('$because', ({ because, id, packet, level = 4 }) => {
    expect(() => encode(packet, level)).toThrow(
      expect.objectContaining({
        name: 'MqttError',
        clause: clauseOf(because),
        phrase: expect.objectContaining({ id }),
      }),
    );
  });
});

test('a field of exactly 65,535 bytes is written', () => {
  const topic = 'ä'.repeat(32_767) + 'x';
  expect(encode({ ...PUBLISH, topic }, 4)).toHaveLength(4 + 2 + 65_535);
});

test('MQTT 3.1 has no session present, so none is written', () => {
  expect(encode({ type: 'CONNACK', sessionPresent: true, reasonCode: 0 }, 3)).toEqual(Uint8Array.of(0x20, 2, 0, 0));
});
