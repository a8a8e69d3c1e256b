import type { Word } from '../ast.ts';
import type { ExpansionContext } from '../expansion-context.ts';

/** What a part of a word has become. */
export interface Piece {
  readonly text: string;
  /** It means itself: nothing in it is a pattern or ends a field. */
  readonly quoted: boolean;
  /** The outcome of an unquoted expansion: split into fields where IFS says so. */
  readonly split: boolean;
}

/** Between two fields, whatever IFS says: the fields of "$@". */
export const END: Piece = { text: ' ', quoted: true, split: false };

/** Where a part stands. */
export interface Place {
  /** In double quotes or a here-document. */
  readonly quoted: boolean;
  /** `$@` makes several fields; else they are joined. */
  readonly listed: boolean;
}

/** What the expansions of one kind ask of the others, which lie in files of their own. */
export interface Expansions {
  readonly context: ExpansionContext;
  /** The pieces of a word in an alternative, `${x:-word}`. */
  alternative(word: Word, place: Place): Promise<Piece[]>;
  /** A word as one text, neither split nor globbed. */
  text(word: Word): Promise<string>;
  /** The same, but a `~` in it is no home: subscripts, arithmetic. */
  plain(word: Word): Promise<string>;
  /** A pattern: what is quoted in it is literal. */
  pattern(word: Word): Promise<string>;
  /** The pieces of a word that is kept together. */
  pieces(word: Word): Promise<Piece[]>;
}

export const separatorsOf = (context: ExpansionContext): string => context.parameter('IFS') ?? ' \t\n';
