import { quote, quotedName } from '../../quoting.ts';
import { argmatch } from '../files/argmatch.ts';
import { command, Failure } from '../command.ts';
import { readSize } from '../numbers.ts';
import { UsageProblem } from '../options.ts';
import type { OpenFile } from '../../system.ts';
import { LineReader } from '../stdio.ts';
import { FileProblems, openInput } from './input.ts';
import type { TextInput } from './input.ts';
import { compareBytes, ended, isBlank, NEWLINE } from './lines.ts';

/** uniq(1) */
export const uniq = command({
  page: {
    name: 'uniq',
    section: 1,
    summary: 'leave out lines that repeat the one before',
    synopsis: ['uniq [OPTION]... [INPUT [OUTPUT]]'],
    description: [
      'Copies INPUT (or standard input) to OUTPUT (or standard output), but of several equal lines in a row only the first. Equal lines that are not neighbours stay: *sort* brings them together.',
    ],
    options: [
      ['-c, --count', 'print before each line how often it came'],
      ['-d, --repeated', 'only lines that were repeated, one of each'],
      ['-D', 'only lines that were repeated, all of them'],
      ['--all-repeated[=METHOD]', 'as -D, with empty lines between groups: none, prepend, separate'],
      ['-f, --skip-fields=N', 'do not compare the first N fields'],
      ['--group[=METHOD]', 'all lines, with empty lines between groups: separate, prepend, append, both'],
      ['-i, --ignore-case', 'large and small letters are the same'],
      ['-s, --skip-chars=N', 'do not compare the first N characters'],
      ['-u, --unique', 'only lines that were not repeated'],
      ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
      ['-w, --check-chars=N', 'compare no more than N characters'],
    ],
    examples: [["mosquitto_sub -t '#' -F %t -C 100 | sort | uniq -c | sort -rn", 'which topics come most often']],
    seeAlso: ['sort(1)', 'comm(1)'],
  },
  prepare: (args) => {
    const old = args.map((arg) => arg.replace(/^-(\d+)$/, '-f$1'));
    const at = old.findIndex((arg) => /^\+\d+$/.test(arg));
    return at < 0 ? old : [...old.slice(0, at), `-s${(old[at] ?? '').slice(1)}`, ...old.slice(at + 1)];
  },
  run: async (process, { options, operands }, out) => {
    const [from = '-', to, extra] = operands;
    if (extra !== undefined) throw new UsageProblem(`extra operand ${quote(extra)}`);
    const form = formOf(options);
    const end = options.has('z') ? 0 : NEWLINE;
    const key = keyOf(options);
    const problems = new FileProblems(process, out);
    let input: TextInput;
    let file: OpenFile | undefined;
    try {
      input = openInput(process, from);
    } catch (error) {
      await problems.failed(quotedName(from), error);
      return problems.status;
    }
    try {
      if (to !== undefined && to !== '-') file = process.open(to, { write: true, create: true, truncate: true });
    } catch (error) {
      await problems.failed(quotedName(to ?? ''), error);
      return problems.status;
    }
    const write = async (line: Uint8Array, count?: number): Promise<void> => {
      if (count !== undefined) await put(new TextEncoder().encode(`${String(count).padStart(7)} `));
      await put(ended(line, end));
    };
    const put = (bytes: Uint8Array): Promise<void> => (file === undefined ? out.write(bytes) : file.write(bytes));
    const groups = new Groups(form, write, () => put(Uint8Array.of(end)));
    try {
      const reader = new LineReader(input, end);
      for (let line = await reader.next(); line !== null; line = await reader.next())
        await groups.line(line, key(line));
      await groups.end();
    } catch (error) {
      if (input.file.kind !== 'directory') await problems.failed(`error reading ${quote(from)}`, error);
      else await problems.say(`error reading '${from}'`);
    }
    return problems.status;
  },
});

type Method = 'none' | 'prepend' | 'append' | 'separate' | 'both';

interface Form {
  readonly counts: boolean;
  /** Print lines that came once; lines that came more often. */
  readonly single: boolean;
  readonly repeated: boolean;
  /** All of a group, with empty lines around it. */
  readonly whole: Method | undefined;
}

const formOf = (options: ReadonlyMap<string, string>): Form => {
  const all = options.has('D') ? 'none' : undefined;
  const repeated = options.get('all-repeated');
  const wholeRepeated =
    repeated === undefined
      ? all
      : repeated === ''
        ? 'none'
        : argmatch<Method>('--all-repeated', repeated, [['none'], ['prepend'], ['separate']]);
  const grouping = options.get('group');
  const group =
    grouping === undefined
      ? undefined
      : grouping === ''
        ? 'separate'
        : argmatch<Method>('--group', grouping, [['prepend'], ['append'], ['separate'], ['both']]);
  const counts = options.has('c');
  if (group !== undefined && (counts || options.has('d') || options.has('u') || wholeRepeated !== undefined))
    throw new UsageProblem('--group is mutually exclusive with -c/-d/-D/-u');
  if (counts && wholeRepeated !== undefined)
    throw new UsageProblem('printing all duplicated lines and repeat counts is meaningless');
  return {
    counts,
    single: !options.has('d') && wholeRepeated === undefined,
    repeated: !options.has('u'),
    whole: group ?? wholeRepeated,
  };
};

/** What of a line is compared. */
const keyOf = (options: ReadonlyMap<string, string>): ((line: Uint8Array) => Uint8Array) => {
  const number = (letter: string, what: string): number | undefined => {
    const text = options.get(letter);
    if (text === undefined) return undefined;
    const { value, problem } = readSize(text, '');
    if (problem === 'invalid') throw new Failure(`${text}: invalid number of ${what}`);
    return value;
  };
  const fields = number('f', 'fields to skip') ?? 0;
  const characters = number('s', 'bytes to skip') ?? 0;
  const length = number('w', 'bytes to compare');
  const ignoresCase = options.has('i');
  return (line) => {
    let at = 0;
    for (let field = 0; field < fields && at < line.length; field++) {
      while (at < line.length && isBlank(line[at])) at++;
      while (at < line.length && !isBlank(line[at])) at++;
    }
    at = Math.min(line.length, at + characters);
    const part = line.subarray(at, length === undefined ? undefined : Math.min(line.length, at + length));
    return ignoresCase ? part.map((byte) => (byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte)) : part;
  };
};

type WriteLine = (line: Uint8Array, count?: number) => Promise<void>;

/** Equal lines in a row. A line that is sure to be printed goes out at once. */
class Groups {
  readonly #form: Form;
  readonly #write: WriteLine;
  readonly #gap: () => Promise<void>;
  #first: Uint8Array | undefined;
  #key: Uint8Array | undefined;
  #count = 0;
  #printed = 0;

  constructor(form: Form, write: WriteLine, gap: () => Promise<void>) {
    this.#form = form;
    this.#write = write;
    this.#gap = gap;
  }

  async line(line: Uint8Array, key: Uint8Array): Promise<void> {
    if (this.#key === undefined || compareBytes(this.#key, key) !== 0) {
      await this.end();
      this.#first = line;
      this.#key = key;
      this.#count = 1;
      if (this.#form.whole === undefined && this.#isPlain) await this.#write(line);
      else if (this.#form.whole !== undefined && this.#form.single) {
        await this.#before();
        await this.#write(line);
      }
      return;
    }
    this.#count++;
    if (this.#form.whole === undefined) return;
    if (this.#count === 2 && !this.#form.single && this.#first !== undefined) {
      await this.#before();
      await this.#write(this.#first);
    }
    await this.#write(line);
  }

  /** The group that is open has come to its end; so has, perhaps, the input. */
  async end(): Promise<void> {
    const { whole, counts, single, repeated } = this.#form;
    const first = this.#first;
    this.#first = undefined;
    if (first === undefined) return;
    if (whole !== undefined) {
      if ((whole === 'append' || whole === 'both') && this.#count > (single ? 0 : 1)) await this.#gap();
      return;
    }
    if (this.#isPlain) return;
    if (this.#count === 1 ? single : repeated) await this.#write(first, counts ? this.#count : undefined);
  }

  get #isPlain(): boolean {
    return !this.#form.counts && this.#form.single && this.#form.repeated;
  }

  async #before(): Promise<void> {
    const { whole } = this.#form;
    if (whole === 'prepend' || (whole === 'both' && this.#printed === 0) || (whole === 'separate' && this.#printed > 0))
      await this.#gap();
    this.#printed++;
  }
}
