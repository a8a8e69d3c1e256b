import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubscriptionTree } from '#runtime/broker/subscription-tree.ts';
import { matches } from '#runtime/mqtt/filter.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';
import type { SubscriptionOptions } from '#runtime/broker/subscription.ts';

const level = fc.constantFrom('', 'a', 'b', '$SYS');
const topics = fc
  .array(level, { minLength: 1, maxLength: 4 })
  .map((levels) => levels.join('/'))
  .filter((topic) => topic !== '');
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, hash]) => [...levels, ...(hash ? ['#'] : [])].join('/'))
  .filter((filter) => filter !== '');

const atQos = (qos: QoS): SubscriptionOptions => ({
  qos,
  noLocal: false,
  retainAsPublished: false,
  identifier: undefined,
});

describe('the subscription tree', () => {
  it('finds for every topic whom the rule for one filter and one topic finds, at the highest QoS', () => {
    const subscription = fc.record({
      filter: filters,
      who: fc.nat(3),
      qos: fc.constantFrom<QoS>(0, 1, 2),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(subscription, { maxLength: 30 }),
        fc.array(topics, { maxLength: 5 }),
        (subscriptions, asked) => {
          const tree = new SubscriptionTree<number>();
          const list = new Map<string, { filter: string; who: number; qos: QoS }>();
          for (const { filter, who, qos } of subscriptions) {
            tree.add(filter, who, atQos(qos));
            list.set(`${who} ${filter}`, { filter, who, qos });
          }
          for (const { filter, who, gone } of subscriptions) {
            if (gone) expect(tree.remove(filter, who)).toBe(list.delete(`${who} ${filter}`));
          }
          for (const topic of asked) {
            const expected = new Map<number, QoS>();
            for (const { filter, who, qos } of list.values()) {
              if (matches(filter, topic)) expected.set(who, Math.max(qos, expected.get(who) ?? 0) as QoS);
            }
            expect(new Map(tree.matches(topic).targets.map(({ subscriber, qos }) => [subscriber, qos]))).toEqual(
              expected,
            );
          }
        },
      ),
    );
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

  it('says that there was nothing to remove', () => {
    const tree = new SubscriptionTree<string>();
    tree.add('a/b', 'x', atQos(0));
    expect(tree.remove('a', 'x')).toBe(false);
    expect(tree.remove('a/b/c', 'x')).toBe(false);
    expect(tree.remove('a/b', 'y')).toBe(false);
    expect(tree.remove('a/b', 'x')).toBe(true);
    expect(tree.remove('a/b', 'x')).toBe(false);
  });

  it('keeps nothing of filters that are gone', () => {
    const tree = new SubscriptionTree<string>();
    for (let index = 0; index < 100; index++) tree.add(`a/${index}/+/#`, 'x', atQos(0));
    for (let index = 0; index < 100; index++) tree.remove(`a/${index}/+/#`, 'x');
    const before = tree.visits;
    tree.matches('a/1/b/c');
    expect(tree.visits - before).toBe(1);
  });
});
