import type { Directive } from './directive.ts';

export type NumberFormat = Omit<Directive, 'width' | 'precision' | 'end'> & {
  readonly width: number;
  readonly precision: number | undefined;
};

/** %d %i %u %o %x %X of printf(3), of a number of 64 bits. */
export const formatInteger = (value: bigint, format: NumberFormat): string => {
  const { conversion, precision, alternate } = format;
  const radix = conversion === 'o' ? 8 : conversion === 'x' || conversion === 'X' ? 16 : 10;
  let digits = (value < 0n ? -value : value).toString(radix);
  // Nothing at all: 0 with a precision of 0.
  if (value === 0n && precision === 0) digits = '';
  digits = digits.padStart(precision ?? 1, '0');
  if (alternate && radix === 8 && !digits.startsWith('0')) digits = `0${digits}`;
  const prefix = alternate && radix === 16 && value !== 0n ? '0x' : '';
  const isSigned = conversion === 'd' || conversion === 'i';
  const text = signed(isSigned ? value < 0n : false, isSigned, prefix, digits, {
    ...format,
    zero: format.zero && precision === undefined,
  });
  return conversion === 'X' ? text.toUpperCase() : text;
};

/** Sign, prefix and digits, filled up to the width with blanks or zeros. */
export const signed = (
  isNegative: boolean,
  hasSign: boolean,
  prefix: string,
  digits: string,
  { plus, blank, left, zero, width }: Pick<NumberFormat, 'plus' | 'blank' | 'left' | 'zero' | 'width'>,
): string => {
  const sign = isNegative ? '-' : !hasSign ? '' : plus ? '+' : blank ? ' ' : '';
  const head = sign + prefix;
  if (left) return (head + digits).padEnd(width);
  return zero ? head + digits.padStart(width - head.length, '0') : (head + digits).padStart(width);
};
