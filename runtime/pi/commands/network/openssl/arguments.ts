import { usageProblem } from './problem.ts';

export interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * openssl's own kind of command line: whole words behind one dash or two, the value as the next word.
 * @param valued names of those that need a value
 * @param known whether a word is one of those that need none
 * @throws OpensslProblem
 */
export const readArguments = (
  part: string,
  args: readonly string[],
  valued: ReadonlySet<string>,
  known: (name: string) => boolean,
): Arguments => {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest = [...args];
  while (rest[0]?.startsWith('-') === true && rest[0] !== '-') {
    const word = rest.shift() ?? '';
    if (word === '--') break;
    const name = word.replace(/^--?/, '');
    if (valued.has(name)) {
      const value = rest.shift();
      if (value === undefined) throw usageProblem(part, `Option -${name} needs a value`);
      values.set(name, value);
    } else if (known(name)) flags.add(name);
    else throw usageProblem(part, part === 'rand' ? `Unknown option: -${name}` : `Unknown cipher: ${name}`);
  }
  return { flags, values, operands: rest };
};
