import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionSubscriptions } from '#runtime/broker/session/session-subscriptions.ts';
import type { SubscriptionOptions } from '#runtime/broker/matching/subscription.ts';

const options = (identifier: number): SubscriptionOptions => ({
  qos: 0,
  noLocal: false,
  retainAsPublished: false,
  identifier,
});

describe('the subscriptions of a session', () => {
  it('are what a Map would hold, whatever is added, replaced and taken away', () => {
    const step = fc.record({ filter: fc.constantFrom('a', 'b', 'c/#'), add: fc.boolean(), identifier: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const [ours, model] = [new SessionSubscriptions(), new Map<string, SubscriptionOptions>()];
        for (const { filter, add, identifier } of steps) {
          if (add) {
            ours.set(filter, options(identifier));
            model.set(filter, options(identifier));
          } else {
            expect(ours.delete(filter)).toBe(model.delete(filter));
          }
          expect([...ours]).toEqual([...model]);
          expect(ours.size).toBe(model.size);
          for (const each of ['a', 'b', 'c/#']) expect(ours.get(each)).toEqual(model.get(each));
        }
      }),
      { numRuns: 300 },
    );
  });
});
