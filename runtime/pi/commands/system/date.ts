import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { PiProcess } from '../../system.ts';
import { gnuDate } from '../../time/gnu-format.ts';
import { command, Failure } from '../command.ts';
import { readDate } from '../files/date-words.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import { LineReader } from '../stdio.ts';
import type { StandardOut } from '../stdio.ts';
import { datePage } from './date.page.ts';

const ISO: Readonly<Record<string, string>> = {
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};
const RFC_3339: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%d %H:%M:%S%:z',
  ns: '%Y-%m-%d %H:%M:%S.%N%:z',
};
const RFC_EMAIL = '%a, %d %b %Y %H:%M:%S %z';
const STANDARD = '%a %b %e %H:%M:%S %Z %Y';

/** date(1) of coreutils. */
export const date = command({
  page: datePage,
  absent: 'debug resolution',
  run: async (process, parsed, out) => {
    const { options, operands } = parsed;
    const formats = formatsOf(parsed);
    if (formats.length > 1) throw new Failure('multiple output formats specified');
    const given = ['d', 'f', 'r', 's'].filter((key) => options.has(key));
    if (given.length > 1) throw new UsageProblem('the options to specify dates for printing are mutually exclusive');
    const [first, ...more] = operands;
    if (more[0] !== undefined) throw new UsageProblem(`extra operand ‘${more[0]}’`);
    const zone = options.has('u') || options.has('universal') ? 'UTC' : process.env['TZ'];
    const now = process.clock.now();
    const format = formats[0] ?? STANDARD;
    const print = (ms: number) => out.write(`${gnuDate(format, ms, zone)}\n`);
    const file = options.get('f');
    if (file !== undefined) return fromFile(process, out, { file, now, zone, print });
    const reference = options.get('r');
    if (reference !== undefined) {
      await print(modified(process, reference));
      return 0;
    }
    if (first !== undefined && !first.startsWith('+')) {
      const stamp = stampOf(first, now, zone);
      if (stamp === undefined || given.length > 0) {
        if (given.length > 0)
          throw new UsageProblem(
            `the argument ‘${first}’ lacks a leading '+';\nwhen using an option to specify date(s), any non-option\nargument must be a format string beginning with '+'`,
          );
        throw new Failure(`invalid date ‘${first}’`);
      }
      return set(process, stamp, print);
    }
    const text = options.get('d') ?? options.get('s');
    const at = text === undefined ? now : readDate(text, now, zone);
    if (at === undefined) throw new Failure(`invalid date ‘${text}’`);
    if (options.has('s')) return set(process, at, print);
    await print(at);
    return 0;
  },
});

/** What may be set by nobody here: pi lacks the right, and the clock is not this machine's. */
const set = async (process: PiProcess, at: number, print: (ms: number) => Promise<void>): Promise<number> => {
  const why = process.user === 'root' ? 'the clock of a simulated Raspberry Pi is that of its lab' : strerror('EPERM');
  await process.stderr.write(`date: cannot set date: ${why}\n`);
  await print(at);
  return 1;
};

const formatsOf = ({ options, operands }: Parsed): string[] => {
  const formats = operands
    .filter((operand) => operand.startsWith('+'))
    .slice(0, 1)
    .map((operand) => operand.slice(1));
  if (options.has('I')) formats.push(oneOf(ISO, options.get('I') || 'date', '--iso-8601'));
  if (options.has('rfc-3339')) formats.push(oneOf(RFC_3339, options.get('rfc-3339') ?? '', '--rfc-3339'));
  if (options.has('R')) formats.push(RFC_EMAIL);
  return formats;
};

/** A word of a list, or the beginning of one. */
const oneOf = (known: Readonly<Record<string, string>>, word: string, option: string): string => {
  const names = Object.keys(known);
  const found = names.find((name) => name === word) ?? names.find((name) => word !== '' && name.startsWith(word));
  const format = found === undefined ? undefined : known[found];
  if (format !== undefined) return format;
  const valid = names.map((name) => `  - ‘${name}’`).join('\n');
  throw new UsageProblem(`invalid argument ‘${word}’ for ‘${option}’\nValid arguments are:\n${valid}`);
};

const modified = (process: PiProcess, path: string): number => {
  const seconds = /^-?\d+$/.test(path) ? undefined : path;
  try {
    return process.fs.stat(seconds ?? path).modified;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failure(`${path}: ${strerror(error.code)}`);
  }
};

const fromFile = async (
  process: PiProcess,
  out: StandardOut,
  {
    file,
    now,
    zone,
    print,
  }: { file: string; now: number; zone: string | undefined; print: (ms: number) => Promise<void> },
): Promise<number> => {
  let status = 0;
  try {
    const input = file === '-' ? process.stdin : process.open(file, { read: true });
    const reader = new LineReader({ read: (max = 65_536) => input.read(max) });
    for (let line = await reader.next(); line !== null; line = await reader.next()) {
      const text = new TextDecoder().decode(line);
      const at = readDate(text, now, zone);
      if (at !== undefined) await print(at);
      else {
        await out.flush();
        await process.stderr.write(`date: invalid date ‘${text}’\n`);
        status = 1;
      }
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failure(`${file}: ${strerror(error.code)}`);
  }
  return status;
};

/** `MMDDhhmm[[CC]YY][.ss]` */
const stampOf = (text: string, now: number, zone: string | undefined): number | undefined => {
  const parts = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:\.(\d\d))?$/.exec(text);
  if (parts === null) return undefined;
  const [, month = '', day = '', hour = '', minute = '', first, second, seconds = '00'] = parts;
  const year =
    first === undefined
      ? new Date(now).getUTCFullYear()
      : second === undefined
        ? (Number(first) < 69 ? 2_000 : 1_900) + Number(first)
        : Number(first + second);
  return readDate(`${year}-${month}-${day} ${hour}:${minute}:${seconds}`, now, zone);
};
