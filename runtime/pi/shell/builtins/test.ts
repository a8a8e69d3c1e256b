/**
 * test and [: conditions (bash(1), CONDITIONAL EXPRESSIONS).
 *
 *     [ -f log ]   [ "$a" = b ]   [ $n -gt 3 -a -n "$x" ]   [ ! -e x ]
 */
import type { Stat } from '../../system.ts';
import { codeOf } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';

class TestProblem extends Error {}

const statOf = (shell: Shell, path: string, follow = true): Stat | undefined => {
  try {
    return follow ? shell.process.fs.stat(path) : shell.process.fs.lstat(path);
  } catch (error) {
    codeOf(error);
    return undefined;
  }
};

const UNARY: Readonly<Record<string, (operand: string, shell: Shell) => boolean>> = {
  '-n': (text) => text !== '',
  '-z': (text) => text === '',
  '-e': (path, shell) => statOf(shell, path) !== undefined,
  '-a': (path, shell) => statOf(shell, path) !== undefined,
  '-f': (path, shell) => statOf(shell, path)?.kind === 'file',
  '-d': (path, shell) => statOf(shell, path)?.kind === 'directory',
  '-p': (path, shell) => statOf(shell, path)?.kind === 'pipe',
  '-c': (path, shell) => statOf(shell, path)?.kind === 'device',
  '-h': (path, shell) => statOf(shell, path, false)?.kind === 'link',
  '-L': (path, shell) => statOf(shell, path, false)?.kind === 'link',
  '-s': (path, shell) => (statOf(shell, path)?.size ?? 0) > 0,
  '-r': (path, shell) => statOf(shell, path) !== undefined && shell.process.fs.access(path, 'read'),
  '-w': (path, shell) => statOf(shell, path) !== undefined && shell.process.fs.access(path, 'write'),
  '-x': (path, shell) => statOf(shell, path) !== undefined && shell.process.fs.access(path, 'execute'),
  '-t': (fd, shell) => shell.process.fds.get(Number(fd))?.terminal !== undefined,
  '-v': (name, shell) => shell.variables.get(name) !== undefined,
};

const integer = (text: string): number => {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestProblem(`${text}: integer expression expected`);
  return Number(text);
};

const BINARY: Readonly<Record<string, (left: string, right: string, shell: Shell) => boolean>> = {
  '=': (left, right) => left === right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '-eq': (left, right) => integer(left) === integer(right),
  '-ne': (left, right) => integer(left) !== integer(right),
  '-lt': (left, right) => integer(left) < integer(right),
  '-le': (left, right) => integer(left) <= integer(right),
  '-gt': (left, right) => integer(left) > integer(right),
  '-ge': (left, right) => integer(left) >= integer(right),
  '-nt': (left, right, shell) => (statOf(shell, left)?.modified ?? 0) > (statOf(shell, right)?.modified ?? 0),
  '-ot': (left, right, shell) => (statOf(shell, left)?.modified ?? 0) < (statOf(shell, right)?.modified ?? 0),
  '-ef': (left, right, shell) => {
    const inode = statOf(shell, left)?.inode;
    return inode !== undefined && inode === statOf(shell, right)?.inode;
  },
};

/** One to three arguments mean what their number says (POSIX); more are parsed with -a, -o, ! and ( ). */
const evaluate = (shell: Shell, args: readonly string[]): boolean => {
  const [first = '', second = '', third = ''] = args;
  switch (args.length) {
    case 0:
      return false;
    case 1:
      return first !== '';
    case 2: {
      if (first === '!') return second === '';
      const unary = UNARY[first];
      if (unary === undefined) throw new TestProblem(`${first}: unary operator expected`);
      return unary(second, shell);
    }
    case 3: {
      const binary = BINARY[second];
      if (binary !== undefined) return binary(first, third, shell);
      if (second === '-a') return first !== '' && third !== '';
      if (second === '-o') return first !== '' || third !== '';
      if (first === '!') return !evaluate(shell, [second, third]);
      if (first === '(' && third === ')') return second !== '';
      throw new TestProblem(`${second}: binary operator expected`);
    }
    default:
      return new Expression(shell, args).whole();
  }
};

class Expression {
  readonly #shell: Shell;
  readonly #args: readonly string[];
  #at = 0;

  constructor(shell: Shell, args: readonly string[]) {
    this.#shell = shell;
    this.#args = args;
  }

  whole(): boolean {
    const value = this.#or();
    if (this.#at < this.#args.length) throw new TestProblem('too many arguments');
    return value;
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#take('-o')) value = this.#and() || value;
    return value;
  }

  #and(): boolean {
    let value = this.#term();
    while (this.#take('-a')) value = this.#term() && value;
    return value;
  }

  #term(): boolean {
    if (this.#take('!')) return !this.#term();
    const [first, second = '', third] = this.#args.slice(this.#at, this.#at + 3);
    if (first === undefined) throw new TestProblem('argument expected');
    const binary = BINARY[second];
    if (binary !== undefined && third !== undefined) {
      this.#at += 3;
      return binary(first, third, this.#shell);
    }
    if (this.#take('(')) {
      const value = this.#or();
      if (!this.#take(')')) throw new TestProblem("`)' expected");
      return value;
    }
    const unary = UNARY[first];
    if (unary !== undefined && this.#at + 1 < this.#args.length) {
      this.#at += 2;
      return unary(second, this.#shell);
    }
    this.#at++;
    return first !== '';
  }

  #take(word: string): boolean {
    if (this.#args[this.#at] !== word) return false;
    this.#at++;
    return true;
  }
}

export const test: Builtin = async (shell, args) => {
  const [name = 'test'] = args;
  const bracket = name === '[';
  if (bracket && (args.length < 2 || args.at(-1) !== ']')) {
    await shell.complain("[: missing `]'");
    return 2;
  }
  try {
    return evaluate(shell, args.slice(1, bracket ? -1 : undefined)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestProblem)) throw error;
    await shell.complain(`${name}: ${error.message}`);
    return 2;
  }
};
