/**
 * Keyboards of phones and tablets turn quotes and dashes into typographic ones. To a shell these are
 * letters like any other, and the command fails in ways that are hard to see. At the prompt (typed or
 * pasted, nowhere else) they are turned into what was meant, everywhere in the line:
 *
 *     mosquitto_pub -m “Hello World”      → mosquitto_pub -m "Hello World"
 *     echo ‘$SYS’                         → echo '$SYS'
 *     mosquitto_sub —help                 → mosquitto_sub --help     (a long dash was two)
 *     mosquitto_sub –t a                  → mosquitto_sub -t a
 *     echo “it’s”                         → echo "it's"
 *
 * Only text between plain quotes stays as it is, because who could type those has meant the others
 * as data: `-m "„Grüße“ – Kleber"`. An apostrophe inside a word is turned too, as it would be by hand.
 */
const DOUBLE = /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/;
const SINGLE = /[\u2018\u2019\u201a\u201b\u2032]/;

export interface PlainLine {
  readonly text: string;
  /** What was turned; empty: the line was plain. */
  readonly changed: ReadonlySet<'quotes' | 'dashes'>;
}

/** @param open the plain quote that an earlier line has opened and not closed */
export const plainQuotes = (line: string, open?: '"' | "'"): PlainLine => {
  const changed = new Set<'quotes' | 'dashes'>();
  let text = '';
  let quote = open ?? '';
  const characters = [...line];
  for (const [index, character] of characters.entries()) {
    const escaped = quote !== "'" && /(?:^|[^\\])(?:\\\\)*\\$/.test(text);
    if (quote !== '') {
      if (character === quote && !escaped) quote = '';
      text += character;
    } else if ((character === '"' || character === "'") && !escaped) {
      quote = character;
      text += character;
    } else if (DOUBLE.test(character) || SINGLE.test(character)) {
      changed.add('quotes');
      text += DOUBLE.test(character) ? '"' : "'";
    } else if (character === '\u2014') {
      changed.add('dashes');
      text += '--';
    } else if (character === '\u2013') {
      changed.add('dashes');
      // "–help" can only have been two: an option of one dash has one letter.
      const word = characters.slice(index + 1).join('');
      text += /^[a-z]{2}[a-z-]*/.test(word) && /(?:^|\s)$/.test(text) ? '--' : '-';
    } else {
      text += character;
    }
  }
  return { text, changed };
};

/** One line, for the terminal. */
export const plainQuotesNote = (changed: PlainLine['changed']): string => {
  const quotes = changed.has('quotes');
  const what = quotes && changed.has('dashes') ? 'quotes and long dashes' : quotes ? 'quotes' : 'long dashes';
  return `(This keyboard makes typographic ${what}, which the shell does not know: plain ones were put in their place.)`;
};
