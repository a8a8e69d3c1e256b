import type { Candidate } from '../readline/completion.ts';
import type { Typed } from './typed-words.ts';

/** What makes bash quote a file's name; and before what it then puts a backslash. */
const NEEDS_QUOTES = /[\s\\"'@<>=;|&()#$`?*[!:{~]/;
const NEEDS_BACKSLASH = /[\s'"\\|&;()<>!{}*[\]?^$`,=:@]|^[#~]/g;
/** Before what a backslash has to stand in any word. */
const SPECIAL = /[\s'"\\|&;()<>!{}*[\]?^$`]|^[#~]/g;
/** What the shell expands at the beginning of a path. */
const BEGINNING = /^(?:~[A-Za-z0-9_-]*|\$\w+|\$\{\w+\})(?=\/|$)/;

/**
 * A candidate as the line needs it, in the quote that the learner has opened or with backslashes.
 * @param raw the word as it was typed: what the shell expands at its beginning stays as it is
 */
export const quoted = (candidate: Candidate, { quote }: Pick<Typed, 'quote'>, raw: string): Candidate => {
  const { text, suffix, isFile } = candidate;
  const beginning = BEGINNING.exec(raw.slice(quote.length))?.[0] ?? '';
  const kept = quote !== "'" && text.startsWith(beginning) ? beginning : '';
  const rest = text.slice(kept.length);
  if (quote === '') return { ...candidate, text: kept + withBackslashes(rest, isFile === true) };
  const inside = quote === '"' ? rest.replace(/[$`"\\]/g, '\\$&') : rest.replaceAll("'", "'\\''");
  return { ...candidate, text: quote + kept + inside, suffix: suffix === '' ? '' : `${quote}${suffix}` };
};

const withBackslashes = (text: string, isFile: boolean): string => {
  if (!isFile) return text.replace(SPECIAL, '\\$&');
  return NEEDS_QUOTES.test(text) ? text.replace(NEEDS_BACKSLASH, '\\$&') : text;
};
