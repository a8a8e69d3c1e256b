/**
 * What a program wrote to its standard output or error. Any program can print anything, so this
 * recognises mistakes; it decides no goal alone.
 *
 *     printed({ program: 'mosquitto_pub', text: /Connection refused/ })
 */
import { counts, moment, type By, type Moment } from '../check.ts';
import { describe } from '../matcher.ts';
import { phrase } from '../phrases.ts';

export interface PrintedOptions {
  /** The last part of its argv[0]. */
  readonly program: string;
  /** A piece of text, or a pattern; looked for in all that the process printed on one stream. */
  readonly text: string | RegExp;
  readonly stream?: 'stdout' | 'stderr';
  readonly host?: string;
  readonly by?: By;
}

export const printed = (options: PrintedOptions): Moment<'said'> =>
  moment({
    kind: 'printed',
    proof: 'said',
    options: { ...options },
    what: (times) => phrase('check.printed', { program: options.program, text: describe(options.text), times }),
    happens: ({ event, by, printedBefore = '' }) =>
      event?.kind === 'printed' &&
      event.process.program === options.program &&
      counts(options.by, by) &&
      (options.stream === undefined || options.stream === event.stream) &&
      (options.host === undefined || options.host === event.process.host) &&
      appears(options.text, printedBefore, event.text),
  });

/** Does the text appear with these last words, not only in what came before them? */
function appears(wanted: string | RegExp, before: string, now: string): boolean {
  const all = before + now;
  if (typeof wanted === 'string') return all.includes(wanted, Math.max(0, before.length - wanted.length + 1));
  const pattern = new RegExp(wanted.source, wanted.flags.includes('g') ? wanted.flags : `${wanted.flags}g`);
  for (const match of all.matchAll(pattern)) {
    if (match.index + match[0].length > before.length) return true;
  }
  return false;
}
