/** `${x@Q}` and its kin (bash(1), Parameter transformation). */
import { ansiC } from '../ansi-c.ts';
import type { ExpansionContext } from '../expansion-context.ts';
import { lowerCase, upperCase } from '../letter-case.ts';
import { doubleQuoted, singleQuoted } from '../quote.ts';
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

/** `@A`: a command that makes the variable again. `@a`: its attributes. */
export const described = (subject: Subject, letter: 'A' | 'a', context: ExpansionContext): string => {
  const { variables } = context;
  const { variable } = subject;
  const letters = variable === undefined ? '' : variables.letters(variable);
  if (letter === 'a') return letters;
  if (variable === undefined) {
    return subject.kind === 'list' ? `set -- ${subject.values.map(singleQuoted).join(' ')}` : '';
  }
  if (subject.kind === 'list' && variables.kind(variable) !== undefined) return variables.declaration(variable) ?? '';
  const value = subject.kind === 'one' ? subject.value : subject.values[0];
  if (value === undefined) return letters === '' ? '' : `declare -${letters} ${variable}`;
  return `${letters === '' ? '' : `declare -${letters} `}${variable}=${singleQuoted(value)}`;
};

/** `@K`: keys and values of an array, the values quoted, as one text. */
export const pairsText = (variable: string, { variables }: ExpansionContext): string =>
  variables
    .keys(variable)
    .map((key) => `${elementKey(key)} ${doubleQuoted(variables.element(variable, key) ?? '')}`)
    .join(' ') + (variables.kind(variable) === 'associative' ? ' ' : '');

/** `@k`: the same as separate words, nothing quoted. */
export const pairs = (variable: string, { variables }: ExpansionContext): string[] =>
  variables.keys(variable).flatMap((key) => [key, variables.element(variable, key) ?? '']);

const elementKey = (key: string): string => key;
