import { ConfigError } from './config-error.ts';
import type { ConfigValues } from './values.ts';

export type OptionKind = 'boolean' | 'integer' | 'string' | 'choice' | 'duration' | 'listener';

/** One option of mosquitto.conf: what the parser, an editor's hovers and a reference page need of it. */
export interface ConfigOption {
  readonly name: string;
  readonly kind: OptionKind;
  /** Whether it belongs to the listener named before it, or to the whole broker. */
  readonly scope: 'broker' | 'listener';
  /** As it would be written; absent: none. */
  readonly default?: string;
  /** Of an integer: the values that are taken. */
  readonly range?: { readonly min: number; readonly max: number };
  /** The words that are taken. */
  readonly choices?: readonly string[];
  /**
   * Takes the value over.
   * @param value the rest of the line
   * @param say prints a line that does not end the program
   * @throws ConfigError
   */
  readonly take: (values: ConfigValues, value: string, say: (line: string) => void) => void;
}

/** The names in `ConfigValues` of one type. */
type NameOf<Type> = {
  [Name in keyof ConfigValues]-?: Required<ConfigValues>[Name] extends Type
    ? Type extends Required<ConfigValues>[Name]
      ? Name
      : never
    : never;
}[keyof ConfigValues];

export const emptyValue = (name: string): ConfigError =>
  new ConfigError(`Error: Empty ${name} value in configuration.`);

export const invalidValue = (name: string, value: string | number): ConfigError =>
  new ConfigError(`Error: Invalid ${name} value (${value}).`);

/** @returns the first word of a value, as Mosquitto reads most of them: what follows is ignored */
export function firstWord(name: string, value: string): string {
  const [word = ''] = value.split(' ').filter((each) => each !== '');
  if (word === '') throw emptyValue(name);
  return word;
}

/** atoi(3): digits as far as they go; what begins with none is 0. */
export const atoi = (word: string): number => Number.parseInt(/^\s*[+-]?\d+/.exec(word)?.[0] ?? '0', 10);

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

export function readBoolean(name: string, value: string): boolean {
  const word = firstWord(name, value);
  const read = BOOLEANS[word];
  if (read === undefined) throw invalidValue(name, word);
  return read;
}

export const booleanOption = (
  name: NameOf<boolean>,
  byDefault: boolean | undefined,
  scope: ConfigOption['scope'] = 'broker',
): ConfigOption => ({
  name,
  kind: 'boolean',
  scope,
  ...(byDefault !== undefined && { default: String(byDefault) }),
  take(values, value) {
    values[name] = readBoolean(name, value);
  },
});

/** Text to the end of the line, spaces within it included; once only. */
export const stringOption = (name: NameOf<string>, byDefault?: string): ConfigOption => ({
  name,
  kind: 'string',
  scope: 'broker',
  ...(byDefault !== undefined && { default: byDefault }),
  take(values, value) {
    const text = value.trim();
    if (text === '') throw emptyValue(name);
    if (values[name] !== undefined && values[name] !== byDefault) {
      throw new ConfigError(`Error: Duplicate ${name} value in configuration.`);
    }
    if (text.includes('\uFFFD')) throw new ConfigError('Error: Malformed UTF-8 in configuration.');
    values[name] = text;
  },
});

interface IntegerOption {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Mosquitto's way with what is out of range: the value to use instead, or the complaint. */
  readonly below?: number;
  readonly beyond?: string;
  /** Printed before the value is looked at. */
  readonly note?: string;
}

export const integerOption = (name: NameOf<number>, options: IntegerOption): ConfigOption => ({
  name,
  kind: 'integer',
  scope: 'broker',
  default: String(options.default),
  range: { min: options.min, max: options.max },
  take(values, value, say) {
    const { min, max, below, beyond, note } = options;
    if (note !== undefined) say(note);
    const number = atoi(firstWord(name, value));
    if (number > max) throw beyond === undefined ? invalidValue(name, number) : new ConfigError(beyond);
    if (number < min && below === undefined) throw invalidValue(name, number);
    values[name] = number < min && below !== undefined ? below : number;
  },
});
