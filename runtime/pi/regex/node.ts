/**
 * A regular expression as a tree: what every dialect is parsed into, and what the machines are made of.
 *
 *     ^a+(b|c)      cat [assert line-start, repeat(set a, 1, ∞), group 1 (alt [set b, set c])]
 */
export type CharacterSet = (code: number) => boolean;

/** What an assertion asks of the characters on both sides of a position. */
export type Assertion =
  | 'line-start'
  | 'line-end'
  | 'text-start'
  | 'text-end'
  | 'word-edge'
  | 'no-word-edge'
  | 'word-start'
  | 'word-end'
  | 'no-word-before'
  | 'no-word-after';

export type Node =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'assert'; readonly what: Assertion }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'cat'; readonly items: readonly Node[] }
  | { readonly kind: 'alt'; readonly branches: readonly Node[] }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'back'; readonly index: number };

export const EMPTY: Node = { kind: 'cat', items: [] };

/** What is wrong with an expression, in the words of regcomp(3) or of the tool that reads it. */
export class RegexProblem extends Error {
  override readonly name = 'RegexProblem';
}

/** What stands on one side of a position. */
export const EDGE = 0;
export const NEWLINE = 1;
export const WORD = 2;
export const OTHER = 3;
export type Side = typeof EDGE | typeof NEWLINE | typeof WORD | typeof OTHER;

export const holds = (what: Assertion, before: Side, after: Side): boolean => {
  switch (what) {
    case 'line-start':
      return before === EDGE || before === NEWLINE;
    case 'line-end':
      return after === EDGE || after === NEWLINE;
    case 'text-start':
      return before === EDGE;
    case 'text-end':
      return after === EDGE;
    case 'word-edge':
      return (before === WORD) !== (after === WORD);
    case 'no-word-edge':
      return (before === WORD) === (after === WORD);
    case 'word-start':
      return before !== WORD && after === WORD;
    case 'word-end':
      return before === WORD && after !== WORD;
    case 'no-word-before':
      return before !== WORD;
    case 'no-word-after':
      return after !== WORD;
  }
};
