import { quote } from '../../quoting.ts';
import { argmatch } from '../files/argmatch.ts';
import { command, Failure } from '../command.ts';
import { readSize } from '../numbers.ts';
import type { StandardOut } from '../stdio.ts';
import { Follower } from './follower.ts';
import type { Followed } from './follower.ts';
import { amountOf, inputNameQuoted } from './head.ts';
import type { Amount } from './head.ts';
import { FileProblems, inputNames, openInput } from './input.ts';
import type { TextInput } from './input.ts';
import { LastPart } from './last-part.ts';
import { NEWLINE } from './lines.ts';

/** tail(1) */
export const tail = command({
  page: {
    name: 'tail',
    section: 1,
    summary: 'print the last lines of files, and what is written to them',
    synopsis: ['tail [OPTION]... [FILE]...'],
    description: [
      'Prints the last 10 lines of each FILE; of several, with a heading that names each. Without a FILE, or for -, of standard input.',
      'With -f it stays and prints what is written to the files from then on, until Ctrl-C.',
    ],
    options: [
      ['-c, --bytes=[+]NUM', 'print the last NUM bytes; with +, from byte NUM on'],
      ['-f', 'print what is appended, too; the same as --follow=descriptor'],
      [
        '--follow[=HOW]',
        'the same; HOW: descriptor (it stays with the file, whatever that is called) or name (with what is called so now)',
      ],
      ['-F', 'the same as --follow=name --retry: for a log that is put aside and begun anew'],
      ['-n, --lines=[+]NUM', 'print the last NUM lines instead of 10; with +, from line NUM on'],
      ['--max-unchanged-stats=N', 'does nothing: names are looked at each time'],
      ['--pid=PID', 'with -f, end when this process has ended'],
      ['-q, --quiet', 'no headings'],
      ['--silent', 'the same as -q'],
      ['--retry', 'with -f, try again to open a file that is not there'],
      ['-s, --sleep-interval=N', 'with -f, look every N seconds'],
      ['-v, --verbose', 'always headings'],
      ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
    ],
    sections: [
      [
        'NUMBERS',
        [
          'NUM may have a multiplier: b 512, kB 1000, K 1024, MB 1000*1000, M 1024*1024, and so on. *-5* is short for *-n 5*, *-5f* for *-n 5 -f*, *+5* for *-n +5*.',
        ],
      ],
    ],
    examples: [
      ['tail -f /var/log/mosquitto/mosquitto.log', 'watch what the broker writes to its log'],
      ['tail -n +2 table', 'all but the first line'],
    ],
    differences: ['Without -s, files are looked at ten times a second, where the real tail is woken by the kernel.'],
    seeAlso: ['head(1)', 'less(1)'],
  },
  prepare: (args) => oldForm(args) ?? args,
  run: async (process, { options, all, operands }, out) => {
    const names = inputNames(operands);
    const amount = amountOf(all, 'tail');
    const heading = all.filter(([key]) => 'qv'.includes(key) || key === 'silent').at(-1)?.[0];
    const withHeading = heading === undefined ? names.length > 1 : heading === 'v';
    const follow = followOf(all);
    const retries = options.has('F') || options.has('retry');
    const interval = intervalOf(options.get('s'));
    const pid = pidOf(options.get('pid'));
    const problems = new FileProblems(process, out);
    if (follow === undefined && options.has('retry'))
      await problems.note('warning: --retry ignored; --retry is useful only when following');
    else if (follow === 'descriptor' && options.has('retry'))
      await problems.note('warning: --retry only effective for the initial open');
    if (follow === undefined && pid !== undefined)
      await problems.note('warning: PID ignored; --pid=PID is useful only when following');
    if (follow === 'name' && names.includes('-')) throw new Failure(`cannot follow ${quote('-')} by name`);

    const end = options.has('z') ? 0 : NEWLINE;
    const followed: Followed[] = [];
    let isFirst = true;
    let shown: string | undefined;
    for (const name of names) {
      let input: TextInput;
      try {
        input = openInput(process, name);
      } catch (error) {
        await problems.failed(`cannot open ${inputNameQuoted(name)} for reading`, error);
        if (follow !== undefined && retries) followed.push({ name, file: undefined });
        continue;
      }
      try {
        if (withHeading) await out.write(`${isFirst ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
        isFirst = false;
        shown = name;
        await print(input, amount, end, out);
        if (follow !== undefined && isFollowable(input)) {
          const inode = input.file.stat?.().inode;
          followed.push({ name, file: input.file, ...(inode === undefined ? {} : { inode }) });
        } else input.close();
      } catch (error) {
        await problems.failed(`error reading ${inputNameQuoted(name)}`, error);
      }
    }
    if (follow === undefined) return problems.status;
    // A pipe that has come to its end is nothing to wait for.
    if (followed.length === 0) {
      if (problems.status !== 0) await problems.say('no files remaining');
      return problems.status;
    }
    const follower = new Follower({
      process,
      out,
      problems,
      followed,
      withHeading,
      byName: follow === 'name',
      retries,
      shown,
    });
    await follower.run(interval, pid);
    return problems.status;
  },
});

/** `-5`, `-5f`, `-20c`, `+5`: only with one file at most, as it ever was. @throws UsageProblem */
const oldForm = (args: readonly string[]): readonly string[] | undefined => {
  const [first = '', ...rest] = args;
  const [, sign, digits = '', unit = '', follow = ''] = /^([-+])(\d+)([bcl]?)(f?)$/.exec(first) ?? [];
  if (sign === undefined) return undefined;
  const files = rest[0] === '--' ? rest.slice(1) : rest;
  const isAlone = files.length <= 1 && (rest[0] === '--' || !/^-./.test(files[0] ?? ''));
  if (!isAlone) {
    if (sign === '+') return undefined;
    throw new Failure(`option used in invalid context -- ${digits[0] ?? ''}`);
  }
  const size = `${sign === '+' ? '+' : ''}${digits}${unit === 'b' ? 'b' : ''}`;
  return [unit === 'b' || unit === 'c' ? '-c' : '-n', size, ...(follow === '' ? [] : ['-f']), ...rest];
};

const followOf = (all: readonly (readonly [string, string])[]): 'descriptor' | 'name' | undefined => {
  let follow: 'descriptor' | 'name' | undefined;
  for (const [key, value] of all) {
    if (key === 'F') follow = 'name';
    else if (key === 'f') follow = 'descriptor';
    else if (key === 'follow')
      follow =
        value === '' ? 'descriptor' : argmatch<'descriptor' | 'name'>('--follow', value, [['descriptor'], ['name']]);
  }
  return follow;
};

/** Milliseconds between two looks. */
const intervalOf = (text: string | undefined): number => {
  if (text === undefined) return 100;
  if (!/^\d+\.?\d*$|^\.\d+$/.test(text)) throw new Failure(`invalid number of seconds: ${quote(text)}`);
  return Math.max(10, Number(text) * 1_000);
};

const pidOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const { value, problem } = readSize(text, '');
  if (problem !== undefined) throw new Failure(`invalid PID: ${quote(text)}`);
  return value;
};

const isFollowable = ({ file }: TextInput): boolean => file.seek !== undefined || file.terminal !== undefined;

const print = async (input: TextInput, amount: Amount, end: number, out: StandardOut): Promise<void> => {
  if (!amount.otherEnd) {
    const last = new LastPart(amount.unit, amount.count, end);
    for (let block = await input.read(); block !== null; block = await input.read()) last.add(block);
    for (const block of last.blocks()) await out.write(block);
    return;
  }
  // From the first on: +1 is all of it, and so is +0.
  let left = Math.max(0, amount.count - 1);
  for (let block = await input.read(); block !== null; block = await input.read()) {
    let at = 0;
    if (amount.unit === 'bytes') {
      at = Math.min(left, block.length);
      left -= at;
    } else
      while (left > 0) {
        const next = block.indexOf(end, at);
        at = next < 0 ? block.length : next + 1;
        if (next < 0) break;
        left--;
      }
    await out.write(block.subarray(at));
    // Who reads a pipe wants to see what has come.
    if (input.file.kind !== 'file') await out.flush();
  }
};
