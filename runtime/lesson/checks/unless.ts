import { moment, type Moment, type Proof } from '../check.ts';

/**
 * A moment while a fact does not hold: a message that nobody waits for.
 *
 *     unless(subscribed({ filter: 'a' }), published({ topic: 'a' }))
 *
 * It looks at one instant, so it needs no window.
 */
export function unless<P extends Proof>(fact: Moment, check: Moment<P>): Moment<P> {
  const { held } = fact;
  if (held === undefined)
    throw new TypeError(`unless: ${fact.kind} is no fact that can hold; subscribed and connected are.`);
  return {
    ...moment({
      kind: 'unless',
      proof: check.proof,
      options: {},
      what: (times) => check.what(times),
      happens: (sighting) => check.happens(sighting) && held(sighting.world) === 0,
    }),
    written: { checks: [fact, check] },
  };
}
