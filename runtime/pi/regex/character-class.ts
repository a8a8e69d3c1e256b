/** The character classes of POSIX in the locale C.UTF-8, and in bytes, where only ASCII has letters. */
import { RegexProblem } from './node.ts';
import type { CharacterSet } from './node.ts';

export const CLASS_NAMES = 'alnum alpha blank cntrl digit graph lower print punct space upper xdigit'.split(' ');

const ASCII: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // oxlint-disable-next-line no-control-regex
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

const BEYOND: Readonly<Record<string, RegExp>> = {
  alnum: /[\p{Alphabetic}\p{Nd}]/u,
  alpha: /[\p{Alphabetic}\p{Nd}]/u,
  blank: /[\p{Zs}]/u,
  cntrl: /[\p{Cc}\u2028\u2029]/u,
  graph: /[^\p{Z}\p{C}]/u,
  lower: /\p{Lowercase}/u,
  print: /[^\p{Cc}\p{Cs}\p{Cn}\u2028\u2029]/u,
  punct: /[^\p{Z}\p{C}\p{Alphabetic}\p{Nd}]/u,
  space: /[\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/u,
  upper: /\p{Uppercase}/u,
};

/**
 * @param bytes a character is a byte: beyond ASCII nothing is of any class
 * @throws RegexProblem
 */
export const characterClass = (name: string, bytes = false): CharacterSet => {
  const ascii = ASCII[name];
  if (ascii === undefined) throw new RegexProblem('Invalid character class name');
  const table = Array.from({ length: 128 }, (_, code) => ascii.test(String.fromCharCode(code)));
  const beyond = bytes ? undefined : BEYOND[name];
  return (code) => (code < 128 ? table[code] === true : beyond?.test(String.fromCodePoint(code)) === true);
};

const alnum = characterClass('alnum');
const alnumBytes = characterClass('alnum', true);

/** What words are made of: `\w`, and what `\<`, `\b` and grep's -w look at. */
export const isWord: CharacterSet = (code) => code === 0x5f || alnum(code);
export const isWordByte: CharacterSet = (code) => code === 0x5f || alnumBytes(code);

/** A byte that was no UTF-8, as `bytesToText` keeps it: no expression but itself matches it. */
export const isStrayByte: CharacterSet = (code) => code >= 0xdc80 && code <= 0xdcff;

/** The other forms of a letter. */
export const caseForms = (code: number): readonly number[] => {
  const character = String.fromCodePoint(code);
  const forms = [character.toLowerCase(), character.toUpperCase()].map((form) =>
    [...form].length === 1 ? (form.codePointAt(0) ?? code) : code,
  );
  return [...new Set([code, ...forms])];
};

export const foldingCase =
  (set: CharacterSet): CharacterSet =>
  (code) =>
    set(code) || caseForms(code).some(set);
