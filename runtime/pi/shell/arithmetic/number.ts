/** Why a number cannot be read. */
export type NumberMistake =
  'invalid number' | 'invalid arithmetic base' | 'invalid integer constant' | 'value too great for base';

const digitOf = (character: string, base: number): number => {
  if (character >= '0' && character <= '9') return Number(character);
  if (character >= 'a' && character <= 'z') return character.charCodeAt(0) - 97 + 10;
  if (character >= 'A' && character <= 'Z') return character.charCodeAt(0) - 65 + (base <= 36 ? 10 : 36);
  return character === '@' ? 62 : 63;
};

/**
 * A number as it is typed: `10`, `0x1f`, `017`, `2#101`, `64#_`. More than 64 bits wrap around.
 * @param text of letters, digits, `#`, `@` and `_`, a digit first
 */
export const readNumber = (text: string): bigint | NumberMistake => {
  const [, hexadecimal, octal, named, digits = ''] = /^(?:(0[xX])|(0)(?=.)|([0-9a-zA-Z@_]*)#)?(.*)$/s.exec(text) ?? [];
  let base = 10;
  if (hexadecimal !== undefined) base = 16;
  else if (octal !== undefined) base = 8;
  else if (named !== undefined) {
    const value = valueOf(named, 10);
    if (typeof value === 'string') return value;
    if (value < 2n || value > 64n) return 'invalid arithmetic base';
    base = Number(value);
    if (digits === '' || digits.startsWith('#')) return 'invalid integer constant';
  }
  return valueOf(digits, base);
};

const valueOf = (digits: string, base: number): bigint | NumberMistake => {
  if (base === 10 && /^\d+$/.test(digits)) return BigInt.asIntN(64, BigInt(digits));
  let value = 0n;
  for (const character of digits) {
    if (character === '#') return 'invalid number';
    const digit = digitOf(character, base);
    if (digit >= base) return 'value too great for base';
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(digit));
  }
  return value;
};
