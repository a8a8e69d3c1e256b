/**
 * TypeScript as Node 24 runs it: types are taken out, and nothing else is changed. What is left stays where it was,
 * line by line and column by column, so that errors name the places of the file.
 *
 *     const a: number = 1;      const a         = 1;
 *     import type { A } …       (nothing)
 *     enum A { B }              refused: it would have to be translated
 */
/// <reference path="../packages.d.ts" />
import { transform, type Options } from 'sucrase';
import parser from 'sucrase/dist/parser/index.js';

/** It is no TypeScript, or none of which only types need to be taken out. */
export class NotStripped extends Error {
  override readonly name = 'NotStripped';
  readonly code: 'ERR_INVALID_TYPESCRIPT_SYNTAX' | 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
  /** Offsets of what is wrong. */
  readonly from: number;
  readonly to: number;

  constructor(code: NotStripped['code'], message: string, from: number, to: number) {
    super(message);
    this.code = code;
    this.from = from;
    this.to = to;
  }
}

/** @throws NotStripped */
export function stripTypes(code: string): string {
  // Its first line may be for the kernel: sucrase leaves it out.
  const text = code.replace(/^#![^\n]*/, (line) => ' '.repeat(line.length));
  const tokens = parsed(text, true);
  mustBeErasable(text, tokens);
  const plain = withoutTypeStatements(text, tokens);
  return inPlace(plain, plain === text ? tokens : parsed(plain, true), translated(plain));
}

/** `import type …` and `export type { … }`, whose words stand for themselves in what follows them. */
function withoutTypeStatements(text: string, tokens: readonly Token[]): string {
  let plain = text;
  const word = (at: number): string => text.slice(tokens[at]?.start ?? 0, tokens[at]?.end ?? 0);
  for (let at = 0; at < tokens.length; at += 1) {
    if (word(at + 1) !== 'type' || !/^(?:im|ex)port$/.test(word(at)) || !opensTypes(word(at + 2), word(at + 3)))
      continue;
    let last = at + 2;
    while (last < tokens.length && !/^[}'"]|^$/.test(word(last))) last += 1;
    if (word(last) === '}' && word(last + 1) === 'from') last += 2;
    if (word(last + 1) === ';') last += 1;
    const [from, to] = [tokens[at]?.start ?? 0, tokens[last]?.end ?? text.length];
    plain = plain.slice(0, from) + blank(text.slice(from, to)) + plain.slice(to);
    at = last;
  }
  return plain;
}

/** `import type from 'x'` imports something that is called type. */
const opensTypes = (word: string, next: string): boolean =>
  word === '{' || word === '*' || (/^[\w$]/.test(word) && next === 'from');

interface Token {
  readonly start: number;
  readonly end: number;
  readonly isType: boolean;
}

function parsed(text: string, isTypeScript: boolean): readonly Token[] {
  return refusedAs(text, () => parser.parse(text, false, isTypeScript, false).tokens);
}

function translated(text: string): string {
  const options: Options = {
    transforms: ['typescript'],
    disableESTransforms: true,
    keepUnusedImports: true,
    filePath: FILE,
  };
  return refusedAs(text, () => transform(text, options).code);
}

const FILE = 'file';

/** @throws NotStripped where the parser throws errors of its own */
function refusedAs<Result>(text: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    if (loc === undefined) throw error;
    const words = message.replace(`Error transforming ${FILE}: `, '').replace(/ \(\d+:\d+\)$/, '');
    const at = offsetOf(text, loc.line, loc.column - 1);
    throw new NotStripped('ERR_INVALID_TYPESCRIPT_SYNTAX', words, at, at + 1);
  }
}

const offsetOf = (text: string, line: number, column: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, 0) + Math.max(0, column);

/**
 * Blanks in place of all that the translation has left out. What it left, it left in order: a token of the file that
 * is no type and comes next there is kept.
 */
function inPlace(text: string, tokens: readonly Token[], javaScript: string): string {
  const left = parsed(javaScript, false).map(({ start, end }) => javaScript.slice(start, end));
  let next = 0;
  let whole = '';
  let done = 0;
  let wasKept = true;
  for (const { start, end, isType } of tokens) {
    const word = text.slice(start, end);
    const isKept = !isType && word === left[next];
    if (isKept) next += 1;
    const between = text.slice(done, start);
    // A comment between two types is part of the type.
    whole += isKept || wasKept ? between : blank(between);
    whole += isKept ? word : blank(word);
    wasKept = isKept;
    done = end;
  }
  return whole + text.slice(done);
}

const blank = (text: string): string => text.replace(/[^\n\r]/g, ' ');

const MODIFIERS = new Set(['public', 'private', 'protected', 'readonly', 'override']);

/** @throws NotStripped it would have to be translated */
function mustBeErasable(text: string, tokens: readonly Token[]): void {
  const words = tokens.map(({ start, end }) => text.slice(start, end));
  const isStart = (at: number): boolean =>
    at === 0 || /^[;{}]$/.test(words[at - 1] ?? '') || isFirstOfLine(text, tokens[at]);
  for (const [at, token] of tokens.entries()) {
    const [word, second = '', third = ''] = words.slice(at, at + 3);
    const begins = isStart(at) || words[at - 1] === 'export';
    if (token.isType && word !== 'namespace') continue;
    if (begins && word === 'enum' && third === '{') throw unsupported('TypeScript enum', at, '}');
    if (begins && word === 'const' && second === 'enum') throw unsupported('TypeScript enum', at, '}');
    if (begins && (word === 'namespace' || word === 'module') && /^[\w$]/.test(second) && /^[.{]$/.test(third))
      throw unsupported('TypeScript namespace declaration', at, '}');
    if (begins && word === 'import' && third === '=')
      throw unsupported('TypeScript import equals declaration', at, ';');
    if (begins && word === 'export' && second === '=') throw unsupported('TypeScript export assignment', at, ';');
    if (word === 'constructor' && second === '(') mustHavePlainParameters(at + 1);
  }

  function mustHavePlainParameters(open: number): void {
    let depth = 0;
    for (let at = open; at < words.length; at += 1) {
      const word = words[at] ?? '';
      if (/^[([{]$/.test(word)) depth += 1;
      if (/^[)\]}]$/.test(word) && --depth === 0) return;
      const isParameter = depth === 1 && /^[(,]$/.test(words[at - 1] ?? '') && /^[\w$[{]/.test(words[at + 1] ?? '');
      if (!isParameter || !MODIFIERS.has(word)) continue;
      const name = words.findIndex((each, index) => index > at && !MODIFIERS.has(each));
      throw unsupported('TypeScript parameter property', name, undefined);
    }
  }

  /** @param last the token it ends with; absent: a parameter, with its type */
  function unsupported(name: string, at: number, last: string | undefined): NotStripped {
    let end = at;
    if (last === undefined) while (tokens[end + 1]?.isType === true) end += 1;
    else while (end < words.length - 1 && words[end] !== last) end += 1;
    const from = tokens[at]?.start ?? 0;
    return new NotStripped(
      'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
      `${name} is not supported in strip-only mode`,
      from,
      tokens[end]?.end ?? from,
    );
  }
}

const isFirstOfLine = (text: string, token: Token | undefined): boolean =>
  token !== undefined && /(^|\n)\s*$/.test(text.slice(Math.max(0, token.start - 200), token.start));
