import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Message } from '#runtime/broker/message.ts';
import { RetainedMessages } from '#runtime/broker/retained.ts';
import { matches } from '#runtime/mqtt/filter.ts';

const message = (topic: string, text = 'x'): Message => new Message(topic, new TextEncoder().encode(text), 0, true);
const found = (retained: RetainedMessages, filter: string): string[] =>
  Array.from(retained.match(filter), ({ topic }) => topic);

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
        const retained = new RetainedMessages();
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

  it('do not come when they are cleared while somebody is going through them', () => {
    const retained = new RetainedMessages();
    for (const topic of ['a', 'b', 'c']) retained.put(message(topic));
    const going = retained.match('+');
    expect(going.next().value?.topic).toBe('a');
    retained.put(message('b', ''));
    expect(going.next().value?.topic).toBe('c');
    expect(going.next().done).toBe(true);
  });

  it('do not hold on to the bytes that were read along with them', () => {
    const chunk = new Uint8Array(65_536);
    const kept = new Message('a', chunk.subarray(10, 20), 0, true);
    new RetainedMessages().put(kept);
    expect(kept.payload.buffer.byteLength).toBe(10);
  });
});
