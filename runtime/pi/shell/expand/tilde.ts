/**
 * Tilde expansion (bash(1), Tilde Expansion): a leading `~` or `~user`, nothing of it quoted; in an
 * assignment also behind each colon.
 *
 *     ~ ~/x ~root        homes
 *     ~+ ~-              PWD and OLDPWD
 *     "~" a~ ~nobody1    as they are
 */
import type { Word, WordPart } from '../ast.ts';
import type { ExpansionContext } from '../expansion-context.ts';

const homeOf = (prefix: string, context: ExpansionContext): string | undefined => {
  if (prefix === '+') return context.parameter('PWD');
  return prefix === '-' ? context.parameter('OLDPWD') : context.homeOf(prefix);
};

/** @param assignment it is the value of one: colons separate paths */
export const expandTilde = (word: Word, context: ExpansionContext, assignment: boolean): Word => {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text' || !first.text.includes('~')) return word;
  const whole = rest.length === 0;
  const pieces = assignment ? first.text.split(/(?<=:)/) : [first.text];
  const parts = pieces.flatMap((piece, index): WordPart[] => {
    const match = /^~([+-]|[a-z_][a-z0-9_-]*)?(?=[/:]|$)/i.exec(piece);
    const ends = match !== null && (match[0].length < piece.length || whole || index < pieces.length - 1);
    const home = match === null || !ends ? undefined : homeOf(match[1] ?? '', context);
    if (match === null || home === undefined) return [{ kind: 'text', text: piece }];
    const remainder = piece.slice(match[0].length);
    return [{ kind: 'quoted', text: home }, ...(remainder === '' ? [] : [{ kind: 'text', text: remainder } as const])];
  });
  return { ...word, parts: [...parts, ...rest] };
};

/** An argument that looks like an assignment, `a=~/x`: bash expands the value as if it were one. */
export const expandTildeInArgument = (word: Word, context: ExpansionContext): Word => {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text' || !first.text.includes('~')) return word;
  const name = /^[A-Za-z_][A-Za-z0-9_]*=/.exec(first.text)?.[0];
  if (name === undefined) return expandTilde(word, context, false);
  const value: Word = { ...word, parts: [{ kind: 'text', text: first.text.slice(name.length) }, ...rest] };
  return { ...word, parts: [{ kind: 'text', text: name }, ...expandTilde(value, context, true).parts] };
};
