import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotate } from '#runtime/mqtt/annotate.ts';
import type { Field } from '#runtime/mqtt/annotate.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { MQTT_PHRASE_IDS } from '#runtime/mqtt/phrase-ids.ts';
import { READ_ONLY_5, VECTORS_5 } from './vectors-5.ts';
import { VECTORS, bytesOf } from './vectors.ts';

const CLIENT = { sender: 'client', level: 4 } as const;
const SERVER = { sender: 'server', level: 4 } as const;
const KNOWN = new Set<string>(MQTT_PHRASE_IDS);

/** `0-1 type-and-flags 0x30`, without what a table would hide. */
function rows(fields: readonly Field[]): string[] {
  return fields.map(({ from, to, name, value }) => `${from}-${to} ${name} ${value}`);
}

function expectCover(fields: readonly Field[], length: number): void {
  let at = 0;
  for (const { from, to } of fields) {
    expect(from).toBe(at);
    expect(to).toBeGreaterThan(from);
    at = to;
  }
  expect(at).toBe(length);
}

function expectPhrases(fields: readonly Field[]): void {
  for (const { note, flaw } of fields) {
    if (note !== undefined) expect(KNOWN).toContain(note.id);
    if (flaw !== undefined) expect(KNOWN).toContain(flaw.id);
  }
}

describe.each([...VECTORS, ...VECTORS_5, ...READ_ONLY_5])('$name', ({ hex, sender, level }) => {
  const bytes = bytesOf(hex);

  test('has a meaning for every byte, once', () => {
    const fields = annotate(bytes, { sender, level });
    expectCover(fields, bytes.length);
    expectPhrases(fields);
    expect(fields.filter(({ flaw }) => flaw !== undefined)).toEqual([]);
    expect(fields.filter(({ note }) => note === undefined)).toEqual([]);
  });

  test('has flag bytes whose bits add up to the byte', () => {
    for (const { from, to, bits } of annotate(bytes, { sender, level })) {
      if (bits === undefined) continue;
      expect(to - from).toBe(1);
      expect(bits.reduce((byte, { width, value }) => (byte << width) | value, 0)).toBe(bytes[from]);
      expect(bits.reduce((sum, { width }) => sum + width, 0)).toBe(8);
    }
  });
});

describe('The fields', () => {
  test('of a PUBLISH read as the bytes panel shows them', () => {
    const bytes = bytesOf("32 20 00 18 'sensor/1/radiation/alpha' 00 01 '0.12'");
    const fields = annotate(bytes, CLIENT);
    expect(rows(fields)).toEqual([
      '0-1 type-and-flags 0x32',
      '1-2 remaining-length 32',
      '2-4 topic-length 24',
      '4-28 topic sensor/1/radiation/alpha',
      '28-30 packet-id 1',
      '30-34 payload 0.12',
    ]);
    expect(fields[0]?.bits).toEqual([
      { width: 4, value: 3, name: 'packet-type' },
      { width: 1, value: 0, name: 'dup' },
      { width: 2, value: 1, name: 'qos' },
      { width: 1, value: 0, name: 'retain' },
    ]);
  });

  test('of a CONNECT name all that is in it', () => {
    const bytes = bytesOf(VECTORS[1]!.hex);
    const fields = annotate(bytes, CLIENT);
    expect(rows(fields)).toEqual([
      '0-1 type-and-flags 0x10',
      '1-2 remaining-length 53',
      '2-4 protocol-name-length 4',
      '4-8 protocol-name MQTT',
      '8-9 protocol-level 4',
      '9-10 connect-flags 0xf4',
      '10-12 keep-alive 65535',
      '12-14 client-id-length 7',
      '14-21 client-id rpi-sub',
      '21-23 will-topic-length 21',
      '23-44 will-topic piandmore/rpi-sub/led',
      '44-46 will-payload-length 1',
      '46-47 will-payload 4',
      '47-49 username-length 2',
      '49-51 username pi',
      '51-53 password-length 2',
      '53-55 password 00 ff',
    ]);
    expect(fields[5]?.bits?.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'username-flag 1',
      'password-flag 1',
      'will-retain 1',
      'will-qos 2',
      'will-flag 1',
      'clean-session 0',
      'reserved 0',
    ]);
  });

  test('of a CONNECT explain keep alive with the server’s one and a half times', () => {
    const fields = annotate(bytesOf("10 0d 00 04 'MQTT' 04 02 00 3c 00 01 'a'"), CLIENT);
    expect(fields.find(({ name }) => name === 'keep-alive')?.note).toEqual({
      id: 'byte.keep-alive',
      values: { seconds: 60, limit: 90 },
    });
  });

  test('of a SUBACK tell granted from refused', () => {
    const fields = annotate(bytesOf('90 04 00 01 01 80'), SERVER);
    expect(rows(fields).slice(3)).toEqual(['4-5 granted-qos 1', '5-6 granted-qos 0x80']);
    expect(fields.slice(3).map(({ note }) => note?.id)).toEqual(['byte.granted-qos', 'byte.granted-refused']);
  });
});

describe('RETAIN means', () => {
  const retained = bytesOf("31 04 00 01 'a' 'x'");

  test('keep this, from a client', () => {
    expect(annotate(retained, CLIENT)[0]?.note?.id).toBe('byte.packet-PUBLISH-retain');
  });

  test('this was kept, from the broker [MQTT-3.3.1-8]', () => {
    expect(annotate(retained, SERVER)[0]?.note?.id).toBe('byte.packet-PUBLISH-retained');
  });

  test('forget it, from a client with an empty payload [MQTT-3.3.1-10]', () => {
    expect(annotate(bytesOf("31 03 00 01 'a'"), CLIENT)[0]?.note?.id).toBe('byte.packet-PUBLISH-clears');
  });
});

describe('What is shown of a payload', () => {
  const show = (payload: string | Uint8Array): string | undefined => {
    const body = Buffer.concat([bytesOf("00 01 'a'"), Buffer.from(payload)]);
    const header = body.length < 128 ? [0x30, body.length] : [0x30, (body.length & 127) | 128, body.length >> 7];
    return annotate(new Uint8Array(Buffer.concat([Uint8Array.from(header), body])), CLIENT).at(-1)?.value;
  };

  test('is text where it is text', () => {
    expect(show('21.5 °C 🍓')).toBe('21.5 °C 🍓');
  });

  test('is its lines, with signs for the ends of lines', () => {
    expect(show('a\n\tb')).toBe('a␊␉b');
  });

  test('is hexadecimal where it is not text', () => {
    expect(show(bytesOf('00 ff 10'))).toBe('00 ff 10');
  });

  test('is cut when it is long', () => {
    expect(show('ä🍓'.repeat(1_000))).toMatch(/^(ä🍓){85}ä…$/u);
    expect(show(new Uint8Array(5_000))).toBe(`${'00 '.repeat(64)}…`);
  });
});

describe('A packet that breaks a rule', () => {
  test('has its flaw at the field that breaks it, and the rest is not read', () => {
    const bytes = bytesOf("82 0b 00 01 00 03 'a+b' 00 00 01 'c'");
    const fields = annotate(bytes, CLIENT);
    expect(rows(fields)).toEqual([
      '0-1 type-and-flags 0x82',
      '1-2 remaining-length 11',
      '2-4 packet-id 1',
      '4-6 filter-length 3',
      '6-9 filter a+b',
      '9-13 malformed 00 00 01 63',
    ]);
    expect(fields[4]).toMatchObject({ clause: 'MQTT-4.7.1-3', flaw: { id: 'topic.filter-plus-not-alone' } });
    expect(fields[5]).toMatchObject({ clause: 'MQTT-4.7.1-3', note: { id: 'topic.filter-plus-not-alone' } });
  });

  test('that ends too early has its flaw at what is left', () => {
    const fields = annotate(bytesOf("30 04 00 05 'ab'"), CLIENT);
    expect(rows(fields).slice(2)).toEqual(['2-4 topic-length 5', '4-6 malformed ab']);
    expect(fields[2]?.flaw).toBeUndefined();
    expect(fields[3]?.flaw?.id).toBe('error.too-short');
  });

  test('whose last byte breaks it has its flaw there', () => {
    const fields = annotate(bytesOf("82 06 00 01 00 01 'a' 03"), CLIENT);
    expect(fields.at(-1)).toMatchObject({ name: 'requested-qos', value: '3', flaw: { id: 'error.requested-qos' } });
  });

  test('of level 6 is read up to its level', () => {
    const fields = annotate(bytesOf("10 0e 00 04 'MQTT' 06 02 00 3c 00 00 01 'a'"), CLIENT);
    expect(fields.slice(4).map(({ name, clause }) => [name, clause])).toEqual([
      ['protocol-level', 'MQTT-3.1.2-2'],
      ['malformed', 'MQTT-3.1.2-2'],
    ]);
  });

  test('of an unknown type still has its bits', () => {
    const [first, rest] = annotate(bytesOf('05 00'), CLIENT);
    expect(first).toMatchObject({ note: { id: 'byte.packet-unknown' }, flaw: { id: 'error.packet-type' } });
    expect(rest?.name).toBe('malformed');
  });

  test('of no bytes has no fields', () => {
    expect(annotate(new Uint8Array(0), CLIENT)).toEqual([]);
  });
});

test('Whatever becomes of a packet, every byte has a meaning once, and a flaw is shown exactly when it is refused', () => {
  const mutation = fc.record({
    vector: fc.constantFrom(...VECTORS, ...VECTORS_5),
    at: fc.nat(300),
    byte: fc.integer({ min: 0, max: 255 }),
    cut: fc.option(fc.nat(60)),
    sender: fc.constantFrom('client', 'server'),
    level: fc.constantFrom(3, 4, 5),
  });
  let refused = 0;
  fc.assert(
    fc.property(mutation, ({ vector, at, byte, cut, sender, level }) => {
      const bytes = bytesOf(vector.hex);
      bytes[at % bytes.length] = byte;
      const damaged = cut === null ? bytes : bytes.subarray(0, cut);
      const fields = annotate(damaged, { sender, level });
      expectCover(fields, damaged.length);
      expectPhrases(fields);
      let isRefused = false;
      try {
        decodePacket(damaged, { sender, level });
      } catch {
        isRefused = true;
        refused++;
      }
      expect(fields.some(({ flaw }) => flaw !== undefined)).toBe(isRefused && damaged.length > 0);
    }),
    { numRuns: 2_500 },
  );
  expect(refused).toBeGreaterThan(500);
});

test('Bytes at random are annotated, too', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expectCover(annotate(bytes, CLIENT), bytes.length);
    }),
    { numRuns: 2_000 },
  );
});
