/**
 * Sizes as people read and write them.
 *
 *     10  10K (10 × 1024)  10KB (10 × 1000)  10KiB  2M  1G
 */
const LETTERS = 'KMGTPEZY';

/** @returns undefined for what is no size */
export const readSize = (text: string): number | undefined => {
  const parts = /^(\d+)(?:([kKMGTPEZY])(B|iB)?|B)?$/.exec(text) ?? /^()([kKMGTPEZY])(B|iB)?$/.exec(text);
  if (parts === null) return undefined;
  const [, digits = '', letter, end] = parts;
  const number = digits === '' ? 1 : Number(digits);
  if (letter === undefined) return text.endsWith('B') ? number * 1_024 : number;
  return number * (end === 'B' ? 1_000 : 1_024) ** (LETTERS.indexOf(letter.toUpperCase()) + 1);
};

/** `1.5K`, `234M`: rounded up, one digit after the point below ten. @param base 1000: `k` for the first */
export const humanSize = (size: number, base: 1_000 | 1_024 = 1_024): string => {
  let value = size;
  let unit = '';
  for (const letter of base === 1_000 ? 'kMGTPEZY' : LETTERS) {
    if (rounded(value) < base) break;
    value /= base;
    unit = letter;
  }
  if (unit === '') return String(size);
  const shown = value < 10 ? Math.ceil(value * 10) / 10 : rounded(value);
  return `${shown < 10 ? shown.toFixed(1) : rounded(shown)}${unit}`;
};

const rounded = (value: number): number => Math.ceil(value);

/** How sizes are shown: for people, or in units, with a letter behind when only the letter was given (`-BM`). */
export type SizeForm =
  | { readonly kind: 'human'; readonly base: 1_000 | 1_024 }
  | { readonly kind: 'units'; readonly unit: number; readonly suffix: string };

export const KIBIBYTES: SizeForm = { kind: 'units', unit: 1_024, suffix: '' };
export const BYTES: SizeForm = { kind: 'units', unit: 1, suffix: '' };
export const HUMAN: SizeForm = { kind: 'human', base: 1_024 };
export const HUMAN_SI: SizeForm = { kind: 'human', base: 1_000 };

/** `--block-size=SIZE`: `M`, `1M`, `KB`, `512`, `human-readable`, `si`. */
export const readSizeForm = (text: string): SizeForm | undefined => {
  if (text === 'human-readable') return HUMAN;
  if (text === 'si') return HUMAN_SI;
  const unit = readSize(text);
  if (unit === undefined || unit === 0) return undefined;
  return {
    kind: 'units',
    unit,
    suffix: /^\d/.test(text) ? '' : text.replace('iB', '').replace(/^k/, 'K').replace('KB', 'kB'),
  };
};

/** @param bytes rounded up to whole units */
export const sizeText = (bytes: number, form: SizeForm): string =>
  form.kind === 'human' ? humanSize(bytes, form.base) : `${Math.ceil(bytes / form.unit)}${form.suffix}`;
