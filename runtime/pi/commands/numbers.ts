/**
 * Counts and sizes on the command line, as coreutils read them (xstrtoumax).
 *
 *     10   5K (5 × 1024)   5kB (5 × 1000)   5KiB   2b (2 × 512)   K (1 × 1024)    valid
 *     x    -1   1.5   1Q                                                        invalid
 *     99999999999999999999                                                      too large
 */
export interface Size {
  readonly value: number;
  readonly problem?: 'invalid' | 'too large';
}

const POWERS = 'KMGTPEZY';
const LARGEST = 2n ** 64n - 1n;

/** @param letters the multipliers that are known: `bkKMGTPEZY`; `''`: none. A letter of POWERS may be followed by B or iB. */
export const readSize = (text: string, letters = 'bkKmMGTPEZY'): Size => {
  const [whole, digits = '', letter = '', end = ''] = /^[\t-\r ]*\+?(\d*)([A-Za-z]?)(B|iB)?$/.exec(text) ?? [];
  if (whole === undefined || (digits === '' && letter === '')) return { value: 0, problem: 'invalid' };
  if (letter !== '' && (!letters.includes(letter) || (end !== '' && letter === 'b')))
    return { value: 0, problem: 'invalid' };
  const count = digits === '' ? 1n : BigInt(digits);
  const power = BigInt(POWERS.indexOf(letter.toUpperCase()) + 1);
  const factor = letter === '' ? 1n : letter === 'b' ? 512n : end === 'B' ? 1_000n ** power : 1_024n ** power;
  const value = count * factor;
  return value > LARGEST ? { value: Number(LARGEST), problem: 'too large' } : { value: Number(value) };
};
