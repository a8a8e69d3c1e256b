/**
 * How bash was called (bash(1), OPTIONS, INVOCATION):
 *
 *     bash                     interactive on a terminal, else a script from standard input
 *     bash -l, or as `-bash`   a login shell
 *     bash -c 'LINE' a0 a1     one text; $0 is a0, $1 is a1
 *     bash FILE a1             a script; $0 is FILE
 */
export interface Invocation {
  readonly login: boolean;
  readonly interactive: boolean;
  /** Letters of `set` that were given, e.g. `x`. */
  readonly options: readonly string[];
  /** Text of -c. */
  readonly text?: string;
  readonly file?: string;
  /** `$0`, if it is not what bash was called by. */
  readonly name?: string;
  readonly positional: readonly string[];
  /** `--version`, `--help`. */
  readonly show?: 'version' | 'help';
}

export class InvocationProblem extends Error {
  override readonly name = 'InvocationProblem';
}

export const VERSION = 'GNU bash, version 5.2.15(1)-release';

export const readInvocation = (argv: readonly string[]): Invocation => {
  let login = argv[0]?.startsWith('-') ?? false;
  let interactive = false;
  let fromStdin = false;
  let command = false;
  const options: string[] = [];
  let index = 1;
  for (; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--' || argument === '-') {
      index++;
      break;
    }
    if (argument === '--login') login = true;
    else if (argument === '--version' || argument === '--help') {
      return { login, interactive, options, positional: [], show: argument === '--help' ? 'help' : 'version' };
    } else if (/^--(norc|noprofile|noediting|posix)$/.test(argument)) continue;
    else if (argument.startsWith('--')) throw new InvocationProblem(`${argument}: invalid option`);
    else if (/^-./.test(argument)) {
      for (const letter of argument.slice(1)) {
        if (letter === 'c') command = true;
        else if (letter === 'l') login = true;
        else if (letter === 'i') interactive = true;
        else if (letter === 's') fromStdin = true;
        else if ('uefxC'.includes(letter)) options.push(letter);
        else throw new InvocationProblem(`-${letter}: invalid option`);
      }
    } else break;
  }
  const rest = argv.slice(index);
  const common = { login, interactive, options };
  if (command) {
    const [text, name, ...positional] = rest;
    if (text === undefined) throw new InvocationProblem('-c: option requires an argument');
    return { ...common, text, positional, ...(name === undefined ? {} : { name }) };
  }
  const [file, ...positional] = rest;
  if (file === undefined || fromStdin) return { ...common, positional: rest };
  return { ...common, file, name: file, positional };
};
