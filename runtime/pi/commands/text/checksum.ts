import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { OptionText } from '../../manual/page.ts';
import { quotedName } from '../../quoting.ts';
import type { Command, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { LineReader } from '../stdio.ts';
import type { StandardOut } from '../stdio.ts';
import { FileProblems, inputName, inputNames, openInput } from './input.ts';
import type { TextInput } from './input.ts';

/** A hash that is fed piece by piece, as @noble/hashes has them. */
export interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export interface Algorithm {
  /** `md5sum` */
  readonly name: string;
  /** `MD5` */
  readonly label: string;
  /** Hexadecimal digits. */
  readonly length: number;
  readonly create: () => Hash;
}

const OPTIONS: readonly OptionText[] = [
  ['-b, --binary', 'mark the file as binary with a * (it makes no other difference)'],
  ['-c, --check', 'read sums from the FILEs and compare them'],
  ['--tag', 'in the form of BSD: ALGORITHM (FILE) = SUM'],
  ['-t, --text', 'mark the file as text (so it is anyway)'],
  ['-z, --zero', 'lines end with a NUL byte, and names stay as they are'],
  ['--ignore-missing', 'with -c, pass over files that are not there'],
  ['--quiet', 'with -c, say nothing of files that are right'],
  ['--status', 'with -c, say nothing at all: the exit status tells'],
  ['--strict', 'with -c, a line that is no sum is a failure'],
  ['-w, --warn', 'with -c, complain of each line that is no sum'],
];

/** md5sum(1), sha256sum(1): the programs differ in nothing but what they calculate. */
export const checksum = (algorithm: Algorithm, seeAlso: string): Command =>
  command({
    page: {
      name: algorithm.name,
      section: 1,
      summary: `print or check ${algorithm.label} sums`,
      synopsis: [`${algorithm.name} [OPTION]... [FILE]...`],
      description: [
        `Prints the ${algorithm.label} sum of each FILE, and its name. Without a FILE, or for -, of standard input.`,
      ],
      options: OPTIONS,
      examples: [
        [`${algorithm.name} *.py > sums`, 'note the sums of files'],
        [`${algorithm.name} -c sums`, 'are they still the same?'],
      ],
      exitStatus: [['1', 'a file could not be read, or a sum was not right']],
      seeAlso: [seeAlso],
    },
    run: async (process, { options, operands }, out) => {
      const has = (name: string): boolean => options.has(name);
      const checks = has('c');
      if (has('tag') && has('t')) throw new UsageProblem('--tag does not support --text mode');
      if (has('z') && checks) throw new UsageProblem('the --zero option is not supported when verifying checksums');
      if (has('tag') && checks) throw new UsageProblem('the --tag option is meaningless when verifying checksums');
      if ((has('b') || has('t')) && checks)
        throw new UsageProblem('the --binary and --text options are meaningless when verifying checksums');
      for (const name of ['ignore-missing', 'status', 'warn', 'quiet', 'strict'])
        if (has(name === 'warn' ? 'w' : name) && !checks)
          throw new UsageProblem(`the --${name} option is meaningful only when verifying checksums`);
      const problems = new FileProblems(process, out);
      if (checks) {
        const checker = new Checker(process, out, problems, algorithm, has);
        for (const name of inputNames(operands)) await checker.check(name);
        return problems.status;
      }
      return problems.forEach(inputNames(operands), async (input) => {
        const sum = await sumOf(input, algorithm);
        await out.write(lineOf(sum, input.name, algorithm, has));
      });
    },
  });

const sumOf = async (input: TextInput, { create }: Algorithm): Promise<string> => {
  const hash = create();
  for (let block = await input.read(); block !== null; block = await input.read()) hash.update(block);
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

const lineOf = (sum: string, name: string, { label }: Algorithm, has: (name: string) => boolean): string => {
  const needsEscape = !has('z') && /[\\\n\r]/.test(name);
  const shown = needsEscape ? name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r') : name;
  const mark = needsEscape ? '\\' : '';
  const end = has('z') ? '\0' : '\n';
  return has('tag')
    ? `${mark}${label} (${shown}) = ${sum}${end}`
    : `${mark}${sum} ${has('b') ? '*' : ' '}${shown}${end}`;
};

/** What `-c` reads from a list of sums. */
class Checker {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #problems: FileProblems;
  readonly #algorithm: Algorithm;
  readonly #has: (name: string) => boolean;

  constructor(
    process: PiProcess,
    out: StandardOut,
    problems: FileProblems,
    algorithm: Algorithm,
    has: (name: string) => boolean,
  ) {
    this.#process = process;
    this.#out = out;
    this.#problems = problems;
    this.#algorithm = algorithm;
    this.#has = has;
  }

  async check(list: string): Promise<void> {
    const counts = { proper: 0, improper: 0, unreadable: 0, wrong: 0, right: 0 };
    try {
      const input = openInput(this.#process, list);
      const reader = new LineReader(input);
      let number = 0;
      for (let line = await reader.next(); line !== null; line = await reader.next()) {
        number++;
        const text = new TextDecoder().decode(line).replace(/\r$/, '');
        if (text.startsWith('#')) continue;
        const entry = this.#read(text);
        if (entry === undefined) {
          counts.improper++;
          if (this.#has('w'))
            await this.#problems.note(
              `${inputName(list)}: ${number}: improperly formatted ${this.#algorithm.label} checksum line`,
            );
          continue;
        }
        counts.proper++;
        counts[await this.#compare(entry)]++;
      }
      input.close();
    } catch (error) {
      return this.#problems.failed(quotedName(list), error);
    }
    await this.#summary(list, counts);
  }

  #read(text: string): { readonly sum: string; readonly name: string } | undefined {
    const { label, length } = this.#algorithm;
    const isEscaped = text.startsWith('\\');
    const line = isEscaped ? text.slice(1) : text.replace(/^[ \t]+/, '');
    const digits = `[0-9a-fA-F]{${length}}`;
    const bsd = new RegExp(`^${label} ?\\((.*)\\) = (${digits})$`).exec(line);
    const gnu = new RegExp(`^(${digits})(?: [ *]| )(.+)$`).exec(line);
    const name = bsd?.[1] ?? gnu?.[2];
    const sum = bsd?.[2] ?? gnu?.[1];
    if (name === undefined || sum === undefined) return undefined;
    const plain = name.replace(/\\([\\nr])/g, (_, letter: string) => ({ n: '\n', r: '\r' })[letter] ?? '\\');
    return { sum: sum.toLowerCase(), name: isEscaped ? plain : name };
  }

  async #compare(entry: {
    readonly sum: string;
    readonly name: string;
  }): Promise<'unreadable' | 'wrong' | 'right' | 'proper'> {
    const say = async (what: string): Promise<void> => {
      if (!this.#has('status'))
        await this.#out.write(`${entry.name.includes('\n') ? quotedName(entry.name) : entry.name}: ${what}\n`);
    };
    let sum: string;
    try {
      const input = openInput(this.#process, entry.name);
      sum = await sumOf(input, this.#algorithm);
      input.close();
    } catch (error) {
      if (!(error instanceof SystemError) || this.#out.failed(error)) throw error;
      if (error.code === 'ENOENT' && this.#has('ignore-missing')) return 'proper';
      await this.#problems.say(`${quotedName(entry.name)}: ${strerror(error.code)}`);
      await say('FAILED open or read');
      return 'unreadable';
    }
    if (sum !== entry.sum) {
      await say('FAILED');
      return 'wrong';
    }
    if (!this.#has('quiet')) await say('OK');
    return 'right';
  }

  async #summary(
    list: string,
    {
      proper,
      improper,
      unreadable,
      wrong,
      right,
    }: Record<'proper' | 'improper' | 'unreadable' | 'wrong' | 'right', number>,
  ): Promise<void> {
    // Files that are passed over were counted twice: as a line, and as nothing found.
    const name = inputName(list);
    if (proper === 0) return this.#problems.say(`${name}: no properly formatted checksum lines found`);
    const warn = async (count: number, one: string, many: string): Promise<void> => {
      if (count > 0 && !this.#has('status')) await this.#problems.note(`WARNING: ${count} ${count === 1 ? one : many}`);
    };
    await warn(improper, 'line is improperly formatted', 'lines are improperly formatted');
    await warn(unreadable, 'listed file could not be read', 'listed files could not be read');
    await warn(wrong, 'computed checksum did NOT match', 'computed checksums did NOT match');
    if (this.#has('ignore-missing') && right === 0 && wrong === 0)
      await this.#problems.say(`${name}: no file was verified`);
    if (unreadable > 0 || wrong > 0 || (improper > 0 && this.#has('strict'))) this.#problems.status = 1;
  }
}
