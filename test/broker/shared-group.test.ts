import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ring } from '#runtime/broker/matching/shared-group.ts';
import { SubscriptionTree } from '#runtime/broker/matching/subscription-tree.ts';
import { targetOf } from '#runtime/broker/matching/subscription.ts';
import type { SubscriptionOptions } from '#runtime/broker/matching/subscription.ts';
import type { QoS } from '#runtime/mqtt/packet.ts';

const atQos = (qos: QoS): SubscriptionOptions => ({
  qos,
  noLocal: false,
  retainAsPublished: false,
  identifier: undefined,
});

const ring = (...members: string[]): Ring<string> => {
  const group = new Ring<string>();
  for (const member of members) group.join(targetOf(member, atQos(0)));
  return group;
};
const anybody = (): boolean => true;
const turns = (group: Ring<string>, count: number, isFit = anybody as (who: string) => boolean): string =>
  Array.from({ length: count }, () => group.next(({ subscriber }) => isFit(subscriber))?.subscriber ?? '-').join('');

describe('a group that shares a subscription', () => {
  it('takes turns, the first who joined first', () => {
    expect(turns(ring('a', 'b', 'c'), 7)).toBe('abcabca');
  });

  it('lets who joins come after all who are there, as Mosquitto does', () => {
    const group = ring('a', 'b');
    expect(turns(group, 3)).toBe('aba');
    group.join(targetOf('c', atQos(0)));
    expect(turns(group, 4)).toBe('bacb');
  });

  it('goes on with the next when a member leaves', () => {
    const group = ring('a', 'b', 'c');
    expect(turns(group, 1)).toBe('a');
    expect(group.leave('b')).toBe(true);
    expect(turns(group, 3)).toBe('cac');
    expect(group.leave('b')).toBe(false);
    expect(group.leave('a') && group.leave('c')).toBe(true);
    expect(turns(group, 1)).toBe('-');
    expect(group.members).toEqual([]);
  });

  it('keeps the place of a member that subscribes again, with its new QoS [MQTT5-4.8.2-3]', () => {
    const group = ring('a', 'b');
    turns(group, 1);
    group.join(targetOf('a', atQos(2)));
    expect(group.next(anybody)?.subscriber).toBe('b');
    expect(group.next(anybody)).toMatchObject({ subscriber: 'a', qos: 2 });
  });

  it('passes over who is not fit; if nobody is, it is the next in turn', () => {
    const group = ring('a', 'b', 'c');
    expect(turns(group, 4, (who) => who !== 'a')).toBe('bcbc');
    expect(turns(group, 4, () => false)).toBe('abca');
  });

  it('is fair, whoever comes and goes: nobody has another turn before all who stayed had one', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('join' as const, 'leave' as const), who: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.constant({ do: 'next' as const, who: '' }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const group = ring();
        // As Mosquitto keeps them: the first has the next, and goes to the end.
        let queue: string[] = [];
        for (const each of steps) {
          if (each.do === 'join') {
            group.join(targetOf(each.who, atQos(0)));
            if (!queue.includes(each.who)) queue.push(each.who);
          } else if (each.do === 'leave') {
            expect(group.leave(each.who)).toBe(queue.includes(each.who));
            queue = queue.filter((who) => who !== each.who);
          } else {
            const who = queue.shift();
            if (who !== undefined) queue.push(who);
            expect(group.next(anybody)?.subscriber).toBe(who);
          }
          expect(group.size).toBe(queue.length);
        }
      }),
    );
  });
});

describe('shared subscriptions in the tree', () => {
  const groupsOf = (tree: SubscriptionTree<string>, topic: string): string[] =>
    tree
      .matches(topic)
      .groups.map(({ members }) => members.map(({ subscriber }) => subscriber).join(''))
      .sort();

  it('are one group for each name and filter; who is in two may get a message twice', () => {
    const tree = new SubscriptionTree<string>();
    for (const who of ['a', 'b']) tree.add('$share/g/t/+', who, atQos(0));
    tree.add('$share/h/t/+', 'b', atQos(0));
    tree.add('$share/g/t/x', 'c', atQos(0));
    expect(groupsOf(tree, 't/x')).toEqual(['ab', 'b', 'c']);
    expect(groupsOf(tree, 't/y')).toEqual(['ab', 'b']);
    expect(groupsOf(tree, 't')).toEqual([]);
    expect(tree.matches('t/x').targets).toEqual([]);
  });

  it('stand beside the same filter without a group', () => {
    const tree = new SubscriptionTree<string>();
    tree.add('$share/g/t', 'a', atQos(1));
    tree.add('t', 'a', atQos(0));
    expect(tree.matches('t').targets).toMatchObject([{ subscriber: 'a', qos: 0 }]);
    expect(groupsOf(tree, 't')).toEqual(['a']);
    expect(tree.remove('t', 'a')).toBe(true);
    expect(tree.matches('t').targets).toEqual([]);
    expect(groupsOf(tree, 't')).toEqual(['a']);
    expect(tree.remove('$share/g/t', 'a')).toBe(true);
    expect([groupsOf(tree, 't'), tree.nodes, tree.size]).toEqual([[], 0, 0]);
  });

  it('take a group without a name, as Mosquitto does', () => {
    const tree = new SubscriptionTree<string>();
    tree.add('$share//t', 'a', atQos(0));
    expect(groupsOf(tree, 't')).toEqual(['a']);
  });

  it('[MQTT-4.7.2-1] are not met by what begins with $ either', () => {
    const tree = new SubscriptionTree<string>();
    tree.add('$share/g/#', 'a', atQos(0));
    tree.add('$share/g/+/x', 'a', atQos(0));
    expect(groupsOf(tree, '$SYS/x')).toEqual([]);
    expect(groupsOf(tree, 'b/x')).toEqual(['a', 'a']);
  });
});
