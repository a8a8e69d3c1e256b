/** The functions that awk brings, as far as they neither read nor write. */
import { gnuDate } from '../../../time/gnu-format.ts';
import { formatted, TooFewArguments } from './format.ts';
import type { AwkRuntime } from './runtime.ts';
import { toNumber } from './value.ts';
import type { Value } from './value.ts';

type Plain = (runtime: AwkRuntime, args: readonly Value[]) => Value;

const number = (args: readonly Value[], index: number, otherwise = 0): number =>
  index < args.length ? toNumber(args[index]) : otherwise;

/** Bytes, and only ASCII has capitals. */
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** mawk 1.3.4's: what lies before the text lengthens what is wanted. */
const substring = (text: string, from: number, length: number): string => {
  const begin = Math.trunc(from);
  const wanted = begin < 1 ? Math.trunc(length) - begin : Math.trunc(length);
  const start = Math.max(begin, 1) - 1;
  return wanted <= 0 || Number.isNaN(wanted) ? '' : text.slice(start, start + wanted);
};

export const format = (
  runtime: AwkRuntime,
  name: string,
  args: readonly Value[],
  before: (text: string) => void = () => {},
): string => {
  const pattern = runtime.text(args[0]);
  try {
    return formatted(pattern, args.slice(1), { toText: (value) => runtime.text(value), toNumber });
  } catch (error) {
    if (!(error instanceof TooFewArguments)) throw error;
    before(error.sofar);
    throw runtime.problem(`not enough arguments passed to ${name}("${pattern}")`);
  }
};

export const PLAIN: Readonly<Record<string, Plain>> = {
  substr: (runtime, args) => substring(runtime.text(args[0]), number(args, 1), number(args, 2, Infinity)),
  index: (runtime, args) => {
    const sought = runtime.text(args[1]);
    return runtime.text(args[0]).indexOf(sought) + 1;
  },
  tolower: (runtime, args) => lower(runtime.text(args[0])),
  toupper: (runtime, args) => upper(runtime.text(args[0])),
  sprintf: (runtime, args) => format(runtime, 'sprintf', args),
  sin: (_, args) => Math.sin(number(args, 0)),
  cos: (_, args) => Math.cos(number(args, 0)),
  atan2: (_, args) => Math.atan2(number(args, 0), number(args, 1)),
  exp: (_, args) => Math.exp(number(args, 0)),
  log: (_, args) => Math.log(number(args, 0)),
  sqrt: (_, args) => Math.sqrt(number(args, 0)),
  int: (_, args) => Math.trunc(number(args, 0)),
  systime: (runtime) => Math.floor(runtime.process.clock.now() / 1_000),
  strftime: (runtime, args) =>
    gnuDate(
      args.length === 0 ? '%c' : runtime.text(args[0]),
      1_000 * number(args, 1, runtime.process.clock.now() / 1_000),
      number(args, 2) === 0 ? runtime.process.env['TZ'] : 'UTC',
    ),
  mktime: (runtime, args) => {
    const [year = NaN, month = 1, day = 1, hour = 0, minute = 0, second = 0] = runtime
      .text(args[0])
      .split(/\s+/)
      .map(Number);
    const time = Date.UTC(year, month - 1, day, hour, minute, second) / 1_000;
    return Number.isNaN(time) ? -1 : time;
  },
};
