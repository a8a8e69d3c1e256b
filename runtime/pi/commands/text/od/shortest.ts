import { formatReal, realOf } from '../../../printf/real.ts';
import type { NumberFormat } from '../../../printf/integer.ts';

const GENERAL: Omit<NumberFormat, 'precision'> = {
  left: false,
  plus: false,
  blank: false,
  alternate: false,
  zero: false,
  width: 0,
  conversion: 'g',
};

/** The fewest digits that are read as the same number again, in the form of printf's %g. */
const shortest = (value: number, digits: number, round: (value: number) => number): string => {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const real = exactly(value);
  for (let precision = digits; ; precision++) {
    const text = formatReal(real, { ...GENERAL, precision });
    if (precision > 20 || round(Number(text)) === value) return text;
  }
};

/** A double as what it is: a whole number times a power of two. */
const exactly = (value: number): Parameters<typeof formatReal>[0] => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return realOf(value < 0, exponent === 0 ? fraction : fraction | (1n << 52n), Math.max(1, exponent) - 1_075, 2).value;
};

export const shortest32 = (value: number): string => shortest(value, Math.abs(value) < 2 ** -126 ? 1 : 6, Math.fround);
export const shortest64 = (value: number): string =>
  shortest(value, Math.abs(value) < 2 ** -1022 ? 1 : 15, (same) => same);
