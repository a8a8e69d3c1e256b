/**
 * The words of a line as history counts them (history(3), "Word Designators"): blanks separate, quotes
 * keep together, and operators are words of their own.
 *
 *     cat a>b            cat  a  >  b
 *     echo "a b" $(c d)  echo  "a b"  $(c d)
 */
const OPERATOR = /^(?:&>>?|<<<|<<-|[0-9]*[<>]&[0-9-]*|[0-9]*[<>][<>|]?|\|\||&&|;;|\|&|[()|&;])/;

export const historyWords = (line: string): string[] => {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(line.slice(at))?.[0].length ?? 0;
    if (at >= line.length) return words;
    const operator = OPERATOR.exec(line.slice(at))?.[0];
    const end = operator === undefined ? endOfWord(line, at) : at + operator.length;
    words.push(line.slice(at, end));
    at = end;
  }
};

const endOfWord = (line: string, start: number): number => {
  let at = start;
  while (at < line.length) {
    const character = line[at] ?? '';
    if (/[\s|&;<>()]/.test(character)) break;
    if (character === '\\') at += 2;
    else if (/["'`]/.test(character)) at = afterQuote(line, at);
    else if (/[$<>]/.test(character) && line[at + 1] === '(') at = afterParentheses(line, at + 1);
    else at++;
  }
  return Math.min(at, line.length);
};

/** @param at of the quote that opens */
const afterQuote = (line: string, at: number): number => {
  const mark = line[at];
  let end = at + 1;
  while (end < line.length && line[end] !== mark) end += line[end] === '\\' && mark !== "'" ? 2 : 1;
  return end + 1;
};

const afterParentheses = (line: string, at: number): number => {
  let depth = 0;
  let end = at;
  while (end < line.length) {
    const character = line[end] ?? '';
    if (character === '(') depth++;
    if (character === ')' && --depth === 0) return end + 1;
    if (/["'`]/.test(character)) end = afterQuote(line, end);
    else end += character === '\\' ? 2 : 1;
  }
  return end;
};
