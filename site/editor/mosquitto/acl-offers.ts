/** What can be written next in a line of an ACL file, and what its words mean. */
import type { Offer } from './conf-offers.ts';

/** What is said of each word; the words are the same in every language. */
export type AclWords = Readonly<Record<AclWord, string>>;
export type AclWord = 'user' | 'topic' | 'pattern' | 'read' | 'write' | 'readwrite' | 'deny' | '%c' | '%u';

const KEYWORDS = ['topic', 'user', 'pattern'] as const;
const ACCESS = ['read', 'write', 'readwrite', 'deny'] as const;
const PLACES = ['%u', '%c'] as const;

/** @param before the line up to the cursor. @returns undefined: nothing that anyone could offer */
export function aclOffers(before: string, words: AclWords): readonly Offer[] | undefined {
  if (before.startsWith('#')) return undefined;
  const offer = (names: readonly AclWord[], behind: string): readonly Offer[] =>
    names.map((name) => ({ label: name, insert: name + behind, about: words[name], kind: 'option' }));
  const typed = before.trimStart().split(/ +/);
  if (typed.length === 1) return offer(KEYWORDS, ' ');
  const [keyword] = typed;
  if (keyword !== 'topic' && keyword !== 'pattern') return undefined;
  if (typed.length === 2) return offer(ACCESS, ' ');
  return keyword === 'pattern' ? offer(PLACES, '') : undefined;
}

/** @param column from 1. @returns Markdown, and which columns it is about */
export function aclHover(
  line: string,
  column: number,
  words: AclWords,
): { readonly markdown: readonly string[]; readonly from: number; readonly to: number } | undefined {
  if (line.startsWith('#')) return undefined;
  const [, blanks = '', keyword = '', gap = '', second = ''] = /^( *)([^ ]*)( *)([^ ]*)/.exec(line) ?? [];
  const found = (word: string, from: number) =>
    isWord(word) && column >= from && column <= from + word.length
      ? { markdown: [`\`${word}\``, words[word]], from, to: from + word.length }
      : undefined;
  const start = blanks.length + 1;
  const isRule = keyword === 'topic' || keyword === 'pattern';
  const places = keyword === 'pattern' ? [...line.matchAll(/%[cu]/g)] : [];
  return (
    (KEYWORDS.some((known) => known === keyword) ? found(keyword, start) : undefined) ??
    (isRule && ACCESS.some((known) => known === second)
      ? found(second, start + keyword.length + gap.length)
      : undefined) ??
    places.map(({ 0: place, index }) => found(place, index + 1)).find((hover) => hover !== undefined)
  );
}

const ALL: readonly string[] = [...KEYWORDS, ...ACCESS, ...PLACES];
const isWord = (word: string): word is AclWord => ALL.includes(word);
