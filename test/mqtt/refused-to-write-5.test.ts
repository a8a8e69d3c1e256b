import { describe, expect, test } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Connect, Packet, Properties, Publish, QoS } from '#runtime/mqtt/packet.ts';
import { clauseOf } from './clause-of.ts';
import { bytesOf } from './vectors.ts';

const NOTHING = new Uint8Array(0);
const CONNECT: Connect = { type: 'CONNECT', level: 5, clean: true, keepAlive: 60, clientId: 'a' };
const PUBLISH: Publish = { type: 'PUBLISH', dup: false, qos: 0, retain: false, topic: 'a', payload: NOTHING };
const LONG = 'x'.repeat(65_536);

interface Refused {
  /** Ends with the rule that is broken. */
  readonly because: string;
  readonly id: string;
  readonly reasonCode: number;
  readonly packet: Packet;
}

function refused(because: string, id: string, reasonCode: number, packet: Packet): Refused {
  return { because, id, reasonCode, packet };
}

/** One property of PUBLISH that it must not have. */
function message(because: string, id: string, reasonCode: number, properties: object): Refused {
  return refused(because, id, reasonCode, { ...PUBLISH, properties: properties as Properties });
}

function connack(because: string, id: string, properties: Properties): Refused {
  return refused(because, id, 0x82, { type: 'CONNACK', sessionPresent: false, reasonCode: 0, properties });
}

function subscribe(because: string, id: string, reasonCode: number, filter: string): Refused {
  const subscriptions = [{ filter, qos: 0 as QoS, noLocal: id === 'error.no-local-shared' }];
  return refused(because, id, reasonCode, { type: 'SUBSCRIBE', packetId: 1, subscriptions });
}

const REFUSED: readonly Refused[] = [
  refused('CONNECT is of another level [MQTT5-3.1.2-2]', 'error.level-mismatch', 0x82, { ...CONNECT, level: 4 }),
  refused('a client id is too long [MQTT5-1.5.4]', 'error.field-too-long', 0x81, { ...CONNECT, clientId: LONG }),
  refused('a password is too long [MQTT5-1.5.6]', 'error.field-too-long', 0x81, {
    ...CONNECT,
    password: new Uint8Array(65_536),
  }),
  refused('a user name has half a surrogate pair [MQTT5-1.5.4-1]', 'error.lone-surrogate', 0x81, {
    ...CONNECT,
    username: '\uDC00',
  }),
  refused('a user name has U+0000 [MQTT5-1.5.4-2]', 'error.null-character', 0x81, { ...CONNECT, username: '\0' }),
  refused('keep alive is 65,536 [MQTT5-1.5.2]', 'error.number-range', 0x81, { ...CONNECT, keepAlive: 65_536 }),
  refused('the will topic has a wildcard [MQTT5-3.3.2-2]', 'topic.name-wildcard', 0x90, {
    ...CONNECT,
    will: { topic: '+', payload: NOTHING, qos: 0, retain: false },
  }),
  refused('a will has a property of messages alone [MQTT5-2.2.2.2]', 'error.property-misplaced', 0x81, {
    ...CONNECT,
    will: { topic: 'w', payload: NOTHING, qos: 0, retain: false, properties: { topicAlias: 1 } },
  }),
  refused('authentication data comes without a method [MQTT5-3.1.2.11.10]', 'error.authentication-data-alone', 0x82, {
    ...CONNECT,
    properties: { authenticationData: NOTHING },
  }),
  refused('CONNACK has a reason code of 3.1.1 [MQTT5-3.2.2-8]', 'error.reason-code', 0x82, {
    type: 'CONNACK',
    sessionPresent: false,
    reasonCode: 5,
  }),
  refused('CONNACK refuses and yet has the session [MQTT5-3.2.2-6]', 'error.session-present-refused', 0x81, {
    type: 'CONNACK',
    sessionPresent: true,
    reasonCode: 0x87,
  }),
  connack('the receive maximum is 0 [MQTT5-3.2.2.3.3]', 'error.property-zero', { receiveMaximum: 0 }),
  connack('the maximum packet size is 0 [MQTT5-3.2.2.3.6]', 'error.property-zero', { maximumPacketSize: 0 }),
  connack('the maximum QoS is 2 [MQTT5-3.2.2.3.4]', 'error.property-flag', { maximumQoS: 2 as 1 }),

  refused('a topic name has a wildcard [MQTT5-3.3.2-2]', 'topic.name-wildcard', 0x90, { ...PUBLISH, topic: 'a/#' }),
  refused('a topic name is too long [MQTT5-4.7.3-3]', 'topic.name-too-long', 0x90, { ...PUBLISH, topic: LONG }),
  refused('there is neither a topic nor an alias [MQTT5-3.3.2.1]', 'error.no-topic', 0x82, { ...PUBLISH, topic: '' }),
  refused('DUP is set at QoS 0 [MQTT5-3.3.1-2]', 'error.dup-at-qos-0', 0x81, { ...PUBLISH, dup: true }),
  refused('QoS 0 has a packet id [MQTT5-2.2.1-2]', 'error.packet-id-unexpected', 0x81, { ...PUBLISH, packetId: 1 }),
  refused('QoS 1 has no packet id [MQTT5-2.2.1-3]', 'error.packet-id-range', 0x81, { ...PUBLISH, qos: 1 }),
  refused('PUBACK has packet id 65,536 [MQTT5-2.2.1-5]', 'error.packet-id-range', 0x81, {
    type: 'PUBACK',
    packetId: 65_536,
    reasonCode: 0,
  }),
  message('the topic alias is 0 [MQTT5-3.3.2-8]', 'error.topic-alias-zero', 0x94, { topicAlias: 0 }),
  message('the topic alias is 65,536 [MQTT5-1.5.2]', 'error.number-range', 0x81, { topicAlias: 65_536 }),
  message('the expiry is 2^32 [MQTT5-1.5.3]', 'error.number-range', 0x81, { messageExpiryInterval: 2 ** 32 }),
  message('the expiry is negative [MQTT5-1.5.3]', 'error.number-range', 0x81, { messageExpiryInterval: -1 }),
  message('the expiry is no whole number [MQTT5-1.5.3]', 'error.number-range', 0x81, { messageExpiryInterval: 0.5 }),
  message('the payload format indicator is 2 [MQTT5-3.3.2.3.2]', 'error.property-flag', 0x82, {
    payloadFormatIndicator: 2,
  }),
  message('a subscription identifier is 0 [MQTT5-3.3.2.3.8]', 'error.property-zero', 0x82, {
    subscriptionIdentifier: [1, 0],
  }),
  message('one does not fit in four bytes [MQTT5-1.5.5]', 'error.number-range', 0x81, {
    subscriptionIdentifier: [268_435_456],
  }),
  message('a response topic has a wildcard [MQTT5-3.3.2-14]', 'topic.name-wildcard', 0x90, { responseTopic: 'a/+' }),
  message('a response topic is too long [MQTT5-4.7.3-3]', 'topic.name-too-long', 0x90, { responseTopic: LONG }),
  message('a content type has U+0000 [MQTT5-1.5.4-2]', 'error.null-character', 0x81, { contentType: '\0' }),
  message('correlation data is too long [MQTT5-1.5.6]', 'error.field-too-long', 0x81, {
    correlationData: new Uint8Array(65_536),
  }),
  message('the name of a user property has half a surrogate pair [MQTT5-1.5.4-1]', 'error.lone-surrogate', 0x81, {
    userProperties: [{ name: '\uD800', value: '' }],
  }),
  message('the value of a user property is too long [MQTT5-1.5.4]', 'error.field-too-long', 0x81, {
    userProperties: [{ name: '', value: LONG }],
  }),
  refused('PUBACK has a reason code of PUBREL [MQTT5-3.4.2-1]', 'error.reason-code', 0x82, {
    type: 'PUBACK',
    packetId: 1,
    reasonCode: 0x92,
  }),
  refused('PUBREC has a reason code of SUBACK [MQTT5-3.5.2-1]', 'error.reason-code', 0x82, {
    type: 'PUBREC',
    packetId: 1,
    reasonCode: 1,
  }),
  refused('PUBREL has a reason code of PUBREC [MQTT5-3.6.2-1]', 'error.reason-code', 0x82, {
    type: 'PUBREL',
    packetId: 1,
    reasonCode: 0x10,
  }),
  refused('PUBCOMP has a reason code that is no number of a byte [MQTT5-3.7.2-1]', 'error.reason-code', 0x82, {
    type: 'PUBCOMP',
    packetId: 1,
    reasonCode: 256,
  }),

  refused('SUBSCRIBE has no filter [MQTT5-3.8.3-2]', 'error.no-filter', 0x82, {
    type: 'SUBSCRIBE',
    packetId: 1,
    subscriptions: [],
  }),
  refused('SUBSCRIBE has two identifiers [MQTT5-3.8.2.1.2]', 'error.property-twice', 0x82, {
    type: 'SUBSCRIBE',
    packetId: 1,
    subscriptions: [{ filter: 'a', qos: 0 }],
    properties: { subscriptionIdentifier: [1, 2] },
  }),
  subscribe('# is not last [MQTT5-4.7.1-1]', 'topic.filter-hash-not-last', 0x8f, '#/a'),
  subscribe('+ is not alone [MQTT5-4.7.1-2]', 'topic.filter-plus-not-alone', 0x8f, 'a+'),
  subscribe('nobody shares [MQTT5-4.8.2-1]', 'topic.filter-share-nameless', 0x8f, '$share//a'),
  subscribe('# shares [MQTT5-4.8.2-2]', 'topic.filter-share-wildcard', 0x8f, '$share/#'),
  subscribe('nothing is shared [MQTT5-4.8.2-2]', 'topic.filter-share-only', 0x8f, '$share/g/'),
  subscribe('No Local is set for a shared subscription [MQTT5-3.8.3-4]', 'error.no-local-shared', 0x82, '$share/g/a'),
  refused('SUBACK has no reason code [MQTT5-3.9.3-1]', 'error.no-reason-code', 0x82, {
    type: 'SUBACK',
    packetId: 1,
    reasonCodes: [],
  }),
  refused('SUBACK has a reason code of UNSUBACK [MQTT5-3.9.3-2]', 'error.reason-code', 0x82, {
    type: 'SUBACK',
    packetId: 1,
    reasonCodes: [0, 0x11],
  }),
  refused('UNSUBSCRIBE has no filter [MQTT5-3.10.3-2]', 'error.no-filter', 0x82, {
    type: 'UNSUBSCRIBE',
    packetId: 1,
    filters: [],
  }),
  refused('UNSUBACK has no reason codes [MQTT5-3.11.3-1]', 'error.no-reason-code', 0x82, {
    type: 'UNSUBACK',
    packetId: 1,
  }),
  refused('UNSUBACK has a reason code of SUBACK [MQTT5-3.11.3-2]', 'error.reason-code', 0x82, {
    type: 'UNSUBACK',
    packetId: 1,
    reasonCodes: [2],
  }),
  refused('DISCONNECT has a reason code of AUTH [MQTT5-3.14.2-1]', 'error.reason-code', 0x82, {
    type: 'DISCONNECT',
    reasonCode: 0x18,
  }),
  refused('AUTH has a reason code of DISCONNECT [MQTT5-3.15.2-1]', 'error.reason-code', 0x82, {
    type: 'AUTH',
    reasonCode: 0x04,
  }),
  refused('AUTH names no method [MQTT5-3.15.2.2.2]', 'error.no-authentication-method', 0x82, {
    type: 'AUTH',
    reasonCode: 0x18,
  }),
];

describe('What would not be MQTT 5.0 is not written', () => {
  test.each(REFUSED)('$because', ({ because, id, reasonCode, packet }) => {
    const phrase = expect.objectContaining({ id });
    expect(() => encode(packet, 5)).toThrow(
      expect.objectContaining({ name: 'MqttError', clause: clauseOf(because), reasonCode, phrase }),
    );
  });
});

test('a packet that four bytes of length cannot announce is not written', () => {
  const payload = { length: 268_435_456 } as Uint8Array;
  expect(() => encode({ ...PUBLISH, payload }, 5)).toThrow(
    expect.objectContaining({ kind: 'packet-too-large', clause: 'MQTT5-1.5.5', reasonCode: 0x95 }),
  );
});

test('a password needs no user name in 5.0 [MQTT5-3.1.2-19]', () => {
  expect(encode({ ...CONNECT, clientId: '', password: bytesOf('01') }, 5)).toEqual(
    bytesOf("10 10 00 04 'MQTT' 05 42 00 3c 00 00 00 00 01 01"),
  );
});
