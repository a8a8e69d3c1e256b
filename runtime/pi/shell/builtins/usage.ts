import type { Shell } from '../shell.ts';

/** `cd: -x: invalid option` and the usage line; status 2, as bash. */
export const invalidOption = async (shell: Shell, name: string, option: string, usage: string): Promise<number> => {
  await shell.complain(`${name}: ${option}: invalid option`);
  await shell.print(`${name}: usage: ${usage}\n`, 2);
  return 2;
};

/**
 * Takes the single-letter options from the front of the arguments.
 * @returns what was given and the rest; `bad`: a letter that is not in `letters`
 */
export const takeOptions = (
  args: readonly string[],
  letters: string,
): { options: ReadonlySet<string>; rest: readonly string[]; bad?: string } => {
  const options = new Set<string>();
  let index = 1;
  for (; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--') {
      index++;
      break;
    }
    if (!/^-./.test(argument)) break;
    for (const letter of argument.slice(1)) {
      if (!letters.includes(letter)) return { options, rest: args.slice(index), bad: `-${letter}` };
      options.add(letter);
    }
  }
  return { options, rest: args.slice(index) };
};

/** An exit status as `exit`, `return` take it; undefined: not a number. */
export const statusFrom = (text: string): number | undefined =>
  /^\s*[-+]?\d+\s*$/.test(text) ? Number(BigInt.asUintN(8, BigInt(text.trim()))) : undefined;
