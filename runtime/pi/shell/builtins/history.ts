/** history and fc: the lines typed so far (bash(1), HISTORY). */
import { strftime } from '../../time/strftime.ts';
import { localTime } from '../../time/local-time.ts';
import { historyOf } from '../shell-history.ts';
import type { HistoryEntry } from '../history.ts';
import { runText } from '../run-text.ts';
import { anyCommandOf } from '../run-words.ts';
import { reason } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, optionProblem, readOptions, refuse } from './usage.ts';

const HISTORY_USAGE = 'history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]';

const fileOf = (shell: Shell, given: string | undefined): string =>
  given ?? shell.variables.get('HISTFILE') ?? `${shell.variables.get('HOME') ?? ''}/.bash_history`;

/** HISTTIMEFORMAT before a line. */
const timeOf = (shell: Shell, { time }: HistoryEntry): string => {
  const format = shell.variables.get('HISTTIMEFORMAT');
  if (format === undefined || format === '') return '';
  const when = localTime(time * 1_000, shell.variables.get('TZ'));
  return format.replace(/%([%a-zA-Z])/g, (_, each: string) => strftime(each, when));
};

export const history: Builtin = async (shell, args) => {
  const found = readOptions(args, 'acd:npsrw');
  const { options, rest } = found;
  if (found.bad !== undefined && /^-\d+$/.test(args[1] ?? ''))
    return invalidOption(shell, 'history', found.bad, HISTORY_USAGE);
  const problem = await optionProblem(shell, 'history', found, HISTORY_USAGE);
  if (problem !== undefined) return problem;
  if (['a', 'n', 'r', 'w'].filter((letter) => options.has(letter)).length > 1)
    return refuse(shell, 'history: cannot use more than one of -anrw');
  const list = historyOf(shell);
  if (options.has('p')) {
    for (const word of rest) await shell.print(`${word}\n`);
    return 0;
  }
  const [given] = rest;
  const isListing = !['a', 'n', 'r', 'w', 's', 'c', 'd'].some((letter) => options.has(letter));
  if (isListing && given !== undefined && !/^\d+$/.test(given))
    return refuse(shell, `history: ${given}: numeric argument required`);
  if (list === undefined) return 0;
  if (options.has('c')) list.clear();
  const offset = options.get('d');
  if (offset !== undefined) return removeEntries(shell, offset);
  if (options.has('s')) {
    if (rest.length > 0) {
      // What is remembered is this line, not the command that says so.
      if (list.holdsCurrent) list.delete(list.next - 1);
      list.holdsCurrent = false;
      list.add(rest.join(' '));
    }
    return 0;
  }
  for (const [letter, run] of [
    ['a', () => list.append(shell.process, fileOf(shell, rest[0]))],
    ['n', () => list.readNew(shell.process, fileOf(shell, rest[0]))],
    ['r', () => list.read(shell.process, fileOf(shell, rest[0]))],
    ['w', () => list.write(shell.process, fileOf(shell, rest[0]))],
  ] as const) {
    if (!options.has(letter)) continue;
    try {
      await run();
      return 0;
    } catch (error) {
      return refuse(
        shell,
        `history: ${fileOf(shell, rest[0])}: cannot ${letter === 'n' || letter === 'r' ? 'read' : 'create'}: ${reason(error)}`,
      );
    }
  }
  if (options.has('c')) return 0;
  if (rest.length > 1) return refuse(shell, 'history: too many arguments');
  const first = given === undefined ? 0 : Math.max(0, list.entries.length - Number(given));
  for (const [index, entry] of list.entries.entries()) {
    if (index < first) continue;
    const number = String(list.first + index).padStart(5);
    await shell.print(`${number}${entry.edited === true ? '*' : ' '} ${timeOf(shell, entry)}${entry.line}\n`);
  }
  return 0;
};

/** `-d 5`, `-d -1`, `-d 3-7` */
const removeEntries = async (shell: Shell, text: string): Promise<number> => {
  const list = historyOf(shell);
  if (list === undefined) return 0;
  const match = /^(-?\d+)(?:-(-?\d+))?$/.exec(text);
  const place = (given: string): number => (Number(given) < 0 ? list.next + Number(given) : Number(given));
  const from = match === null ? NaN : place(match[1] ?? '');
  const to = match?.[2] === undefined ? from : place(match[2]);
  if (!(from >= list.first && to < list.next && from <= to))
    return refuse(shell, `history: ${text}: history position out of range`);
  list.delete(from, to);
  return 0;
};

const FC_USAGE = 'fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]';

/** The number of an entry that is meant by `5`, `-2` or the beginning of its text. */
const entryOf = (shell: Shell, text: string, last: number): number | undefined => {
  const list = historyOf(shell);
  if (list === undefined) return undefined;
  if (/^-?\d+$/.test(text)) {
    const number = Number(text) <= 0 ? last + 1 + Number(text) : Number(text);
    return Math.min(Math.max(number, list.first), last);
  }
  for (let number = last; number >= list.first; number--)
    if (list.at(number)?.line.startsWith(text) === true) return number;
  return undefined;
};

export const fc: Builtin = async (shell, args) => {
  // `-2` is an entry, not an option.
  const end = args.findIndex((argument, index) => index > 0 && /^-\d+$/.test(argument));
  const before = end < 0 ? args : args.slice(0, end);
  const found = readOptions(before, 'e:lnrs');
  const problem = await optionProblem(shell, 'fc', found, FC_USAGE);
  if (problem !== undefined) return problem;
  const { options } = found;
  const rest = [...found.rest, ...(end < 0 ? [] : args.slice(end))];
  const list = historyOf(shell);
  // The line with this fc in it is the last; it does not count.
  const last = list === undefined ? 0 : list.next - (list.holdsCurrent ? 2 : 1);
  if (list === undefined || last < list.first) return options.has('l') ? 0 : refuse(shell, 'fc: no command found');
  if (options.has('s') || options.get('e') === '-') return runAgain(shell, rest, last);
  const [firstText, lastText] = rest;
  const listing = options.has('l');
  const from =
    firstText === undefined ? (listing ? Math.max(list.first, last - 15) : last) : entryOf(shell, firstText, last);
  const to =
    lastText === undefined ? (listing || firstText === undefined ? last : from) : entryOf(shell, lastText, last);
  if (from === undefined || to === undefined) return refuse(shell, 'fc: history specification out of range');
  const numbers = range(from, to);
  if (options.has('r')) numbers.reverse();
  if (listing) {
    for (const number of numbers) {
      const entry = list.at(number);
      if (entry !== undefined)
        await shell.print(`${options.has('n') ? '' : number}\t ${timeOf(shell, entry)}${entry.line}\n`);
    }
    return 0;
  }
  return edit(
    shell,
    numbers.flatMap((number) => list.at(number)?.line ?? []),
    options.get('e'),
  );
};

const range = (from: number, to: number): number[] => {
  const numbers = Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => Math.min(from, to) + index);
  return from <= to ? numbers : numbers.reverse();
};

/** `fc -s old=new cmd`: once more, changed. */
const runAgain = async (shell: Shell, words: readonly string[], last: number): Promise<number> => {
  const changes = words.filter((word) => word.includes('='));
  const [which] = words.filter((word) => !word.includes('='));
  const number = which === undefined ? last : entryOf(shell, which, last);
  let line = number === undefined ? undefined : historyOf(shell)?.at(number)?.line;
  if (line === undefined) return refuse(shell, 'fc: no command found');
  for (const change of changes) {
    const at = change.indexOf('=');
    line = line.replaceAll(change.slice(0, at), change.slice(at + 1));
  }
  return runLine(shell, line);
};

/** What is run in its place is remembered instead of the fc. */
const runLine = async (shell: Shell, text: string): Promise<number> => {
  const list = historyOf(shell);
  if (list !== undefined && shell.interactive) list.replace(list.next - 1, text);
  await shell.print(`${text}\n`, 2);
  return runText(shell, text, { name: 'fc' });
};

const edit = async (shell: Shell, lines: readonly string[], given: string | undefined): Promise<number> => {
  const editor = given ?? shell.variables.get('FCEDIT') ?? shell.variables.get('EDITOR') ?? 'nano';
  const { process } = shell;
  const path = `/tmp/bash-fc.${process.pid}`;
  await process.files.write(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  try {
    const status = await anyCommandOf(shell, [...editor.split(' '), path]);
    if (status !== 0) return status;
    const text = new TextDecoder().decode(await process.files.read(path));
    return await runLine(shell, text.replace(/\n$/, ''));
  } finally {
    await process.files.remove(path);
  }
};
