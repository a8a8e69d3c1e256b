/**
 * A whole number as strtol(3) reads it with base 0: a sign, then `0x` and hexadecimal, `0` and octal, or decimal digits.
 *
 *     72   0x48   0X48   0110   -1   " 5"      valid
 *     ""   x   0x   08   4x   1.5              not
 *
 * @returns undefined when the word is not one as a whole
 */
export const readInteger = (word: string): number | undefined => {
  const [, sign = '', digits] = /^[\t-\r ]*([+-]?)(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(word) ?? [];
  if (digits === undefined) return undefined;
  const value = /^0\d/.test(digits) ? parseInt(digits, 8) : Number(digits);
  return sign === '-' && value !== 0 ? -value : value;
};

/** The number that a word begins with, and what follows it. @returns undefined when it does not begin with one */
export const readLeadingInteger = (word: string): { readonly value: number; readonly rest: string } | undefined => {
  const [number] = /^[\t-\r ]*[+-]?(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(word) ?? [];
  if (number === undefined) return undefined;
  return { value: readInteger(number) ?? 0, rest: word.slice(number.length) };
};

/** `0x48`, at least so many digits. */
export const hex = (value: number, digits = 2): string => `0x${bareHex(value, digits)}`;

/** `48`. A negative number as 32 bits hold it. */
export const bareHex = (value: number, digits = 2): string => (value >>> 0).toString(16).padStart(digits, '0');
