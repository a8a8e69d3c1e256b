import type { Shell } from '../shell.ts';

/** `cd: -x: invalid option` and the usage line; status 2, as bash. */
export const invalidOption = async (shell: Shell, name: string, option: string, usage: string): Promise<number> => {
  await shell.complain(`${name}: ${option}: invalid option`);
  return showUsage(shell, name, usage);
};

export const showUsage = async (shell: Shell, name: string, usage: string): Promise<number> => {
  await shell.print(`${name}: usage: ${usage}\n`, 2);
  return 2;
};

/** Says what is wrong: `name: text`. @returns status 1 */
export const refuse = async (shell: Shell, text: string): Promise<1> => {
  await shell.complain(text);
  return 1;
};

/**
 * Takes the single-letter options from the front of the arguments.
 * @returns what was given and the rest; `bad`: a letter that is not in `letters`
 */
export const takeOptions = (
  args: readonly string[],
  letters: string,
): { options: ReadonlySet<string>; rest: readonly string[]; bad?: string } => {
  const { options, rest, bad } = readOptions(args, letters);
  return { options: new Set(options.keys()), rest, ...(bad === undefined ? {} : { bad }) };
};

export interface ReadOptions {
  /** The last value of each; '' of those that have none. */
  readonly options: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
  /** `-x`: not known. */
  readonly bad?: string;
  /** `-p`: it has no argument. */
  readonly missing?: string;
}

/**
 * As getopt(3): `letters` as there, a colon behind those that take a value.
 * @param plus also options that begin with `+`: kept under `+x`
 */
export const readOptions = (args: readonly string[], letters: string, plus = false): ReadOptions => {
  const options = new Map<string, string>();
  let index = 1;
  for (; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--') {
      index++;
      break;
    }
    const sign = argument[0] ?? '';
    if (!(sign === '-' || (plus && sign === '+')) || argument.length < 2) break;
    for (let at = 1; at < argument.length; at++) {
      const letter = argument[at] ?? '';
      const known = letter === ':' ? -1 : letters.indexOf(letter);
      if (known < 0) return { options, rest: args.slice(index), bad: `${sign}${letter}` };
      const key = sign === '+' ? `+${letter}` : letter;
      if (letters[known + 1] !== ':') {
        options.set(key, '');
        continue;
      }
      const value = at + 1 < argument.length ? argument.slice(at + 1) : args[++index];
      if (value === undefined) return { options, rest: [], missing: `${sign}${letter}` };
      options.set(key, value);
      break;
    }
  }
  return { options, rest: args.slice(index) };
};

/** What `readOptions` found wrong, told; undefined: nothing. */
export const optionProblem = async (
  shell: Shell,
  name: string,
  { bad, missing }: ReadOptions,
  usage: string,
): Promise<number | undefined> => {
  if (bad !== undefined) return invalidOption(shell, name, bad, usage);
  if (missing === undefined) return undefined;
  await shell.complain(`${name}: ${missing}: option requires an argument`);
  return showUsage(shell, name, usage);
};

/** An exit status as `exit`, `return` take it; undefined: not a number. */
export const statusFrom = (text: string): number | undefined =>
  /^\s*[-+]?\d+\s*$/.test(text) ? Number(BigInt.asUintN(8, BigInt(text.trim().replace(/^\+/, '')))) : undefined;
