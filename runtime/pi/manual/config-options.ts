/** The options of mosquitto.conf in a manual page, made of the table that the broker reads its file with. */
import { OPTIONS } from '#runtime/config/options.ts';
import type { ConfigOption } from '#runtime/config/option.ts';

const VALUES: Readonly<Record<ConfigOption['kind'], string>> = {
  boolean: 'true|false',
  integer: 'NUMBER',
  string: 'TEXT',
  choice: 'WORD',
  duration: 'DURATION',
  listener: 'PORT [ADDRESS]',
};

/** `max_inflight_messages NUMBER`, one for each option, in the table's order. */
export const configOptionTags = (): string[] => OPTIONS.map(({ name, kind }) => `${name} ${VALUES[kind]}`);

export interface ConfigWords {
  readonly default: string;
  readonly range: string;
  readonly choices: string;
  /** By the option's name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What each option is for, with its default and what it takes. @throws TypeError for an option without words */
export const configOptionTexts = (words: ConfigWords): string[] =>
  OPTIONS.map(({ name, default: standard, range, choices }) => {
    const text = words.texts[name];
    if (text === undefined) throw new TypeError(`mosquitto.conf(5): no words about "${name}"`);
    return [
      text,
      ...(choices === undefined || choices.length < 2 ? [] : [`${words.choices}: ${choices.join(', ')}.`]),
      ...(range === undefined || range.max > 65_535 ? [] : [`${words.range}: ${range.min}–${range.max}.`]),
      ...(standard === undefined ? [] : [`${words.default}: ${standard}.`]),
    ].join(' ');
  });
