import { describe, expect, test } from 'vitest';
import { annotate } from '#runtime/mqtt/annotate.ts';
import { Decoder, decodePacket } from '#runtime/mqtt/decode.ts';
import type { PropertyCarrier } from '#runtime/mqtt/property.ts';
import { clauseOf } from './clause-of.ts';
import { PROPERTY_VECTORS, around } from './property-vectors.ts';
import { REFUSED_5 } from './refused-5.ts';
import { bytesOf } from './vectors.ts';

describe('What is not MQTT 5.0 is refused with its rule and its reason code', () => {
  test.each(REFUSED_5)('$because', ({ because, id, hex, kind, reasonCode, sender }) => {
    const expected = { kind, clause: clauseOf(because), reasonCode, phrase: expect.objectContaining({ id }) };
    expect(() => decodePacket(bytesOf(hex), { sender, level: 5 })).toThrow(expect.objectContaining(expected));
    expect(() => decodePacket(bytesOf(hex), { sender, level: 5 })).toThrow(/^[^{}]+ \[MQTT5-[\d.]+(-\d+)?\]$/);
  });

  test.each(REFUSED_5.filter(({ id }) => id !== 'error.incomplete-packet'))(
    'from a stream, byte by byte: $because',
    ({ because, id, hex, sender }) => {
      const decoder = new Decoder({ sender, level: 5 });
      expect(() => {
        for (const byte of bytesOf(hex)) decoder.push(Uint8Array.of(byte), () => expect.unreachable('a packet'));
      }).toThrow(expect.objectContaining({ clause: clauseOf(because), phrase: expect.objectContaining({ id }) }));
    },
  );

  test.each(REFUSED_5)('the flaw is shown at its bytes: $because', ({ because, id, hex, sender }) => {
    const fields = annotate(bytesOf(hex), { sender, level: 5 });
    expect(fields.find(({ flaw }) => flaw !== undefined)).toMatchObject({ clause: clauseOf(because), flaw: { id } });
  });
});

const REPEATABLE = new Set(['userProperties']);
const ONCE = PROPERTY_VECTORS.filter(({ properties }) => {
  const names = Object.keys(properties);
  return names.length === 1 && !REPEATABLE.has(names[0]!);
}).flatMap(({ properties, hex, carriers }) =>
  carriers
    .filter((carrier) => !(carrier === 'PUBLISH' && 'subscriptionIdentifier' in properties))
    .map((carrier) => ({
      name: Object.keys(properties)[0]!,
      carrier,
      ...around(carrier, `${hex} ${hex}`, properties),
    })),
);

/** The sections that say "more than once" of a property; of each packet the first and the last. */
const SECTIONS: Readonly<Record<string, string>> = {
  'CONNECT sessionExpiryInterval': 'MQTT5-3.1.2.11.2',
  'CONNECT authenticationMethod': 'MQTT5-3.1.2.11.9',
  'will willDelayInterval': 'MQTT5-3.1.3.2.2',
  'will correlationData': 'MQTT5-3.1.3.2.7',
  'CONNACK sessionExpiryInterval': 'MQTT5-3.2.2.3.2',
  'CONNACK assignedClientIdentifier': 'MQTT5-3.2.2.3.7',
  'CONNACK topicAliasMaximum': 'MQTT5-3.2.2.3.8',
  'CONNACK serverKeepAlive': 'MQTT5-3.2.2.3.14',
  'CONNACK authenticationMethod': 'MQTT5-3.2.2.3.17',
  'PUBLISH payloadFormatIndicator': 'MQTT5-3.3.2.3.2',
  'PUBLISH contentType': 'MQTT5-3.3.2.3.9',
  'PUBACK reasonString': 'MQTT5-3.4.2.2.2',
  'PUBREC reasonString': 'MQTT5-3.5.2.2.2',
  'PUBREL reasonString': 'MQTT5-3.6.2.2.2',
  'PUBCOMP reasonString': 'MQTT5-3.7.2.2.2',
  'SUBSCRIBE subscriptionIdentifier': 'MQTT5-3.8.2.1.2',
  'SUBACK reasonString': 'MQTT5-3.9.2.1.2',
  'UNSUBACK reasonString': 'MQTT5-3.11.2.1.2',
  'DISCONNECT sessionExpiryInterval': 'MQTT5-3.14.2.2.2',
  'DISCONNECT serverReference': 'MQTT5-3.14.2.2.5',
  'AUTH authenticationMethod': 'MQTT5-3.15.2.2.2',
  'AUTH reasonString': 'MQTT5-3.15.2.2.4',
};

describe('Twice where once is allowed', () => {
  test.each(ONCE)('$name in $carrier is a protocol error', ({ name, carrier, hex, sender }) => {
    const clause = SECTIONS[`${carrier} ${name}`] ?? expect.stringMatching(/^MQTT5-3\.[\d.]+$/);
    expect(() => decodePacket(bytesOf(hex), { sender, level: 5 })).toThrow(
      expect.objectContaining({
        kind: 'protocol',
        reasonCode: 0x82,
        clause,
        phrase: expect.objectContaining({ id: 'error.property-twice' }),
      }),
    );
  });

  test.each(Object.keys(SECTIONS))('%s is among them', (at) => {
    const [carrier, name] = at.split(' ') as [PropertyCarrier, string];
    expect(ONCE.some((each) => each.carrier === carrier && each.name === name)).toBe(true);
  });
});

test('A packet that is too large is refused by the rule of its direction [MQTT5-3.2.2-15] [MQTT5-3.1.2-24]', () => {
  const bytes = bytesOf("30 05 00 01 'a' 00 'x'");
  for (const [sender, clause] of [
    ['client', 'MQTT5-3.2.2-15'],
    ['server', 'MQTT5-3.1.2-24'],
  ] as const) {
    const decoder = new Decoder({ sender, level: 5, maximumPacketSize: 6 });
    expect(() => decoder.push(bytes, () => {})).toThrow(
      expect.objectContaining({ kind: 'packet-too-large', reasonCode: 0x95, clause }),
    );
  }
});
