import { doubleQuoted, hasSpecial } from '../quote.ts';
import type { AssociativeArray } from './associative-array.ts';
import type { IndexedArray } from './indexed-array.ts';

/** What `declare` can say of a variable besides its being an array: -x -r -i -u -l -c -n -t. */
export type Attribute = 'exported' | 'readonly' | 'integer' | 'upper' | 'lower' | 'capital' | 'nameref' | 'traced';

export type ArrayKind = 'indexed' | 'associative';

/** In the order in which `declare -p` and `${x@a}` show them, behind `a` and `A`. */
const LETTERS: readonly (readonly [Attribute, string])[] = [
  ['integer', 'i'],
  ['nameref', 'n'],
  ['readonly', 'r'],
  ['traced', 't'],
  ['exported', 'x'],
  ['capital', 'c'],
  ['lower', 'l'],
  ['upper', 'u'],
];

/** What a name stands for in one scope. */
export interface Variable {
  /** Who may write into this object; others make a copy first. */
  readonly owner: object;
  /** undefined: declared, but not set. Of an array its elements. */
  value: string | IndexedArray | AssociativeArray | undefined;
  /** Also of an array that has no elements yet. */
  kind: ArrayKind | undefined;
  readonly attributes: Set<Attribute>;
}

/** `a`, `Ar`, `ix`, …; '' if it has none. */
export const attributeLetters = ({ kind, attributes }: Variable): string =>
  (kind === 'indexed' ? 'a' : kind === 'associative' ? 'A' : '') +
  LETTERS.map(([attribute, letter]) => (attributes.has(attribute) ? letter : '')).join('');

/** As one element of an associative array is written as a key. */
export const quotedKey = (key: string): string => (key !== '' && !hasSpecial(key) ? key : doubleQuoted(key));

/** The elements as `declare -p` shows them: `([0]="a" [1]="b")`. */
export const elementsText = (array: IndexedArray | AssociativeArray, kind: ArrayKind): string => {
  const elements = [...array.keys].map((key) => {
    const value = doubleQuoted(array.get(key as never) ?? '');
    return typeof key === 'number' ? `[${key}]=${value}` : `[${quotedKey(key)}]=${value} `;
  });
  return `(${elements.join(kind === 'indexed' ? ' ' : '')})`;
};
