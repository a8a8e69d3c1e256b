import type { Check, Progress, Proof } from '../check.ts';

/** Of checks that must all be met: one that rests on the wire is enough to rest on the wire. */
export type StrongestProof<Checks extends readonly Check[]> = 'wire' extends Checks[number]['proof'] ? 'wire' : 'said';

export const strongestProof = (checks: readonly Check[]): Proof =>
  checks.some(({ proof }) => proof === 'wire') ? 'wire' : 'said';

/**
 * All of them at once, in any order. A fact among them must still hold when the last one is met:
 * `all(subscribed(…), delivered(…))` needs the subscription while the message comes.
 */
export const all = <const Checks extends readonly [Check, ...Check[]]>(
  ...checks: Checks
): Check<StrongestProof<Checks>> => ({
  kind: 'all',
  proof: strongestProof(checks) as StrongestProof<Checks>,
  written: { checks },
  begin: (start) => together(checks.map((check) => check.begin(start))),
});

function together(children: readonly Progress[]): Progress {
  const progress: Progress = {
    met: children.every(({ met }) => met),
    ...earliest(children),
    step: (sighting) => {
      const next = children.map((child) => child.step(sighting));
      return next.every((child, index) => child === children[index]) ? progress : together(next);
    },
    parts: () => children.flatMap((child) => child.parts()),
  };
  return progress;
}

/** The first of several deadlines, as a property that is there or not. */
export function earliest(children: readonly Progress[]): { deadline?: number } {
  let deadline: number | undefined;
  for (const child of children) {
    if (child.deadline !== undefined && child.deadline < (deadline ?? Infinity)) deadline = child.deadline;
  }
  return deadline === undefined ? {} : { deadline };
}
