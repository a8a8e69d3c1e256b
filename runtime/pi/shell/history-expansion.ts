/**
 * `!` at a prompt (bash(1), HISTORY EXPANSION): an event, maybe some of its words, maybe modifiers.
 *
 *     !!  !5  !-2  !mos  !?temp?  !#   the last line, the fifth, the last but one, by its beginning, by what is in it, this line so far
 *     !$  !^  !*  !!:2  !mos:1-3 !:2*  words: the last, the first argument, all arguments, some
 *     !!:s/a/b/  !!:gs/a/b/  !!:&      the first a becomes b, every a does, as before
 *     !$:h  !$:t  !$:r  !$:e           head and tail of a path, without its suffix, the suffix
 *     !!:p  !!:q  !!:x                 shown and not run, quoted, its words quoted
 *     ^a^b^                            the last line with b for the first a
 *
 * None: `! true` (a blank follows), `a!=b`, `[!a]`, `$!`, `${!x}`, `\!`, what stands in single quotes,
 * and a `!` at the end of double quotes: "Hello!".
 */
import type { HistoryEntry } from './history.ts';
import { historyWords } from './readline/history-words.ts';

/** `!foo: event not found`: the line is not run. */
export class HistoryProblem extends Error {
  override readonly name = 'HistoryProblem';
}

export interface ExpandedLine {
  readonly text: string;
  readonly changed: boolean;
  /** `:p` */
  readonly onlyShown: boolean;
}

/** Of which `!` may mean one: history, or a part of it. */
export interface Events {
  readonly entries: readonly HistoryEntry[];
  at(number: number): HistoryEntry | undefined;
}

/** What `:&` and `!?` mean, from one line to the next. */
const last: { substitution: { old: string; by: string } | undefined; search: string | undefined } = {
  substitution: undefined,
  search: undefined,
};

type Quote = '' | "'" | '"';

/**
 * @param before earlier lines of the same command: they may have opened a quote
 * @throws HistoryProblem
 */
export const expandHistory = (line: string, history: Events, before = ''): ExpandedLine => {
  if (!line.includes('!') && !line.startsWith('^')) return { text: line, changed: false, onlyShown: false };
  const source = before === '' && /^\^[^]/.test(line) ? `!!:s${line}` : line;
  const expansion = new Expansion(source, history, quoteAfter(before));
  const text = expansion.run();
  return { text, changed: expansion.changed, onlyShown: expansion.onlyShown };
};

const quoteAfter = (text: string): Quote => {
  let quote: Quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quote !== "'" && character === '\\') at++;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
  }
  return quote;
};

const NO_EVENT = /[\s=]/;

class Expansion {
  readonly #line: string;
  readonly #history: Events;
  #quote: Quote;
  #at = 0;
  #done = '';
  /** Words that `%` means: the one that `!?…?` has found. */
  #matched = '';
  changed = false;
  onlyShown = false;

  constructor(line: string, history: Events, quote: Quote) {
    this.#line = line;
    this.#history = history;
    this.#quote = quote;
  }

  run(): string {
    while (this.#at < this.#line.length) {
      const character = this.#peek();
      if (character === '\\' && this.#quote !== "'") this.#done += this.#take(2);
      else if (character === '!' && this.#isEvent()) this.#done += this.#event();
      else {
        if (character === this.#quote) this.#quote = '';
        else if (this.#quote === '' && (character === "'" || character === '"')) this.#quote = character;
        this.#done += this.#take(1);
      }
    }
    return this.#done;
  }

  #peek(ahead = 0): string {
    return this.#line[this.#at + ahead] ?? '';
  }

  #take(count: number): string {
    const taken = this.#line.slice(this.#at, this.#at + count);
    this.#at += count;
    return taken;
  }

  #match(pattern: RegExp): string {
    return this.#take(pattern.exec(this.#line.slice(this.#at))?.[0].length ?? 0);
  }

  #isEvent(): boolean {
    const next = this.#peek(1);
    if (this.#quote === "'" || next === '' || NO_EVENT.test(next)) return false;
    if (this.#quote === '"' && next === '"') return false;
    const before = this.#done.slice(-1);
    if (before === '$' || (before === '[' && this.#line.indexOf(']', this.#at) > 0)) return false;
    return !(before === '{' && this.#done.endsWith('${'));
  }

  #event(): string {
    const start = this.#at;
    this.#at++;
    const line = this.#find(start);
    this.changed = true;
    let text = this.#words(line);
    while (this.#peek() === ':' && this.#peek(1) !== '') {
      text = this.#modify(text);
    }
    return text;
  }

  #problem(start: number, what: string): HistoryProblem {
    return new HistoryProblem(`${this.#line.slice(start, this.#at)}: ${what}`);
  }

  // ---- the event -----------------------------------------------------------------------------

  #find(start: number): string {
    const { entries } = this.#history;
    const newest = entries.at(-1)?.line;
    if (/[:$^*%]/.test(this.#peek())) return this.#found(newest, start);
    if (this.#peek() === '!') {
      this.#take(1);
      return this.#found(newest, start);
    }
    if (this.#peek() === '#') {
      this.#take(1);
      return this.#done;
    }
    const number = this.#match(/^-?\d+/);
    if (number !== '') {
      const entry = number.startsWith('-') ? entries.at(Number(number)) : this.#history.at(Number(number));
      return this.#found(entry?.line, start);
    }
    if (this.#peek() === '?') return this.#containing(start);
    const sought = this.#match(this.#quote === '"' ? /^[^\s:;&()|<>"]+/ : /^[^\s:;&()|<>]+/);
    return this.#found(
      sought === '' ? undefined : entries.findLast(({ line }) => line.startsWith(sought))?.line,
      start,
    );
  }

  #containing(start: number): string {
    this.#take(1);
    const typed = this.#match(/^[^?\n]*/);
    if (this.#peek() === '?') this.#take(1);
    const sought = typed === '' ? last.search : typed;
    const line =
      sought === undefined ? undefined : this.#history.entries.findLast((each) => each.line.includes(sought))?.line;
    if (line === undefined || sought === undefined) throw this.#problem(start, 'event not found');
    last.search = sought;
    this.#matched = historyWords(line).find((word) => word.includes(sought)) ?? '';
    return line;
  }

  #found(line: string | undefined, start: number): string {
    if (line === undefined) throw this.#problem(start, 'event not found');
    return line;
  }

  // ---- its words -----------------------------------------------------------------------------

  #words(line: string): string {
    const start = this.#at;
    const colon = this.#peek() === ':';
    const rest = this.#line.slice(this.#at + (colon ? 1 : 0));
    const designator = (
      colon
        ? /^(?:%|\*|\$|(?:\d+|\^|(?=-))(?:\*|-(?:\d+|\$|\^)?)?|\d+)/
        : /^(?:%|\*|\$|\^(?:\*|-(?:\d+|\$)?)?|-(?:\d+|\$)?)/
    ).exec(rest)?.[0];
    if (designator === undefined || designator === '') return line;
    this.#take(designator.length + (colon ? 1 : 0));
    if (designator === '%') return this.#matched;
    const words = historyWords(line);
    const [first, end] = rangeOf(designator, words.length - 1);
    if (designator === '*' && words.length <= 1) return '';
    if (end === first - 1 && /[-*]$/.test(designator)) return '';
    if (first > end || end >= words.length) throw this.#problem(start, 'bad word specifier');
    return words.slice(first, end + 1).join(' ');
  }

  // ---- modifiers -----------------------------------------------------------------------------

  /** The modifier that comes next. */
  #modify(text: string): string {
    const begin = this.#at;
    this.#take(1);
    const how = this.#match(/^[ga]|^G/);
    const name = this.#take(1);
    switch (name) {
      case 'h':
        return text.includes('/') ? text.slice(0, Math.max(text.lastIndexOf('/'), 0)) : text;
      case 't':
        return text.slice(text.lastIndexOf('/') + 1);
      case 'r':
        return text.replace(/\.[^./]*$/, '');
      case 'e':
        return /\.[^./]*$/.exec(text)?.[0] ?? text;
      case 'p':
        this.onlyShown = true;
        return text;
      case 'q':
        return `'${text.replaceAll("'", "'\\''")}'`;
      case 'x':
        return text
          .split(/\s+/)
          .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
          .join(' ');
      case 's':
        this.#readSubstitution();
        return this.#substitute(text, how, begin);
      case '&':
        return this.#substitute(text, how, begin);
      default:
        throw new HistoryProblem(`${name}: unrecognized history modifier`);
    }
  }

  #readSubstitution(): void {
    const delimiter = this.#take(1);
    const part = (): string => {
      let text = '';
      while (this.#at < this.#line.length && this.#peek() !== delimiter) {
        if (this.#peek() === '\\' && this.#peek(1) === delimiter) this.#take(1);
        text += this.#take(1);
      }
      this.#take(1);
      return text;
    };
    const typed = part();
    const by = part();
    const old = typed === '' ? (last.substitution?.old ?? last.search ?? '') : typed;
    last.substitution = { old, by: by.replace(/\\&|&/g, (found) => (found === '&' ? old : '&')) };
  }

  #substitute(text: string, how: string, begin: number): string {
    const { substitution } = last;
    if (substitution === undefined || substitution.old === '') throw this.#problem(begin, 'no previous substitution');
    const { old, by } = substitution;
    if (!text.includes(old)) throw this.#problem(begin, 'substitution failed');
    if (how === '') return text.replace(old, () => by);
    if (how !== 'G') return text.replaceAll(old, () => by);
    return text.replace(/\S+/g, (word) => word.replace(old, () => by));
  }
}

/** `2-4`, `2-`, `2*`, `-3`, `^`, `$`, `*` @param end the number of the last word */
const rangeOf = (designator: string, end: number): readonly [first: number, last: number] => {
  const place = (text: string): number => (text === '$' ? end : text === '^' ? 1 : Number(text));
  if (designator === '*') return [1, end];
  if (designator.endsWith('*')) return [place(designator.slice(0, -1)), end];
  const dash = designator.indexOf('-');
  if (dash < 0) return [place(designator), place(designator)];
  const first = dash === 0 ? 0 : place(designator.slice(0, dash));
  const behind = designator.slice(dash + 1);
  return [first, behind === '' ? end - 1 : place(behind)];
};
