/**
 * How many columns of a terminal a character takes, as wcwidth(3) says: 0 for combining marks and
 * joiners, 2 for East Asian wide characters and emoji, 1 for the rest.
 *
 *     a → 1    ä → 1    日 → 2    🍓 → 2    U+0301 (combining acute) → 0
 */
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/** Unicode's EastAsianWidth W and F, in blocks. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f90c, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

/** @param character one code point */
export const characterWidth = (character: string): 0 | 1 | 2 => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return code === 0xad ? 1 : code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : 1;
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
};

/** Of text without control characters. */
export const textWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
};
