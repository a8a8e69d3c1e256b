import { metParts, type Check, type Progress } from '../check.ts';
import { earliest } from './all.ts';

/** Of checks of which one is enough: it rests on the wire only if each of them does. */
export type WeakestProof<Checks extends readonly Check[]> = 'said' extends Checks[number]['proof'] ? 'said' : 'wire';

/** One of them. The readout follows the one that has come furthest. */
export const any = <const Checks extends readonly [Check, ...Check[]]>(
  ...checks: Checks
): Check<WeakestProof<Checks>> => ({
  kind: 'any',
  proof: (checks.some(({ proof }) => proof === 'said') ? 'said' : 'wire') as WeakestProof<Checks>,
  written: { checks },
  begin: (start) => oneOf(checks.map((check) => check.begin(start))),
});

function oneOf(children: readonly Progress[]): Progress {
  const progress: Progress = {
    met: children.some(({ met }) => met),
    ...earliest(children),
    step: (sighting) => {
      const next = children.map((child) => child.step(sighting));
      return next.every((child, index) => child === children[index]) ? progress : oneOf(next);
    },
    parts: () => furthest(children)?.parts() ?? [],
  };
  return progress;
}

/** The first of those with the most parts met; one that is met altogether before all others. */
export function furthest(children: Iterable<Progress>): Progress | undefined {
  let best: Progress | undefined;
  let bestMet = -1;
  for (const child of children) {
    const met = child.met ? Infinity : metParts(child);
    if (met > bestMet) [best, bestMet] = [child, met];
  }
  return best;
}
