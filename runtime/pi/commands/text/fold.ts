import { quote } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { readSize } from '../numbers.ts';
import type { StandardOut } from '../stdio.ts';
import { FileProblems, inputNames } from './input.ts';
import { isBlank, NEWLINE } from './lines.ts';

/** fold(1) */
export const fold = command({
  page: {
    name: 'fold',
    section: 1,
    summary: 'break lines that are too long',
    synopsis: ['fold [OPTION]... [FILE]...'],
    description: ['Prints the files with lines of at most 80 columns: longer ones are broken. A column is a byte.'],
    options: [
      ['-b, --bytes', 'tabulators and backspaces count as one, like any byte'],
      ['-s, --spaces', 'break at blanks'],
      ['-w, --width=WIDTH', 'so many columns instead of 80'],
    ],
    examples: [['fold -sw 60 letter', 'at most 60 columns, words whole']],
    differences: ['As with the real one, a letter like ä counts as two columns, because it has two bytes.'],
  },
  digits: 'w',
  run: async (process, { options, operands }, out) => {
    const text = options.get('w') ?? '80';
    const { value: width, problem } = readSize(text, '');
    if (problem === 'invalid') throw new Failure(`invalid number of columns: ${quote(text)}`);
    if (problem !== undefined || width === 0)
      throw new Failure(`invalid number of columns: ${quote(text)}: Numerical result out of range`);
    return new FileProblems(process, out).forEach(inputNames(operands), async (input) => {
      const folding = new Folding(out, width, options.has('b'), options.has('s'));
      for (let block = await input.read(); block !== null; block = await input.read())
        for (const byte of block) {
          folding.add(byte);
          if (folding.isReady) await folding.print();
        }
      await folding.end();
    });
  },
});

class Folding {
  readonly #out: StandardOut;
  readonly #width: number;
  readonly #isBytes: boolean;
  readonly #atSpaces: boolean;
  #line: number[] = [];
  #ready: number[] = [];
  #column = 0;

  constructor(out: StandardOut, width: number, isBytes: boolean, atSpaces: boolean) {
    this.#out = out;
    this.#width = width;
    this.#isBytes = isBytes;
    this.#atSpaces = atSpaces;
  }

  get isReady(): boolean {
    return this.#ready.length >= 512 || (this.#ready.length > 0 && this.#out.isTerminal);
  }

  add(byte: number): void {
    if (byte === NEWLINE) {
      this.#line.push(byte);
      return this.#take(this.#line.length);
    }
    for (;;) {
      const column = this.#after(this.#column, byte);
      if (column <= this.#width || this.#line.length === 0) {
        this.#line.push(byte);
        this.#column = column;
        return;
      }
      const blank = this.#atSpaces ? this.#line.findLastIndex((each) => isBlank(each)) : -1;
      this.#take(blank < 0 ? this.#line.length : blank + 1);
      this.#ready.push(NEWLINE);
    }
  }

  async print(): Promise<void> {
    const bytes = Uint8Array.from(this.#ready);
    this.#ready = [];
    await this.#out.write(bytes);
  }

  async end(): Promise<void> {
    this.#take(this.#line.length);
    await this.print();
  }

  /** So much of the line is done. */
  #take(length: number): void {
    for (const byte of this.#line.slice(0, length)) this.#ready.push(byte);
    this.#line = this.#line.slice(length);
    this.#column = this.#line.reduce((column, byte) => this.#after(column, byte), 0);
  }

  #after(column: number, byte: number): number {
    if (this.#isBytes) return column + 1;
    if (byte === 0x08) return Math.max(0, column - 1);
    if (byte === 0x0d) return 0;
    return byte === 0x09 ? column + 8 - (column % 8) : column + 1;
  }
}
