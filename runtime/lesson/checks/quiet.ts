/**
 * Something does not happen: in a window of lab seconds, which the `after` opens. There is no
 * "never": nobody can wait for it.
 *
 *     quiet({ for: 3, after: subscribed({ filter: '#' }), of: delivered({ matching: '$SYS/#' }) })
 *
 * What must not happen breaks the window; it opens anew the next time that `after` is met. While it
 * is open, another `after` does not start it again. `after` must happen in the step: a subscription
 * from before opens no window. To say "and that very client hears nothing", see `sameClient`.
 */
import { concerns, type Check, type Moment, type Progress, type Start } from '../check.ts';
import type { Sighting } from '../observe.ts';
import { phrase } from '../phrases.ts';
import type { PartState } from '../state.ts';

export interface QuietOptions<After extends Check = Check> {
  /** Lab seconds. */
  readonly for: number;
  readonly after: After;
  readonly of: Moment;
}

export const quiet = <After extends Check>(options: QuietOptions<After>): Check<After['proof']> => ({
  kind: 'quiet',
  proof: options.after.proof,
  written: { options: { ...options } },
  begin: (start) => waiting(options, { ...start, standing: false }, false),
});

/** Before the window: `after` has not been met, or not again since the window was broken. */
function waiting(options: QuietOptions, start: Start, broken: boolean, current = options.after.begin(start)): Progress {
  const progress: Progress = {
    met: false,
    ...(current.deadline === undefined ? {} : { deadline: current.deadline }),
    step: (sighting) => {
      const next = current.step(sighting);
      if (next === current) return progress;
      return next.met ? open(options, start, next, sighting.at) : waiting(options, start, broken, next);
    },
    parts: () => [...current.parts(), silence(options, broken ? 'seen.broken' : 'seen.none')],
  };
  return progress;
}

function open(options: QuietOptions, start: Start, opened: Progress, since: number): Progress {
  const deadline = since + options.for * 1_000;
  const progress: Progress = {
    met: false,
    deadline,
    step: (sighting) => {
      if (sighting.at >= deadline) return kept(options, opened);
      return breaks(options, start, sighting) ? waiting(options, { ...start, world: sighting.world }, true) : progress;
    },
    parts: () => [...opened.parts(), silence(options, 'seen.so-far')],
  };
  return progress;
}

function kept(options: QuietOptions, opened: Progress): Progress {
  const progress: Progress = {
    met: true,
    step: () => progress,
    parts: () => [...opened.parts(), { what: silence(options, 'seen.so-far').what, met: true }],
  };
  return progress;
}

const breaks = ({ of }: QuietOptions, { client }: Start, sighting: Sighting): boolean =>
  concerns(sighting, client) && of.happens(sighting);

function silence({ of, for: seconds }: QuietOptions, seen: 'seen.none' | 'seen.so-far' | 'seen.broken'): PartState {
  const { id, values } = of.what();
  const what = id === 'check.published' || id === 'check.delivered' ? (`${id}.quiet` as const) : 'check.other.quiet';
  return { what: phrase(what, { ...values, seconds }), met: false, seen: phrase(seen) };
}
