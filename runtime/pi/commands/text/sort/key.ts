/**
 * A key of sort(1): which part of a line is compared, and how.
 *
 *     -k 2          from the second field to the end of the line
 *     -k 2,2n       the second field alone, as a number
 *     -k 1.3,1.5    the third to the fifth character of the first field
 *     -k 2r -k 1    falling by the second field and what follows, then rising by the first
 *     -k 0   -k x   -k 1.0   -k 1q     refused
 */
import { quote } from '../../../quoting.ts';
import { Failure } from '../../command.ts';

export type Letter = 'b' | 'd' | 'f' | 'g' | 'h' | 'i' | 'M' | 'n' | 'R' | 'r' | 'V';

export const LETTERS = 'bdfghiMnRrV';

export interface Key {
  /** Field and character where it begins, both from 0. */
  readonly field: number;
  readonly character: number;
  /** Where it ends: the field from 0, and how many characters of it (0: all). Absent: at the end of the line. */
  readonly end?: { readonly field: number; readonly characters: number };
  readonly letters: ReadonlySet<Letter>;
  /** Blanks before the start, and before the end, do not count. */
  readonly skipsStart: boolean;
  readonly skipsEnd: boolean;
}

const STATUS = 2;

const bad = (what: string, text: string): Failure =>
  new Failure(`${what}: invalid field specification ${quote(text)}`, STATUS);

/** @param text what stands behind -k. @throws Failure */
export const readKey = (text: string): Key => {
  let rest = text;
  const count = (what: string): number => {
    const digits = /^\d+/.exec(rest)?.[0];
    if (digits === undefined) throw new Failure(`${what}: invalid count at start of ${quote(rest)}`, STATUS);
    rest = rest.slice(digits.length);
    return Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
  };
  const letters = new Set<Letter>();
  const ordering = (): boolean => {
    let skips = false;
    for (; rest !== '' && LETTERS.includes(rest[0] ?? ''); rest = rest.slice(1)) {
      if (rest[0] === 'b') skips = true;
      else letters.add(rest[0] as Letter);
    }
    return skips;
  };
  const field = count('invalid number at field start');
  if (field === 0) throw bad('field number is zero', text);
  let character = 1;
  if (rest.startsWith('.')) {
    rest = rest.slice(1);
    character = count("invalid number after '.'");
    if (character === 0) throw bad('character offset is zero', text);
  }
  const skipsStart = ordering();
  let end: Key['end'];
  let skipsEnd = false;
  if (rest.startsWith(',')) {
    rest = rest.slice(1);
    const last = count("invalid number after ','");
    if (last === 0) throw bad('field number is zero', text);
    let characters = 0;
    if (rest.startsWith('.')) {
      rest = rest.slice(1);
      characters = count("invalid number after '.'");
    }
    skipsEnd = ordering();
    end = { field: last - 1, characters };
  }
  if (rest !== '') throw bad('stray character in field spec', text);
  return {
    field: field - 1,
    character: character - 1,
    letters,
    skipsStart,
    skipsEnd,
    ...(end === undefined ? {} : { end }),
  };
};

/** @throws Failure `options '-dn' are incompatible` */
export const checkLetters = (letters: ReadonlySet<Letter>): void => {
  const kinds = [...'ghMn'].filter((letter) => letters.has(letter as Letter)).length;
  const texts = [...'VRdi'].some((letter) => letters.has(letter as Letter)) ? 1 : 0;
  if (kinds + texts <= 1) return;
  // Of -d and -i, the dictionary is what counts.
  const shown = [...'dfghiMnRV'].filter(
    (letter) => letters.has(letter as Letter) && !(letter === 'i' && letters.has('d')),
  );
  throw new Failure(`options '-${shown.join('')}' are incompatible`, STATUS);
};

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a;

/** The part of a line (one character a byte) that a key is about. @param tab absent: fields begin with blanks */
export const partOf = (line: string, key: Key, tab: string | undefined): string => {
  const from = startOf(line, key, tab);
  const to = key.end === undefined ? line.length : endOf(line, key.end, key.skipsEnd, tab);
  return to > from ? line.slice(from, to) : '';
};

/** Where the field after `count` fields begins; with `keepsTab`, where the last of them ends. */
const behind = (line: string, count: number, tab: string | undefined, keepsTab: boolean): number => {
  let at = 0;
  for (let left = count; left > 0 && at < line.length; left--) {
    if (tab !== undefined) {
      const next = line.indexOf(tab, at);
      if (next < 0) return line.length;
      at = keepsTab && left === 1 ? next : next + 1;
      continue;
    }
    while (at < line.length && isBlank(line.charCodeAt(at))) at++;
    while (at < line.length && !isBlank(line.charCodeAt(at))) at++;
  }
  return at;
};

const pastBlanks = (line: string, from: number): number => {
  let at = from;
  while (at < line.length && isBlank(line.charCodeAt(at))) at++;
  return at;
};

const startOf = (line: string, { field, character, skipsStart }: Key, tab: string | undefined): number => {
  const start = behind(line, field, tab, false);
  return Math.min(line.length, (skipsStart ? pastBlanks(line, start) : start) + character);
};

const endOf = (line: string, end: Required<Key>['end'], skips: boolean, tab: string | undefined): number => {
  if (end.characters === 0) return behind(line, end.field + 1, tab, true);
  const start = behind(line, end.field, tab, false);
  return Math.min(line.length, (skips ? pastBlanks(line, start) : start) + end.characters);
};
