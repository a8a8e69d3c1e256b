import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainMatch } from '#runtime/mqtt/explain-match.ts';
import type { MatchStepKind } from '#runtime/mqtt/explain-match.ts';
import { checkTopicFilter, matches } from '#runtime/mqtt/filter.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';

/** What decides, in 3.1.1 and in 5.0. */
const LETTERS = 'level by level, letter by letter [MQTT-4.7.3-4] [MQTT5-4.7.3-4]';
const PLUS = '+ stands for one level [MQTT-4.7.1-3] [MQTT5-4.7.1-2]';
const HASH = '# stands for all levels that follow [MQTT-4.7.1-2] [MQTT5-4.7.1-1]';
const DOLLAR = 'a wildcard does not begin with $ [MQTT-4.7.2-1] [MQTT5-4.7.2-1]';

interface Case {
  readonly filter: string;
  readonly topic: string;
  readonly matches: boolean;
  readonly steps: readonly MatchStepKind[];
  readonly rule: string;
}

function row(filter: string, topic: string, is: boolean, rule: string, ...steps: MatchStepKind[]): Case {
  return { filter, topic, matches: is, rule, steps };
}

describe.each<Case>([
  row('a/b', 'a/b', true, LETTERS, 'equal', 'equal'),
  row('a/b', 'a/c', false, LETTERS, 'equal', 'different'),
  row('a', 'A', false, LETTERS, 'different'),
  row('a', '/a', false, LETTERS, 'different'),
  row('a', 'a/', false, LETTERS, 'equal', 'topic-longer'),
  row('a/', 'a', false, LETTERS, 'equal', 'topic-shorter'),
  row('a', 'ab', false, LETTERS, 'different'),
  row('ab', 'a', false, LETTERS, 'different'),
  row('+', 'a', true, PLUS, 'plus'),
  row('+', '/a', false, LETTERS, 'plus', 'topic-longer'),
  row('+/+', '/a', true, PLUS, 'plus', 'plus'),
  row('/+', '/a', true, PLUS, 'equal', 'plus'),
  row('a/+', 'a', false, PLUS, 'equal', 'topic-shorter'),
  row('a/+', 'a/', true, PLUS, 'equal', 'plus'),
  row('a/+', 'a/b/c', false, LETTERS, 'equal', 'plus', 'topic-longer'),
  row('sensor/+/temperature', 'sensor/1/temperature', true, LETTERS, 'equal', 'plus', 'equal'),
  row('sensor/+/temperature', 'sensor/temperature', false, LETTERS, 'equal', 'plus', 'topic-shorter'),
  row('#', 'a/b/c', true, HASH, 'hash'),
  row('#', '/', true, HASH, 'hash'),
  row('a/#', 'a', true, HASH, 'equal', 'hash-parent'),
  row('a/#', 'a/', true, HASH, 'equal', 'hash'),
  row('a/#', 'a/b/c', true, HASH, 'equal', 'hash'),
  row('a/#', 'ab', false, LETTERS, 'different'),
  row('+/#', 'a', true, HASH, 'plus', 'hash-parent'),
  row('a/+/#', 'a', false, PLUS, 'equal', 'topic-shorter'),
  row('#', '$SYS/x', false, DOLLAR, 'dollar'),
  row('+/x', '$SYS/x', false, DOLLAR, 'dollar'),
  row('+/#', '$SYS', false, DOLLAR, 'dollar'),
  row('$SYS/#', '$SYS/x', true, HASH, 'equal', 'hash'),
  row('$SYS/+', '$SYS/x', true, PLUS, 'equal', 'plus'),
  row('a/+', 'a/$x', true, PLUS, 'equal', 'plus'),
  row('a/#', 'a/$x', true, HASH, 'equal', 'hash'),
])('$filter and $topic: $matches, $rule', ({ filter, topic, matches: is, steps, rule }) => {
  test('match or not', () => {
    expect(matches(filter, topic)).toBe(is);
  });

  test('with the reason, level by level', () => {
    const explanation = explainMatch(filter, topic);
    expect(explanation.matches).toBe(is);
    expect(explanation.steps.map(({ kind }) => kind)).toEqual(steps);
    expect(rule).toContain(`[${explanation.steps.at(-1)?.clause}]`);
    expect(explanation.phrase.id).toBe(is ? 'match.yes' : 'match.no');
  });
});

describe('An explanation', () => {
  test('shows what # stood for', () => {
    expect(explainMatch('a/#', 'a/b/c').steps[1]).toEqual({
      kind: 'hash',
      matches: true,
      level: 1,
      filter: '#',
      topic: 'b/c',
      clause: 'MQTT-4.7.1-2',
      phrase: { id: 'match.hash', values: { level: 2, filter: '#', topic: 'b/c' } },
    });
  });

  test('names the level that decides, counted from 1', () => {
    expect(explainMatch('a/b/c', 'a/x/c').phrase).toEqual({
      id: 'match.no',
      values: { filter: 'a/b/c', topic: 'a/x/c', level: 2 },
    });
  });

  test.each([
    ['Sensor', 'sensor', 'match.different-case'],
    ['sensor ', 'sensor', 'match.different-spaces'],
    ['sensor', 'actor', 'match.different'],
  ])('of %j and %j names the slip: %s', (filter, topic, id) => {
    expect(explainMatch(filter, topic).steps[0]?.phrase.id).toBe(id);
  });

  test('of + over nothing says so', () => {
    expect(explainMatch('a/+', 'a/').steps[1]?.phrase.id).toBe('match.plus-empty');
  });

  test('of an invalid filter is its flaw', () => {
    const explanation = explainMatch('sensor+/x', 'sensor/x');
    expect(explanation).toMatchObject({ matches: false, steps: [], flaw: { kind: 'filter-plus-not-alone' } });
    expect(explanation.phrase.id).toBe('topic.filter-plus-not-alone');
  });

  test('of an invalid topic is its flaw', () => {
    expect(explainMatch('#', 'a/#')).toMatchObject({ matches: false, flaw: { kind: 'name-wildcard' } });
  });
});

describe('30,000 levels', () => {
  const deep = Array.from({ length: 30_000 }, (_, level) => level % 10).join('/');

  test.each([
    [deep, true],
    [`${deep}/#`, true],
    [deep.replaceAll('5', '+'), true],
    [`${deep}/+`, false],
    [`${deep.slice(0, -1)}x`, false],
  ])('are compared and explained', (filter, is) => {
    expect(matches(filter, deep)).toBe(is);
    expect(explainMatch(filter, deep).matches).toBe(is);
  });
});

/** The standard's words, level by level, as a regular expression: slow, and obviously right. */
function model(filter: string, topic: string): boolean {
  const levels = filter.split('/');
  if (topic.startsWith('$') && (levels[0] === '+' || levels[0] === '#')) return false;
  const pattern = levels
    .map((level, index) => {
      if (level === '#') return index === 0 ? '.*' : '(/.*)?';
      return (index === 0 ? '' : '/') + (level === '+' ? '[^/]*' : level.replace(/[$^.*]/g, '\\$&'));
    })
    .join('');
  return new RegExp(`^${pattern}$`, 's').test(topic);
}

const level = fc.constantFrom('', 'a', 'b', 'ab', '$', '$a', ' ', 'ä');
const topic = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 5 }), fc.constantFrom([], ['#']))
  .map(([levels, hash]) => [...levels, ...hash].join('/'));

test('matching agrees with a model that was written from the standard alone', () => {
  let matched = 0;
  fc.assert(
    fc.property(filter, topic, (f, t) => {
      fc.pre(checkTopicFilter(f) === undefined && checkTopicName(t) === undefined);
      const is = model(f, t);
      if (is) matched++;
      expect(matches(f, t)).toBe(is);
      const explanation = explainMatch(f, t);
      expect(explanation.matches).toBe(is);
      expect(explanation.steps.at(-1)?.matches).toBe(is);
      expect(explanation.steps.slice(0, -1).every((step) => step.matches)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
  expect(matched).toBeGreaterThan(500);
});

test('any topic matches itself, with any of its levels as +, and with # for any end of it', () => {
  fc.assert(
    fc.property(topic, fc.nat(4), (t, at) => {
      fc.pre(t !== '' && !t.startsWith('$'));
      const levels = t.split('/');
      const i = at % levels.length;
      expect(matches(t, t)).toBe(true);
      expect(matches(levels.with(i, '+').join('/'), t)).toBe(true);
      expect(matches([...levels.slice(0, i), '#'].join('/'), t)).toBe(true);
      expect(matches(`${t}/#`, t)).toBe(true);
    }),
  );
});
