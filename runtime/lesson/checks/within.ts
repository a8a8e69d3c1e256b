/**
 * All of it in so many lab seconds, from its first sign to its last.
 *
 *     within(10, count(3, published({ topic: 'a' })))     three in ten seconds, not three at all
 *
 * Every sign may be the first one, so several attempts run beside each other. Of two that have come
 * equally far the later has more time left: the earlier is dropped.
 */
import type { Check, Progress, Start } from '../check.ts';
import { phrase } from '../phrases.ts';
import { earliest } from './all.ts';
import { furthest } from './any.ts';

export const within = <C extends Check>(seconds: number, check: C): Check<C['proof']> => ({
  kind: 'within',
  proof: check.proof,
  written: { options: { seconds }, checks: [check] },
  begin: (start) => attempts(seconds, check, { ...start, standing: false }, []),
});

interface Attempt {
  readonly until: number;
  readonly progress: Progress;
}

function attempts(seconds: number, check: Check, start: Start, running: readonly Attempt[]): Progress {
  const fresh = check.begin(start);
  const met = running.some((attempt) => attempt.progress.met);
  const children = running.map((attempt) => attempt.progress);
  const progress: Progress = {
    met,
    ...earliest(children),
    step: (sighting) => {
      if (met) return progress;
      const next: Attempt[] = [];
      let changed = false;
      for (const attempt of running) {
        const stepped = attempt.progress.step(sighting);
        if (sighting.at > attempt.until) {
          changed = true;
          continue;
        }
        if (stepped !== attempt.progress) changed = true;
        next.push({ until: attempt.until, progress: stepped });
      }
      const first = fresh.step(sighting);
      if (first !== fresh) {
        changed = true;
        next.push({ until: sighting.at + seconds * 1_000, progress: first });
      }
      return changed ? attempts(seconds, check, { ...start, world: sighting.world }, withoutOutdone(next)) : progress;
    },
    parts: () => [...(furthest(children) ?? fresh).parts(), { what: phrase('check.within', { seconds }), met }],
  };
  return progress;
}

function withoutOutdone(running: readonly Attempt[]): Attempt[] {
  const latest = new Map<string, Attempt>();
  for (const attempt of running) latest.set(standOf(attempt.progress), attempt);
  return [...latest.values()];
}

/** How far an attempt is, as text: what is met, and what was seen of the rest. */
const standOf = (progress: Progress): string =>
  JSON.stringify(progress.parts().map(({ met, seen }) => [met, seen?.values ?? seen?.id]));
