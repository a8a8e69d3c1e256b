/**
 * Brace expansion (bash(1), Brace Expansion), the first of all expansions, done on the typed word:
 *
 *     a{b,c}d                     abd acd
 *     {1..4} {a..e..2} {08..10}   1 2 3 4, a c e, 08 09 10
 *     {a} {} a{b {1..x}           nothing to choose from: as they are
 *     "{a,b}"                     quoted: as it is
 */
import type { ParameterPart, Word, WordPart } from './ast.ts';
import { ExpansionProblem } from './expansion-problem.ts';

/** Quoted text and expansions pass through as one character that no pattern of this file matches. */
const HELD_FIRST = 0xe000;
const HELD_LAST = 0xf8ff;

/** Words that one may become, and characters in them: a Pi's memory goes no further either. */
const MOST_WORDS = 1_000_000;
const MOST_CHARACTERS = 32_000_000;
const DEEPEST = 500;

/** @throws ExpansionProblem it would become too many */
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
  const results = alternatives(line, 0);
  if (results.length === 1 && results[0] === line) return [word];
  return results.map((result) => ({ parts: partsOf(result, held), source: word.source }));
};

const partsOf = (line: string, held: readonly WordPart[]): WordPart[] => {
  if (held.length === 0) return line === '' ? [] : [{ kind: 'text', text: line }];
  const pieces = line.split(/([\ue000-\uf8ff])/).flatMap((piece): WordPart[] => {
    if (piece === '') return [];
    const part = /^[\ue000-\uf8ff]$/.test(piece) ? held[piece.charCodeAt(0) - HELD_FIRST] : undefined;
    return [part ?? { kind: 'text', text: piece }];
  });
  return pieces.flatMap((piece, index) => joined(pieces[index - 1], piece, pieces[index + 1]));
};

/** `$x{a,b}` is `$xa $xb`: what comes behind a bare name makes it longer. */
const joined = (before: WordPart | undefined, piece: WordPart, after: WordPart | undefined): WordPart[] => {
  if (isBareName(piece) && after?.kind === 'text') return [{ ...piece, name: piece.name + nameIn(after.text) }];
  if (piece.kind !== 'text' || before === undefined || !isBareName(before)) return [piece];
  const text = piece.text.slice(nameIn(piece.text).length);
  return text === '' ? [] : [{ kind: 'text', text }];
};

const isBareName = (part: WordPart): part is ParameterPart =>
  part.kind === 'parameter' && part.bare === true && /^[A-Za-z_]/.test(part.name);

const nameIn = (text: string): string => /^[A-Za-z0-9_]*/.exec(text)?.[0] ?? '';

const tooMany = (count: number): ExpansionProblem =>
  new ExpansionProblem(`brace expansion: failed to allocate memory for ${count} elements`);

const alternatives = (line: string, depth: number): string[] => {
  if (depth > DEEPEST) throw tooMany(MOST_WORDS);
  for (let open = line.indexOf('{'); open >= 0; open = line.indexOf('{', open + 1)) {
    const choice = choiceAt(line, open, depth);
    if (choice === undefined) continue;
    const before = line.slice(0, open);
    const tails = alternatives(line.slice(choice.end), depth + 1);
    const { options } = choice;
    const count = options.length * tails.length;
    if (count > MOST_WORDS || count * (before.length + (options.at(-1)?.length ?? 0) + 1) > MOST_CHARACTERS) {
      throw tooMany(count);
    }
    if (tails.length === 1 && tails[0] === '' && before === '') return options;
    return options.flatMap((option) => tails.map((tail) => before + option + tail));
  }
  return [line];
};

/** The `{…}` that begins at `open`, if it is one that expands. */
const choiceAt = (line: string, open: number, nesting: number): { options: string[]; end: number } | undefined => {
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
  const options = cuts
    .slice(1)
    .flatMap((cut, index) => alternatives(line.slice((cuts[index] ?? 0) + 1, cut), nesting + 1));
  return { options, end: close + 1 };
};

const SEQUENCE = /^(?:([-+]?\d+)\.\.([-+]?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.([-+]?\d+))?$/;

const sequence = (inside: string): string[] | undefined => {
  const match = SEQUENCE.exec(inside);
  if (match === null) return undefined;
  const [, first = '', last = '', from, to, increment] = match;
  const letters = from !== undefined && to !== undefined;
  const start = letters ? BigInt(from.charCodeAt(0)) : BigInt(first);
  const end = letters ? BigInt(to.charCodeAt(0)) : BigInt(last);
  const size = increment === undefined ? 1n : BigInt(increment);
  const step = (size === 0n ? 1n : size < 0n ? -size : size) * (end < start ? -1n : 1n);
  const count = Number((end - start) / step) + 1;
  if (count > MOST_WORDS) throw tooMany(count);
  const padded = [first, last].some((text) => /^[-+]?0\d/.test(text));
  const width = padded ? Math.max(first.length, last.length) : 0;
  const exact = [start, end].some((value) => value > 1n << 52n || value < -(1n << 52n));
  return Array.from({ length: count }, (_, index) => {
    const value = exact ? start + BigInt(index) * step : Number(start) + index * Number(step);
    if (letters) return String.fromCharCode(Number(value));
    const sign = value < 0 ? '-' : '';
    return (
      sign +
      String(value)
        .slice(sign.length)
        .padStart(width - sign.length, '0')
    );
  });
};
