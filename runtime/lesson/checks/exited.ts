/**
 * A process ended.
 *
 *     exited({ program: 'mosquitto_sub', status: 27 })       -W ran out
 *     exited({ program: 'mosquitto_sub', signal: 'SIGKILL' })
 */
import { counts, moment, type By, type Moment } from '../check.ts';
import { numberFits, type NumberMatcher } from '../matcher.ts';
import { phrase } from '../phrases.ts';

export interface ExitedOptions {
  /** The last part of its argv[0]. */
  readonly program: string;
  /** As `$?` shows it: 128 + n after a signal. */
  readonly status?: NumberMatcher;
  readonly signal?: string;
  readonly host?: string;
  readonly by?: By;
}

/**
 * Any program may bear any name, so the end of one is no proof of what it did: like `printed`, it
 * decides no goal alone.
 */
export const exited = (options: ExitedOptions): Moment<'said'> =>
  moment({
    kind: 'exited',
    proof: 'said',
    options: { ...options },
    what: (times) => phrase('check.exited', { program: options.program, times }),
    happens: ({ event, by }) =>
      event?.kind === 'process-ended' &&
      event.program === options.program &&
      counts(options.by, by) &&
      numberFits(options.status, event.status) &&
      (options.signal === undefined || options.signal === event.signal) &&
      (options.host === undefined || options.host === event.host),
  });
