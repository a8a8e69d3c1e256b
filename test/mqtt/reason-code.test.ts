import { describe, expect, test } from 'vitest';
import { REASON_CODES, mayCarry, reasonName, reasonString } from '#runtime/mqtt/reason-code.ts';
import type { ReasonedPacketType } from '#runtime/mqtt/reason-code.ts';

/**
 * From the tables of the standard, packet by packet; of DISCONNECT and AUTH, what each side may send.
 * 0x95 of PUBACK and PUBREC stands in table 2-6 alone, and Mosquitto sends it.
 */
const TABLES: readonly [packet: ReasonedPacketType, sender: 'client' | 'server', codes: string][] = [
  ['CONNACK', 'server', '00 80 81 82 83 84 85 86 87 88 89 8a 8c 90 95 97 99 9a 9b 9c 9d 9f'],
  ['PUBACK', 'client', '00 10 80 83 87 90 91 95 97 99'],
  ['PUBACK', 'server', '00 10 80 83 87 90 91 95 97 99'],
  ['PUBREC', 'server', '00 10 80 83 87 90 91 95 97 99'],
  ['PUBREL', 'client', '00 92'],
  ['PUBCOMP', 'server', '00 92'],
  ['SUBACK', 'server', '00 01 02 80 83 87 8f 91 97 9e a1 a2'],
  ['UNSUBACK', 'server', '00 11 80 83 87 8f 91'],
  ['DISCONNECT', 'client', '00 04 80 81 82 83 90 93 94 95 96 97 98 99'],
  ['DISCONNECT', 'server', '80 81 82 83 87 89 8b 8c 8d 8e 8f 90 93 94 95 96 97 98 99 9a 9b 9c 9d 9e 9f a0 a1 a2'],
  ['AUTH', 'client', '18 19'],
  ['AUTH', 'server', '00 18'],
];

test.each(TABLES)(
  '%s from a %s carries these reason codes and no others [MQTT5-3.2.2-8] [MQTT5-3.4.2-1] [MQTT5-3.5.2-1] [MQTT5-3.6.2-1] [MQTT5-3.7.2-1] [MQTT5-3.9.3-2] [MQTT5-3.11.3-2] [MQTT5-3.14.2-1]',
  (packet, sender, codes) => {
    const allowed = Array.from({ length: 256 }, (__, code) => code).filter((code) => mayCarry(packet, code, sender));
    expect(allowed.map((code) => code.toString(16).padStart(2, '0')).join(' ')).toBe(codes);
  },
);

test('without a sender, both count', () => {
  expect(mayCarry('DISCONNECT', 0x04)).toBe(true);
  expect(mayCarry('DISCONNECT', 0x8b)).toBe(true);
  expect(mayCarry('DISCONNECT', 0x18)).toBe(false);
});

test('every code has a name of its own', () => {
  const names = REASON_CODES.map((code) => reasonName(code));
  expect(names).toHaveLength(43);
  expect(new Set(names).size).toBe(43);
});

describe('A reason code is called', () => {
  test.each([
    [0x00, undefined, 'Success'],
    [0x00, 'DISCONNECT', 'Normal disconnection'],
    [0x00, 'SUBACK', 'Granted QoS 0'],
    [0x00, 'UNSUBACK', 'Success'],
    [0x87, 'SUBACK', 'Not authorized'],
    [0xa1, undefined, 'Subscription Identifiers not supported'],
    [0x03, undefined, undefined],
  ] as const)('0x%s in %s: %s', (code, packet, name) => {
    expect(reasonName(code, packet)).toBe(name);
  });
});

/** What mosquitto_reason_string of libmosquitto 2.0.11 returned. */
const STRINGS: readonly [number, string][] = [
  [0x00, 'Success'],
  [0x01, 'Granted QoS 1'],
  [0x02, 'Granted QoS 2'],
  [0x04, 'Disconnect with Will Message'],
  [0x10, 'No matching subscribers'],
  [0x11, 'No subscription existed'],
  [0x18, 'Continue authentication'],
  [0x19, 'Re-authenticate'],
  [0x80, 'Unspecified error'],
  [0x81, 'Malformed Packet'],
  [0x82, 'Protocol Error'],
  [0x83, 'Implementation specific error'],
  [0x84, 'Unsupported Protocol Version'],
  [0x85, 'Client Identifier not valid'],
  [0x86, 'Bad User Name or Password'],
  [0x87, 'Not authorized'],
  [0x88, 'Server unavailable'],
  [0x89, 'Server busy'],
  [0x8a, 'Banned'],
  [0x8b, 'Server shutting down'],
  [0x8c, 'Bad authentication method'],
  [0x8d, 'Keep Alive timeout'],
  [0x8e, 'Session taken over'],
  [0x8f, 'Topic Filter invalid'],
  [0x90, 'Topic Name invalid'],
  [0x91, 'Packet Identifier in use'],
  [0x92, 'Packet Identifier not found'],
  [0x93, 'Receive Maximum exceeded'],
  [0x94, 'Topic Alias invalid'],
  [0x95, 'Packet too large'],
  [0x96, 'Message rate too high'],
  [0x97, 'Quota exceeded'],
  [0x98, 'Administrative action'],
  [0x99, 'Payload format invalid'],
  [0x9a, 'Retain not supported'],
  [0x9b, 'QoS not supported'],
  [0x9c, 'Use another server'],
  [0x9d, 'Server moved'],
  [0x9e, 'Shared Subscriptions not supported'],
  [0x9f, 'Connection rate exceeded'],
  [0xa0, 'Maximum connect time'],
  [0xa1, 'Subscription identifiers not supported'],
  [0xa2, 'Wildcard Subscriptions not supported'],
];

test('every code has the string that libmosquitto prints for it', () => {
  const known = new Map(STRINGS);
  for (let code = 0; code < 256; code++) expect(reasonString(code)).toBe(known.get(code) ?? 'Unknown reason');
});
