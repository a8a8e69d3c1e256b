import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubscriptionTree } from '#runtime/broker/matching/subscription-tree.ts';
import type { SubscriptionOptions } from '#runtime/broker/matching/subscription.ts';
import { matches, parseSharedFilter } from '#runtime/mqtt/filter.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';

const level = fc.constantFrom('', 'a', 'b', '$SYS', 'a level with a name of some length');
const topics = fc
  .array(level, { minLength: 1, maxLength: 4 })
  .map((levels) => levels.join('/'))
  .filter((topic) => topic !== '');
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, hash]) => [...levels, ...(hash ? ['#'] : [])].join('/'))
  .filter((filter) => filter !== '');
const options = fc.record({
  qos: fc.constantFrom<QoS>(0, 1, 2),
  noLocal: fc.boolean(),
  retainAsPublished: fc.boolean(),
  identifier: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});

const atQos = (qos: QoS, more: Partial<SubscriptionOptions> = {}): SubscriptionOptions => ({
  qos,
  noLocal: false,
  retainAsPublished: false,
  identifier: undefined,
  ...more,
});

/** What the subscriptions of one subscriber that match come to, by the rule, one by one. */
function expected(matching: readonly SubscriptionOptions[]) {
  const identifiers = matching.flatMap(({ identifier }) => identifier ?? []).sort();
  return {
    qos: Math.max(...matching.map(({ qos }) => qos)),
    retainAsPublished: matching.some(({ retainAsPublished }) => retainAsPublished),
    identifiers: identifiers.length === 0 ? undefined : identifiers,
  };
}

function found(tree: SubscriptionTree<number>, topic: string) {
  return new Map(
    tree.matches(topic).targets.map(({ subscriber, own, ...target }) => {
      const plain = ({ qos, retainAsPublished, identifiers }: Omit<typeof target, 'own'>) => ({
        qos,
        retainAsPublished,
        identifiers: identifiers && [...identifiers].sort(),
      });
      return [subscriber, { all: plain(target), own: own && plain(own) }];
    }),
  );
}

describe('the subscription tree', () => {
  it('[MQTT5-3.3.4-2] [MQTT5-3.3.4-3] [MQTT5-3.3.4-4] [MQTT5-3.8.3-3] finds for every topic whom the rule for one filter and one topic finds', () => {
    const subscription = fc.record({ filter: filters, who: fc.nat(3), options, gone: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(subscription, { maxLength: 30 }),
        fc.array(topics, { maxLength: 5 }),
        fc.integer(),
        (subscriptions, asked, seed) => {
          const tree = new SubscriptionTree<number>(seed);
          const list = new Map<string, { filter: string; who: number; options: SubscriptionOptions }>();
          for (const each of subscriptions) {
            tree.add(each.filter, each.who, each.options);
            list.set(`${each.who} ${each.filter}`, each);
          }
          for (const { filter, who, gone } of subscriptions) {
            if (gone) expect(tree.remove(filter, who)).toBe(list.delete(`${who} ${filter}`));
          }
          expect(tree.size).toBe(list.size);
          for (const topic of asked) {
            const matching = Map.groupBy(
              [...list.values()].filter(({ filter }) => matches(filter, topic)),
              ({ who }) => who,
            );
            const byRule = Array.from(matching, ([who, theirs]) => {
              const all = theirs.map((each) => each.options);
              const foreign = all.filter(({ noLocal }) => !noLocal);
              return [who, { all: expected(all), own: foreign.length === 0 ? undefined : expected(foreign) }] as const;
            });
            expect(found(tree, topic)).toEqual(new Map(byRule));
          }
        },
      ),
    );
  });

  it('finds each of many subscribers of several filters once', () => {
    const tree = new SubscriptionTree<number>();
    for (let who = 0; who < 50; who++) {
      tree.add('#', who, atQos(0, { identifier: who + 1 }));
      if (who % 2 === 0) tree.add('a/+', who, atQos(1));
      if (who % 3 === 0) tree.add('a/b', who + 100, atQos(2));
    }
    for (let who = 0; who < 50; who += 5) tree.remove('#', who);
    const { targets } = tree.matches('a/b');
    const by = new Map(targets.map((target) => [target.subscriber, target]));
    expect(by.size).toBe(targets.length);
    for (let who = 0; who < 50; who++) {
      const [hash, plus] = [who % 5 !== 0, who % 2 === 0];
      expect(by.get(who)?.qos).toBe(plus ? 1 : hash ? 0 : undefined);
      expect(by.get(who)?.identifiers).toEqual(hash ? [who + 1] : undefined);
      expect(by.get(who + 100)?.qos).toBe(who % 3 === 0 ? 2 : undefined);
    }
  });

  it('leaves a list that it gave out as it was, whoever comes and goes', () => {
    const tree = new SubscriptionTree<number>();
    for (let who = 0; who < 4; who++) tree.add('a', who, atQos(0));
    const { targets } = tree.matches('a');
    const before = [...targets];
    tree.remove('a', 0);
    tree.add('a', 7, atQos(0));
    tree.add('a', 1, atQos(2));
    expect(targets).toEqual(before);
    expect(
      tree
        .matches('a')
        .targets.map(({ subscriber, qos }) => `${subscriber}:${qos}`)
        .sort(),
    ).toEqual(['1:2', '2:0', '3:0', '7:0']);
  });

  it('takes no more steps among 20,000 filters that do not match than among one', () => {
    const tree = new SubscriptionTree<string>();
    tree.add('house/+/temp', 'x', atQos(0));
    tree.matches('house/1/temp');
    const alone = tree.visits;
    for (let index = 0; index < 20_000; index++) tree.add(`house/${index + 2}/+/${index}/#`, 'y', atQos(0));
    const before = tree.visits;
    expect(tree.matches('house/1/temp').targets).toMatchObject([{ subscriber: 'x', qos: 0 }]);
    expect(tree.visits - before).toBe(alone);
  });

  it('has one generation until somebody comes, goes or changes', () => {
    const tree = new SubscriptionTree<string>();
    const seen = new Set([tree.generation]);
    tree.matches('a');
    seen.add(tree.generation);
    expect(seen.size).toBe(1);
    tree.add('#', 'x', atQos(0));
    seen.add(tree.generation);
    tree.add('#', 'x', atQos(1));
    seen.add(tree.generation);
    tree.remove('#', 'x');
    seen.add(tree.generation);
    expect(seen.size).toBe(4);
    tree.remove('#', 'x');
    seen.add(tree.generation);
    expect(seen.size).toBe(4);
  });

  it('knows of most topics that a subscription to another one does not concern them', () => {
    const tree = new SubscriptionTree<string>();
    const concerned = (filter: string, topic: string): boolean => {
      const { generation } = tree;
      tree.add(filter, 'x', atQos(0));
      return tree.changedFor(topic, generation);
    };
    expect(concerned('house/1/temp', 'house/2/temp')).toBe(false);
    expect(concerned('house/1/#', 'garden/1')).toBe(false);
    expect(concerned('house/+/temp', 'house/2/temp')).toBe(true);
    expect(concerned('#', 'garden/1')).toBe(true);
    expect(concerned('+/1', 'garden/1')).toBe(true);
    expect(concerned('garden/1', 'garden/1')).toBe(true);
    expect(concerned('$share/g/garden/2', 'garden/2')).toBe(true);
  });

  it('never says that a topic is not concerned when it is', () => {
    const step = fc.record({ filter: filters, share: fc.boolean(), add: fc.boolean(), topic: topics });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const tree = new SubscriptionTree<number>();
        for (const { filter, share, add, topic } of steps) {
          const before = tree.matches(topic);
          const { generation } = tree;
          const whole = share ? `$share/g/${filter}` : filter;
          if (add) tree.add(whole, 1, atQos(0));
          else tree.remove(whole, 1);
          if (!tree.changedFor(topic, generation)) expect(tree.matches(topic)).toEqual(before);
        }
      }),
    );
  });

  it('says that there was nothing to remove', () => {
    const tree = new SubscriptionTree<string>();
    tree.add('a/b', 'x', atQos(0));
    expect(tree.remove('a', 'x')).toBe(false);
    expect(tree.remove('a/b/c', 'x')).toBe(false);
    expect(tree.remove('a/b', 'y')).toBe(false);
    expect(tree.remove('$share/g/a/b', 'x')).toBe(false);
    expect(tree.remove('a/b', 'x')).toBe(true);
    expect(tree.remove('a/b', 'x')).toBe(false);
  });

  it('keeps nothing of filters that are gone', () => {
    const step = fc.record({
      filter: fc.tuple(filters, fc.constantFrom('', '$share/g/', '$share/h/')),
      who: fc.nat(2),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const tree = new SubscriptionTree<number>();
        const left = new Set<string>();
        for (const [index, { filter, who }] of steps.entries()) {
          const whole = filter[1] + filter[0];
          tree.add(whole, who, atQos(0));
          left.add(`${who} ${whole}`);
          // In the middle of it, some leave.
          const [gone] = left;
          if (index % 3 === 2 && gone !== undefined) {
            left.delete(gone);
            expect(tree.remove(gone.slice(2), Number(gone[0]))).toBe(true);
          }
          const needed = new Set<string>();
          for (const each of left) {
            const path = parseSharedFilter(each.slice(2))?.filter ?? each.slice(2);
            const levels = path.split('/');
            for (let depth = 1; depth <= levels.length; depth++) needed.add(levels.slice(0, depth).join('/') + depth);
          }
          expect([tree.nodes, tree.size]).toEqual([needed.size, left.size]);
        }
        for (const each of left) tree.remove(each.slice(2), Number(each[0]));
        expect([tree.nodes, tree.size, tree.matches('a').targets.length]).toEqual([0, 0, 0]);
      }),
    );
  });

  it('grows to a hundred thousand filters and shrinks to none', () => {
    const tree = new SubscriptionTree<number>();
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 100_000; index++) tree.add(`a/${index}/${index % 10}/+`, index % 7, atQos(0));
      expect(tree.matches('a/77777/7/x').targets).toMatchObject([{ subscriber: 77777 % 7 }]);
      for (let index = 99_999; index >= 0; index--) tree.remove(`a/${index}/${index % 10}/+`, index % 7);
      expect([tree.nodes, tree.size]).toEqual([0, 0]);
    }
  });

  it('takes filters and topics of 30,000 levels', () => {
    const tree = new SubscriptionTree<string>();
    const deep = 'a/'.repeat(30_000);
    tree.add(`${deep}#`, 'hash', atQos(0));
    tree.add('+/'.repeat(30_000) + 'x', 'plus', atQos(0));
    tree.add('$share/g/#', 'shared', atQos(0));
    const who = (topic: string) => tree.matches(topic).targets.map(({ subscriber }) => subscriber);
    expect(who(`${deep}x`).sort()).toEqual(['hash', 'plus']);
    expect(who('/'.repeat(30_000))).toEqual([]);
    expect(tree.matches('/'.repeat(30_000)).groups).toHaveLength(1);
    tree.remove(`${deep}#`, 'hash');
    expect(who(`${deep}x`)).toEqual(['plus']);
    tree.remove('+/'.repeat(30_000) + 'x', 'plus');
    expect(tree.nodes).toBe(1);
  });

  it('tells levels apart that begin alike, are cut alike, or stand at other depths', () => {
    const tree = new SubscriptionTree<string>();
    for (const filter of ['a', 'aa', 'a/a', 'a/a/a', '/a', 'a/', '/', '//', 'ä', 'ä/a', 'a\u0308']) {
      tree.add(filter, filter, atQos(0));
    }
    for (const topic of ['a', 'aa', 'a/a', 'a/a/a', '/a', 'a/', '/', '//', 'ä', 'ä/a', 'a\u0308']) {
      expect(tree.matches(topic).targets.map(({ subscriber }) => subscriber)).toEqual([topic]);
    }
    expect(tree.matches('aaa').targets).toEqual([]);
    expect(tree.matches('a/a/a/a').targets).toEqual([]);
  });
});
