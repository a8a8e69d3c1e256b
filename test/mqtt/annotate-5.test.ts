import { describe, expect, test } from 'vitest';
import { annotate } from '#runtime/mqtt/annotate.ts';
import type { Field } from '#runtime/mqtt/annotate.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import { PROPERTY_FIELD_NAMES } from '#runtime/mqtt/field.ts';
import { say } from '#runtime/mqtt/phrase.ts';
import { PROPERTY_PHRASE_IDS, REASON_PHRASE_IDS } from '#runtime/mqtt/phrase-ids.ts';
import { mqttPhrasesDe } from '#runtime/mqtt/phrases.de.ts';
import { mqttPhrasesEn } from '#runtime/mqtt/phrases.en.ts';
import { REASON_CODES, mayCarry } from '#runtime/mqtt/reason-code.ts';
import { PROPERTY_VECTORS, around } from './property-vectors.ts';
import { VECTORS_5 } from './vectors-5.ts';
import { bytesOf } from './vectors.ts';

const CLIENT = { sender: 'client', level: 5 } as const;
const SERVER = { sender: 'server', level: 5 } as const;

/** `0-1 type-and-flags 0x30`, without what a table would hide. */
function rows(fields: readonly Field[]): string[] {
  return fields.map(({ from, to, name, value }) => `${from}-${to} ${name} ${value}`);
}

function notes(hex: string, options: typeof CLIENT | typeof SERVER): string[] {
  return annotate(bytesOf(hex), options).map(({ note }) => say(note!, mqttPhrasesEn));
}

describe('The fields of 5.0', () => {
  test('of a CONNECT name each property, its length and its value', () => {
    const { hex } = VECTORS_5.find(({ name }) => name.includes('all that it has'))!;
    expect(rows(annotate(bytesOf(hex), CLIENT)).slice(4)).toEqual([
      '8-9 protocol-level 5',
      '9-10 connect-flags 0xec',
      '10-12 keep-alive 10',
      '12-13 property-length 46',
      '13-14 property-id 0x11',
      '14-18 session-expiry-interval 4294967295',
      '18-19 property-id 0x21',
      '19-21 receive-maximum 20',
      '21-22 property-id 0x27',
      '22-26 maximum-packet-size 65536',
      '26-27 property-id 0x22',
      '27-29 topic-alias-maximum 10',
      '29-30 property-id 0x19',
      '30-31 request-response-information 1',
      '31-32 property-id 0x17',
      '32-33 request-problem-information 0',
      '33-34 property-id 0x26',
      '34-36 user-property-name-length 1',
      '36-37 user-property-name a',
      '37-39 user-property-value-length 1',
      '39-40 user-property-value 1',
      '40-41 property-id 0x26',
      '41-43 user-property-name-length 1',
      '43-44 user-property-name a',
      '44-46 user-property-value-length 1',
      '46-47 user-property-value 2',
      '47-48 property-id 0x15',
      '48-50 authentication-method-length 5',
      '50-55 authentication-method SCRAM',
      '55-56 property-id 0x16',
      '56-58 authentication-data-length 1',
      '58-59 authentication-data 01',
      '59-61 client-id-length 1',
      '61-62 client-id c',
      '62-63 will-property-length 43',
      '63-64 property-id 0x18',
      '64-68 will-delay-interval 30',
      '68-69 property-id 0x01',
      '69-70 payload-format-indicator 1',
      '70-71 property-id 0x02',
      '71-75 message-expiry-interval 3600',
      '75-76 property-id 0x03',
      '76-78 content-type-length 10',
      '78-88 content-type text/plain',
      '88-89 property-id 0x08',
      '89-91 response-topic-length 3',
      '91-94 response-topic r/t',
      '94-95 property-id 0x09',
      '95-97 correlation-data-length 2',
      '97-99 correlation-data 00 ff',
      '99-100 property-id 0x26',
      '100-102 user-property-name-length 1',
      '102-103 user-property-name k',
      '103-105 user-property-value-length 1',
      '105-106 user-property-value v',
      '106-108 will-topic-length 1',
      '108-109 will-topic w',
      '109-111 will-payload-length 4',
      '111-115 will-payload gone',
      '115-117 username-length 1',
      '117-118 username u',
      '118-120 password-length 1',
      '120-121 password p',
    ]);
  });

  test('of a CONNECT speak of clean start, not of clean session', () => {
    const flags = annotate(bytesOf("10 0e 00 04 'MQTT' 05 02 00 3c 00 00 01 'a'"), CLIENT)[5];
    expect(flags?.note?.id).toBe('byte.connect-clean-start');
    expect(flags?.bits?.map(({ name }) => name)).toEqual([
      'username-flag',
      'password-flag',
      'will-retain',
      'will-qos',
      'will-flag',
      'clean-start',
      'reserved',
    ]);
    expect(annotate(bytesOf("10 0e 00 04 'MQTT' 05 00 00 3c 00 00 01 'a'"), CLIENT)[5]?.note?.id).toBe(
      'byte.connect-resume',
    );
  });

  test('of a SUBSCRIBE show the options bit by bit', () => {
    const fields = annotate(bytesOf("82 0a 00 02 03 0b ac 02 00 01 '#' 2a"), CLIENT);
    expect(rows(fields).slice(3)).toEqual([
      '4-5 property-length 3',
      '5-6 property-id 0x0b',
      '6-8 subscription-identifier 300',
      '8-10 filter-length 1',
      '10-11 filter #',
      '11-12 subscription-options 0x2a',
    ]);
    expect(fields.at(-1)?.bits?.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'reserved 0',
      'retain-handling 2',
      'retain-as-published 1',
      'no-local 0',
      'qos 2',
    ]);
  });

  test('of acknowledgements show the reason code with its name', () => {
    expect(rows(annotate(bytesOf('40 03 00 01 97'), SERVER)).at(-1)).toBe('4-5 reason-code 0x97 Quota exceeded');
    expect(rows(annotate(bytesOf('90 05 00 01 00 00 87'), SERVER)).slice(-2)).toEqual([
      '5-6 reason-code 0x00 Granted QoS 0',
      '6-7 reason-code 0x87 Not authorized',
    ]);
    expect(rows(annotate(bytesOf('e0 02 00 00'), CLIENT)).slice(-2)).toEqual([
      '2-3 reason-code 0x00 Normal disconnection',
      '3-4 property-length 0',
    ]);
  });

  test('of a PUBLISH tell an alias that is given from one that is used', () => {
    expect(notes("30 08 00 01 'a' 03 23 00 07 'x'", CLIENT).slice(-2)[0]).toBe(
      'From now on, on this connection, this number stands for the topic: 7.',
    );
    expect(notes("30 07 00 00 03 23 00 07 'x'", CLIENT).slice(-2)[0]).toBe(
      'The number that was given to the topic before stands for it: 7.',
    );
  });

  test('of a subscription identifier tell who gives it from who repeats it', () => {
    expect(notes("82 09 00 01 02 0b 05 00 01 'a' 00", CLIENT)[5]).toContain('every message of this subscription');
    expect(notes("30 06 00 01 'a' 02 0b 05", SERVER).at(-1)).toContain('brought this message');
  });

  test('of a session’s end say never, and at once', () => {
    const ends = (interval: string): string | undefined => notes(`e0 07 00 05 11 ${interval}`, CLIENT).at(-1);
    expect(ends('ff ff ff ff')).toBe('The broker keeps the session for ever.');
    expect(ends('00 00 00 00')).toBe('The session ends with the connection.');
    expect(ends('00 00 00 3c')).toContain(': 60.');
  });

  test('of a DISCONNECT know who ends it', () => {
    expect(notes('e0 00', CLIENT)[0]).toBe('A client takes its leave: its will is not published.');
    expect(notes('e0 01 8b', SERVER)).toEqual([
      'The broker ends the connection, and says why.',
      'How many bytes follow this field until the packet ends: 1.',
      'The broker is being switched off.',
    ]);
  });

  test('name the property in the language of the reader', () => {
    const { note } = annotate(bytesOf('e0 07 00 05 11 00 00 00 3c'), CLIENT)[4]!;
    expect(say(note!, mqttPhrasesEn)).toBe('What follows is the property “session expiry interval”.');
    expect(say(note!, mqttPhrasesDe)).toBe('Was folgt, ist die Property „Ablauf der Sitzung“.');
  });
});

describe('A packet of 5.0 that breaks a rule', () => {
  test('in its properties has its flaw there, and the rest is not read', () => {
    const fields = annotate(bytesOf("30 0b 00 01 'a' 05 01 02 01 00 00 'xy'"), CLIENT);
    expect(rows(fields).slice(4)).toEqual([
      '5-6 property-length 5',
      '6-7 property-id 0x01',
      '7-8 payload-format-indicator 2',
      '8-13 malformed 01 00 00 78 79',
    ]);
    expect(fields[6]).toMatchObject({ clause: 'MQTT5-3.3.2.3.2', flaw: { id: 'error.property-flag' } });
  });

  test('whose properties end too early has its flaw at what is left', () => {
    const fields = annotate(bytesOf("30 09 00 01 'a' 02 02 00 'xyz'"), CLIENT);
    expect(rows(fields).slice(4)).toEqual([
      '5-6 property-length 2',
      '6-7 property-id 0x02',
      '7-11 malformed 00 78 79 7a',
    ]);
    expect(fields.filter(({ flaw }) => flaw !== undefined).map(({ name }) => name)).toEqual(['malformed']);
  });

  test('with a property that is none has its flaw at the identifier', () => {
    const flawed = annotate(bytesOf("30 06 00 01 'a' 02 04 00"), CLIENT)[5];
    expect(flawed).toMatchObject({ name: 'property-id', value: '0x04', note: { id: 'byte.property-id-unknown' } });
    expect(flawed?.flaw?.id).toBe('error.property-unknown');
  });

  test('with a reason code that is none says so', () => {
    const flawed = annotate(bytesOf('40 03 00 01 7f'), CLIENT).at(-1);
    expect(flawed).toMatchObject({ value: '0x7f', note: { id: 'byte.reason-unknown', values: { code: '0x7f' } } });
  });
});

test('20,000 user properties are read and annotated in a moment', () => {
  const userProperties = Array.from({ length: 20_000 }, (_, at) => ({ name: 'a', value: String(at % 10) }));
  const bytes = encode({ type: 'DISCONNECT', reasonCode: 0, properties: { userProperties } }, 5);
  const began = performance.now();
  expect(decodePacket(bytes, CLIENT)).toHaveProperty('properties.userProperties.length', 20_000);
  expect(annotate(bytes, CLIENT).length).toBe(4 + 5 * 20_000);
  // Anything but linear takes much longer.
  expect(performance.now() - began).toBeLessThan(8_000);
});

test('every property has a name of its own, and its meaning is said', () => {
  const seen = new Set<string>();
  for (const { properties, hex, carriers } of PROPERTY_VECTORS) {
    const { hex: packet, sender } = around(carriers[0]!, hex, properties);
    for (const { name, note } of annotate(bytesOf(packet), { sender, level: 5 })) {
      seen.add(name);
      expect(note, name).toBeDefined();
    }
  }
  const named = PROPERTY_FIELD_NAMES.filter((name) => name !== 'user-property');
  expect(named.filter((name) => !seen.has(name))).toEqual([]);
  expect(seen).toContain('user-property-name');
});

test('every reason code has its sentence, in each packet that may carry it', () => {
  const used = new Set<string>();
  for (const code of REASON_CODES) {
    const hex = code.toString(16).padStart(2, '0');
    for (const [type, packet] of [
      ['CONNACK', `20 03 00 ${hex} 00`],
      ['PUBACK', `40 03 00 01 ${hex}`],
      ['PUBREL', `62 03 00 01 ${hex}`],
      ['SUBACK', `90 04 00 01 00 ${hex}`],
      ['UNSUBACK', `b0 04 00 01 00 ${hex}`],
      ['DISCONNECT', `e0 01 ${hex}`],
      ['AUTH', `f0 06 ${hex} 04 15 00 01 'M'`],
    ] as const) {
      for (const sender of ['client', 'server'] as const) {
        if (!mayCarry(type, code, sender)) continue;
        for (const { name, note } of annotate(bytesOf(packet), { sender, level: 5 })) {
          if (name === 'reason-code') used.add(note!.id);
        }
      }
    }
  }
  expect([...REASON_PHRASE_IDS].filter((id) => !used.has(id))).toEqual([]);
});

test('every sentence about a property is said of some packet', () => {
  const used = new Set<string>();
  const flags = ['01', '17', '19', '24', '25', '28', '29', '2a'].flatMap((id) => [`${id} 00`, `${id} 01`]);
  const values = ['11 00 00 00 00', '11 00 00 00 01', '22 00 00', '22 00 01'];
  for (const { properties, hex, carriers } of [
    ...PROPERTY_VECTORS,
    ...[...flags, ...values].map((value) => ({
      hex: value,
      properties: {},
      carriers: PROPERTY_VECTORS.find((vector) => vector.hex.startsWith(value.slice(0, 2)))!.carriers,
    })),
  ]) {
    for (const carrier of carriers) {
      const { hex: packet, sender } = around(carrier, hex, properties);
      for (const { note } of annotate(bytesOf(packet), { sender, level: 5 })) if (note) used.add(note.id);
    }
  }
  for (const { note } of annotate(bytesOf("30 06 00 01 'a' 02 0b 05"), SERVER)) used.add(note!.id);
  for (const { note } of annotate(bytesOf('30 06 00 00 03 23 00 07'), CLIENT)) used.add(note!.id);
  expect([...PROPERTY_PHRASE_IDS].filter((id) => !used.has(id))).toEqual([]);
});
