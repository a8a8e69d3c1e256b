/** The options of mosquitto.conf in a manual page, made of the table that the broker reads its file with. */
import { OPTION_TABLE } from '#runtime/config/option-table.ts';
import type { OptionName } from '#runtime/config/option-texts.en.ts';
import type { ConfigOption, OptionUnit } from '#runtime/config/option.ts';
import type { OptionScope } from '#runtime/config/reading.ts';

/** By name, so that one is found. */
const inOrder = OPTION_TABLE.toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** `max_qos, maximum_qos NUMBER`, one for each option. */
export const configOptionTags = (): string[] =>
  inOrder.map(({ name, aliases = [], value }) => `${[name, ...aliases].join(', ')} ${value}`);

/** What a language needs to say of every option. */
export interface ConfigWords {
  readonly default: string;
  readonly range: string;
  readonly atLeast: string;
  readonly choices: string;
  readonly deprecated: string;
  /** Before the reason. */
  readonly refused: string;
  /** Before one value and its reason. */
  readonly refusedValue: string;
  readonly notReloaded: string;
  readonly scopes: Readonly<Record<OptionScope, string>>;
  readonly units: Readonly<Record<OptionUnit, string>>;
  readonly texts: Readonly<Record<OptionName, string>>;
  /** Why something cannot be done, by the option's name; absent: as the table has it. */
  readonly refusals?: Readonly<Partial<Record<OptionName, string>>>;
}

/** What each option is for, what it takes, and whether this broker can do it, in the order of the tags. */
export const configOptionTexts = (words: ConfigWords): string[] =>
  inOrder.map((option) => configOptionSentences(option, words).join(' '));

/** The same of one option, sentence by sentence. @throws TypeError for an option without words */
export const configOptionSentences = (option: ConfigOption, words: ConfigWords): string[] =>
  [
    wordsOf(option, words),
    ...takes(option, words),
    words.scopes[option.scope],
    ...(option.reloaded || option.scope !== 'global' ? [] : [words.notReloaded]),
    ...(option.deprecated === undefined ? [] : [words.deprecated]),
    ...refusal(option, words),
  ].filter((sentence) => sentence !== '');

/** @throws TypeError for an option without words */
function wordsOf({ name }: ConfigOption, { texts }: ConfigWords): string {
  const text: string | undefined = texts[name as OptionName];
  if (text === undefined) throw new TypeError(`mosquitto.conf(5): no words about "${name}"`);
  return text;
}

function takes(
  { kind, choices = [], range, unit, default: standard, refused }: ConfigOption,
  words: ConfigWords,
): string[] {
  if (refused !== undefined) return [];
  const behind = unit === undefined ? '' : ` ${words.units[unit]}`;
  return [
    ...(kind === 'boolean' || choices.length < 2 ? [] : [`${words.choices}: ${choices.join(', ')}.`]),
    ...(range === undefined
      ? []
      : range.max === undefined
        ? [`${words.atLeast} ${range.min}${behind}.`]
        : [`${words.range}: ${range.min}–${range.max}${behind}.`]),
    ...(standard === undefined ? [] : [`${words.default}: ${standard}${range === undefined ? behind : ''}.`]),
  ];
}

function refusal({ name, refused, refusedValues = {} }: ConfigOption, words: ConfigWords): string[] {
  const translated = words.refusals?.[name as OptionName];
  if (refused !== undefined) return [`${words.refused}: ${translated ?? refused}`];
  return Object.entries(refusedValues).map(([value, why]) => `${words.refusedValue} *${value}*: ${translated ?? why}`);
}
