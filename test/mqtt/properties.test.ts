import { describe, expect, test } from 'vitest';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import { propertiesOf, propertyOf } from '#runtime/mqtt/property.ts';
import { CARRIERS, PROPERTY_VECTORS, around } from './property-vectors.ts';
import { bytesOf } from './vectors.ts';

const CASES = PROPERTY_VECTORS.flatMap(({ properties, hex, carriers }) =>
  CARRIERS.map((carrier) => ({
    names: Object.keys(properties).join(' and '),
    carrier,
    isAllowed: carriers.includes(carrier),
    ...around(carrier, hex, properties),
  })),
);

describe.each(CASES.filter(({ isAllowed }) => isAllowed))('$names in $carrier', ({ packet, sender, hex }) => {
  test('is written as exactly these bytes', () => {
    expect(Buffer.from(encode(packet, 5)).toString('hex')).toBe(Buffer.from(bytesOf(hex)).toString('hex'));
  });

  test('is read as exactly this', () => {
    expect(decodePacket(bytesOf(hex), { sender, level: 5 })).toEqual(packet);
  });
});

describe.each(CASES.filter(({ isAllowed }) => !isAllowed))(
  '$names has no place in $carrier [MQTT5-2.2.2.2]',
  ({ packet, sender, hex }) => {
    const misplaced = { kind: 'malformed', reasonCode: 0x81, clause: 'MQTT5-2.2.2.2' };

    test('and is not read there', () => {
      expect(() => decodePacket(bytesOf(hex), { sender, level: 5 })).toThrow(expect.objectContaining(misplaced));
    });

    test('and is not written there', () => {
      expect(() => encode(packet, 5)).toThrow(expect.objectContaining(misplaced));
    });
  },
);

test('no property is missing here', () => {
  const proven = new Set(PROPERTY_VECTORS.map(({ hex }) => bytesOf(hex)[0]));
  proven.add(0x16);
  for (let id = 0; id < 256; id++) expect(proven.has(id), `0x${id.toString(16)}`).toBe(propertyOf(id) !== undefined);
});

test.each(CARRIERS)('%s carries what table 2-4 of the standard gives it, no more and no less', (carrier) => {
  const expected = PROPERTY_VECTORS.filter(({ carriers }) => carriers.includes(carrier)).map(({ properties }) =>
    Object.keys(properties).at(-1)!,
  );
  expect(
    propertiesOf(carrier)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(expected.toSorted());
});

test('properties are written in the order in which the object names them', () => {
  const packet = { type: 'CONNACK', sessionPresent: false, reasonCode: 0 } as const;
  expect(encode({ ...packet, properties: { topicAliasMaximum: 10, receiveMaximum: 20 } }, 5)).toEqual(
    bytesOf('20 09 00 00 06 22 00 0a 21 00 14'),
  );
  expect(encode({ ...packet, properties: { receiveMaximum: 20, topicAliasMaximum: 10 } }, 5)).toEqual(
    bytesOf('20 09 00 00 06 21 00 14 22 00 0a'),
  );
});

test('user properties keep their order, with the same name twice', () => {
  const userProperties = [
    { name: 'b', value: '1' },
    { name: 'a', value: '2' },
    { name: 'b', value: '3' },
  ];
  const bytes = encode({ type: 'PUBACK', packetId: 1, reasonCode: 0, properties: { userProperties } }, 5);
  expect(decodePacket(bytes, { sender: 'client', level: 5 })).toMatchObject({ properties: { userProperties } });
});

test.each([{}, { userProperties: [] }, { subscriptionIdentifier: [] }])('%j is no properties at all', (properties) => {
  const bytes = encode({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'a', qos: 0 }], properties }, 5);
  expect(bytes).toEqual(bytesOf("82 07 00 01 00 00 01 'a' 00"));
});

test.each([3, 4] as const)('at level %i properties have no place and are left out', (level) => {
  const packet = { type: 'PUBACK', packetId: 1, reasonCode: 0x80, properties: { reasonString: 'no' } } as const;
  expect(encode(packet, level)).toEqual(bytesOf('40 02 00 01'));
});

test('a property that is none is a slip of the program, and said so', () => {
  const properties = { topicAlais: 1 } as object;
  expect(() => encode({ type: 'DISCONNECT', reasonCode: 0, properties }, 5)).toThrow('topicAlais');
});
