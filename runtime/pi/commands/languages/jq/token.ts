/** The words of jq's language. */
import type { Filter } from './ast.ts';

export interface Token {
  readonly kind:
    'ident' | 'field' | 'keyword' | 'literal' | 'string' | 'format' | 'variable' | 'operator' | 'end' | 'invalid';
  readonly text: string;
  readonly at: number;
  /** Of a text: its pieces, and the filters in it. */
  readonly parts?: readonly (string | Filter)[];
}

export const KEYWORDS = new Set(
  'def if then elif else end as reduce foreach try catch label import include and or __loc__'.split(' '),
);
export const OPERATORS = [
  '?//=',
  '?//',
  '|=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '//=',
  '==',
  '!=',
  '<=',
  '>=',
  '//',
  '..',
  '|',
  ',',
  '.',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  ':',
  ';',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  '$',
].toSorted((a, b) => b.length - a.length);
/** What stands behind a backslash in a text. */
export const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** As jq names a word that it did not expect. */
export const nameOf = (kind: Token['kind'], text: string): string => {
  switch (kind) {
    case 'end':
      return '$end';
    case 'ident':
      return 'IDENT';
    case 'field':
      return 'FIELD';
    case 'literal':
      return 'LITERAL';
    case 'format':
      return 'FORMAT';
    case 'string':
      return 'QQSTRING_START';
    case 'variable':
      return "'$'";
    case 'keyword':
      return text;
    default:
      return text.length === 1 ? `'${text}'` : text;
  }
};
