/**
 * The expansions (bash(1), EXPANSION), in bash's order: braces, tilde, parameters and commands, word
 * splitting, pathnames, quote removal. Each kind has a file in expand/, or beside this one.
 *
 *     mosquitto_sub -t $SYS/#      SYS is not set: the topic is `/#`
 *     mosquitto_sub -t '$SYS/#'    the topic is `$SYS/#`
 *     mosquitto_sub -t "$SYS/#"    `/#` again: double quotes keep $ active
 */
import type { Word, WordPart } from './ast.ts';
import { expandBraces } from './brace.ts';
import { expandParameter, isList } from './expand/parameter.ts';
import { END, separatorsOf } from './expand/piece.ts';
import type { Expansions, Piece, Place } from './expand/piece.ts';
import { expandTilde, expandTildeInArgument } from './expand/tilde.ts';
import type { ExpansionContext } from './expansion-context.ts';
import { ExpansionProblem } from './expansion-problem.ts';
import { Fields } from './fields.ts';
import type { Field } from './fields.ts';
import { glob } from './glob.ts';
import { isPattern, quotePattern } from './pattern.ts';

export { expandBraces } from './brace.ts';

/** Words of a command, a `for` list, an array: split, globbed. @throws ExpansionProblem */
export const expandWords = async (words: readonly Word[], context: ExpansionContext): Promise<string[]> => {
  const results: string[] = [];
  for (const typed of words) {
    for (const word of context.options.braceexpand === false ? [typed] : expandBraces(typed)) {
      const [only] = word.parts;
      if (word.parts.length === 1 && only?.kind === 'text' && !/[~*?[(]/.test(only.text)) results.push(only.text);
      else
        for (const field of await fieldsOf(word, context)) for (const text of named(field, context)) results.push(text);
    }
  }
  return results;
};

/** The value of an assignment, the word of a `case`, a here-string: one text, neither split nor globbed. */
export const expandText = async (word: Word, context: ExpansionContext, assignment = false): Promise<string> =>
  textOf(expandTilde(word, context, assignment), context);

/** An arithmetic expression or a subscript: as `expandText`, but a `~` in it is no home. */
export const expandExpression = (word: Word, context: ExpansionContext): Promise<string> => textOf(word, context);

/** A pattern of `case`, `[[ == ]]` or `${x#…}`: what is quoted in it is literal. */
export const expandPattern = async (word: Word, context: ExpansionContext): Promise<string> => {
  const pieces = await expandParts(expandTilde(word, context, false).parts, TOGETHER, context);
  return pieces.map((piece) => (piece.quoted ? quotePattern(piece.text) : piece.text)).join('');
};

/** The right side of `[[ =~ ]]`, an extended regular expression: what is quoted in it is literal. */
export const expandRegularExpression = async (word: Word, context: ExpansionContext): Promise<string> => {
  const pieces = await expandParts(expandTilde(word, context, false).parts, TOGETHER, context);
  return pieces.map(({ text, quoted }) => (quoted ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text)).join('');
};

/** The body of a here-document. */
export const expandHereDocument = async (word: Word, context: ExpansionContext): Promise<string> => {
  const pieces = await expandParts(word.parts, { quoted: true, listed: false }, context);
  return pieces.map(({ text }) => text).join('');
};

const TOGETHER: Place = { quoted: false, listed: false };

const textOf = async (word: Word, context: ExpansionContext): Promise<string> => {
  const [only] = word.parts;
  if (word.parts.length === 0) return '';
  if (word.parts.length === 1 && (only?.kind === 'text' || only?.kind === 'quoted')) return only.text;
  const pieces = await expandParts(word.parts, TOGETHER, context);
  return pieces.map(({ text }) => text).join('');
};

/** The files that a field names, or itself. */
const named = (field: Field, { options, directories }: ExpansionContext): readonly string[] => {
  if (options.noglob || !isPattern(field.pattern, options.extglob === true)) return [field.text];
  const paths = glob(field.pattern, directories, options);
  if (paths.length > 0) return paths;
  if (options.failglob === true) throw new ExpansionProblem(`no match: ${field.text}`);
  return options.nullglob === true ? [] : [field.text];
};

const fieldsOf = async (word: Word, context: ExpansionContext): Promise<readonly Field[]> => {
  const fields = new Fields(separatorsOf(context));
  const { parts } = expandTildeInArgument(word, context);
  for (const piece of await expandParts(parts, { quoted: false, listed: true }, context)) {
    if (piece === END) fields.end();
    else if (piece.split) fields.split(piece.text);
    else if (piece.quoted) fields.quoted(piece.text);
    else fields.active(piece.text);
  }
  return fields.finish();
};

const expandParts = async (parts: readonly WordPart[], place: Place, context: ExpansionContext): Promise<Piece[]> => {
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'quoted') pieces.push(literal(part, place));
    else for (const piece of await expandPart(part, place, context)) pieces.push(piece);
  }
  return pieces;
};

const literal = (part: WordPart & { kind: 'text' | 'quoted' }, { quoted }: Place): Piece => ({
  text: part.text,
  quoted: quoted || part.kind === 'quoted',
  split: false,
});

const expandPart = async (
  part: Exclude<WordPart, { kind: 'text' | 'quoted' }>,
  place: Place,
  context: ExpansionContext,
): Promise<Piece[]> => {
  const result = (text: string): Piece[] => [{ text, quoted: place.quoted, split: !place.quoted }];
  switch (part.kind) {
    case 'double': {
      const inner = await expandParts(part.parts, { ...place, quoted: true }, context);
      const lists = part.parts.length > 0 && part.parts.every((each) => each.kind === 'parameter' && isList(each));
      return inner.length === 0 && !lists ? [{ text: '', quoted: true, split: false }] : inner;
    }
    case 'substitution':
      return result(await context.substitute(part.list));
    case 'process':
      return [{ text: await context.substituteProcess(part.direction, part.list), quoted: true, split: false }];
    case 'arithmetic':
      return result(String(await context.arithmetic(await textOf(part.expression, context))));
    case 'bad':
      throw new ExpansionProblem(`${part.source}: bad substitution`);
    case 'parameter':
      return expandParameter(part, place, expansionsOf(context));
  }
};

const expansionsOf = (context: ExpansionContext): Expansions => ({
  context,
  alternative: async (word, place) => {
    const { parts } = place.quoted ? word : expandTilde(word, context, false);
    const pieces = await expandParts(parts, place, context);
    // Text of the word itself is split too where it is not quoted.
    return pieces.map((piece) => (piece === END || piece.quoted ? piece : { ...piece, split: true }));
  },
  text: (word) => expandText(word, context),
  plain: (word) => textOf(word, context),
  pattern: (word) => expandPattern(word, context),
  pieces: (word) => expandParts(word.parts, TOGETHER, context),
});
