import type { Candidate } from '../readline/completion.ts';
import type { Typed } from './typed-words.ts';

/** What makes bash quote a file's name; and before what it then puts a backslash. */
const NEEDS_QUOTES = /[\s\\"'@<>=;|&()#$`?*[!:{~]/;
const NEEDS_BACKSLASH = /[\s'"\\|&;()<>!{}*[\]?^$`,=:@]|^[#~]/g;

/** A file's name as the line needs it, in the quote that the learner has opened or with backslashes. */
export const quoted = (candidate: Candidate, quote: Typed['quote']): Candidate => {
  const { text, suffix } = candidate;
  if (quote === '') return { ...candidate, text: withBackslashes(text) };
  const inside = quote === '"' ? text.replace(/[$`"\\]/g, '\\$&') : text.replaceAll("'", "'\\''");
  return { ...candidate, text: quote + inside, suffix: suffix === '' ? '' : `${quote}${suffix}` };
};

/** A tilde that leads to a home stays what it is. */
const withBackslashes = (text: string): string => {
  const home = /^~[A-Za-z0-9_-]*(?=\/|$)/.exec(text)?.[0] ?? '';
  const rest = text.slice(home.length);
  return NEEDS_QUOTES.test(rest) ? home + rest.replace(NEEDS_BACKSLASH, '\\$&') : text;
};
