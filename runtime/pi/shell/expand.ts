/**
 * Expansion as everybody in the shell asks for it. What has nothing in it to be looked for, split or
 * matched is done here, at once; all else by expansions.ts, which a page fetches with the first key.
 *
 *     alias ls='ls --color=auto'      here
 *     PATH="$HOME/bin:$PATH"          here
 *     . ~/.bash_aliases               here
 *     echo $x *.log {a,b} ${x:-y}     expansions.ts
 */
import type { Word, WordPart } from './ast.ts';
import type { ExpansionContext } from './expansion-context.ts';

export type { ExpansionContext } from './expansion-context.ts';
export { ExpansionProblem } from './expansion-problem.ts';

/** Words of a command, a `for` list, an array: split, globbed. @throws ExpansionProblem */
export const expandWords = async (words: readonly Word[], context: ExpansionContext): Promise<string[]> => {
  const plain = words.map((word) => plainWord(word, context));
  if (plain.every((text) => text !== undefined)) return plain;
  return (await context.expansions()).expandWords(words, context);
};

/** The value of an assignment, the word of a `case`, a here-string: one text, neither split nor globbed. */
export const expandText = async (word: Word, context: ExpansionContext, assignment = false): Promise<string> =>
  plainText(word.parts, context) ?? (await context.expansions()).expandText(word, context, assignment);

/** A pattern of `case`, `[[ == ]]` or `${x#…}`: what is quoted in it is literal. */
export const expandPattern = async (word: Word, context: ExpansionContext): Promise<string> =>
  (await context.expansions()).expandPattern(word, context);

/** Words that bash would take for patterns, braces or homes if it looked closer. */
const ACTIVE = /[*?[\]{}~()!+@]/;

const plainWord = ({ parts }: Word, context: ExpansionContext): string | undefined => {
  let word = '';
  for (const [index, part] of parts.entries()) {
    const text =
      part.kind === 'text' ? plainTyped(part.text, index === 0, parts.length === 1, context) : plainPart(part, context);
    // Unquoted, a value is split and matched.
    if (text === undefined || part.kind === 'parameter') return undefined;
    word += text;
  }
  return parts.length === 0 ? undefined : word;
};

/** Unquoted, where words are made of it. */
const plainTyped = (text: string, first: boolean, only: boolean, context: ExpansionContext): string | undefined => {
  if (!ACTIVE.test(text) || (only && (text === '[' || text === ']'))) return text;
  if (!first || !text.startsWith('~/') || ACTIVE.test(text.slice(1))) return undefined;
  const home = context.homeOf('');
  return home === undefined ? undefined : home + text.slice(1);
};

const plainText = (parts: readonly WordPart[], context: ExpansionContext): string | undefined => {
  let whole = '';
  for (const part of parts) {
    const text = part.kind === 'text' ? (part.text.includes('~') ? undefined : part.text) : plainPart(part, context);
    if (text === undefined) return undefined;
    whole += text;
  }
  return whole;
};

/** Looking at them changes them: whoever only tries whether a word is plain must not. */
const ALIVE: ReadonlySet<string> = new Set(['RANDOM', 'SRANDOM']);

/** Quoted text, and the value of a variable that has one. */
const plainPart = (part: WordPart, context: ExpansionContext): string | undefined => {
  switch (part.kind) {
    case 'text':
    case 'quoted':
      return part.text;
    case 'double': {
      const inner = part.parts.map((each) => plainPart(each, context));
      return inner.every((text) => text !== undefined) ? inner.join('') : undefined;
    }
    case 'parameter':
      if (part.bare !== true || !/^[A-Za-z_]/.test(part.name) || ALIVE.has(part.name)) return undefined;
      return context.parameter(part.name);
    default:
      return undefined;
  }
};
