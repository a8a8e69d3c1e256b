import type { PiProcess } from '../../system.ts';
import { Failure } from '../command.ts';
import type { Parsed } from '../options.ts';
import { procps } from './procps.ts';

/** By option: how many bytes one is. */
const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  k: 1_024,
  m: 1_024 ** 2,
  g: 1_024 ** 3,
  tebi: 1_024 ** 4,
  kilo: 1_000,
  mega: 1_000 ** 2,
  giga: 1_000 ** 3,
  tera: 1_000 ** 4,
};

/** free(1) of procps. */
export const free = procps({
  page: {
    name: 'free',
    section: 1,
    summary: 'print how much memory is used and free',
    synopsis: ['free [OPTION]...'],
    description: [
      'Prints how much memory there is, how much of it programs use, and how much holds files that were read (*buff/cache*), which programs get as soon as they need it. *available* is what they can have.',
    ],
    options: [
      ['-b, --bytes', 'in bytes'],
      ['-k, --kibi', 'in KiB (so it is without)'],
      ['-m, --mebi', 'in MiB'],
      ['-g, --gibi', 'in GiB'],
      ['--tebi', 'in TiB'],
      ['--kilo', 'in units of 1000 bytes'],
      ['--mega', 'in units of 1000000 bytes'],
      ['--giga', 'in units of 1000000000 bytes'],
      ['--tera', 'in units of 1000000000000 bytes'],
      ['-h, --human', 'with the unit that fits'],
      ['--si', 'powers of 1000 instead of 1024'],
      ['-l, --lohi', 'also low and high memory'],
      ['-t, --total', 'also memory and swap together'],
      ['-w, --wide', 'buffers and cache in columns of their own'],
      ['-s, --seconds=N', 'again and again, every N seconds'],
      ['-c, --count=N', 'N times'],
      ['-V', 'print the version'],
    ],
    examples: [
      ['free -h', 'easy to read'],
      ['free -m -s 2', 'every two seconds, until ^C'],
    ],
    differences: [
      'This Pi has no swap and no shared memory. What a program takes is its price here, about what the real one takes.',
    ],
    seeAlso: ['top(1)', 'ps(1)', 'uptime(1)'],
  },
  absent: 'v committed peta pebi',
  run: async (process, { options, all }, out) => {
    const seconds = options.has('s') ? secondsOf(options.get('s') ?? '') : undefined;
    const count = options.has('c') ? countOf(options.get('c') ?? '') : seconds === undefined ? 1 : Infinity;
    for (let turn = 1; ; turn++) {
      await out.write(table(process, options, all));
      await out.flush();
      if (turn >= count) return 0;
      await out.write('\n');
      await process.sleep((seconds ?? 1) * 1_000);
    }
  },
});

const secondsOf = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new Failure(`seconds argument failed: '${text}': Invalid argument`);
  if (value < 0.000_001) throw new Failure(`seconds argument \`${text}' is not positive number`);
  return value;
};

const countOf = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Failure(`failed to parse count argument: '${text}'`);
  if (value < 1) throw new Failure(`failed to parse count argument: '${text}'`);
  return value;
};

const table = (process: PiProcess, options: Parsed['options'], all: Parsed['all']): string => {
  const { total, used, cached } = process.machine.memory;
  const free = total - used - cached;
  const isWide = options.has('w');
  const unit =
    all.map(([key]) => UNITS[key]).findLast((each) => each !== undefined) ?? (options.has('si') ? 1_000 : 1_024);
  const base = options.has('si') ? 1_000 : 1_024;
  const shown = (bytes: number): string => (options.has('h') ? human(bytes, base) : String(Math.floor(bytes / unit)));
  const row = (label: string, values: readonly (number | string)[]): string =>
    `${label.padEnd(8)}${values.map((value) => (typeof value === 'number' ? shown(value) : value).padStart(12)).join('')}\n`;
  const caches = isWide ? [0, cached] : [cached];
  return (
    row('', ['total', 'used', 'free', 'shared', ...(isWide ? ['buffers', 'cache'] : ['buff/cache']), 'available']) +
    row('Mem:', [total, used, free, 0, ...caches, total - used]) +
    (options.has('l') ? row('Low:', [total, total - free, free]) + row('High:', [0, 0, 0]) : '') +
    row('Swap:', [0, 0, 0]) +
    (options.has('t') ? row('Total:', [total, used, free]) : '')
  );
};

/** `906Mi`, `8.6Mi`, `0B`: no more than five characters. */
const human = (bytes: number, base: number): string => {
  const end = base === 1_024 ? 'i' : '';
  const room = base === 1_024 ? 5 : 4;
  if (`${bytes}B`.length <= room) return `${bytes}B`;
  for (const [index, letter] of [...'KMGT'].entries()) {
    const value = bytes / base ** (index + 1);
    for (const text of [`${value.toFixed(1)}${letter}${end}`, `${Math.floor(value)}${letter}${end}`])
      if (text.length <= room) return text;
  }
  return `${bytes}B`;
};
