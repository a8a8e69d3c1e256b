/** whatis(1) and apropos(1): the lines about pages, found by name or by a word. */
import { posixRegex, RegexProblem } from '../posix-regex.ts';
import type { PiProcess } from '../system.ts';
import type { StandardOut } from '../commands/stdio.ts';
import type { ManualPage } from './page.ts';

export const NOT_FOUND = 16;

/** `ls (1)               - list directory contents` */
export const lineAbout = ({ name, section, summary }: ManualPage): string =>
  `${`${name} (${section})`.padEnd(20)} - ${summary}`;

export interface PageSearch {
  readonly pages: readonly ManualPage[];
  readonly words: readonly string[];
  /** whatis: a word is a name; apropos: it occurs in name or description. */
  readonly by: 'name' | 'word';
  readonly regex?: boolean;
  readonly wildcard?: boolean;
  readonly exact?: boolean;
  /** All words must occur. */
  readonly all?: boolean;
  /** Lines are not cut. */
  readonly long?: boolean;
}

/** @returns the exit status */
export const printLinesAbout = async (process: PiProcess, out: StandardOut, search: PageSearch): Promise<number> => {
  const tests: ((page: ManualPage) => boolean)[] = [];
  for (const word of search.words) {
    try {
      tests.push(matcher(word, search));
    } catch (error) {
      if (!(error instanceof RegexProblem)) throw error;
      await process.stderr.write(`${process.argv[0] ?? 'apropos'}: fatal: regex \`${word}': ${error.message}\n`);
      return 1;
    }
  }
  const isWanted = (page: ManualPage): boolean =>
    search.all === true ? tests.every((test) => test(page)) : tests.some((test) => test(page));
  const columns = search.long === true || !out.isTerminal ? Infinity : (process.terminal?.columns ?? 80);
  for (const page of search.pages.filter(isWanted)) await out.write(`${cut(lineAbout(page), columns)}\n`);
  await out.flush();
  let status = 0;
  for (const [index, word] of search.words.entries()) {
    const test = search.all === true ? isWanted : (tests[index] ?? isWanted);
    if (search.pages.some(test)) continue;
    await process.stderr.write(`${word}: nothing appropriate.\n`);
    status = NOT_FOUND;
    if (search.all === true) break;
  }
  return status;
};

const cut = (line: string, columns: number): string =>
  [...line].length > columns ? `${[...line].slice(0, columns - 3).join('')}...` : line;

const matcher = (word: string, { by, regex, wildcard, exact }: PageSearch): ((page: ManualPage) => boolean) => {
  if (wildcard === true) {
    const source = word
      .replace(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    const pattern = posixRegex(`^(${source})$`, { extended: true, ignoreCase: true });
    return ({ name }) => pattern.test(name);
  }
  if (by === 'name' && regex !== true) return ({ name }) => name.toLowerCase() === word.toLowerCase();
  const pattern = posixRegex(word, { extended: true, ignoreCase: true, wholeWord: exact === true });
  return ({ name, summary }) => pattern.test(name) || (by === 'word' && pattern.test(summary));
};
