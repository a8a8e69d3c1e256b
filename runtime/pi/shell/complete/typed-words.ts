/**
 * The line before the cursor, cut as the shell would, as far as that goes before it is finished.
 *
 *     cat a | grep "b c     the words of the last command: `grep`, `b c`, which stands in double quotes
 *     echo > pro            `echo`, `>`, `pro`
 *     X=1 cat $HO           `cat`, `$HO`: assignments before a command are no words of it
 */
export interface Typed {
  /** Words of the command so far, unquoted, the last one being completed. */
  readonly words: readonly string[];
  /** Where the last one begins, in the line. */
  readonly start: number;
  /** The quote it stands in. */
  readonly quote: '' | "'" | '"';
}

export const typedWords = (line: string): Typed => {
  let words: string[] = [];
  let word = '';
  let start = 0;
  let begun = false;
  let quote: Typed['quote'] = '';
  const end = (): void => {
    if (begun) words.push(word);
    word = '';
    begun = false;
  };
  for (let i = 0; i < line.length; i++) {
    const character = line[i] ?? '';
    const begin = (at = i): void => {
      if (!begun) start = at;
      begun = true;
    };
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === '\\' && quote === '"' && /[$`"\\]/.test(line[i + 1] ?? '')) word += line[++i] ?? '';
      else word += character;
    } else if (character === '$' && line[i + 1] === '{') {
      // Braces of a parameter belong to the word.
      begin();
      word += '${';
      i++;
    } else if (character === "'" || character === '"') {
      begin();
      quote = character;
    } else if (character === '\\' && i + 1 < line.length) {
      begin();
      word += line[++i] ?? '';
    } else if (/[ \t]/.test(character)) end();
    else if (character === '\n' || character === '`') {
      end();
      words = [];
    } else if (character === '$' && line[i + 1] === '(') {
      i++;
      end();
      words = [];
    } else if (/[|&;()<>]/.test(character)) {
      end();
      if (character === '<' || character === '>') words.push(character);
      else if (!(character === '&' && /[<>]/.test(words.at(-1) ?? ''))) words = [];
    } else {
      begin();
      word += character;
    }
  }
  return { words: [...words, word], start: begun ? start : line.length, quote };
};
