import { describe, expect, test } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { checkSharedFilter, checkTopicFilter, parseSharedFilter } from '#runtime/mqtt/filter.ts';
import { topicError } from '#runtime/mqtt/topic-flaw.ts';

describe('A shared filter has a group and a filter', () => {
  test.each([
    ['$share/g/a/#', 'g', 'a/#'],
    ['$share/g/#', 'g', '#'],
    ['$share/my group/+/x', 'my group', '+/x'],
    ['$share/g//a', 'g', '/a'],
    ['$share/g//', 'g', '/'],
    ['$share/ä/$SYS/#', 'ä', '$SYS/#'],
  ])('%s [MQTT5-4.8.2-1] [MQTT5-4.8.2-2]', (filter, group, inner) => {
    expect(parseSharedFilter(filter)).toEqual({ group, filter: inner });
    expect(checkSharedFilter(filter)).toBeUndefined();
    expect(checkTopicFilter(filter)).toBeUndefined();
  });
});

describe('Not shared, though it may look so:', () => {
  test.each(['$share', '$shared/g/a', '$SHARE/g/a', '/$share/g/a', 'share/g/a', '+/g/a', '#'])('%s', (filter) => {
    expect(parseSharedFilter(filter)).toBeUndefined();
    expect(checkSharedFilter(filter)).toBeUndefined();
  });
});

describe('In 5.0 a shared filter is refused', () => {
  test.each([
    ['without a name [MQTT5-4.8.2-1]', '$share//a', 'filter-share-nameless', 7, 'MQTT5-4.8.2-1'],
    ['with nothing after $share/ [MQTT5-4.8.2-1]', '$share/', 'filter-share-nameless', 7, 'MQTT5-4.8.2-1'],
    ['with + in the name [MQTT5-4.8.2-2]', '$share/g+/a', 'filter-share-wildcard', 8, 'MQTT5-4.8.2-2'],
    ['with + as the name [MQTT5-4.8.2-2]', '$share/+/a', 'filter-share-wildcard', 7, 'MQTT5-4.8.2-2'],
    ['with # in the name [MQTT5-4.8.2-2]', '$share/#', 'filter-share-wildcard', 7, 'MQTT5-4.8.2-2'],
    ['without a filter [MQTT5-4.8.2-2]', '$share/g', 'filter-share-only', 8, 'MQTT5-4.8.2-2'],
    ['with an empty filter [MQTT5-4.8.2-2]', '$share/g/', 'filter-share-only', 8, 'MQTT5-4.8.2-2'],
  ])('%s: %s', (_, filter, kind, at, clause) => {
    const flaw = checkSharedFilter(filter)!;
    expect(flaw).toMatchObject({ kind, level: 1, at, clause });
    expect(topicError(flaw, 5)).toMatchObject({ kind: 'topic-filter-invalid', reasonCode: 0x8f, clause });
    expect(topicError(flaw, 5).message).toContain(filter);
  });
});

describe('3.1.1 has no rules for it, and Mosquitto honours it all the same:', () => {
  test.each([
    ['$share/g/t', { group: 'g', filter: 't' }],
    ['$share//t', { group: '', filter: 't' }],
    ['$share/g', undefined],
    ['$share/g/', undefined],
    ['$share/', undefined],
  ])('%s', (filter, shared) => {
    expect(parseSharedFilter(filter)).toEqual(shared);
    const packet = { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter, qos: 0 }] } as const;
    expect(decodePacket(encode(packet, 4), { sender: 'client', level: 4 })).toEqual(packet);
  });
});

describe('30,000 levels', () => {
  const deep = Array.from({ length: 30_000 }, (_, level) => level % 10).join('/');

  test('may be shared', () => {
    expect(parseSharedFilter(`$share/g/${deep}`)).toEqual({ group: 'g', filter: deep });
    expect(checkSharedFilter(`$share/g/${deep}`)).toBeUndefined();
  });

  test('may all be wildcards', () => {
    const filter = `$share/g/${'+/'.repeat(29_999)}#`;
    expect(checkSharedFilter(filter) ?? checkTopicFilter(filter)).toBeUndefined();
    const packet = { type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter, qos: 0 }] } as const;
    expect(decodePacket(encode(packet, 5), { sender: 'client', level: 5 })).toMatchObject(packet);
  });

  test('of a name that is never finished are refused, in few words', () => {
    expect(topicError(checkSharedFilter(`$share/${'g'.repeat(60_000)}`)!, 5).message.length).toBeLessThan(400);
  });
});

test.each([
  ['a#', 'MQTT-4.7.1-2', 'MQTT5-4.7.1-1'],
  ['a+', 'MQTT-4.7.1-3', 'MQTT5-4.7.1-2'],
  ['', 'MQTT-4.7.3-1', 'MQTT5-4.7.3-1'],
  ['a\0', 'MQTT-4.7.3-2', 'MQTT5-4.7.3-2'],
  ['\uD800', 'MQTT-1.5.3-1', 'MQTT5-1.5.4-1'],
  ['x'.repeat(65_536), 'MQTT-4.7.3-3', 'MQTT5-4.7.3-3'],
])('The flaw of %.9j breaks %s, and in 5.0 %s', (filter, below5, at5) => {
  const flaw = checkTopicFilter(filter)!;
  expect(topicError(flaw).clause).toBe(below5);
  expect(topicError(flaw, 5).clause).toBe(at5);
});
