/**
 * Floating point numbers as printf(3) writes them, with the 64 bits of mantissa that bash and
 * coreutils calculate with (`long double`): JavaScript's 53 would show in `printf %.20f 0.1`.
 */
import { signed } from './integer.ts';
import type { NumberFormat } from './integer.ts';

const MANTISSA = 64;
/** Of long double: beyond is infinity or nothing. */
const LARGEST_EXPONENT = 16_384;
const SMALLEST_EXPONENT = -16_445;

export type Real =
  | { readonly kind: 'infinite' | 'nan'; readonly negative: boolean }
  /** mantissa × 2^exponent */
  | { readonly kind: 'finite'; readonly negative: boolean; readonly mantissa: bigint; readonly exponent: number };

export const ZERO: Real = { kind: 'finite', negative: false, mantissa: 0n, exponent: 0 };

const bitLength = (value: bigint): number => value.toString(2).length;

/** numerator ÷ denominator, to the nearest; a tie goes to the even one. */
const divided = (numerator: bigint, denominator: bigint): bigint => {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && quotient % 2n === 1n) ? quotient + 1n : quotient;
};

/**
 * digits × 10^power (or 2^power) as a long double.
 * @returns the number, and whether it was too large or too small for one
 */
export const realOf = (
  negative: boolean,
  digits: bigint,
  power: number,
  base: 10 | 2 = 10,
): { value: Real; outOfRange: boolean } => {
  if (digits === 0n) return { value: { ...ZERO, negative }, outOfRange: false };
  const bits = bitLength(digits);
  const magnitude = bits + power * (base === 10 ? 3.322 : 1);
  if (magnitude > LARGEST_EXPONENT + 100) return { value: { kind: 'infinite', negative }, outOfRange: true };
  if (magnitude < SMALLEST_EXPONENT - 100) return { value: { ...ZERO, negative }, outOfRange: true };
  const scale = BigInt(base) ** BigInt(Math.abs(power));
  const numerator = power >= 0 ? digits * scale : digits;
  const denominator = power >= 0 ? 1n : scale;
  let exponent = bitLength(numerator) - bitLength(denominator) - MANTISSA;
  let mantissa = 0n;
  for (;;) {
    mantissa =
      exponent >= 0
        ? divided(numerator, denominator << BigInt(exponent))
        : divided(numerator << BigInt(-exponent), denominator);
    if (bitLength(mantissa) <= MANTISSA) break;
    exponent++;
  }
  if (bitLength(mantissa) + exponent > LARGEST_EXPONENT)
    return { value: { kind: 'infinite', negative }, outOfRange: true };
  return { value: { kind: 'finite', negative, mantissa, exponent }, outOfRange: false };
};

/** %f %e %g %a and their capitals. */
export const formatReal = (value: Real, format: NumberFormat): string => {
  const conversion = format.conversion.toLowerCase();
  const text =
    value.kind === 'finite'
      ? signed(
          value.negative,
          true,
          conversion === 'a' ? '0x' : '',
          conversion === 'a' ? hexadecimal(value, format) : decimal(value, conversion, format),
          format,
        )
      : signed(value.negative, true, '', value.kind === 'nan' ? 'nan' : 'inf', { ...format, zero: false });
  return format.conversion === conversion ? text : text.toUpperCase();
};

type Finite = Extract<Real, { kind: 'finite' }>;

/** value × 10^power, to the nearest whole number. */
const scaled = ({ mantissa, exponent }: Finite, power: number): bigint => {
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  return divided(numerator, denominator);
};

const decimal = (value: Finite, conversion: string, { precision: asked, alternate }: NumberFormat): string => {
  const precision = asked ?? 6;
  if (conversion === 'f') return fixed(value, precision, alternate);
  if (conversion === 'e') return scientific(value, precision, alternate);
  const significant = Math.max(1, precision);
  const { exponent } = digitsOf(value, significant);
  const text =
    exponent < -4 || exponent >= significant
      ? scientific(value, significant - 1, alternate)
      : fixed(value, significant - 1 - exponent, alternate);
  return alternate ? text : text.replace(/\.?0*(?=e|$)/, (zeros) => (text.includes('.') ? '' : zeros));
};

const withPoint = (digits: string, after: number, alternate: boolean): string => {
  const whole = digits.slice(0, digits.length - after);
  const fraction = after === 0 ? '' : digits.slice(-after);
  return fraction === '' && !alternate ? whole : `${whole}.${fraction}`;
};

const fixed = (value: Finite, precision: number, alternate: boolean): string =>
  withPoint(
    scaled(value, precision)
      .toString()
      .padStart(precision + 1, '0'),
    precision,
    alternate,
  );

const scientific = (value: Finite, precision: number, alternate: boolean): string => {
  const { digits, exponent } = digitsOf(value, precision + 1);
  const shown = String(Math.abs(exponent)).padStart(2, '0');
  return `${withPoint(digits, precision, alternate)}e${exponent < 0 ? '-' : '+'}${shown}`;
};

/** So many digits, and the power of ten of the first. */
const digitsOf = (value: Finite, count: number): { digits: string; exponent: number } => {
  if (value.mantissa === 0n) return { digits: '0'.repeat(count), exponent: 0 };
  let exponent = Math.floor((bitLength(value.mantissa) - 1 + value.exponent) * Math.LOG10E * Math.LN2);
  for (;;) {
    const digits = scaled(value, count - 1 - exponent).toString();
    if (digits.length === count) return { digits, exponent };
    // Too long: the guess was too small, or rounding went up to the next power of ten.
    exponent += digits.length > count ? 1 : -1;
  }
};

/** As x86 does it: the first digit holds the four highest bits. */
const hexadecimal = ({ mantissa, exponent }: Finite, { precision, alternate }: NumberFormat): string => {
  if (mantissa === 0n) return `${withPoint('0'.repeat((precision ?? 0) + 1), precision ?? 0, alternate)}p+0`;
  const shift = MANTISSA - bitLength(mantissa);
  let digits = (mantissa << BigInt(shift)).toString(16);
  let power = exponent - shift + MANTISSA - 4;
  if (precision === undefined) digits = digits.replace(/(?<=.)0+$/, '');
  else if (precision + 1 < digits.length) {
    digits = divided(BigInt(`0x${digits}`), 16n ** BigInt(digits.length - precision - 1)).toString(16);
    if (digits.length > precision + 1) {
      digits = digits.slice(0, -1);
      power += 4;
    }
  } else digits = digits.padEnd(precision + 1, '0');
  return `${withPoint(digits, digits.length - 1, alternate)}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
};
