/**
 * The two strings of tr(1), and what becomes of each byte.
 *
 *     a-z  \101-\132  [:upper:]  [=e=]  [x*]  [x*3]     valid (the last two in the second only)
 *     z-a  [:foo:]  [x*q]                              refused
 *     a\-z                                            three characters: what is escaped means nothing more
 */
import { quote } from '../../quoting.ts';
import { Failure } from '../command.ts';
import { encoder } from './lines.ts';

type Item =
  | { readonly kind: 'bytes'; readonly bytes: readonly number[] }
  | { readonly kind: 'class'; readonly name: string; readonly bytes: readonly number[] }
  | { readonly kind: 'equal'; readonly bytes: readonly number[] }
  /** A count of 0: as often as needed. */
  | { readonly kind: 'repeat'; readonly byte: number; readonly count: number };

interface Unit {
  readonly byte: number;
  readonly isEscaped: boolean;
}

const ALL = Array.from({ length: 256 }, (_, byte) => byte);

const within =
  (...ranges: readonly (readonly [number, number])[]) =>
  (byte: number): boolean =>
    ranges.some(([from, to]) => byte >= from && byte <= to);

const CLASSES: Readonly<Record<string, (byte: number) => boolean>> = {
  alnum: within([0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]),
  alpha: within([0x41, 0x5a], [0x61, 0x7a]),
  blank: within([9, 9], [0x20, 0x20]),
  cntrl: within([0, 0x1f], [0x7f, 0x7f]),
  digit: within([0x30, 0x39]),
  graph: within([0x21, 0x7e]),
  lower: within([0x61, 0x7a]),
  print: within([0x20, 0x7e]),
  punct: within([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]),
  space: within([9, 13], [0x20, 0x20]),
  upper: within([0x41, 0x5a]),
  xdigit: within([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]),
};

const LETTERS: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 0x5c };

export interface SetsOptions {
  readonly complements: boolean;
  readonly truncates: boolean;
  /** Two strings, and nothing is deleted. */
  readonly translates: boolean;
}

export class CharacterSets {
  readonly warnings: string[] = [];
  readonly first: ReadonlySet<number>;
  readonly second: ReadonlySet<number>;
  /** What each byte becomes; absent: nothing is translated. */
  readonly table: Uint8Array | undefined;

  /** @throws Failure */
  constructor(one: string, two: string | undefined, { complements, truncates, translates }: SetsOptions) {
    const items = this.#items(one);
    const others = two === undefined ? [] : this.#items(two);
    if (items.some(({ kind }) => kind === 'repeat'))
      throw new Failure('the [c*] repeat construct may not appear in string1');
    const endless = others.filter((item) => item.kind === 'repeat' && item.count === 0);
    if (endless.length > 1) throw new Failure('only one [c*] repeat construct may appear in string2');
    const plain = items.flatMap(expanded);
    const present = new Set(plain);
    const from = complements ? ALL.filter((byte) => !present.has(byte)) : plain;
    this.first = new Set(from);
    if (two === undefined || !translates) {
      if (endless.length > 0) throw new Failure('the [c*] construct may appear in string2 only when translating');
      this.second = new Set(others.flatMap(expanded));
      return;
    }
    const fixed = others.reduce((sum, item) => sum + lengthOf(item), 0);
    const fill = Math.max(0, from.length - fixed);
    const to = others.flatMap((item) =>
      item.kind === 'repeat' && item.count === 0 ? Array.from({ length: fill }, () => item.byte) : expanded(item),
    );
    this.#check(items, others, from, to, { complements, truncates, translates });
    this.second = new Set(to);
    this.table = Uint8Array.from(ALL);
    const last = to.at(-1);
    for (const [index, byte] of from.entries()) {
      const target = to[index] ?? (truncates ? undefined : last);
      if (target !== undefined) this.table[byte] = target;
    }
  }

  #check(
    items: readonly Item[],
    others: readonly Item[],
    from: readonly number[],
    to: readonly number[],
    options: SetsOptions,
  ): void {
    if (others.some(({ kind }) => kind === 'equal'))
      throw new Failure('[=c=] expressions may not appear in string2 when translating');
    const classes = others.filter((item) => item.kind === 'class');
    if (classes.some(({ name }) => name !== 'upper' && name !== 'lower'))
      throw new Failure(
        "when translating, the only character classes that may appear in\nstring2 are 'upper' and 'lower'",
      );
    if (options.complements && items.some(({ kind }) => kind === 'class') && new Set(to).size > 1)
      throw new Failure(
        'when translating with complemented character classes,\nstring2 must map all characters in the domain to one',
      );
    if (from.length > to.length && !options.truncates) {
      if (to.length === 0) throw new Failure('when not truncating set1, string2 must be non-empty');
      if (others.at(-1)?.kind === 'class')
        throw new Failure(
          'when translating with string1 longer than string2,\nthe latter string must not end with a character class',
        );
    }
    if (classes.length > 0 && !isAligned(items, others, options.complements))
      throw new Failure('misaligned [:upper:] and/or [:lower:] construct');
  }

  #items(text: string): readonly Item[] {
    const units = this.#units(text);
    const items: Item[] = [];
    let at = 0;
    while (at < units.length) {
      const special = bracketed(units, at);
      if (special !== undefined) {
        items.push(special.item);
        at = special.end;
        continue;
      }
      const first = units[at]?.byte ?? 0;
      const last = units[at + 2];
      const dash = units[at + 1];
      if (dash?.byte === 0x2d && !dash.isEscaped && last !== undefined) {
        if (last.byte < first)
          throw new Failure(
            `range-endpoints of '${shown(first)}-${shown(last.byte)}' are in reverse collating sequence order`,
          );
        items.push({ kind: 'bytes', bytes: ALL.slice(first, last.byte + 1) });
        at += 3;
      } else {
        items.push({ kind: 'bytes', bytes: [first] });
        at++;
      }
    }
    return items;
  }

  #units(text: string): readonly Unit[] {
    const units: Unit[] = [];
    const characters = [...text];
    for (let at = 0; at < characters.length; at++) {
      const character = characters[at] ?? '';
      const next = characters[at + 1];
      if (character !== '\\') {
        for (const byte of encoder.encode(character)) units.push({ byte, isEscaped: false });
        continue;
      }
      if (next === undefined) {
        this.warnings.push('warning: an unescaped backslash at end of string is not portable');
        units.push({ byte: 0x5c, isEscaped: false });
        continue;
      }
      const octal = /^[0-7]{1,3}/.exec(characters.slice(at + 1, at + 4).join(''))?.[0];
      if (octal === undefined) {
        for (const byte of LETTERS[next] === undefined ? encoder.encode(next) : [LETTERS[next] ?? 0])
          units.push({ byte, isEscaped: true });
        at++;
        continue;
      }
      // Three digits may be too many: \400 is \40 and a 0.
      const digits = parseInt(octal, 8) > 255 ? octal.slice(0, 2) : octal;
      if (digits !== octal)
        this.warnings.push(
          `warning: the ambiguous octal escape \\${octal} is being\n\tinterpreted as the 2-byte sequence \\0${digits}, ${octal.slice(2)}`,
        );
      units.push({ byte: parseInt(digits, 8), isEscaped: true });
      at += digits.length;
    }
    return units;
  }
}

const expanded = (item: Item): readonly number[] =>
  item.kind === 'repeat' ? Array.from({ length: Math.min(item.count, 1_000_000) }, () => item.byte) : item.bytes;

const lengthOf = (item: Item): number => (item.kind === 'repeat' ? item.count : item.bytes.length);

/** A class of large or small letters in the second string needs one at the same place of the first. */
const isAligned = (items: readonly Item[], others: readonly Item[], complements: boolean): boolean => {
  if (complements) return false;
  const starts = new Set<number>();
  let at = 0;
  for (const item of items) {
    if (item.kind === 'class' && (item.name === 'upper' || item.name === 'lower')) starts.add(at);
    at += lengthOf(item);
  }
  at = 0;
  for (const item of others) {
    if (item.kind === 'class' && !starts.has(at)) return false;
    at += lengthOf(item);
  }
  return true;
};

const shown = (byte: number): string =>
  byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;

const textOf = (units: readonly Unit[]): string => new TextDecoder().decode(Uint8Array.from(units, ({ byte }) => byte));

/** `[:class:]`, `[=c=]`, `[c*n]`; undefined: it is just a bracket. @throws Failure */
const bracketed = (units: readonly Unit[], at: number): { readonly item: Item; readonly end: number } | undefined => {
  const is = (index: number, character: string): boolean =>
    units[index]?.byte === character.charCodeAt(0) && units[index]?.isEscaped === false;
  if (!is(at, '[')) return undefined;
  for (const mark of [':', '=']) {
    if (!is(at + 1, mark)) continue;
    for (let end = at + 2; end + 1 < units.length; end++) {
      if (!is(end, mark) || !is(end + 1, ']')) continue;
      const inside = units.slice(at + 2, end);
      if (inside.length === 0) {
        // [:*] and its like may yet be a repetition.
        if (is(at + 2, '*')) break;
        throw new Failure(
          mark === ':' ? "missing character class name '[::]'" : "missing equivalence class character '[==]'",
        );
      }
      if (mark === '=') {
        if (inside.length > 1)
          throw new Failure(`${textOf(inside)}: equivalence class operand must be a single character`);
        return { item: { kind: 'equal', bytes: inside.map(({ byte }) => byte) }, end: end + 2 };
      }
      const name = textOf(inside);
      const member = CLASSES[name];
      if (member === undefined) throw new Failure(`invalid character class ${quote(name)}`);
      return { item: { kind: 'class', name, bytes: ALL.filter(member) }, end: end + 2 };
    }
  }
  if (!is(at + 2, '*')) return undefined;
  const close = units.findIndex((_, index) => index > at + 2 && is(index, ']'));
  if (close < 0) return undefined;
  const digits = textOf(units.slice(at + 3, close));
  if (!/^\d*$/.test(digits)) throw new Failure(`invalid repeat count ${quote(digits)} in [c*n] construct`);
  const count = digits === '' ? 0 : parseInt(digits, digits.startsWith('0') ? 8 : 10);
  return { item: { kind: 'repeat', byte: units[at + 1]?.byte ?? 0, count }, end: close + 1 };
};
