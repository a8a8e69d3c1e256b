/** The signals of Linux by number and name (signal(7)), as kill(1), timeout(1) and their like name them. */
import { SIGNAL_NUMBER } from '../../process.ts';
import type { Signal } from '../../process.ts';

/** In the order of their numbers; 0 is no signal. */
export const SIGNAL_NAMES: readonly string[] = (
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT ' +
  'CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH POLL PWR SYS'
).split(' ');

const SAME: Readonly<Record<string, string>> = { CLD: 'CHLD', IOT: 'ABRT', IO: 'POLL' };
const REALTIME_FIRST = 34;
const REALTIME_LAST = 64;

/** `TERM`, `SIGTERM`, `term`, `15` → 15. @returns undefined: there is no such signal */
export const signalNumber = (text: string): number | undefined => {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return number <= SIGNAL_NAMES.length || (number >= REALTIME_FIRST && number <= REALTIME_LAST) ? number : undefined;
  }
  const name = text.toUpperCase().replace(/^SIG/, '');
  if (name === 'EXIT' || name === 'NULL') return 0;
  const index = SIGNAL_NAMES.indexOf(SAME[name] ?? name);
  if (index >= 0) return index + 1;
  const [, base, sign, offset = '0'] = /^RT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name) ?? [];
  if (base === undefined) return undefined;
  return base === 'MIN' && sign !== '-' ? REALTIME_FIRST + Number(offset) : REALTIME_LAST - Number(offset);
};

/** 15 → `TERM`; 128 + 15 too, as the shell's status has it. */
export const signalName = (number: number): string | undefined =>
  SIGNAL_NAMES[(number > 128 ? number - 128 : number) - 1];

/** The signals that processes of this Pi can get; undefined: this one cannot come. */
export const deliverable = (number: number): Signal | undefined =>
  (Object.keys(SIGNAL_NUMBER) as Signal[]).find((signal) => SIGNAL_NUMBER[signal] === number);
