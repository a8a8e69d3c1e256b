import { UsageProblem } from '../options.ts';
import { quote } from '../../quoting.ts';

/**
 * The value of an option that takes one of a few words, which may be cut short (gnulib's argmatch).
 * @param groups words that mean the same stand together; the first one is returned
 * @throws UsageProblem `invalid argument ‘blue’ for ‘--color’`, and the words that there are
 */
export const argmatch = <Word extends string>(
  option: string,
  value: string,
  groups: readonly (readonly [Word, ...string[]])[],
): Word => {
  const exact = groups.find((group) => group.includes(value));
  if (exact !== undefined) return exact[0];
  const possible = groups.filter((group) => group.some((word) => word.startsWith(value)));
  const [only] = possible;
  if (only !== undefined && possible.length === 1) return only[0];
  const lines = groups.map((group) => `  - ${group.map((word) => quote(word)).join(', ')}`);
  const what = possible.length > 1 ? 'ambiguous' : 'invalid';
  throw new UsageProblem(
    [`${what} argument ${quote(value)} for ${quote(option)}`, 'Valid arguments are:', ...lines].join('\n'),
    1,
  );
};

/** `--color[=WHEN]`: the word behind it. @param value empty: always */
export const whenOf = (option: string, value: string): 'always' | 'never' | 'auto' =>
  argmatch(option, value === '' ? 'always' : value, [
    ['always', 'yes', 'force'],
    ['never', 'no', 'none'],
    ['auto', 'tty', 'if-tty'],
  ]);
