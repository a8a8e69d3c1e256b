/**
 * The command line of a GNU tool (getopt_long(3)): options in any place, letters together, long
 * names cut short as long as they are clear, `--` ends them. Which options there are is read from the
 * command's manual page.
 *
 *     -la           l, a                  --color=auto   color with a value
 *     --he          help, if alone so     -- -x          the operand "-x"
 *     --colour      unrecognized option   -z             invalid option
 *     -n5, -n 5, --lines=5, --lines 5     the same, of '-n, --lines=NUM'
 */
import type { OptionText } from '../manual/page.ts';

interface Option {
  /** By which the program asks: the letter, else the long name. */
  readonly key: string;
  readonly letter: string | undefined;
  readonly long: string | undefined;
  /** Of the letter and of the long name, which may differ: `-p DIR, --tmpdir[=DIR]`. */
  readonly letterValue: Value;
  readonly longValue: Value;
}

/** Whether an option needs a value, may have one directly behind it, or has none. */
type Value = 'needed' | 'possible' | 'none';

export interface Syntax {
  /** As the manual page names them. */
  readonly options: readonly OptionText[];
  /** Letters and long names that the real tool knows and this one does not: `A b color`. */
  readonly absent?: string;
  /** The first operand ends the options: what follows is another command's line (env, nohup, xargs). */
  readonly firstOperandEnds?: boolean;
  /** `-5` for `-n 5`: the key that digits stand for. */
  readonly digits?: string;
}

export interface Parsed {
  /** By key; the last one counts. */
  readonly options: ReadonlyMap<string, string>;
  /** Every option in the order of the command line. */
  readonly all: readonly (readonly [key: string, value: string])[];
  readonly operands: readonly string[];
}

/** What is wrong with a command line, as getopt_long(3) words it, without the program's name. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
  readonly status: number | undefined;

  /** @param status absent: what the program has for such mistakes */
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

const ALWAYS: readonly OptionText[] = [
  ['--help', ''],
  ['--version', ''],
];

const valueOf = (spelling: string): Value =>
  spelling === '' ? 'none' : spelling.startsWith('[') ? 'possible' : 'needed';

/**
 * What a manual page says of an option's names:
 *
 *     -n, --lines=NUM                  both need a value
 *     -F, --classify[=WHEN]            the long one may have one, the letter has none: -Fl is -F -l
 *     -i[SUFFIX], --in-place[=SUFFIX]  both may: -ie is the suffix e
 *     -p DIR, --tmpdir[=DIR]           the letter needs one, the long name may have one
 */
export const readOption = (names: string): Option => {
  const [, letter, rest = ''] = /^-([^-\s,[])(.*)$/.exec(names) ?? [];
  const [, long, longValue = ''] = /(?:^|, )--([\w-]+)(.*)$/.exec(letter === undefined ? names : rest) ?? [];
  const key = letter ?? long;
  if (key === undefined) throw new TypeError(`no option: "${names}"`);
  const own = valueOf(rest.replace(/, --[\w-]+.*$/, ''));
  const shared = valueOf(longValue) === 'needed' ? 'needed' : 'none';
  return { key, letter, long, letterValue: own === 'none' ? shared : own, longValue: valueOf(longValue) };
};

/** @throws UsageProblem */
export const parseOptions = (args: readonly string[], syntax: Syntax): Parsed => {
  const known = [...syntax.options, ...ALWAYS].map(([names]) => readOption(names));
  const absent = new Set((syntax.absent ?? '').split(' '));
  const all: [string, string][] = [];
  const operands: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      operands.push(...rest);
      break;
    }
    const digits = syntax.digits === undefined ? null : /^-(\d+)$/.exec(arg);
    if (digits?.[1] !== undefined && syntax.digits !== undefined) all.push([syntax.digits, digits[1]]);
    else if (arg.startsWith('--')) all.push(long(arg, rest, known, absent));
    else if (arg.startsWith('-') && arg !== '-') all.push(...short(arg.slice(1), rest, known, absent));
    else {
      operands.push(arg);
      if (syntax.firstOperandEnds === true) {
        operands.push(...rest);
        break;
      }
    }
  }
  return { options: new Map(all), all, operands };
};

const notHere = (name: string): UsageProblem =>
  new UsageProblem(`option '${name}' is not part of this simulated Raspberry Pi`);

const short = (
  letters: string,
  rest: string[],
  known: readonly Option[],
  absent: ReadonlySet<string>,
): [string, string][] => {
  const found: [string, string][] = [];
  const characters = [...letters];
  for (const [index, letter] of characters.entries()) {
    const option = known.find((each) => each.letter === letter);
    if (option === undefined) {
      throw absent.has(letter) ? notHere(`-${letter}`) : new UsageProblem(`invalid option -- '${letter}'`);
    }
    if (option.letterValue === 'none') {
      found.push([option.key, '']);
      continue;
    }
    const attached = characters.slice(index + 1).join('');
    const value = option.letterValue === 'possible' || attached !== '' ? attached : rest.shift();
    if (value === undefined) throw new UsageProblem(`option requires an argument -- '${letter}'`);
    return [...found, [option.key, value]];
  }
  return found;
};

const long = (arg: string, rest: string[], known: readonly Option[], absent: ReadonlySet<string>): [string, string] => {
  const equals = arg.indexOf('=');
  const typed = arg.slice(2, equals < 0 ? undefined : equals);
  const value = equals < 0 ? undefined : arg.slice(equals + 1);
  const named = known.filter((option) => option.long !== undefined);
  const exact = named.filter((option) => option.long === typed);
  const found = exact.length > 0 ? exact : named.filter((option) => option.long?.startsWith(typed) === true);
  const [option] = found;
  if (option?.long === undefined) {
    throw absent.has(typed) ? notHere(`--${typed}`) : new UsageProblem(`unrecognized option '--${typed}'`);
  }
  if (new Set(found.map(({ key }) => key)).size > 1) {
    const possible = found.map((each) => `'--${each.long}'`).join(' ');
    throw new UsageProblem(`option '${arg}' is ambiguous; possibilities: ${possible}`);
  }
  if (value !== undefined && option.longValue === 'none')
    throw new UsageProblem(`option '--${option.long}' doesn't allow an argument`);
  if (value !== undefined || option.longValue !== 'needed') return [option.key, value ?? ''];
  const next = rest.shift();
  if (next === undefined) throw new UsageProblem(`option '--${option.long}' requires an argument`);
  return [option.key, next];
};
