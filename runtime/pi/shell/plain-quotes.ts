/**
 * Keyboards of phones and tablets turn quotes and dashes into typographic ones. To a shell these are
 * letters like any other, and the command fails in ways that are hard to see. At the prompt (typed or
 * pasted, nowhere else) they are turned into what was meant, everywhere in the line:
 *
 *     mosquitto_pub -m “Hello World”      → mosquitto_pub -m "Hello World"
 *     echo ‘$SYS’                         → echo '$SYS'
 *     mosquitto_sub —help                 → mosquitto_sub --help     (a long dash was two)
 *     mosquitto_sub –t a                  → mosquitto_sub -t a
 *     -m ‘{“temp”: 21}’                   → -m '{"temp": 21}'
 *     -m “Kleber – hält”                  → -m "Kleber – hält"   (a dash in quotes is text)
 *
 * Text between plain quotes stays as it is, because who could type those has meant the others as
 * data: `-m "„Grüße“ – Kleber"`. An apostrophe in a bare word is turned too, as one typed by hand
 * would have been read.
 */
const DOUBLE = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/;
const SINGLE = /[\u2018\u2019\u201a\u201b\u2032]/;

export type OpenQuote = {
  readonly mark: '"' | "'";
  /** It was a typographic one. */
  readonly made: boolean;
};

export interface PlainLine {
  readonly text: string;
  /** What was turned; empty: the line was plain. */
  readonly changed: ReadonlySet<'quotes' | 'dashes'>;
  /** The quote that the line has left open. */
  readonly open?: OpenQuote;
}

/** The plain quote that a character stands for. */
const markOf = (character: string): OpenQuote['mark'] | undefined =>
  character === '"' || DOUBLE.test(character) ? '"' : character === "'" || SINGLE.test(character) ? "'" : undefined;

/** @param before the quote that an earlier line has left open */
export const plainQuotes = (line: string, before?: OpenQuote): PlainLine => {
  const changed = new Set<'quotes' | 'dashes'>();
  let text = '';
  let open = before;
  const characters = [...line];
  for (const [index, character] of characters.entries()) {
    const mark = markOf(character);
    const typographic = mark !== undefined && character !== mark;
    const escaped = !typographic && open?.mark !== "'" && /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
    if (mark !== undefined && !escaped && !(typographic && open?.made === false)) {
      if (open === undefined) open = { mark, made: typographic };
      else if (open.mark === mark) open = undefined;
      if (typographic) changed.add('quotes');
      text += mark;
    } else if (open === undefined && (character === '\u2014' || character === '\u2013')) {
      changed.add('dashes');
      text += character === '\u2014' || meansTwo(text, characters.slice(index + 1).join('')) ? '--' : '-';
    } else {
      text += character;
    }
  }
  return { text, changed, ...(open === undefined ? {} : { open }) };
};

/** `–help` can only have been two dashes: an option of one dash has one letter. */
const meansTwo = (before: string, after: string): boolean => /(?:^|\s)$/.test(before) && /^[a-z]{2}/.test(after);

/** One line, for the terminal. */
export const plainQuotesNote = (changed: PlainLine['changed']): string => {
  const quotes = changed.has('quotes');
  const what = quotes && changed.has('dashes') ? 'quotes and long dashes' : quotes ? 'quotes' : 'long dashes';
  return `(This keyboard makes typographic ${what}, which the shell does not know: plain ones were put in their place.)`;
};
