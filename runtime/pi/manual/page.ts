/**
 * A manual page as data. The English one of a command lies beside its program, and three things are
 * made of it: what `man` shows, what `--help` prints, and which options the command line takes (so that
 * nothing is accepted that is not described, and nothing described that is not accepted). The German
 * ones lie in manual/de and have the same options in the same order.
 *
 *     ['-n, --lines=NUM', 'print the first NUM lines instead of the first 10']
 *
 * An option's names: a letter, a long name, or both; `-n NUM`, `--lines=NUM` need a value,
 * `-i[SUFFIX]`, `--color[=WHEN]` may have one, only directly behind.
 */
export type OptionText = readonly [names: string, text: string];

export interface ManualPage {
  readonly name: string;
  readonly section: 1 | 4 | 5 | 7 | 8;
  /** One line, without a full stop: `print the first lines of files`. */
  readonly summary: string;
  /** `head [OPTION]... [FILE]...` */
  readonly synopsis: readonly string[];
  /** Paragraphs. `*bold*` and `_underlined_` as in roff's \fB and \fI, at the borders of words. */
  readonly description: readonly string[];
  readonly options?: readonly OptionText[];
  /** Sections of its own: heading in capitals, paragraphs; a paragraph that begins with two blanks stays as it is. */
  readonly sections?: readonly (readonly [heading: string, paragraphs: readonly string[]])[];
  /** A command line, and what it does. */
  readonly examples?: readonly (readonly [command: string, text: string])[];
  readonly exitStatus?: readonly (readonly [status: string, text: string])[];
  /** What the real tool can do and this one cannot. */
  readonly differences?: readonly string[];
  /** `grep(1)` */
  readonly seeAlso?: readonly string[];
}

/** The same in another language: what is not said anew (names, synopsis, examples' commands) is the English page's. */
export interface TranslatedPage {
  readonly summary: string;
  readonly synopsis?: readonly string[];
  readonly description: readonly string[];
  /** In the order of the English page's options. */
  readonly options?: readonly string[];
  readonly sections?: readonly (readonly [heading: string, paragraphs: readonly string[]])[];
  /** In the order of the English page's examples. */
  readonly examples?: readonly string[];
  readonly exitStatus?: readonly string[];
  readonly differences?: readonly string[];
}
