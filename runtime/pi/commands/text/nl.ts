import { posixRegex, RegexProblem } from '../../posix-regex.ts';
import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { LineReader } from '../stdio.ts';
import { FileProblems, inputNames } from './input.ts';
import { bytesOf, byteString, encoder } from './lines.ts';

/** nl(1) */
export const nl = command({
  page: {
    name: 'nl',
    section: 1,
    summary: 'number lines',
    synopsis: ['nl [OPTION]... [FILE]...'],
    description: [
      'Prints the files with numbers before the lines that are not empty.',
      'A page has a header, a body and a footer; lines that are just \\:\\:\\:, \\:\\: or \\: begin them. Each begins to count anew.',
    ],
    options: [
      ['-b, --body-numbering=STYLE', 'which lines of a body are numbered'],
      ['-d, --section-delimiter=CC', 'two characters instead of \\:'],
      ['-f, --footer-numbering=STYLE', 'which lines of a footer are numbered'],
      ['-h, --header-numbering=STYLE', 'which lines of a header are numbered'],
      ['-i, --line-increment=NUMBER', 'count in steps of NUMBER'],
      ['-l, --join-blank-lines=NUMBER', 'so many empty lines count as one'],
      ['-n, --number-format=FORMAT', 'ln: at the left; rn: at the right; rz: at the right, with zeros before'],
      ['-p, --no-renumber', 'do not begin anew with each section'],
      ['-s, --number-separator=STRING', 'put STRING behind the number instead of a tabulator'],
      ['-v, --starting-line-number=NUMBER', 'begin with NUMBER'],
      ['-w, --number-width=NUMBER', 'so many columns for a number instead of 6'],
    ],
    sections: [
      [
        'STYLE',
        [
          '*a* all lines, *t* those that are not empty (so it is for a body), *n* none, *pBRE* those that match the regular expression.',
        ],
      ],
    ],
    examples: [['nl -ba program.sh', 'all lines with their numbers']],
    seeAlso: ['cat(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const numbers = new Numbering(options);
    return new FileProblems(process, out).forEach(inputNames(operands), async (input) => {
      const reader = new LineReader(input);
      for (let line = await reader.next(); line !== null; line = await reader.next())
        await out.write(bytesOf(numbers.line(byteString(line))));
    });
  },
});

const SECTIONS = ['footer', 'body', 'header'] as const;
type Section = (typeof SECTIONS)[number];

class Numbering {
  readonly #styles: Readonly<Record<Section, (line: string) => boolean>>;
  readonly #joins: number;
  readonly #delimiter: string;
  readonly #start: bigint;
  readonly #step: bigint;
  readonly #format: string;
  readonly #width: number;
  readonly #separator: string;
  readonly #restarts: boolean;
  #section: Section = 'body';
  #next: bigint;
  #empty = 0;

  /** @throws UsageProblem, Failure */
  constructor(options: ReadonlyMap<string, string>) {
    this.#joins = Number(number(options.get('l') ?? '1', 'line number of blank lines', 1n));
    this.#styles = {
      header: style(options.get('h') ?? 'n', 'header'),
      body: style(options.get('b') ?? 't', 'body'),
      footer: style(options.get('f') ?? 'n', 'footer'),
    };
    const delimiter = options.get('d') ?? '\\:';
    this.#delimiter = delimiter.length === 1 ? `${delimiter}:` : delimiter;
    this.#start = number(options.get('v') ?? '1', 'starting line number');
    this.#step = number(options.get('i') ?? '1', 'line number increment');
    this.#format = options.get('n') ?? 'rn';
    if (!['ln', 'rn', 'rz'].includes(this.#format))
      throw new UsageProblem(`invalid line numbering format: ${quote(this.#format)}`);
    this.#width = Number(number(options.get('w') ?? '6', 'line number field width', 1n));
    this.#separator = byteString(encoder.encode(options.get('s') ?? '\t'));
    this.#restarts = !options.has('p');
    this.#next = this.#start;
  }

  line(line: string): string {
    const section = this.#delimiter === '' ? undefined : SECTIONS[this.#times(line) - 1];
    if (section !== undefined) {
      this.#section = section;
      if (this.#restarts) this.#next = this.#start;
      return '\n';
    }
    const counts = this.#styles[this.#section](line) && this.#countsEmpty(line);
    const head = counts ? this.#number() + this.#separator : ' '.repeat(this.#width + this.#separator.length);
    return `${head}${line}\n`;
  }

  /** How often the delimiter makes up the whole line; 0: it does not. */
  #times(line: string): number {
    return [1, 2, 3].find((times) => line === this.#delimiter.repeat(times)) ?? 0;
  }

  #countsEmpty(line: string): boolean {
    if (this.#joins <= 1 || line !== '') return true;
    this.#empty = (this.#empty + 1) % this.#joins;
    return this.#empty === 0;
  }

  #number(): string {
    const digits = String(this.#next);
    this.#next += this.#step;
    if (this.#format === 'ln') return digits.padEnd(this.#width);
    if (this.#format === 'rn') return digits.padStart(this.#width);
    return digits.startsWith('-')
      ? `-${digits.slice(1).padStart(this.#width - 1, '0')}`
      : digits.padStart(this.#width, '0');
  }
}

const number = (text: string, what: string, least?: bigint): bigint => {
  if (!/^[\t-\r ]*[-+]?\d+$/.test(text)) throw new Failure(`invalid ${what}: ${quote(text)}`);
  const value = BigInt(text.trim());
  if ((least !== undefined && (value < least || value > 10_000_000n)) || value >= 2n ** 63n || value < -(2n ** 63n))
    throw new Failure(`invalid ${what}: ${quote(text)}: Numerical result out of range`);
  return value;
};

const style = (text: string, section: Section): ((line: string) => boolean) => {
  if (text === 'a') return () => true;
  if (text === 't') return (line) => line !== '';
  if (text === 'n') return () => false;
  if (!text.startsWith('p')) throw new UsageProblem(`invalid ${section} numbering style: ${quote(text)}`);
  try {
    const regex = posixRegex(text.slice(1));
    return (line) => regex.test(new TextDecoder().decode(bytesOf(line)));
  } catch (error) {
    if (error instanceof RegexProblem) throw new Failure(error.message);
    throw error;
  }
};
