import { ConfigError } from './config-error.ts';
import { wordsOf } from './option.ts';

export const emptyValue = (name: string): ConfigError =>
  new ConfigError(`Error: Empty ${name} value in configuration.`);

export const invalidValue = (name: string, value: string | number): ConfigError =>
  new ConfigError(`Error: Invalid ${name} value (${value}).`);

export const duplicateValue = (name: string): ConfigError =>
  new ConfigError(`Error: Duplicate ${name} value in configuration.`);

/** @returns the first word of a value, as Mosquitto reads most of them: what follows is not looked at */
export function firstWord(name: string, rest: string): string {
  const [word] = wordsOf(rest);
  if (word === undefined) throw emptyValue(name);
  return word;
}

const LONG = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** strtol(3): digits as far as they go, at most 64 bits; what begins with none is 0. */
function long(word: string): bigint {
  const digits = /^\s*([+-]?\d+)/.exec(word)?.[1] ?? '0';
  const number = BigInt(digits.replace(/^\+/, ''));
  return number < LONG.min ? LONG.min : number > LONG.max ? LONG.max : number;
}

/** atoi(3) of the C library: the low 32 bits, so that 4294967301 is 5. */
export const atoi = (word: string): number => Number(BigInt.asIntN(32, long(word)));

/** atol(3), as near as a number comes to it. */
export const atol = (word: string): number => Number(long(word));

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

export function readBoolean(name: string, rest: string): boolean {
  const word = firstWord(name, rest);
  const read = BOOLEANS[word];
  if (read === undefined) throw invalidValue(name, word);
  return read;
}

/** isspace(3) */
export const trimBlanks = (text: string): string => text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');

/**
 * What mosquitto_validate_utf8 refuses: control characters, and code points that are no characters. Wrong bytes
 * come as a lone surrogate (lines.ts).
 */
const MALFORMED = /[\u0000-\u001F\u007F-\u009F\uD800-\uDFFF\uFDD0-\uFDEF\uFFFE\uFFFF]/u;

export const isMalformed = (text: string): boolean => MALFORMED.test(text);

/**
 * Text to the end of the line, spaces within it included.
 * @param given whether the option has a value already
 */
export function readText(name: string, rest: string, given: boolean): string {
  if (rest === '') throw emptyValue(name);
  if (given) throw duplicateValue(name);
  const text = trimBlanks(rest);
  if (text === '') throw emptyValue(name);
  if (isMalformed(text)) throw new ConfigError('Error: Malformed UTF-8 in configuration.');
  return text;
}
