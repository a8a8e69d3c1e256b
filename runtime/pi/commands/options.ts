/**
 * The command line of a GNU tool (getopt_long(3)): options in any place, letters together, long
 * names cut short as long as they are clear, `--` ends them.
 *
 *     -la           l, a                  --color=auto   color with a value
 *     --he          help, if alone so     -- -x          the operand "-x"
 *     --colour      unrecognized option   -z             invalid option
 */

export interface Syntax {
  /** Letters without a value: `la1`. */
  readonly letters?: string;
  /** Letters that need a value: `p` in `-p 22`. */
  readonly valued?: string;
  /** Letters that the real tool knows and this one does not. */
  readonly absent?: string;
  /** Long names and the letter, or name, they stand for. */
  readonly long?: Readonly<Record<string, string>>;
  /** Long names that may have a value: `--color=auto`. */
  readonly longValued?: readonly string[];
}

export interface Parsed {
  /** By letter or long name; the last one counts, in the order of the command line. */
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** What is wrong with a command line, as getopt_long(3) words it, without the program's name. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}

/** @throws UsageProblem */
export const parseOptions = (args: readonly string[], syntax: Syntax): Parsed => {
  const options = new Map<string, string>();
  const operands: string[] = [];
  const set = (name: string, value = '') => {
    options.delete(name);
    options.set(name, value);
  };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      operands.push(...rest);
      break;
    } else if (arg.startsWith('--')) long(arg, syntax, set);
    else if (arg.startsWith('-') && arg !== '-') short(arg.slice(1), rest, syntax, set);
    else operands.push(arg);
  }
  return { options, operands };
};

const short = (letters: string, rest: string[], syntax: Syntax, set: (name: string, value?: string) => void): void => {
  for (const [index, letter] of [...letters].entries()) {
    if (syntax.valued?.includes(letter) === true) {
      const attached = [...letters].slice(index + 1).join('');
      const value = attached === '' ? rest.shift() : attached;
      if (value === undefined) throw new UsageProblem(`option requires an argument -- '${letter}'`);
      set(letter, value);
      return;
    }
    if (syntax.letters?.includes(letter) === true) set(letter);
    else if (syntax.absent?.includes(letter) === true)
      throw new UsageProblem(`option '-${letter}' is not part of this simulated Raspberry Pi`);
    else throw new UsageProblem(`invalid option -- '${letter}'`);
  }
};

const long = (arg: string, syntax: Syntax, set: (name: string, value?: string) => void): void => {
  const equals = arg.indexOf('=');
  const typed = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
  const value = equals < 0 ? undefined : arg.slice(equals + 1);
  const names: Readonly<Record<string, string>> = {
    ...syntax.long,
    ...Object.fromEntries((syntax.longValued ?? []).map((name) => [name, name])),
    help: 'help',
    version: 'version',
  };
  const fitting = Object.keys(names).filter((name) => name === typed);
  const found = fitting.length > 0 ? fitting : Object.keys(names).filter((name) => name.startsWith(typed));
  const [name] = found;
  if (name === undefined)
    throw new UsageProblem(`unrecognized option '${arg.slice(0, equals < 0 ? undefined : equals)}'`);
  if (found.length > 1)
    throw new UsageProblem(
      `option '${arg}' is ambiguous; possibilities: ${found.map((possible) => `'--${possible}'`).join(' ')}`,
    );
  if (value !== undefined && syntax.longValued?.includes(name) !== true)
    throw new UsageProblem(`option '--${name}' doesn't allow an argument`);
  set(names[name] ?? name, value);
};
