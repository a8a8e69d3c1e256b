import { expect, test } from 'vitest';
import type { LabEvent } from '#runtime/events/event.ts';
import { SeenTopics } from '#runtime/lab/seen-topics.ts';

/** A PUBLISH of QoS 0 with a payload of so many bytes. */
const publish = (topic: string, payload = 3): LabEvent => {
  const bytes = new TextEncoder().encode(topic);
  const length = 2 + bytes.length + payload;
  const remaining = length < 128 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  const packet = [0x30, ...remaining, bytes.length >> 8, bytes.length & 0xff, ...bytes, ...new Uint8Array(payload)];
  return {
    kind: 'packet',
    seq: 1,
    at: 0,
    by: 'learner',
    connection: 1,
    sender: 'client',
    bytes: new Uint8Array(packet),
  };
};

const seen = (...events: readonly LabEvent[]): readonly string[] => {
  const topics = new SeenTopics();
  for (const event of events) topics.step(event);
  return topics.names;
};

test('topics come once each, the last one seen first', () => {
  expect(seen(publish('a'), publish('b/ü'), publish('a'), publish('a'))).toEqual(['a', 'b/ü']);
});

test('a long message has its topic in the same place', () => {
  expect(seen(publish('a/b', 1_000))).toEqual(['a/b']);
});

test('an empty topic, which stands for an alias, is none', () => {
  expect(seen(publish(''))).toEqual([]);
});

test('other packets and other events have none', () => {
  const subscribe = { ...publish('a'), bytes: new Uint8Array([0x82, 6, 0, 1, 0, 1, 0x61, 0]) } as LabEvent;
  expect(seen(subscribe, { kind: 'seed', seed: 1, seq: 1, at: 0, by: 'engine' })).toEqual([]);
});

test('of too many the oldest are forgotten', () => {
  const names = seen(...Array.from({ length: 1_200 }, (_, index) => publish(`t${index}`)));
  expect(names).toHaveLength(1_000);
  expect(names.at(-1)).toBe('t200');
});
