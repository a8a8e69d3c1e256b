/**
 * How programs write down what somebody typed, so that nothing in it can be misread.
 *
 *     quote         ‘a\nb’                      coreutils, inside a sentence (quotearg, style "locale")
 *     shellEscaped  a   'a b'   "it's"   ''     coreutils' %q and names of files: what a shell would read
 *     quotedName    the same, also quoted when there is a colon in it, because one follows
 *     bashQuoted    a   a\ b    it\'s    $'\n'  bash's %q
 */
const LETTERS: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
};

const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Cn}\u2028\u2029]/u;

/** As escapes: `\n`, `\033`; what is outside of ASCII by its bytes, `\302\200`. */
const escaped = (character: string): string =>
  LETTERS[character] ??
  [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');

export const quote = (text: string): string =>
  `‘${[...text].map((each) => (each === '\\' || each === '’' ? `\\${each}` : UNPRINTABLE.test(each) ? escaped(each) : each)).join('')}’`;

const SPECIAL = /[\s!"$&'()*;<=>?[\\^`|]|^[#~]|^[{}]$/;

/** In double quotes there is nothing that would mean anything to a shell. */
const FITS_DOUBLE_QUOTES = /^[\p{L}\p{N}%+,\-./:\]_{}@ '#~]*$/u;

export const shellEscaped = (text: string): string =>
  text === '' || SPECIAL.test(text) || UNPRINTABLE.test(text) ? inQuotes(text) : text;

export const quotedName = (text: string): string => (text.includes(':') ? inQuotes(text) : shellEscaped(text));

/** Always in quotes: `'a'`. */
export const inQuotes = (text: string): string => {
  if (text.includes("'") && FITS_DOUBLE_QUOTES.test(text)) return `"${text}"`;
  let out = "'";
  let isEscaping = false;
  for (const character of text) {
    const needsEscape = UNPRINTABLE.test(character);
    if (needsEscape !== isEscaping) out += needsEscape ? "'$'" : "''";
    isEscaping = needsEscape;
    out += needsEscape ? escaped(character) : character === "'" ? "'\\''" : character;
  }
  return `${out}'`;
};

const BASH_SPECIAL = /[\s'"\\|&;()<>!{}*[\]?^$`,]|(?<![^:=])~|^#/g;

export const bashQuoted = (text: string): string => {
  if (text === '') return "''";
  if (!UNPRINTABLE.test(text)) return text.replace(BASH_SPECIAL, '\\$&');
  const inner = [...text].map((each) => {
    if (each === '\x1b') return '\\E';
    if (each === "'" || each === '\\') return `\\${each}`;
    return UNPRINTABLE.test(each) ? escaped(each) : each;
  });
  return `$'${inner.join('')}'`;
};
