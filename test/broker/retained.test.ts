import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Message } from '#runtime/broker/message.ts';
import type { MessageExtras } from '#runtime/broker/message.ts';
import { RetainedMessages } from '#runtime/broker/retained/retained.ts';
import type { RetainedWalk } from '#runtime/broker/retained/retained-walk.ts';
import { matches } from '#runtime/mqtt/filter.ts';
import { manualClock } from '../kit/clock.ts';

const message = (topic: string, text = 'x', extras: MessageExtras = {}): Message =>
  Message.of(topic, new TextEncoder().encode(text), 0, true, extras);
const rest = (walk: RetainedWalk): string[] => {
  const topics: string[] = [];
  for (let next = walk.next(); next !== undefined; next = walk.next()) topics.push(next.message().topic);
  return topics;
};
const found = (retained: RetainedMessages, filter: string): string[] => rest(retained.match(filter));
const kept = (...topics: string[]): RetainedMessages => {
  const retained = new RetainedMessages(manualClock());
  for (const topic of topics) retained.put(message(topic));
  return retained;
};

describe('retained messages', () => {
  it('are found by every filter that matches their topic, and by no other', () => {
    const level = fc.constantFrom('', 'a', 'b', '$x', '$SYS');
    const topics = fc
      .array(level, { minLength: 1, maxLength: 4 })
      .map((levels) => levels.join('/'))
      .filter((topic) => topic !== '');
    const filters = fc
      .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([levels, hash]) => [...levels, ...(hash ? ['#'] : [])].join('/'))
      .filter((filter) => filter !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(topics, fc.boolean())), fc.oneof(filters, fc.constant('#')), (changes, filter) => {
        const retained = kept();
        const list = new Set<string>();
        for (const [topic, clear] of changes) {
          retained.put(message(topic, clear ? '' : 'x'));
          if (clear) list.delete(topic);
          else list.add(topic);
        }
        expect(retained.size).toBe(list.size);
        expect(found(retained, filter).sort()).toEqual([...list].filter((topic) => matches(filter, topic)).sort());
        expect(Array.from(retained.all(), ({ topic }) => topic).sort()).toEqual(
          [...list].filter((topic) => !/^\$SYS(\/|$)/.test(topic)).sort(),
        );
      }),
    );
  });

  it('come in the order in which their topics came, those below a topic after it', () => {
    const retained = kept('b', 'a', 'b/2', 'c/1', 'b/1', 'c', '$x', '$x/y');
    expect(found(retained, '#')).toEqual(['b', 'b/2', 'b/1', 'a', 'c', 'c/1']);
    expect(found(retained, '+')).toEqual(['b', 'a', 'c']);
    expect(found(retained, '+/1')).toEqual(['b/1', 'c/1']);
    expect(found(retained, 'b/#')).toEqual(['b', 'b/2', 'b/1']);
    expect(found(retained, '$x/#')).toEqual(['$x', '$x/y']);
    retained.put(message('b', 'again'));
    expect(found(retained, '+')).toEqual(['b', 'a', 'c']);
  });

  it('do not come when they are cleared while somebody is going through them', () => {
    const retained = kept('a', 'b', 'c');
    const walk = retained.match('+');
    expect(walk.next()?.message().topic).toBe('a');
    retained.put(message('b', ''));
    expect(walk.next()?.message().topic).toBe('c');
    expect(walk.next()).toBeUndefined();
    expect(walk.next()).toBeUndefined();
  });

  it('come nevertheless when the one before them is cleared while somebody is going through them', () => {
    const retained = kept('a', 'b/1', 'b/2', 'c/x/y', 'd');
    const walk = retained.match('#');
    walk.next();
    expect(walk.next()?.message().topic).toBe('b/1');
    retained.put(message('b/1', ''));
    expect(walk.next()?.message().topic).toBe('b/2');
    expect(walk.next()?.message().topic).toBe('c/x/y');
    // All the way up to the root is gone, and its places are taken by others.
    retained.put(message('c/x/y', ''));
    for (const topic of ['e/1', 'e/2', 'e/3']) retained.put(message(topic));
    expect(rest(walk)).toEqual(['d', 'e/1', 'e/2', 'e/3']);
  });

  it('come each once, whatever else comes and goes while somebody is going through them', () => {
    const level = fc.constantFrom('', 'a', 'b', '$x');
    const topics = fc
      .array(level, { minLength: 1, maxLength: 3 })
      .map((levels) => levels.join('/'))
      .filter((topic) => topic !== '');
    const step = fc.record({ put: fc.boolean(), topic: topics });
    fc.assert(
      fc.property(
        fc.uniqueArray(topics, { maxLength: 12 }),
        fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 12 }),
        fc.constantFrom('#', '+', '+/+', 'a/#', '+/a', '+/b/#', '$x/+', '+/+/+', 'a/+/b'),
        (before, changes, filter) => {
          const retained = kept(...before);
          const walk = retained.match(filter);
          const got: string[] = [];
          const stayed = new Set(before);
          const everThere = new Set(before);
          for (const steps of [...changes, []]) {
            const next = walk.next();
            if (next !== undefined) got.push(next.message().topic);
            for (const { put, topic } of steps) {
              retained.put(message(topic, put ? 'x' : ''));
              if (put) everThere.add(topic);
              else stayed.delete(topic);
            }
          }
          got.push(...rest(walk));
          for (const topic of stayed)
            if (matches(filter, topic)) expect(got.filter((each) => each === topic)).toHaveLength(1);
          for (const topic of got) expect(everThere.has(topic) && matches(filter, topic)).toBe(true);
        },
      ),
    );
  });

  it('keep nothing of topics that are cleared', () => {
    const retained = kept();
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 10_000; index++) retained.put(message(`a/${index}/${index % 7}`));
      expect([retained.size, retained.nodes]).toEqual([10_000, 20_001]);
      for (let index = 9_999; index >= 0; index--) retained.put(message(`a/${index}/${index % 7}`, ''));
      expect([retained.size, retained.nodes]).toEqual([0, 0]);
    }
    retained.put(message('never/there', ''));
    expect(retained.nodes).toBe(0);
  });

  it('are found below 30,000 levels', () => {
    const deep = `${'a/'.repeat(30_000)}x`;
    const retained = kept(deep, 'a/a');
    expect(found(retained, '#')).toEqual(['a/a', deep]);
    expect(found(retained, `${'+/'.repeat(30_000)}x`)).toEqual([deep]);
    expect(Array.from(retained.all(), ({ topic }) => topic)).toEqual(['a/a', deep]);
  });

  it('[MQTT5-3.3.2-5] come no more when their time is over, and are forgotten when others come', async () => {
    const clock = manualClock();
    const retained = new RetainedMessages(clock);
    for (let index = 0; index < 100; index++) {
      retained.put(message(`short/${index}`, 'x', { expiresAt: clock.now() + 1000 }));
    }
    retained.put(message('long', 'x', { expiresAt: clock.now() + 60_000 }));
    retained.put(message('ever'));
    await clock.advance(999);
    expect(found(retained, '#')).toHaveLength(102);
    await clock.advance(1);
    expect(found(retained, '#')).toEqual(['long', 'ever']);
    expect(Array.from(retained.all(), ({ topic }) => topic)).toEqual(['long', 'ever']);
    for (let count = 0; count < 100; count++) retained.put(message('ever'));
    expect([retained.size, retained.nodes]).toEqual([2, 2]);
  });

  it('are kept for as long as the last one says', async () => {
    const clock = manualClock();
    const retained = new RetainedMessages(clock);
    retained.put(message('a', 'short', { expiresAt: clock.now() + 1000 }));
    retained.put(message('a', 'ever'));
    await clock.advance(5000);
    for (let count = 0; count < 10; count++) retained.put(message('b', 'x', { expiresAt: clock.now() + 1000 }));
    expect(found(retained, '#')).toEqual(['a', 'b']);
  });

  it('do not hold on to the bytes that were read along with them', () => {
    const chunk = new Uint8Array(65_536);
    const retained = kept();
    retained.put(Message.of('a', chunk.subarray(10, 20), 0, true));
    expect(retained.match('a').next()?.message().payload.buffer.byteLength).toBeLessThan(100);
  });
});
