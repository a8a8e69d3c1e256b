/** `${x@Q}` and its kin (bash(1), Parameter transformation). */
import { ansiC } from '../ansi-c.ts';
import type { ExpansionContext } from '../expansion-context.ts';
import { lowerCase, upperCase } from '../letter-case.ts';
import { doubleQuoted, singleQuoted } from '../quote.ts';
import { quotedKey } from '../variables/variable.ts';
import type { Subject } from './subject.ts';

export const TRANSFORMATIONS: ReadonlySet<string> = new Set('UuLQEPAKak');

/** Of one value. `A`, `a`, `K`, `k` speak of the whole variable and are not here. */
export const transformed = async (value: string, letter: string, context: ExpansionContext): Promise<string> => {
  switch (letter) {
    case 'U':
      return upperCase(value);
    case 'L':
      return lowerCase(value);
    case 'u': {
      const first = String.fromCodePoint(value.codePointAt(0) ?? 0);
      return value === '' ? '' : upperCase(first) + value.slice(first.length);
    }
    case 'E':
      return ansiC(value);
    case 'P':
      return context.promptText(value);
    default:
      return singleQuoted(value);
  }
};

/** `@A` of a list: the words of a command that makes it again. */
export const commandOf = (
  values: readonly string[],
  variable: string | undefined,
  { variables }: ExpansionContext,
): string[] => {
  if (variable === undefined) return ['set', '--', ...values.map(singleQuoted)];
  const letters = variables.letters(variable);
  const [first] = values;
  const text = variables.kind(variable) === undefined;
  const definition =
    text && first !== undefined ? `${variable}=${singleQuoted(first)}` : variables.definition(variable);
  if (definition === undefined) return [];
  return letters === '' ? [definition] : ['declare', `-${letters}`, definition];
};

/** Of one variable `@A`, a command that makes it again, and `@a`, its attributes. */
export const described = (subject: Subject, letter: 'A' | 'a', { variables }: ExpansionContext): string => {
  const { variable } = subject;
  const letters = variable === undefined ? '' : variables.letters(variable);
  if (letter === 'a' || variable === undefined) return letters;
  const value = subject.kind === 'one' ? subject.value : subject.values[0];
  const declared = letters === '' ? '' : `declare -${letters} `;
  if (value === undefined) return letters === '' ? '' : `${declared}${variable}`;
  return `${declared}${variable}=${singleQuoted(value)}`;
};

/** `@K`: keys and values of an array, the values quoted, as one text. */
export const pairsText = (variable: string, { variables }: ExpansionContext): string =>
  variables
    .keys(variable)
    .map((key) => `${quotedKey(key)} ${doubleQuoted(variables.element(variable, key) ?? '')}`)
    .join(' ') + (variables.kind(variable) === 'associative' ? ' ' : '');

/** `@k`: the same as separate words, nothing quoted. */
export const pairs = (variable: string, { variables }: ExpansionContext): string[] =>
  variables.keys(variable).flatMap((key) => [key, variables.element(variable, key) ?? '']);
