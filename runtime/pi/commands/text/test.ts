import { SystemError } from '#runtime/ports.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import { quote } from '../../quoting.ts';
import type { Command, PiProcess, Stat } from '../../system.ts';
import { raw } from '../command.ts';

const testPage: ManualPage = {
  name: 'test',
  section: 1,
  summary: 'ask about files, texts and numbers',
  synopsis: ['test EXPRESSION', '[ EXPRESSION ]'],
  description: [
    'Says by its exit status whether EXPRESSION is true. A shell has a test and a [ of its own, which come first and know a little more.',
  ],
  sections: [
    [
      'EXPRESSIONS',
      [
        '  ! A   A -a B   A -o B   ( A )    not, and, or',
        '  -n TEXT, TEXT   it is not empty        -z TEXT   it is empty',
        '  A = B   A != B   texts',
        '  A -eq B   -ne   -lt   -le   -gt   -ge   whole numbers; -l TEXT is its length',
        '  -e FILE   it exists           -f   it is a regular file   -d   a directory',
        '  -h, -L    a symbolic link     -p   a pipe                 -c   a character device',
        '  -b, -S    a block device, a socket: there is none on this Pi',
        '  -s        it is not empty     -r, -w, -x   you may read, write, run it',
        '  -u, -g, -k   it has the set-user-ID, set-group-ID, sticky bit',
        "  -O, -G    it is yours, your group's   -N   it was written to since it was read",
        '  A -nt B   A -ot B   A -ef B   newer, older, the same file',
        '  -t FD     the descriptor is a terminal',
      ],
    ],
  ],
  examples: [['[ -f /etc/mosquitto/mosquitto.conf ] && echo there', 'is there a configuration?']],
  exitStatus: [
    ['0', 'true'],
    ['1', 'false'],
    ['2', 'it cannot be understood'],
  ],
  differences: ['-N is never true: this Pi does not keep when a file was read.'],
  seeAlso: ['bash(1)', 'expr(1)'],
};

/** test(1), the program. It knows no options: `test --help` is a text that is not empty. */
export const test: Command = raw({ page: testPage, run: (process) => evaluate(process, process.argv.slice(1)) });

/** `[`: the same, and a `]` at the end. */
export const bracket: Command = raw({
  page: { ...testPage, name: '[', synopsis: ['[ EXPRESSION ]', 'test EXPRESSION'] },
  run: async (process, out) => {
    const args = process.argv.slice(1);
    if (args.length === 1 && args[0] === '--help') {
      await out.write(helpOf(testPage));
      return 0;
    }
    if (args.length === 1 && args[0] === '--version') {
      await out.write('[ (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    if (args.at(-1) === ']') return evaluate(process, args.slice(0, -1));
    await process.stderr.write(`${process.argv[0] ?? '['}: missing ${quote(']')}\n`);
    return 2;
  },
});

class TestProblem extends Error {}

const evaluate = async (process: PiProcess, args: readonly string[]): Promise<number> => {
  try {
    return new Expression(process, args).whole() ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestProblem)) throw error;
    await process.stderr.write(`${process.argv[0] ?? 'test'}: ${error.message}\n`);
    return 2;
  }
};

const UNARY = 'abcdefghkLnNOGprsStuwxz';
const NUMERIC: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};
const BINARY = ['=', '==', '!=', '-nt', '-ot', '-ef', ...Object.keys(NUMERIC)];

const isUnary = (word: string | undefined): boolean =>
  word !== undefined && /^-.$/.test(word) && UNARY.includes(word[1] ?? '');
const isBinary = (word: string | undefined): boolean => word !== undefined && BINARY.includes(word);

/** Up to four words mean what their number says (POSIX); more are read from the left. */
class Expression {
  readonly #process: PiProcess;
  readonly #args: readonly string[];
  #at = 0;

  constructor(process: PiProcess, args: readonly string[]) {
    this.#process = process;
    this.#args = args;
  }

  /** @throws TestProblem */
  whole(): boolean {
    if (this.#args.length === 0) return false;
    const value = this.#counted(this.#args.length);
    const left = this.#args[this.#at];
    if (left !== undefined) throw new TestProblem(`extra argument ${quote(left)}`);
    return value;
  }

  #counted(count: number): boolean {
    switch (count) {
      case 1:
        return this.#take() !== '';
      case 2:
        return this.#two();
      case 3:
        return this.#three();
      case 4:
        if (this.#peek() === '!') {
          this.#at++;
          return !this.#three();
        }
        if (this.#peek() === '(' && this.#peek(3) === ')') {
          this.#at++;
          const value = this.#two();
          this.#at++;
          return value;
        }
        return this.#or();
      default:
        return this.#or();
    }
  }

  #two(): boolean {
    const [first, second] = [this.#peek(), this.#peek(1)];
    if (first === '!') {
      this.#at += 2;
      return second === '';
    }
    if (isUnary(first)) return this.#unary();
    throw this.#beyond();
  }

  #three(): boolean {
    if (isBinary(this.#peek(1))) return this.#binary();
    if (this.#peek() === '!') {
      this.#at++;
      return !this.#two();
    }
    if (this.#peek() === '(' && this.#peek(2) === ')') {
      this.#at += 3;
      return (this.#args[this.#at - 2] ?? '') !== '';
    }
    if (this.#peek(1) === '-a' || this.#peek(1) === '-o') return this.#or();
    throw new TestProblem(`${quote(this.#peek(1) ?? '')}: binary operator expected`);
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#peek() === '-o') {
      this.#at++;
      value = this.#and() || value;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#peek() === '-a') {
      this.#at++;
      value = this.#term() && value;
    }
    return value;
  }

  #term(): boolean {
    let isTurned = false;
    while (this.#peek() === '!') {
      this.#at++;
      isTurned = !isTurned;
    }
    if (this.#at >= this.#args.length) throw this.#beyond();
    return isTurned !== this.#primary();
  }

  #primary(): boolean {
    if (this.#peek() === '(') return this.#group();
    const left = this.#args.length - this.#at;
    if (left >= 4 && this.#peek() === '-l' && isBinary(this.#peek(2))) return this.#binary();
    if (left >= 3 && isBinary(this.#peek(1))) return this.#binary();
    if (isUnary(this.#peek())) return this.#unary();
    return this.#take() !== '';
  }

  #group(): boolean {
    this.#at++;
    if (this.#at >= this.#args.length) throw this.#beyond();
    let count = 1;
    while (this.#at + count < this.#args.length && this.#peek(count) !== ')') {
      if (count === 4) {
        count = this.#args.length - this.#at;
        break;
      }
      count++;
    }
    const value = this.#counted(count);
    const close = this.#peek();
    if (close === undefined) throw new TestProblem(`${quote(')')} expected`);
    if (close !== ')') throw new TestProblem(`${quote(')')} expected, found ${close}`);
    this.#at++;
    return value;
  }

  #binary(): boolean {
    const left = this.#operand();
    const operator = this.#take();
    const right = this.#operand();
    const compare = NUMERIC[operator];
    if (compare !== undefined) return compare(left.number(), right.number());
    if (operator === '!=') return left.text !== right.text;
    if (operator === '=' || operator === '==') return left.text === right.text;
    if (left.isLength || right.isLength) throw new TestProblem(`${operator} does not accept -l`);
    const [a, b] = [this.#stat(left.text), this.#stat(right.text)];
    if (operator === '-ef') return a !== undefined && a.inode === b?.inode;
    const [first, second] = operator === '-nt' ? [a, b] : [b, a];
    return first !== undefined && (second === undefined || first.modified > second.modified);
  }

  #operand(): { readonly text: string; readonly isLength: boolean; number(): bigint } {
    const isLength = this.#peek() === '-l' && !isBinary(this.#peek(1)) && this.#peek(1) !== undefined;
    if (isLength) this.#at++;
    const text = this.#take();
    return {
      text,
      isLength,
      number: () => {
        if (isLength) return BigInt(new TextEncoder().encode(text).length);
        return integer(text);
      },
    };
  }

  #unary(): boolean {
    const [, letter = ''] = this.#take();
    if (this.#at >= this.#args.length) throw this.#beyond();
    const operand = this.#take();
    if (letter === 'n') return operand !== '';
    if (letter === 'z') return operand === '';
    if (letter === 't') return this.#process.fds.get(Number(integer(operand)))?.terminal !== undefined;
    const stat = this.#stat(operand, letter !== 'h' && letter !== 'L');
    return stat !== undefined && this.#holds(letter, operand, stat);
  }

  #holds(letter: string, path: string, stat: Stat): boolean {
    const { user, groups, fs } = this.#process;
    switch (letter) {
      case 'e':
      case 'a':
        return true;
      case 'f':
        return stat.kind === 'file';
      case 'd':
        return stat.kind === 'directory';
      case 'h':
      case 'L':
        return stat.kind === 'link';
      case 'p':
        return stat.kind === 'pipe';
      case 'c':
        return stat.kind === 'device';
      case 's':
        return stat.size > 0;
      case 'r':
        return fs.access(path, 'read');
      case 'w':
        return fs.access(path, 'write');
      case 'x':
        return fs.access(path, 'execute');
      case 'u':
        return (stat.mode & 0o4000) !== 0;
      case 'g':
        return (stat.mode & 0o2000) !== 0;
      case 'k':
        return (stat.mode & 0o1000) !== 0;
      case 'O':
        return stat.owner === user;
      case 'G':
        return stat.group === groups[0];
      default:
        return false;
    }
  }

  #stat(path: string, follow = true): Stat | undefined {
    try {
      return follow ? this.#process.fs.stat(path) : this.#process.fs.lstat(path);
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  #peek(ahead = 0): string | undefined {
    return this.#args[this.#at + ahead];
  }

  #take(): string {
    const word = this.#args[this.#at];
    if (word === undefined) throw this.#beyond();
    this.#at++;
    return word;
  }

  #beyond(): TestProblem {
    return new TestProblem(`missing argument after ${quote(this.#args.at(-1) ?? '')}`);
  }
}

const integer = (text: string): bigint => {
  if (!/^[\t-\r ]*[-+]?\d+[\t-\r ]*$/.test(text)) throw new TestProblem(`invalid integer ${quote(text)}`);
  return BigInt(text.trim().replace(/^\+/, ''));
};
