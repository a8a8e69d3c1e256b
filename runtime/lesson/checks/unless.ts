/**
 * A moment that counts only as long as a fact holds, or only as long as it does not. It looks at one
 * instant, so it needs no window.
 *
 *     during(subscribed({ filter: 'a' }), published({ topic: 'a' }))    somebody listens
 *     unless(subscribed({ filter: 'a' }), published({ topic: 'a' }))    nobody does
 */
import { moment, type Moment, type Proof } from '../check.ts';

/** The moment, while the fact holds. @throws TypeError when the first check is no fact */
export const during = <P extends Proof>(fact: Moment, check: Moment<P>): Moment<P> =>
  conditional('during', fact, check, true);

/** The moment, while the fact does not hold. @throws TypeError when the first check is no fact */
export const unless = <P extends Proof>(fact: Moment, check: Moment<P>): Moment<P> =>
  conditional('unless', fact, check, false);

function conditional<P extends Proof>(kind: string, fact: Moment, check: Moment<P>, wanted: boolean): Moment<P> {
  if (fact.held === undefined) {
    throw new TypeError(`${kind}: ${fact.kind} is no fact that can hold; subscribed and connected are.`);
  }
  return {
    ...moment({
      kind,
      proof: check.proof,
      options: {},
      what: (times, anew) => check.what(times, anew),
      happens: (sighting) => check.happens(sighting) && (fact.held?.(sighting.world) ?? 0) > 0 === wanted,
    }),
    written: { checks: [fact, check] },
  };
}
