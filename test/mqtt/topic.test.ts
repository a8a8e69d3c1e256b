import { describe, expect, test } from 'vitest';
import { checkTopicFilter } from '#runtime/mqtt/filter.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { topicError } from '#runtime/mqtt/topic-flaw.ts';

const LEVELS_30_000 = Array.from({ length: 30_000 }, () => 'x').join('/');

describe('A topic name may be', () => {
  test.each([
    'piandmore/test',
    '/sensor',
    'sensor/',
    '/',
    '//',
    ' ',
    'a b/ä/🍓',
    '$SYS/broker/uptime',
    'x'.repeat(65_535),
    'ä'.repeat(32_767),
    LEVELS_30_000,
  ])('%.40s', (name) => {
    expect(checkTopicName(name)).toBeUndefined();
  });
});

describe('A topic name is refused', () => {
  test.each([
    ['when it is empty [MQTT-4.7.3-1] [MQTT5-4.7.3-1]', '', 'name-empty', 0, 0, 'MQTT-4.7.3-1'],
    ['with + as a level [MQTT-3.3.2-2] [MQTT5-3.3.2-2]', 'sensor/+/x', 'name-wildcard', 1, 7, 'MQTT-3.3.2-2'],
    ['with + in a level [MQTT-3.3.2-2] [MQTT5-3.3.2-2]', 'sensor+', 'name-wildcard', 0, 6, 'MQTT-3.3.2-2'],
    ['with # [MQTT-3.3.2-2] [MQTT5-3.3.2-2]', 'a/b/#', 'name-wildcard', 2, 4, 'MQTT-3.3.2-2'],
    ['with U+0000 [MQTT-4.7.3-2] [MQTT5-4.7.3-2]', 'a/b\0', 'name-null', 1, 3, 'MQTT-4.7.3-2'],
    [
      'with half a surrogate pair [MQTT-1.5.3-1] [MQTT5-1.5.4-1]',
      '🍓/\uD83C/x',
      'name-surrogate',
      1,
      3,
      'MQTT-1.5.3-1',
    ],
    ['with 65,536 bytes [MQTT-4.7.3-3] [MQTT5-4.7.3-3]', 'x'.repeat(65_536), 'name-too-long', 0, 0, 'MQTT-4.7.3-3'],
    [
      'with few characters of many bytes [MQTT-4.7.3-3] [MQTT5-4.7.3-3]',
      '€'.repeat(21_846),
      'name-too-long',
      0,
      0,
      'MQTT-4.7.3-3',
    ],
    [
      'with # after 30,000 levels [MQTT-3.3.2-2] [MQTT5-3.3.2-2]',
      `${LEVELS_30_000}/#`,
      'name-wildcard',
      30_000,
      60_000,
      'MQTT-3.3.2-2',
    ],
  ])('%s', (_, name, kind, level, at, clause) => {
    expect(checkTopicName(name)).toMatchObject({ kind, level, at, clause, phrase: { id: `topic.${kind}` } });
  });
});

describe('A topic filter may be', () => {
  test.each([
    '#',
    '+',
    '/',
    '/+',
    '+/',
    '+/+',
    '+/#',
    'sensor/+/temperature',
    'sensor/#',
    '$SYS/#',
    'a b',
    `${LEVELS_30_000}/#`,
  ])('%.40s', (filter) => {
    expect(checkTopicFilter(filter)).toBeUndefined();
  });
});

describe('A topic filter is refused', () => {
  test.each([
    ['when it is empty [MQTT-4.7.3-1] [MQTT5-4.7.3-1]', '', 'filter-empty', 0, 0, 'MQTT-4.7.3-1'],
    [
      'with + at the end of a word [MQTT-4.7.1-3] [MQTT5-4.7.1-2]',
      'sensor+/temperature',
      'filter-plus-not-alone',
      0,
      6,
      'MQTT-4.7.1-3',
    ],
    [
      'with + at the start of a word [MQTT-4.7.1-3] [MQTT5-4.7.1-2]',
      'sensor/+1',
      'filter-plus-not-alone',
      1,
      7,
      'MQTT-4.7.1-3',
    ],
    ['with two + in a level [MQTT-4.7.1-3] [MQTT5-4.7.1-2]', 'a/++/b', 'filter-plus-not-alone', 1, 2, 'MQTT-4.7.1-3'],
    [
      'with # at the end of a word [MQTT-4.7.1-2] [MQTT5-4.7.1-1]',
      'sensor/a#',
      'filter-hash-not-alone',
      1,
      8,
      'MQTT-4.7.1-2',
    ],
    ['with # beside + [MQTT-4.7.1-3] [MQTT5-4.7.1-2]', '+#', 'filter-plus-not-alone', 0, 0, 'MQTT-4.7.1-3'],
    [
      'with # before the last level [MQTT-4.7.1-2] [MQTT5-4.7.1-1]',
      'sensor/#/temperature',
      'filter-hash-not-last',
      1,
      7,
      'MQTT-4.7.1-2',
    ],
    ['with # before an empty level [MQTT-4.7.1-2] [MQTT5-4.7.1-1]', '#/', 'filter-hash-not-last', 0, 0, 'MQTT-4.7.1-2'],
    ['with U+0000 [MQTT-4.7.3-2] [MQTT5-4.7.3-2]', '+/\0', 'filter-null', 1, 2, 'MQTT-4.7.3-2'],
    ['with half a surrogate pair [MQTT-1.5.3-1] [MQTT5-1.5.4-1]', '\uDC00', 'filter-surrogate', 0, 0, 'MQTT-1.5.3-1'],
    ['with 65,536 bytes [MQTT-4.7.3-3] [MQTT5-4.7.3-3]', 'x'.repeat(65_536), 'filter-too-long', 0, 0, 'MQTT-4.7.3-3'],
    [
      'with + in the last of 30,000 levels [MQTT-4.7.1-3] [MQTT5-4.7.1-2]',
      `${LEVELS_30_000}+`,
      'filter-plus-not-alone',
      29_999,
      59_999,
      'MQTT-4.7.1-3',
    ],
  ])('%s', (_, filter, kind, level, at, clause) => {
    expect(checkTopicFilter(filter)).toMatchObject({ kind, level, at, clause, phrase: { id: `topic.${kind}` } });
  });
});

describe('A flaw as an error', () => {
  test('names the filter, the level and the rule', () => {
    const error = topicError(checkTopicFilter('sensor+/temperature')!);
    expect(error.kind).toBe('topic-filter-invalid');
    expect(error.message).toBe(
      'In `sensor+/temperature`, `+` shares level 1 with `sensor+`; it stands for one whole level and needs it to itself [MQTT-4.7.1-3]',
    );
  });

  test('stays short when the topic is not', () => {
    expect(topicError(checkTopicName(`${LEVELS_30_000}/#`)!).message.length).toBeLessThan(400);
  });
});
