/**
 * What can be written next in a line of mosquitto.conf, and what the option of a line is for. Both are
 * made of the table that the broker reads its file with.
 */
import { optionNamed, OPTION_TABLE } from '#runtime/config/option-table.ts';
import type { ConfigOption } from '#runtime/config/option.ts';
import { configOptionSentences, type ConfigWords } from '#runtime/pi/manual/config-options.ts';

export interface Offer {
  /** As it is written. */
  readonly label: string;
  readonly insert: string;
  /** Markdown. */
  readonly about?: string;
  /** What takes its place behind the name: `PORT [ADDRESS]`. */
  readonly value?: string;
  readonly kind: 'option' | 'value';
}

const NAME = /^ *([^ #][^ ]*)?/;

/**
 * Which part of a line the offers are for.
 * @param before the line up to the cursor
 * @returns undefined: a comment, or a place for words of one's own
 */
export function confOffers(before: string, words: ConfigWords): readonly Offer[] | undefined {
  if (before.startsWith('#')) return undefined;
  const [whole, name] = NAME.exec(before) ?? [''];
  if (whole.length === before.length) return optionOffers(words);
  const option = name === undefined ? undefined : optionNamed(name);
  // Behind the first word of the value comes what nobody can offer.
  if (option === undefined || /^ +[^ ]+ /.test(before.slice(whole.length))) return undefined;
  return valueOffers(option);
}

/** @param column from 1, as an editor counts. @returns Markdown, and which columns it is about */
export function confHover(
  line: string,
  column: number,
  words: ConfigWords,
): { readonly markdown: readonly string[]; readonly from: number; readonly to: number } | undefined {
  const [, blanks = '', name] = /^( *)([^ #][^ ]*)/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const [from, to] = [blanks.length + 1, blanks.length + 1 + name.length];
  const option = optionNamed(name);
  if (option === undefined || column < from || column > to) return undefined;
  return { markdown: [`\`${usage(option)}\``, about(option, words)], from, to };
}

const usage = ({ name, aliases = [], value }: ConfigOption): string => `${[name, ...aliases].join(', ')} ${value}`;

function about(option: ConfigOption, words: ConfigWords): string {
  const [first = '', ...rest] = configOptionSentences(option, words).map(markdown);
  return rest.length === 0 ? first : `${first}\n\n${rest.join(' ')}`;
}

/** `*bold*`, as the manual pages have it; everything else stands for itself. */
const markdown = (text: string): string =>
  text
    .split(/(?<!\S)\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w])/)
    .map((part, index) => (index % 2 === 1 ? `**${escaped(part)}**` : escaped(part)))
    .join('');

const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`);

const offersByWords = new WeakMap<ConfigWords, readonly Offer[]>();

function optionOffers(words: ConfigWords): readonly Offer[] {
  const known = offersByWords.get(words);
  if (known !== undefined) return known;
  const offers = OPTION_TABLE.filter(({ refused, name }) => refused === undefined && !name.includes('*')).map(
    (option): Offer => ({
      label: option.name,
      insert: `${option.name} `,
      about: about(option, words),
      value: option.value,
      kind: 'option',
    }),
  );
  offersByWords.set(words, offers);
  return offers;
}

function valueOffers({ kind, choices = [], default: standard, refusedValues = {} }: ConfigOption): readonly Offer[] {
  const taken = choices.filter((choice) => refusedValues[choice] === undefined);
  const values = kind === 'words' || standard === undefined ? taken : [...new Set([...taken, standard])];
  return values.map((label) => ({ label, insert: label, kind: 'value' }));
}
