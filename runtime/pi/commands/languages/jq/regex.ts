/** Regular expressions of jq: here JavaScript reads them, with jq's flags (g i x n s l). */
import { mayRunAway } from '../../../regex/runaway.ts';
import { JqError } from './json.ts';
import type { Json } from './json.ts';
import { shortText } from './operators.ts';

export interface RegexMatch {
  /** In UTF-16 units of the text. */
  readonly index: number;
  readonly text: string;
  /** The named groups. */
  readonly groups: Map<string, Json>;
  /** As `match` gives it. */
  readonly json: Json;
}

const MOST_MATCHES = 1_000_000;

/** @throws JqError */
export const matches = (value: Json, re: Json, flags: Json): readonly RegexMatch[] => {
  if (typeof value !== 'string') throw new JqError(`${shortText(value)} cannot be matched, as it is not a string`);
  const [source, given] = Array.isArray(re) ? [re[0] ?? null, re[1] ?? flags] : [re, flags];
  if (typeof source !== 'string')
    throw new JqError(`${typeof source === 'number' ? 'number' : shortText(source)} not a string or array`);
  if (given !== null && typeof given !== 'string') throw new JqError(`${shortText(given)} is not a string`);
  const wishes = given ?? '';
  const unknown = /[^ginxsl]/.exec(wishes);
  if (unknown !== null) throw new JqError(`${wishes} is not a valid modifier string`);
  const regex = compiled(
    wishes.includes('x')
      ? source.replace(/\\.|\[[^\]]*\]|\s+|#.*/g, (part) => (/^[\s#]/.test(part) ? '' : part))
      : source,
    wishes,
  );
  const names = namesOf(source);
  const found: RegexMatch[] = [];
  for (const match of value.matchAll(regex)) {
    if (wishes.includes('n') && match[0] === '') continue;
    found.push(described(value, match, names));
    if (!wishes.includes('g') || found.length >= MOST_MATCHES) break;
  }
  return found;
};

const compiled = (source: string, wishes: string): RegExp => {
  const translated = source
    .replaceAll('(?P<', '(?<')
    .replace(/\\h/g, '[0-9a-fA-F]')
    .replace(/\\[AzZ]/g, (anchor) => (anchor === '\\A' ? '^' : '$'));
  if (mayRunAway(translated))
    throw new JqError('Regex failure: a repetition inside a repetition is more than this simulated Raspberry Pi does');
  const flags = `gd${wishes.includes('i') ? 'i' : ''}${wishes.includes('s') ? 's' : ''}`;
  try {
    return new RegExp(translated, `${flags}u`);
  } catch {
    // Strict as `u` is, it refuses escapes that jq does not mind.
  }
  try {
    return new RegExp(translated, flags);
  } catch (error) {
    throw new JqError(`Regex failure: ${reason(error instanceof Error ? error.message : '')}`);
  }
};

const reason = (message: string): string => {
  if (/Unterminated group/.test(message)) return 'end pattern with unmatched parenthesis';
  if (/Unmatched '\)'/.test(message)) return 'unmatched close parenthesis';
  if (/Unterminated character class/.test(message)) return 'premature end of char-class';
  if (/Nothing to repeat/.test(message)) return 'target of repeat operator is not specified';
  if (/at end of pattern/.test(message)) return 'end pattern at escape';
  return message.replace(/^Invalid regular expression: /, '');
};

const namesOf = (source: string): readonly (string | undefined)[] =>
  Array.from(source.matchAll(/\\.|\[(?:\\.|[^\]])*\]|\((?:\?P?<([A-Za-z_]\w*)>|(?!\?))/g))
    .filter(([whole]) => whole.startsWith('('))
    .map(([, name]) => name);

const characters = (text: string): number => [...text].length;

const described = (text: string, match: RegExpMatchArray, names: readonly (string | undefined)[]): RegexMatch => {
  const index = match.index ?? 0;
  const [whole] = match;
  const groups = new Map<string, Json>();
  const captures = match.slice(1).map((captured: string | undefined, at): Json => {
    const range = match.indices?.[at + 1];
    const name = names[at] ?? null;
    if (name !== null) groups.set(name, captured ?? null);
    return new Map<string, Json>([
      ['offset', range === undefined ? -1 : characters(text.slice(0, range[0]))],
      ...(captured === undefined
        ? ([
            ['string', null],
            ['length', 0],
          ] as const)
        : ([
            ['length', characters(captured)],
            ['string', captured],
          ] as const)),
      ['name', name],
    ]);
  });
  const json = new Map<string, Json>([
    ['offset', characters(text.slice(0, index))],
    ['length', characters(whole)],
    ['string', whole],
    ['captures', captures],
  ]);
  return { index, text: whole, groups, json };
};
