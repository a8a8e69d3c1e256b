/**
 * Brace expansion (bash(1), Brace Expansion), the first of all expansions, done on the typed word:
 *
 *     a{b,c}d      abd acd
 *     {1..4} {a..e..2} {08..10}
 *     {a} {} a{b   nothing to choose from: as they are
 *     "{a,b}"      quoted: as it is
 */
import type { Word, WordPart } from './ast.ts';

/** Quoted text and expansions pass through as one character that no pattern of this file matches. */
const HELD_FIRST = 0xe000;
const HELD_LAST = 0xf8ff;

export const expandBraces = (word: Word): readonly Word[] => {
  if (!word.parts.some((part) => part.kind === 'text' && part.text.includes('{'))) return [word];
  const held: WordPart[] = [];
  let line = '';
  for (const part of word.parts) {
    if (part.kind === 'text' && !/[\ue000-\uf8ff]/.test(part.text)) line += part.text;
    else {
      if (held.length > HELD_LAST - HELD_FIRST) return [word];
      line += String.fromCharCode(HELD_FIRST + held.length);
      held.push(part);
    }
  }
  const results = alternatives(line);
  if (results.length === 1 && results[0] === line) return [word];
  return results.map((result) => ({ parts: partsOf(result, held), source: word.source }));
};

const partsOf = (line: string, held: readonly WordPart[]): WordPart[] =>
  line.split(/([\ue000-\uf8ff])/).flatMap((piece): WordPart[] => {
    if (piece === '') return [];
    const part = /^[\ue000-\uf8ff]$/.test(piece) ? held[piece.charCodeAt(0) - HELD_FIRST] : undefined;
    return [part ?? { kind: 'text', text: piece }];
  });

const alternatives = (line: string): string[] => {
  for (let open = line.indexOf('{'); open >= 0; open = line.indexOf('{', open + 1)) {
    const choice = choiceAt(line, open);
    if (choice === undefined) continue;
    const before = line.slice(0, open);
    const tails = alternatives(line.slice(choice.end));
    return choice.options.flatMap((option) => tails.map((tail) => before + option + tail));
  }
  return [line];
};

/** The `{…}` that begins at `open`, if it is one that expands. */
const choiceAt = (line: string, open: number): { options: string[]; end: number } | undefined => {
  const commas: number[] = [];
  let depth = 0;
  let close = -1;
  for (let i = open; i < line.length && close < 0; i++) {
    if (line[i] === '{') depth++;
    else if (line[i] === '}' && --depth === 0) close = i;
    else if (line[i] === ',' && depth === 1) commas.push(i);
  }
  if (close < 0) return undefined;
  if (commas.length === 0) {
    const options = sequence(line.slice(open + 1, close));
    return options === undefined ? undefined : { options, end: close + 1 };
  }
  const cuts = [open, ...commas, close];
  const options = cuts.slice(1).flatMap((cut, index) => alternatives(line.slice((cuts[index] ?? 0) + 1, cut)));
  return { options, end: close + 1 };
};

const SEQUENCE = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/;
/** A longer one is a slip of the finger, and would fill the memory. */
const LONGEST_SEQUENCE = 100_000;

const sequence = (inside: string): string[] | undefined => {
  const match = SEQUENCE.exec(inside);
  if (match === null) return undefined;
  const [, first, last, from, to, increment] = match;
  const letters = from !== undefined && to !== undefined;
  const start = letters ? from.charCodeAt(0) : Number(first);
  const end = letters ? to.charCodeAt(0) : Number(last);
  const step = (Math.abs(Number(increment ?? 1)) || 1) * (end < start ? -1 : 1);
  const count = Math.floor((end - start) / step) + 1;
  if (count > LONGEST_SEQUENCE) return undefined;
  const padded = [first, last].some((text) => text !== undefined && /^-?0\d/.test(text));
  const width = padded ? Math.max(first?.length ?? 0, last?.length ?? 0) : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = start + index * step;
    if (letters) return String.fromCharCode(value);
    const sign = value < 0 ? '-' : '';
    return sign + String(Math.abs(value)).padStart(width - sign.length, '0');
  });
};
