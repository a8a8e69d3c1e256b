/**
 * The expansions (bash(1), EXPANSION), in bash's order: braces, tilde, parameters and commands, word
 * splitting, pathnames, quote removal.
 *
 *     mosquitto_sub -t $SYS/#      SYS is not set: the topic is `/#`
 *     mosquitto_sub -t '$SYS/#'    the topic is `$SYS/#`
 *     mosquitto_sub -t "$SYS/#"    `/#` again: double quotes keep $ active
 */
import type { ParameterPart, Word, WordPart } from './ast.ts';
import { expandBraces } from './brace.ts';
import { Fields } from './fields.ts';
import type { ExpansionContext } from './expansion-context.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { glob } from './glob.ts';
import { isPattern, quotePattern, trim } from './pattern.ts';

export type { ExpansionContext } from './expansion-context.ts';
export { ExpansionProblem } from './expansion-problem.ts';

/** Words of a command, `for` list: split, globbed. */
export const expandWords = async (words: readonly Word[], context: ExpansionContext): Promise<string[]> => {
  const results: string[] = [];
  for (const typed of words) {
    for (const word of expandBraces(typed)) {
      for (const field of await fieldsOf(word, context)) {
        const paths =
          context.options.noglob || !isPattern(field.pattern) ? [] : glob(field.pattern, context.directories);
        if (paths.length > 0) results.push(...paths);
        else results.push(field.text);
      }
    }
  }
  return results;
};

/** The value of an assignment, a here-string: one text, neither split nor globbed. */
export const expandText = async (word: Word, context: ExpansionContext, assignment = false): Promise<string> => {
  const pieces = await expandParts(tilde(word, context, assignment).parts, context, false, false);
  return pieces.map((piece) => piece.text).join('');
};

/** A pattern, as in `${x#…}`: what is quoted in it is literal. */
export const expandPattern = async (word: Word, context: ExpansionContext): Promise<string> => {
  const pieces = await expandParts(word.parts, context, false, false);
  return pieces.map((piece) => (piece.quoted ? quotePattern(piece.text) : piece.text)).join('');
};

interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  /** The outcome of an unquoted expansion. */
  readonly split: boolean;
}

/** Between two fields, whatever IFS says: the fields of "$@". */
const END: Piece = { text: ' ', quoted: true, split: false };

const fieldsOf = async (word: Word, context: ExpansionContext) => {
  const fields = new Fields(context.parameter('IFS') ?? ' \t\n');
  for (const piece of await expandParts(tilde(word, context, false).parts, context, false, true)) {
    if (piece === END) fields.end();
    else if (piece.split) fields.split(piece.text);
    else if (piece.quoted) fields.quoted(piece.text);
    else fields.active(piece.text);
  }
  return fields.finish();
};

/** @param listed `$@` makes several fields (else they are joined) */
const expandParts = async (
  parts: readonly WordPart[],
  context: ExpansionContext,
  inQuotes: boolean,
  listed: boolean,
): Promise<Piece[]> => {
  const pieces: Piece[] = [];
  for (const part of parts) pieces.push(...(await expandPart(part, context, inQuotes, listed)));
  return pieces;
};

const expandPart = async (
  part: WordPart,
  context: ExpansionContext,
  inQuotes: boolean,
  listed: boolean,
): Promise<Piece[]> => {
  const result = (text: string): Piece[] => [{ text, quoted: inQuotes, split: !inQuotes }];
  switch (part.kind) {
    case 'text':
      return [{ text: part.text, quoted: inQuotes, split: false }];
    case 'quoted':
      return [{ text: part.text, quoted: true, split: false }];
    case 'double': {
      const inner = await expandParts(part.parts, context, true, listed);
      const onlyList = part.parts.length > 0 && part.parts.every(isList);
      return inner.length === 0 && !onlyList ? [{ text: '', quoted: true, split: false }] : inner;
    }
    case 'substitution':
      return result(await context.substitute(part.list));
    case 'bad':
      throw new ExpansionProblem(`${part.source}: bad substitution`);
    case 'parameter':
      return part.operator === undefined || '#%'.includes(part.operator[0] ?? ' ')
        ? plainParameter(part, context, inQuotes, listed)
        : conditionalParameter(part, context, inQuotes, listed);
  }
};

const isList = (part: WordPart): boolean =>
  part.kind === 'parameter' && part.name === '@' && part.operator === undefined;

const listPieces = (part: ParameterPart, context: ExpansionContext, inQuotes: boolean, listed: boolean): Piece[] => {
  const separators = context.parameter('IFS') ?? ' \t\n';
  if (!listed || (part.name === '*' && inQuotes)) {
    const glue = part.name === '@' ? ' ' : (separators[0] ?? '');
    return [{ text: context.positional.join(glue), quoted: inQuotes, split: false }];
  }
  return context.positional.flatMap((text, index) => [
    ...(index === 0 ? [] : [END]),
    { text, quoted: inQuotes, split: !inQuotes },
  ]);
};

const plainParameter = async (
  part: ParameterPart,
  context: ExpansionContext,
  inQuotes: boolean,
  listed: boolean,
): Promise<Piece[]> => {
  const result = (text: string): Piece[] => [{ text, quoted: inQuotes, split: !inQuotes }];
  if (part.name === '@' || part.name === '*') {
    if (part.length === true) return result(String(context.positional.length));
    return listPieces(part, context, inQuotes, listed);
  }
  const value = valueOf(part.name, context);
  if (value === undefined && context.options.nounset && part.name !== '!') {
    throw new ExpansionProblem(`${part.name}: unbound variable`);
  }
  if (part.length === true) return result(String([...(value ?? '')].length));
  if (part.word === undefined) return result(value ?? '');
  const pattern = await expandPattern(part.word, context);
  return result(trim(value ?? '', part.operator as '#' | '##' | '%' | '%%', pattern));
};

/** `:-` `-` `:=` `=` `:?` `?` `:+` `+`: with a colon, empty counts as not set. */
const conditionalParameter = async (
  part: ParameterPart,
  context: ExpansionContext,
  inQuotes: boolean,
  listed: boolean,
): Promise<Piece[]> => {
  const operator = part.operator ?? '-';
  const word = part.word ?? { parts: [], source: '' };
  const list = part.name === '@' || part.name === '*';
  const value = list
    ? context.positional.length > 0
      ? context.positional.join(' ')
      : undefined
    : valueOf(part.name, context);
  const present = value !== undefined && !(operator.startsWith(':') && value === '');
  const action = operator.at(-1);
  if (action === '+') return present ? alternative(word, context, inQuotes, listed) : [];
  if (present) {
    if (list) return listPieces(part, context, inQuotes, listed);
    return [{ text: value, quoted: inQuotes, split: !inQuotes }];
  }
  if (action === '-') return alternative(word, context, inQuotes, listed);
  const text = await expandText(word, context);
  if (action === '?') {
    const otherwise = operator === ':?' ? 'parameter null or not set' : 'parameter not set';
    throw new ExpansionProblem(`${part.name}: ${text === '' ? otherwise : text}`);
  }
  if (!/^[A-Za-z_]/.test(part.name)) throw new ExpansionProblem(`$${part.name}: cannot assign in this way`);
  context.assign(part.name, text);
  return [{ text, quoted: inQuotes, split: !inQuotes }];
};

/** The word behind `:-` or `:+`: unquoted text in it is split too. */
const alternative = async (word: Word, context: ExpansionContext, inQuotes: boolean, listed: boolean) => {
  const pieces = await expandParts(tilde(word, context, false).parts, context, inQuotes, listed);
  return pieces.map((piece) => (piece === END || piece.quoted ? piece : { ...piece, split: true }));
};

const valueOf = (name: string, context: ExpansionContext): string | undefined =>
  /^[1-9]\d*$/.test(name) ? context.positional[Number(name) - 1] : context.parameter(name);

/** A leading `~` or `~user`, nothing of it quoted; in an assignment also behind each colon. */
const tilde = (word: Word, context: ExpansionContext, assignment: boolean): Word => {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'text' || !first.text.includes('~')) return word;
  const whole = rest.length === 0;
  const pieces = assignment ? first.text.split(/(?<=:)/) : [first.text];
  const parts = pieces.flatMap((piece, index): WordPart[] => {
    const match = /^~([a-z_][a-z0-9_-]*)?(?=[/:]|$)/i.exec(piece);
    const ends = match !== null && (match[0].length < piece.length || whole || index < pieces.length - 1);
    const home = match === null || !ends ? undefined : context.homeOf(match[1] ?? '');
    if (match === null || home === undefined) return [{ kind: 'text', text: piece }];
    const remainder = piece.slice(match[0].length);
    return [{ kind: 'quoted', text: home }, ...(remainder === '' ? [] : [{ kind: 'text', text: remainder } as const])];
  });
  return { ...word, parts: [...parts, ...rest] };
};
