/**
 * One after the other. `inOrder(a, b)` may begin with a fact from before the step; in `after(a, b)`
 * the first must happen in the step. What has been met stays met: a story is not undone by its end.
 *
 *     inOrder(subscribed(…), published(…), delivered(…))
 *     after(subscribed(…), published(…))     a new subscriber first, then the message
 */
import type { Check, Progress, Start } from '../check.ts';
import type { World } from '../observe.ts';
import { strongestProof, type StrongestProof } from './all.ts';

export const inOrder = <const Checks extends readonly [Check, ...Check[]]>(
  ...checks: Checks
): Check<StrongestProof<Checks>> => ({
  kind: 'inOrder',
  proof: strongestProof(checks) as StrongestProof<Checks>,
  written: { checks },
  begin: (start) => story(checks, start, [], start.standing),
});

export const after = <First extends Check, Second extends Check>(
  first: First,
  second: Second,
): Check<StrongestProof<[First, Second]>> => {
  const checks = [first, second] as const;
  return {
    kind: 'after',
    proof: strongestProof(checks) as StrongestProof<[First, Second]>,
    written: { checks },
    begin: (start) => story(checks, start, [], false),
  };
};

/** Begins what comes next; a fact that holds already is passed over at once. */
function story(checks: readonly Check[], start: Start, past: readonly Progress[], standing: boolean): Progress {
  const done = [...past];
  for (;;) {
    const check = checks[done.length];
    if (check === undefined) return ended(done);
    const current = check.begin({ ...start, standing: done.length === 0 ? standing : start.standing });
    if (!current.met) return chapter(checks, start, done, current);
    done.push(current);
  }
}

function chapter(checks: readonly Check[], start: Start, past: readonly Progress[], current: Progress): Progress {
  const progress: Progress = {
    met: false,
    ...(current.deadline === undefined ? {} : { deadline: current.deadline }),
    step: (sighting) => {
      const next = current.step(sighting);
      if (next === current) return progress;
      if (!next.met) return chapter(checks, start, past, next);
      return story(checks, { ...start, world: sighting.world }, [...past, next], start.standing);
    },
    parts: () => [
      ...past.flatMap((child) => child.parts()),
      ...current.parts(),
      ...checks.slice(past.length + 1).flatMap((check) => check.begin({ ...start, world: NOTHING }).parts()),
    ],
  };
  return progress;
}

function ended(past: readonly Progress[]): Progress {
  const progress: Progress = { met: true, step: () => progress, parts: () => past.flatMap((child) => child.parts()) };
  return progress;
}

/** For the lines of what is still to come: nothing of it counts yet. */
const NOTHING: World = { connections: new Map(), version: 0 };
