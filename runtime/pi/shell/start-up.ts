/**
 * How bash was called (bash(1), OPTIONS, INVOCATION):
 *
 *     bash                     interactive on a terminal, else a script from standard input
 *     bash -l, or as `-bash`   a login shell
 *     bash -c 'LINE' a0 a1     one text; $0 is a0, $1 is a1
 *     bash -x -o pipefail FILE a1   a script; $0 is FILE
 *     bash -O extglob …        with an option of `shopt`
 */
export interface Invocation {
  readonly login: boolean;
  readonly interactive: boolean;
  /** `set` and `shopt` commands that come first. */
  readonly settings: readonly (readonly string[])[];
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
  readonly showsUsage: boolean;
  constructor(message: string, showsUsage = false) {
    super(message);
    this.showsUsage = showsUsage;
  }
}

export const VERSION = `GNU bash, version 5.2.15(1)-release (aarch64-unknown-linux-gnu)
This is the shell of a simulated Raspberry Pi: it does as that version does, as far as it goes.
`;

/** Letters of `set` that may be given to bash itself. */
const SETTABLE = 'abefhkmnptuvxBCEHPT';

const LONG: readonly string[] = [
  '--debug', '--debugger', '--dump-po-strings', '--dump-strings', '--help', '--init-file', '--login', '--noediting',
  '--noprofile', '--norc', '--posix', '--pretty-print', '--rcfile', '--restricted', '--verbose', '--version',
]; // prettier-ignore

export const usage = (name: string): string =>
  `Usage:\t${name} [GNU long option] [option] ...\n\t${name} [GNU long option] [option] script-file ...\n` +
  `GNU long options:\n${LONG.map((option) => `\t${option}\n`).join('')}` +
  `Shell options:\n\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n\t-${SETTABLE} or -o option\n`;

export const readInvocation = (argv: readonly string[]): Invocation => {
  let login = argv[0]?.startsWith('-') ?? false;
  let interactive = false;
  let fromStdin = false;
  let command = false;
  const settings: string[][] = [];
  let index = 1;
  for (; index < argv.length; index++) {
    const argument = argv[index] ?? '';
    if (argument === '--' || argument === '-') {
      index++;
      break;
    }
    if (argument === '--login') login = true;
    else if (argument === '--verbose') settings.push(['set', '-v']);
    else if (argument === '--version' || argument === '--help') {
      return { login, interactive, settings, positional: [], show: argument === '--help' ? 'help' : 'version' };
    } else if (/^--(norc|noprofile|noediting|posix)$/.test(argument)) continue;
    else if (argument === '--rcfile' || argument === '--init-file') index++;
    else if (argument.startsWith('--')) throw new InvocationProblem(`${argument}: invalid option`, true);
    else if (/^[-+]./.test(argument)) {
      const sign = argument[0] ?? '-';
      for (const letter of argument.slice(1)) {
        if (letter === 'c' && sign === '-') command = true;
        else if (letter === 'l') login = true;
        else if (letter === 'i') interactive = true;
        else if (letter === 's') fromStdin = true;
        else if (letter === 'o') settings.push(['set', `${sign}o`, ...optional(argv[++index])]);
        else if (letter === 'O')
          settings.push(['shopt', ...(sign === '-' ? ['-s'] : ['-u']), ...optional(argv[++index])]);
        else if (SETTABLE.includes(letter)) settings.push(['set', `${sign}${letter}`]);
        else throw new InvocationProblem(`${sign}${letter}: invalid option`, true);
      }
    } else break;
  }
  const rest = argv.slice(index);
  const common = { login, interactive, settings };
  if (command) {
    const [text, name, ...positional] = rest;
    if (text === undefined) throw new InvocationProblem('-c: option requires an argument');
    return { ...common, text, positional, ...(name === undefined ? {} : { name }) };
  }
  const [file, ...positional] = rest;
  if (file === undefined || fromStdin) return { ...common, positional: rest };
  return { ...common, file, name: file, positional };
};

const optional = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
