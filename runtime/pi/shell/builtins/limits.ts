/** umask, ulimit, times, caller, let: small questions to the shell and its machine. */
import { contextOf } from '../context.ts';
import { ExpansionProblem } from '../expansion-problem.ts';
import { duration, processorTime } from '../measure.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, refuse, takeOptions } from './usage.ts';

const CLASSES = { u: 6, g: 3, o: 0 } as const;
const BITS: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 };

/** `u=rwx,g=rx,o=rx`: what is allowed, not what is masked. */
const symbolic = (mask: number): string =>
  Object.entries(CLASSES)
    .map(([name, shift]) => {
      const allowed = (~mask >> shift) & 7;
      return `${name}=${allowed & 4 ? 'r' : ''}${allowed & 2 ? 'w' : ''}${allowed & 1 ? 'x' : ''}`;
    })
    .join(',');

/** `g-w,o=`, changing what a mask lets through. @throws with the offending character as its message */
const changed = (mask: number, text: string): number => {
  let allowed = ~mask & 0o777;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (match === null) throw new SymbolicProblem(/^[ugoa]*(.?)/.exec(clause)?.[1] ?? '');
    const [, who = '', operator, what = ''] = match;
    const shifts =
      who === '' || who.includes('a') ? [6, 3, 0] : [...who].map((each) => CLASSES[each as keyof typeof CLASSES]);
    const bits = [...what].reduce((sum, letter) => sum | (BITS[letter] ?? 0), 0);
    for (const shift of shifts) {
      if (operator === '=') allowed = (allowed & ~(7 << shift)) | (bits << shift);
      else if (operator === '+') allowed |= bits << shift;
      else allowed &= ~(bits << shift);
    }
  }
  return ~allowed & 0o777;
};

class SymbolicProblem extends Error {}

export const umask: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'pS');
  if (bad !== undefined) return invalidOption(shell, 'umask', bad, 'umask [-p] [-S] [mode]');
  const { process } = shell;
  const [mode] = rest;
  const show = (): string => {
    const text = options.has('S') ? symbolic(process.umask) : process.umask.toString(8).padStart(4, '0');
    return options.has('p') ? `umask ${options.has('S') ? '-S ' : ''}${text}\n` : `${text}\n`;
  };
  if (mode === undefined) {
    await shell.print(show());
    return 0;
  }
  if (/^\d/.test(mode)) {
    if (!/^[0-7]+$/.test(mode) || Number.parseInt(mode, 8) > 0o7777)
      return refuse(shell, `umask: ${mode}: octal number out of range`);
    process.umask = Number.parseInt(mode, 8) & 0o777;
  } else {
    try {
      process.umask = changed(process.umask, mode);
    } catch (error) {
      if (!(error instanceof SymbolicProblem)) throw error;
      return refuse(shell, `umask: \`${error.message}': invalid symbolic mode operator`);
    }
  }
  if (options.has('S')) await shell.print(show());
  return 0;
};

/** What this Pi limits, and by how much; everything else it does not know. */
const LIMITS: readonly (readonly [letter: string, name: string, unit: string, value: string])[] = [
  ['R', 'real-time non-blocking time', '(microseconds, -R)', 'unlimited'],
  ['c', 'core file size', '(blocks, -c)', '0'],
  ['d', 'data seg size', '(kbytes, -d)', 'unlimited'],
  ['e', 'scheduling priority', '(-e)', '0'],
  ['f', 'file size', '(blocks, -f)', 'unlimited'],
  ['i', 'pending signals', '(-i)', '500'],
  ['l', 'max locked memory', '(kbytes, -l)', 'unlimited'],
  ['m', 'max memory size', '(kbytes, -m)', 'unlimited'],
  ['n', 'open files', '(-n)', '1024'],
  ['p', 'pipe size', '(512 bytes, -p)', '8'],
  ['q', 'POSIX message queues', '(bytes, -q)', '819200'],
  ['r', 'real-time priority', '(-r)', '0'],
  ['s', 'stack size', '(kbytes, -s)', '8192'],
  ['t', 'cpu time', '(seconds, -t)', 'unlimited'],
  ['u', 'max user processes', '(-u)', '500'],
  ['v', 'virtual memory', '(kbytes, -v)', 'unlimited'],
  ['x', 'file locks', '(-x)', 'unlimited'],
];

/** The limits of this Pi are its own: they can be read, not moved. */
export const ulimit: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, `SHa${LIMITS.map(([letter]) => letter).join('')}`);
  if (bad !== undefined) return invalidOption(shell, 'ulimit', bad, 'ulimit [-SHabcdefiklmnpqrstuvxPRT] [limit]');
  if (options.has('a')) {
    for (const [, name, unit, value] of LIMITS)
      await shell.print(`${name.padEnd(Math.max(0, 45 - unit.length))}${unit} ${value}\n`);
    return 0;
  }
  const asked = LIMITS.filter(([letter]) => options.has(letter));
  const shown = asked.length > 0 ? asked : LIMITS.filter(([letter]) => letter === 'f');
  const [limit] = rest;
  if (limit !== undefined) {
    const [first] = shown;
    if (!/^(?:\d+|unlimited|hard|soft)$/.test(limit)) return refuse(shell, `ulimit: ${limit}: invalid number`);
    if (limit === first?.[3] || limit === 'hard' || limit === 'soft') return 0;
    return refuse(shell, `ulimit: ${first?.[1] ?? ''}: cannot modify limit: Operation not permitted`);
  }
  for (const [, name, unit, value] of shown)
    await shell.print(
      shown.length > 1 ? `${name.padEnd(Math.max(0, 45 - unit.length))}${unit} ${value}\n` : `${value}\n`,
    );
  return 0;
};

export const times: Builtin = async (shell, args) => {
  const { bad } = takeOptions(args, '');
  if (bad !== undefined) return invalidOption(shell, 'times', bad, 'times');
  const { own, children } = processorTime(shell);
  const none = duration(0, 3, true);
  await shell.print(`${duration(own, 3, true)} ${none}\n${duration(children, 3, true)} ${none}\n`);
  return 0;
};

/** Who called the function that runs: `12 main run.sh`. */
export const caller: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, '');
  if (bad !== undefined) return invalidOption(shell, 'caller', bad, 'caller [expr]');
  const calls = shell.calls.all;
  const [given] = rest;
  if (given !== undefined && !/^\d+$/.test(given)) {
    await shell.complain(`caller: ${given}: invalid number`);
    await shell.print('caller: usage: caller [expr]\n', 2);
    return 2;
  }
  const at = Number(given ?? 0);
  const call = calls[at];
  const from = calls[at + 1];
  if (call === undefined || call.kind === 'script' || (given !== undefined && from === undefined)) return 1;
  const source = from?.source ?? 'NULL';
  await shell.print(
    given === undefined ? `${call.line} ${source}\n` : `${call.line} ${from?.name ?? 'main'} ${source}\n`,
  );
  return 0;
};

/** `let 'x = 1 + 2' y++`: each an expression; the status tells whether the last was not 0. */
export const evaluateLet: Builtin = async (shell, args) => {
  const expressions = args.slice(args[1] === '--' ? 2 : 1);
  if (expressions.length === 0) return refuse(shell, 'let: expression expected');
  let last = 0n;
  for (const expression of expressions) {
    try {
      last = await value(shell, expression);
    } catch (error) {
      if (!(error instanceof ExpansionProblem) || error.fatal) throw error;
      return refuse(shell, `let: ${error.message}`);
    }
  }
  return last === 0n ? 1 : 0;
};

const value = (shell: Shell, expression: string): Promise<bigint> => contextOf(shell).arithmetic(expression);
