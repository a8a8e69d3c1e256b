import { quotedName } from '../../quoting.ts';
import { command } from '../command.ts';
import type { PiProcess, Stat } from '../../system.ts';
import { SystemError } from '#runtime/ports.ts';
import { FileProblems, inputNames, openInput } from './input.ts';
import { Counter } from './counter.ts';
import type { Counts } from './counter.ts';

/** wc(1) */
export const wc = command({
  page: {
    name: 'wc',
    section: 1,
    summary: 'count lines, words and bytes',
    synopsis: ['wc [OPTION]... [FILE]...'],
    description: [
      'Counts the newlines, words and bytes of each FILE, and of all together when there are several. Without a FILE, or for -, of standard input.',
    ],
    options: [
      ['-c, --bytes', 'count bytes'],
      ['-m, --chars', 'count characters'],
      ['-l, --lines', 'count newlines'],
      ['-L, --max-line-length', 'how wide the widest line is'],
      ['-w, --words', 'count words'],
    ],
    examples: [
      ['mosquitto_sub -t a -W 10 | wc -l', 'how many messages come in ten seconds'],
      ['printf Grüße | wc -c -m', 'a letter may take more than one byte: 5 characters, 7 bytes'],
    ],
  },
  absent: 'files0-from',
  run: async (process, { options, operands }, out) => {
    const shown = KINDS.filter(([key]) => (options.size === 0 ? 'lwc'.includes(key) : options.has(key)));
    const names = inputNames(operands);
    const width = widthOf(process, names, shown.length);
    const problems = new FileProblems(process, out);
    const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
    const print = async (counts: Counts, name: string | undefined): Promise<void> => {
      const numbers = shown.map(([, kind]) => String(counts[kind]).padStart(width)).join(' ');
      await out.write(`${numbers}${name === undefined ? '' : ` ${name}`}\n`);
    };
    const isText = shown.some(([, kind]) => kind === 'words' || kind === 'chars' || kind === 'longest');
    for (const name of names) {
      const counter = new Counter(isText);
      let isOpen = false;
      try {
        const input = openInput(process, name);
        isOpen = true;
        for (let block = await input.read(); block !== null; block = await input.read()) counter.add(block);
        input.close();
      } catch (error) {
        await problems.failed(quotedName(name), error);
      }
      if (!isOpen) continue;
      const counts = counter.counts();
      await print(counts, operands.length === 0 ? undefined : quotedNewlines(name));
      for (const key of ['lines', 'words', 'chars', 'bytes'] as const) total[key] += counts[key];
      total.longest = Math.max(total.longest, counts.longest);
    }
    if (names.length > 1) await print(total, 'total');
    return problems.status;
  },
});

const KINDS = [
  ['l', 'lines'],
  ['w', 'words'],
  ['m', 'chars'],
  ['c', 'bytes'],
  ['L', 'longest'],
] as const;

const quotedNewlines = (name: string): string => (name.includes('\n') ? quotedName(name) : name);

/**
 * Columns are as wide as the bytes of all files need; 7 when one cannot be known beforehand (a pipe);
 * 1 when there is but one number, or nothing to be had of the first file.
 */
const widthOf = (process: PiProcess, names: readonly string[], kinds: number): number => {
  if (names.length === 1 && kinds === 1) return 1;
  const stats = names.map((name) => statOf(process, name));
  if (stats[0] === undefined) return 1;
  let least = 1;
  let sum = 0;
  for (const stat of stats) {
    if (stat === undefined) continue;
    if (stat.kind === 'file') sum += stat.size;
    else least = 7;
  }
  return Math.max(least, String(sum).length);
};

const statOf = (process: PiProcess, name: string): Pick<Stat, 'kind' | 'size'> | undefined => {
  try {
    if (name !== '-') return process.fs.stat(name);
    const file = process.fds.get(0);
    if (file?.seek === undefined) return file === undefined ? undefined : { kind: file.kind, size: 0 };
    const here = file.seek(0, 'here');
    const size = file.seek(0, 'end');
    file.seek(here, 'start');
    return { kind: 'file', size };
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
};
