import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubscriptionTree } from '#runtime/broker/matching/subscription-tree.ts';
import type { Matches, SubscriptionOptions } from '#runtime/broker/matching/subscription.ts';
import { TopicCache } from '#runtime/broker/matching/topic-cache.ts';
import { hashOfBytes, hashOfText } from '#runtime/broker/matching/topic-hash.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';

const QOS_0: SubscriptionOptions = { qos: 0, noLocal: false, retainAsPublished: false, identifier: undefined };
const plain = <Who>({ targets, groups }: Matches<Who>): Matches<Who> => ({ targets, groups });
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function cacheOver(...filters: string[]) {
  const tree = new SubscriptionTree<string>();
  for (const filter of filters) tree.add(filter, filter, QOS_0);
  const cache = new TopicCache(tree);
  const entry = (topic: string) => {
    const bytes = utf8(`..${topic}.`);
    return cache.entry(bytes, 2, bytes.length - 1);
  };
  return {
    tree,
    cache,
    entry,
    who: (topic: string) => entry(topic).matches.targets.map((target) => target.subscriber),
  };
}

describe('the cache of topics', () => {
  it('takes no step at all for a topic that it knows, by its bytes or as text', () => {
    const { tree, cache, entry } = cacheOver('a/+');
    const first = entry('a/b');
    expect(first).toMatchObject({ topic: 'a/b', reserved: false });
    const before = tree.visits;
    expect(entry('a/b')).toBe(first);
    expect(cache.matches('a/b')).toBe(first.matches);
    expect(tree.visits).toBe(before);
    expect(cache.size).toBe(1);
  });

  it('answers as the tree does, whoever comes and goes in between', () => {
    const level = fc.constantFrom('', 'a', 'b', 'ä', '$SYS', '🍓');
    const topics = fc
      .array(level, { minLength: 1, maxLength: 3 })
      .map((levels) => levels.join('/'))
      .filter((topic) => topic !== '');
    const filters = fc
      .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([levels, hash]) => [...levels, ...(hash ? ['#'] : [])].join('/'))
      .filter((filter) => filter !== '');
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('add' as const, 'remove' as const), filter: filters }),
      fc.record({ do: fc.constantFrom('bytes' as const, 'text' as const, 'kept' as const), topic: topics }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { tree, cache, entry } = cacheOver();
        const kept = entry('a/b');
        for (const each of steps) {
          if (each.do === 'add') tree.add(each.filter, each.filter, QOS_0);
          else if (each.do === 'remove') tree.remove(each.filter, each.filter);
          else if (each.do === 'bytes') expect(plain(entry(each.topic).matches)).toEqual(tree.matches(each.topic));
          else if (each.do === 'text') expect(plain(cache.matches(each.topic))).toEqual(tree.matches(each.topic));
          else expect(plain(cache.renewed(kept).matches)).toEqual(tree.matches('a/b'));
        }
      }),
    );
  });

  it('knows what is the broker’s own', () => {
    expect(cacheOver().entry('$SYS/broker/uptime').reserved).toBe(true);
    expect(cacheOver().entry('SYS/broker').reserved).toBe(false);
  });

  it.each([
    ['[MQTT-4.7.3-1] nothing', []],
    ['[MQTT-3.3.2-2] a wildcard', [...utf8('a/+')]],
    ['[MQTT-1.5.3-1] half a character', [0x61, 0xe4]],
    ['[MQTT-1.5.3-1] a surrogate', [0xed, 0xa0, 0x80]],
    ['[MQTT-1.5.3-2] U+0000', [0x61, 0]],
  ])('refuses %s in the decoder’s words, each time', (_, topic) => {
    const packet = Uint8Array.of(0x30, topic.length + 2, 0, topic.length, ...topic);
    let said: unknown;
    try {
      new Decoder({ sender: 'client', level: 4 }).push(packet, () => undefined);
    } catch (error) {
      said = error;
    }
    expect(said).toBeInstanceOf(Error);
    const { cache } = cacheOver();
    for (let time = 0; time < 2; time++) expect(() => cache.entry(packet, 4, packet.length)).toThrow(said as Error);
    expect(cache.size).toBe(0);
  });

  it.each(['a/b', 'ä/b', '🍓'])('can say of bytes whether they are %s', (topic) => {
    const known = cacheOver().entry(topic);
    for (const other of [topic, `${topic}/`, 'a/c', 'ä/c', 'a', 'ö/b', '🍒', 'b/b']) {
      const bytes = utf8(`x${other}x`);
      expect(known.is(bytes, 1, bytes.length - 1), other).toBe(other === topic);
    }
  });

  it('stays small, however many topics a client invents and however long they are', () => {
    const { cache, entry, who } = cacheOver('#');
    let largest = 0;
    for (let index = 0; index < 100_000; index++) {
      entry(`t/${index}/${index % 3 === 0 ? 'x'.repeat(1500) : ''}`);
      largest = Math.max(largest, cache.cost);
    }
    expect(largest).toBeLessThanOrEqual(32 * 1024 * 1024);
    for (let index = 0; index < 100; index++) entry(`${index}/${'x'.repeat(60_000)}`);
    expect(cache.cost).toBeLessThanOrEqual(largest);
    expect(who('t/1/')).toEqual(['#']);
  });

  it('holds on to no subscriber for long who has gone, though nobody asks for the topic again', () => {
    const { tree, cache, entry } = cacheOver('gone');
    for (let index = 0; index < 100; index++) entry(`t/${index}`);
    for (let index = 0; index < 2000; index++) {
      tree.add('x', 'x', QOS_0);
      tree.remove('x', 'x');
    }
    entry('t/1');
    expect(cache.size).toBeLessThanOrEqual(1);
  });

  it('is hashed alike by bytes and as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const bytes = utf8(text);
        expect(hashOfText(text)).toBe(hashOfBytes(bytes, 0, bytes.length));
      }),
    );
  });
});
