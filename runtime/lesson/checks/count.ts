/**
 * Several times. Of a fact in a goal: that many hold at once. Of anything else: it was met that
 * often, each time from the start.
 *
 *     count(3, delivered({ matching: 'sensor/+/temperature' }))
 *     count(2, subscribed({ filter: 'piandmore/test' }))          two subscribers at the same time
 */
import { isMoment, type Check, type Moment, type Progress, type Start } from '../check.ts';
import { phrase } from '../phrases.ts';
import type { PartState } from '../state.ts';

export const count = <C extends Check>(times: number, check: C): Check<C['proof']> => ({
  kind: 'count',
  proof: check.proof,
  written: { options: { times }, checks: [check] },
  begin: (start) =>
    isMoment(check) && check.held !== undefined && start.standing
      ? holding(times, check, start)
      : counting(times, check, { ...start, standing: false }, 0, check.begin({ ...start, standing: false })),
});

function counting(times: number, check: Check, start: Start, reached: number, current: Progress): Progress {
  const met = reached >= times;
  const progress: Progress = {
    met,
    ...(met || current.deadline === undefined ? {} : { deadline: current.deadline }),
    step: (sighting) => {
      if (met) return progress;
      const next = current.step(sighting);
      if (next === current) return progress;
      if (!next.met) return counting(times, check, start, reached, next);
      const again = check.begin({ ...start, world: sighting.world });
      return counting(times, check, start, reached + 1, again);
    },
    parts: () => counted(times, check, reached, current),
  };
  return progress;
}

function holding(times: number, check: Moment, start: Start): Progress {
  const number = check.held?.(start.world, start.client) ?? 0;
  let { version } = start.world;
  const progress: Progress = {
    met: number >= times,
    step: ({ world }) => {
      if (world.version === version) return progress;
      version = world.version;
      return check.held?.(world, start.client) === number ? progress : holding(times, check, { ...start, world });
    },
    parts: () => counted(times, check, number, undefined),
  };
  return progress;
}

function counted(times: number, check: Check, reached: number, current: Progress | undefined): readonly PartState[] {
  const met = reached >= times;
  const seen = phrase('seen.of', { n: Math.min(reached, times), of: times });
  if (isMoment(check)) return [{ what: check.what(times, current !== undefined), met, seen }];
  const what = phrase('check.again', { times });
  return [...(current?.parts() ?? []), { what, met, seen }];
}
