import { decodePacket } from '#runtime/mqtt/decode.ts';
import { EventScript } from '../kit/events.ts';
import type { Check, Progress } from '#runtime/lesson/check.ts';
import { Observer } from '#runtime/lesson/observe.ts';

/** A check on its own, folded over a scripted log. */
export interface Folding {
  readonly script: EventScript;
  readonly met: boolean;
  readonly progress: Progress;
  /** The check begins now; what was scripted before is the past. */
  begin(): void;
  /** Tells the fold that only time has passed. */
  tick(): void;
  /** "published true", … */
  readonly lines: readonly string[];
}

export function folding(check: Check, reading: 'goal' | 'mistake' = 'goal'): Folding {
  const observer = new Observer(decodePacket);
  const begin = (): Progress => check.begin({ world: observer.world, standing: reading === 'goal' });
  let progress = begin();
  const script = new EventScript((event) => {
    progress = progress.step(observer.step(event));
  });
  return {
    script,
    get met() {
      return progress.met;
    },
    get progress() {
      return progress;
    },
    begin: () => {
      progress = begin();
    },
    tick: () => {
      progress = progress.step(observer.time(script.now));
    },
    get lines() {
      return progress.parts().map(({ what, met, seen }) => `${what.id} ${met ? 'met' : (seen?.id ?? 'open')}`);
    },
  };
}
