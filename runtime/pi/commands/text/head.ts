import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { readSize } from '../numbers.ts';
import { LineReader } from '../stdio.ts';
import type { StandardOut } from '../stdio.ts';
import { FileProblems, inputName, inputNames, openInput } from './input.ts';
import type { TextInput } from './input.ts';
import { ended, NEWLINE } from './lines.ts';

/** BUFSIZ: what one read asks for. */
const BLOCK = 8_192;

/** head(1) */
export const head = command({
  page: {
    name: 'head',
    section: 1,
    summary: 'print the first lines of files',
    synopsis: ['head [OPTION]... [FILE]...'],
    description: [
      'Prints the first 10 lines of each FILE; of several, with a heading that names each. Without a FILE, or for -, of standard input.',
      'From a file on standard input it takes no more than it prints: the next command goes on behind it.',
    ],
    options: [
      ['-c, --bytes=[-]NUM', 'print the first NUM bytes; with -, all but the last NUM'],
      ['-n, --lines=[-]NUM', 'print the first NUM lines instead of 10; with -, all but the last NUM'],
      ['-q, --quiet', 'no headings'],
      ['--silent', 'the same as -q'],
      ['-v, --verbose', 'always headings'],
      ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
    ],
    sections: [
      [
        'NUMBERS',
        [
          'NUM may have a multiplier: b 512, kB 1000, K 1024, MB 1000*1000, M 1024*1024, and so on. *-5* is short for *-n 5*.',
        ],
      ],
    ],
    examples: [
      ['mosquitto_sub -t a | head -1', 'wait for one message, then end'],
      ['head -n -1 file', 'all but the last line'],
    ],
    seeAlso: ['tail(1)'],
  },
  prepare: (args) => {
    const [first = '', ...rest] = args;
    const [, digits, unit = '', others = ''] = /^-(\d+)([cl]?)([qvz]*)$/.exec(first) ?? [];
    if (digits === undefined) return args;
    return [unit === 'c' ? '-c' : '-n', digits, ...(others === '' ? [] : [`-${others}`]), ...rest];
  },
  run: async (process, { options, all, operands }, out) => {
    const amount = amountOf(all, 'head');
    const names = inputNames(operands);
    const heading = all.filter(([key]) => 'qv'.includes(key) || key === 'silent').at(-1)?.[0];
    const withHeading = heading === undefined ? names.length > 1 : heading === 'v';
    const problems = new FileProblems(process, out);
    const end = options.has('z') ? 0 : NEWLINE;
    let isFirst = true;
    for (const name of names) {
      let input: TextInput;
      try {
        input = openInput(process, name);
      } catch (error) {
        await problems.failed(`cannot open ${inputNameQuoted(name)} for reading`, error);
        continue;
      }
      try {
        if (withHeading) await out.write(`${isFirst ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
        isFirst = false;
        await print(input, amount, end, out);
        input.close();
      } catch (error) {
        await problems.failed(`error reading ${inputNameQuoted(name)}`, error);
      }
    }
    return problems.status;
  },
});

/** Always in quotes, as in the middle of a sentence. */
export const inputNameQuoted = (name: string): string => {
  const shown = inputName(name);
  return /^['"]/.test(shown) ? shown : `'${shown}'`;
};

export interface Amount {
  readonly unit: 'lines' | 'bytes';
  readonly count: number;
  /** head: all but the last; tail: from the first. */
  readonly otherEnd: boolean;
}

/** The last of -n and -c. @throws Failure */
export const amountOf = (all: readonly (readonly [string, string])[], of: 'head' | 'tail'): Amount => {
  const last = all.filter(([key]) => key === 'n' || key === 'c').at(-1);
  const [key = 'n', value = '10'] = last ?? [];
  const unit = key === 'n' ? 'lines' : 'bytes';
  const otherEnd = value.startsWith(of === 'head' ? '-' : '+');
  const digits = value.startsWith('-') || otherEnd ? value.slice(1) : value;
  const { value: count, problem } = readSize(digits, 'bkKmMGTPEZY');
  if (problem !== undefined) {
    const why = problem === 'too large' ? ': Value too large for defined data type' : '';
    throw new Failure(`invalid number of ${unit}: ${quote(otherEnd && of === 'head' ? digits : value)}${why}`);
  }
  return { unit, count, otherEnd };
};

const print = async (input: TextInput, amount: Amount, end: number, out: StandardOut): Promise<void> => {
  if (amount.otherEnd)
    return amount.unit === 'lines' ? allButLines(input, amount.count, end, out) : allButBytes(input, amount.count, out);
  return amount.unit === 'lines' ? lines(input, amount.count, end, out) : bytes(input, amount.count, out);
};

const bytes = async (input: TextInput, count: number, out: StandardOut): Promise<void> => {
  let left = count;
  while (left > 0) {
    const block = await input.read(Math.min(left, BLOCK));
    if (block === null) return;
    left -= block.length;
    await out.write(block);
  }
};

const lines = async (input: TextInput, count: number, end: number, out: StandardOut): Promise<void> => {
  let left = count;
  while (left > 0) {
    const block = await input.read(BLOCK);
    if (block === null) return;
    let at = 0;
    while (left > 0) {
      const next = block.indexOf(end, at);
      if (next < 0) {
        at = block.length;
        break;
      }
      left--;
      at = next + 1;
    }
    // What was read too far is given back, where that can be done.
    if (at < block.length) input.file.seek?.(at - block.length, 'here');
    await out.write(block.subarray(0, at));
  }
};

const allButLines = async (input: TextInput, count: number, end: number, out: StandardOut): Promise<void> => {
  const reader = new LineReader(input, end);
  const held: Uint8Array[] = [];
  for (let line = await reader.next(); line !== null; line = await reader.next()) {
    held.push(reader.ended ? ended(line, end) : line);
    if (held.length > count) await out.write(held.shift() ?? line);
  }
};

const allButBytes = async (input: TextInput, count: number, out: StandardOut): Promise<void> => {
  const held: Uint8Array[] = [];
  let size = 0;
  for (let block = await input.read(); block !== null; block = await input.read()) {
    held.push(block);
    size += block.length;
    for (let first = held[0]; first !== undefined && size > count; first = held[0]) {
      const part = first.subarray(0, size - count);
      await out.write(part);
      size -= part.length;
      if (part.length < first.length) held[0] = first.subarray(part.length);
      else held.shift();
    }
  }
};
