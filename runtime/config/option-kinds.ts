/** The kinds of options of which there are many: each makes an entry of the table. */
import { ConfigError } from './config-error.ts';
import { type ConfigOption, type OptionUnit, wordsOf } from './option.ts';
import { atoi, atol, firstWord, invalidValue, readBoolean, readText } from './read-value.ts';
import type { OptionScope, Reading, Targets } from './reading.ts';

/** The names of the values of one type in one scope. */
type NameOf<Scope extends OptionScope, Type> = {
  [Name in keyof Targets[Scope]]-?: Required<Targets[Scope]>[Name] extends Type
    ? Type extends Required<Targets[Scope]>[Name]
      ? Name
      : never
    : never;
}[keyof Targets[Scope]] &
  string;

/** What is read anew at SIGHUP: everything but listeners and bridges. */
const isReloaded = (scope: OptionScope): boolean => scope === 'global' || scope === 'security';

/** The names and types fit: `NameOf` has seen to it. */
const put = (target: object, name: string, value: unknown): void => {
  (target as Record<string, unknown>)[name] = value;
};

const has = (target: object, name: string): boolean => (target as Record<string, unknown>)[name] !== undefined;

interface Details {
  readonly aliases?: readonly string[];
  /** Absent: as all of its scope. */
  readonly reloaded?: boolean;
  /** Said before the value is looked at. */
  readonly notice?: string;
}

export interface BooleanDetails extends Details {
  /** Absent: none that a line could say. */
  readonly default?: boolean;
  /** Something to be said, or done, once the value is there. */
  readonly after?: (reading: Reading, value: boolean) => void;
}

export const booleanOption = <Scope extends OptionScope>(
  scope: Scope,
  name: NameOf<Scope, boolean>,
  details: BooleanDetails = {},
): ConfigOption => ({
  name,
  ...(details.aliases && { aliases: details.aliases }),
  kind: 'boolean',
  scope,
  value: 'true|false',
  ...(details.default !== undefined && { default: String(details.default) }),
  choices: ['true', 'false'],
  reloaded: details.reloaded ?? isReloaded(scope),
  take(reading, rest, called) {
    const target = reading.target(scope);
    const value = readBoolean(called, rest);
    put(target, name, value);
    details.after?.(reading, value);
  },
});

/** An option of which this broker has one value only: the other one is refused, with the reason. */
export const onlyOption = (
  scope: OptionScope,
  name: string,
  only: boolean,
  why: string,
  details: Details = {},
): ConfigOption => ({
  name,
  kind: 'boolean',
  scope,
  value: 'true|false',
  default: String(only),
  choices: ['true', 'false'],
  refusedValues: { [String(!only)]: why },
  reloaded: details.reloaded ?? isReloaded(scope),
  take(reading, rest) {
    if (details.notice !== undefined) reading.say('notice', details.notice);
    reading.target(scope);
    const asked = readBoolean(name, rest);
    if (asked !== only) throw new ConfigError(`Error: "${name} ${asked}": ${why}`);
  },
});

export interface TextDetails<Scope extends OptionScope> extends Details {
  readonly kind?: 'text' | 'file' | 'directory';
  /** What stands for it in the manual page: `FILE`. */
  readonly value?: string;
  readonly default?: string;
  /** As Mosquitto calls it in complaints. */
  readonly label?: string;
  /** What is wrong before the value is looked at. @throws ConfigError */
  readonly before?: (target: Targets[Scope], reading: Reading) => void;
  /** @throws ConfigError */
  readonly check?: (text: string) => void;
}

const PLACEHOLDERS = { text: 'TEXT', file: 'FILE', directory: 'DIRECTORY' };

/** Text to the end of the line; a second line of it is wrong. */
export function textOption<Scope extends OptionScope>(
  scope: Scope,
  name: NameOf<Scope, string>,
  details: TextDetails<Scope> = {},
): ConfigOption {
  const kind = details.kind ?? 'text';
  return {
    name,
    ...(details.aliases && { aliases: details.aliases }),
    kind,
    scope,
    value: details.value ?? PLACEHOLDERS[kind],
    ...(details.default !== undefined && { default: details.default }),
    reloaded: details.reloaded ?? isReloaded(scope),
    take(reading, rest) {
      if (details.notice !== undefined) reading.say('notice', details.notice);
      const target = reading.target(scope);
      details.before?.(target, reading);
      const text = readText(details.label ?? name, rest, has(target, name));
      details.check?.(text);
      put(target, name, text);
    },
  };
}

export interface IntegerDetails extends Details {
  readonly default?: number;
  readonly min: number;
  readonly max?: number;
  readonly unit?: OptionUnit;
  /** Mosquitto's way with what is too small: the value to use instead, what it says to that, or neither. */
  readonly below?: number;
  readonly belowNotice?: string;
  /** Its complaint about what cannot be taken. */
  readonly complaint?: string;
  /** More than 32 bits count. */
  readonly isLong?: true;
  /** The number that it prints in its complaint. */
  readonly printed?: (value: number) => number;
}

export const integerOption = <Scope extends OptionScope>(
  scope: Scope,
  name: NameOf<Scope, number>,
  details: IntegerDetails,
): ConfigOption => ({
  name,
  ...(details.aliases && { aliases: details.aliases }),
  kind: 'integer',
  scope,
  value: 'NUMBER',
  ...(details.default !== undefined && { default: String(details.default) }),
  ...(details.unit && { unit: details.unit }),
  range: { min: details.min, ...(details.max !== undefined && { max: details.max }) },
  reloaded: details.reloaded ?? isReloaded(scope),
  take(reading, rest, called) {
    if (details.notice !== undefined) reading.say('notice', details.notice);
    const target = reading.target(scope);
    const word = firstWord(called, rest);
    put(target, name, within(reading, name, details.isLong ? atol(word) : atoi(word), details));
  },
});

function within(reading: Reading, name: string, number: number, details: IntegerDetails): number {
  const { min, max = Infinity, below, belowNotice, complaint, printed = (value) => value } = details;
  if (number < min && below !== undefined) {
    if (belowNotice !== undefined) reading.say('notice', belowNotice);
    return below;
  }
  if (number >= min && number <= max) return number;
  throw complaint === undefined ? invalidValue(name, printed(number)) : new ConfigError(complaint);
}

export interface ChoiceDetails extends Details {
  readonly default?: string;
  readonly refusedValues?: Readonly<Record<string, string>>;
  /** Mosquitto's complaint about another word; absent: `Error: Invalid NAME value (WORD).` */
  readonly complaint?: (word: string) => string;
  /** Its complaint where there is no word is said, and not minded. */
  readonly emptyIsNoted?: true;
}

/** One word of several. */
export const choiceOption = <Scope extends OptionScope, Word extends string>(
  scope: Scope,
  name: NameOf<Scope, Word>,
  choices: readonly Word[],
  details: ChoiceDetails = {},
): ConfigOption => ({
  name,
  kind: 'choice',
  scope,
  value: 'WORD',
  ...(details.default !== undefined && { default: details.default }),
  choices,
  ...(details.refusedValues && { refusedValues: details.refusedValues }),
  reloaded: details.reloaded ?? isReloaded(scope),
  take(reading, rest) {
    const target = reading.target(scope);
    if (details.emptyIsNoted && wordsOf(rest).length === 0) {
      reading.say('error', `Error: Empty ${name} value in configuration.`);
      return;
    }
    put(target, name, choose(name, firstWord(name, rest), choices, details));
  },
});

/** @throws ConfigError */
export function choose<Word extends string>(
  name: string,
  word: string,
  choices: readonly Word[],
  { refusedValues, complaint }: Pick<ChoiceDetails, 'refusedValues' | 'complaint'> = {},
): Word {
  const chosen = choices.find((choice) => choice === word);
  if (chosen !== undefined) return chosen;
  const why = refusedValues?.[word];
  if (why !== undefined) throw new ConfigError(`Error: "${name} ${word}": ${why}`);
  throw complaint === undefined ? invalidValue(name, word) : new ConfigError(complaint(word));
}

/**
 * An option that Mosquitto has and this broker cannot have: whatever its value, if it is one.
 */
export const refusedOption = (
  scope: OptionScope,
  name: string,
  why: string,
  details: Pick<ConfigOption, 'kind' | 'value'> & Partial<Pick<ConfigOption, 'aliases' | 'reloaded'>>,
): ConfigOption => ({
  name,
  scope,
  refused: why,
  reloaded: isReloaded(scope),
  ...details,
  take(_, rest, called) {
    readText(name, rest, false);
    throw new ConfigError(`Error: "${called}": ${why}`);
  },
});
