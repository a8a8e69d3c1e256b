import { assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { TopicRules } from '#runtime/bridge/topic-rules.ts';
import { topic } from './two-brokers.ts';

test('a pattern stands behind a prefix on either side', () => {
  const rules = new TopicRules([topic('sensor/#', 'out', 1, 'l/', 'r/')]);
  expect(rules.local).toEqual([{ filter: 'l/sensor/#', qos: 1 }]);
  expect(rules.toRemote('l/sensor/t')).toBe('r/sensor/t');
});

test('what comes in loses the remote prefix and gets the local one', () => {
  const rules = new TopicRules([topic('cmd/#', 'in', 2, 'l/', 'r/')]);
  expect(rules.remote).toEqual([{ filter: 'r/cmd/#', qos: 2 }]);
  expect(rules.toLocal('r/cmd/led')).toBe('l/cmd/led');
});

test('an empty pattern names one topic on either side', () => {
  const rules = new TopicRules([topic('', 'both', 0, 'a/b', 'c/d')]);
  expect(rules.toRemote('a/b')).toBe('c/d');
  expect(rules.toLocal('c/d')).toBe('a/b');
  expect(rules.toRemote('a/b/c')).toBe('a/b/c');
});

test('rules that lead out say nothing of what comes in', () => {
  const rules = new TopicRules([topic('a/#', 'out', 0, '', 'r/')]);
  expect(rules.remote).toEqual([]);
  expect(rules.toLocal('r/a/b')).toBe('r/a/b');
});

test('the first rule that matches names the topic', () => {
  const rules = new TopicRules([topic('a/b', 'out', 0, '', 'one/'), topic('a/#', 'out', 0, '', 'all/')]);
  expect(rules.toRemote('a/b')).toBe('one/a/b');
  expect(rules.toRemote('a/c')).toBe('all/a/c');
});

test('a filter is subscribed to once, at the highest QoS that a rule gives it', () => {
  const rules = new TopicRules([topic('a', 'both', 0), topic('b', 'in', 1), topic('a', 'in', 2)]);
  expect(rules.remote).toEqual([
    { filter: 'a', qos: 2 },
    { filter: 'b', qos: 1 },
  ]);
});

test('what only leads out is unsubscribed from there, in the order of the file', () => {
  const rules = new TopicRules([topic('a', 'out'), topic('b', 'both'), topic('c', 'out'), topic('c', 'in', 1)]);
  expect(rules.requests).toEqual([
    { filter: 'a', qos: 0, wanted: false },
    { filter: 'b', qos: 0, wanted: true },
    { filter: 'c', qos: 1, wanted: true },
  ]);
});

test('the level above # has no prefix to lose', () => {
  const rules = new TopicRules([topic('#', 'in', 0, 'l/', 'r/')]);
  expect(rules.toLocal('r')).toBe('l/r');
});

test('a wildcard at the beginning is not for topics that begin with $', () => {
  const rules = new TopicRules([topic('#', 'out', 0, '', 'r/')]);
  expect(rules.toRemote('$SYS/broker/uptime')).toBe('$SYS/broker/uptime');
});

test('what goes out and comes back by the same rule has its name again', () => {
  const prefix = constantFrom('', 'l/', 'a/b/', 'r');
  assert(
    property(prefix, prefix, string({ minLength: 1, maxLength: 12 }), (local, remote, rest) => {
      const name = rest.replaceAll(/[+#$\0]/g, 'x');
      const rules = new TopicRules([
        topic('#', 'both', 0, local.endsWith('/') ? local : '', remote.endsWith('/') ? remote : ''),
      ]);
      const here = (local.endsWith('/') ? local : '') + name;
      expect(rules.toLocal(rules.toRemote(here))).toBe(here);
    }),
    { numRuns: 300 },
  );
});
