/** Signals as people write them (signal(7)): `INT`, `SIGINT`, `2`, `int`. */
import { SIGNAL_NUMBER } from '../process.ts';
import type { Signal } from '../process.ts';

const NAMES =
  'HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU ' +
  'URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS';

const REAL_TIME_MIN = 34;
const REAL_TIME_MAX = 64;

/** All of Linux's by number, also those that this Pi's programs never get. */
export const SIGNALS: ReadonlyMap<number, string> = (() => {
  const names = new Map(NAMES.split(' ').map((name, index) => [index + 1, `SIG${name}`]));
  for (let number = REAL_TIME_MIN; number <= REAL_TIME_MAX; number++) {
    const [above, below] = [number - REAL_TIME_MIN, REAL_TIME_MAX - number];
    const name =
      above <= 15 ? `SIGRTMIN${above === 0 ? '' : `+${above}`}` : `SIGRTMAX${below === 0 ? '' : `-${below}`}`;
    names.set(number, name);
  }
  return names;
})();

/** The number of a signal, by number or name; 0 is none, but may be asked for. undefined: there is no such signal */
export const signalNumber = (text: string): number | undefined => {
  if (/^\d+$/.test(text)) return SIGNALS.has(Number(text)) || Number(text) === 0 ? Number(text) : undefined;
  const name = text.toUpperCase();
  for (const [number, known] of SIGNALS) if (known === name || known === `SIG${name}`) return number;
  return undefined;
};

/** The signal of that number, if a process of this Pi can get it. */
export const signalOf = (number: number): Signal | undefined =>
  (Object.keys(SIGNAL_NUMBER) as Signal[]).find((signal) => SIGNAL_NUMBER[signal] === number);

/** The table of `kill -l` and `trap -l`: five in a row. */
export const signalTable = (): string => {
  let text = '';
  let column = 0;
  for (const [number, name] of SIGNALS) {
    text += `${String(number).padStart(2)}) ${name}`;
    column = (column + 1) % 5;
    text += column === 0 ? '\n' : '\t';
  }
  return column === 0 ? text : `${text}\n`;
};
