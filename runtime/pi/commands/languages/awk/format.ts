/** printf(3) of doubles and texts, as awk's printf, sprintf, CONVFMT and OFMT use it. */
import type { Value } from './value.ts';

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

const DIRECTIVE = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([hlLqjzt]*)([a-zA-Z%])/y;

/** Longer fields are refused, as a Pi without the memory would. */
const WIDEST = 1_000_000;

/** The format asks for more than there is. */
export class TooFewArguments extends Error {
  override readonly name = 'TooFewArguments';
  /** What was formatted so far. */
  readonly sofar: string;

  constructor(sofar: string) {
    super();
    this.sofar = sofar;
  }
}

export interface Conversions {
  readonly toText: (value: Value) => string;
  readonly toNumber: (value: Value) => number;
}

/** @throws TooFewArguments */
export const formatted = (format: string, values: readonly Value[], as: Conversions): string => {
  let text = '';
  let used = 0;
  const next = (): Value => {
    if (used >= values.length) throw new TooFewArguments(text);
    return values[used++];
  };
  for (let at = 0; at < format.length;) {
    const percent = format.indexOf('%', at);
    if (percent < 0) return text + format.slice(at);
    text += format.slice(at, percent);
    DIRECTIVE.lastIndex = percent;
    const found = DIRECTIVE.exec(format);
    if (found === null) {
      text += '%';
      at = percent + 1;
      continue;
    }
    const [whole, flags = '', width, precision, , conversion = ''] = found;
    at = percent + whole.length;
    if (conversion === '%') {
      text += '%';
      continue;
    }
    const hasPrecision = whole.includes('.');
    const wide = width === '*' ? as.toNumber(next()) : Number(width ?? 0);
    const exact = precision === '*' ? as.toNumber(next()) : Number(precision ?? 0);
    const directive: Directive = {
      flags: wide < 0 ? `${flags}-` : flags,
      width: Math.min(WIDEST, Math.abs(Math.trunc(wide))),
      precision: hasPrecision && exact >= 0 ? Math.min(WIDEST, Math.trunc(exact)) : undefined,
      conversion,
    };
    text += one(directive, next(), as);
  }
  return text;
};

const one = (directive: Directive, value: Value, as: Conversions): string => {
  switch (directive.conversion) {
    case 'c':
      return padded(
        directive,
        typeof value === 'number' ? String.fromCharCode(value & 0xff) : as.toText(value).slice(0, 1) || '\0',
      );
    case 's':
      return padded(directive, as.toText(value).slice(0, directive.precision));
    case 'd':
    case 'i':
    case 'o':
    case 'x':
    case 'X':
    case 'u':
      return integer(directive, as.toNumber(value));
    default:
      return real(directive, as.toNumber(value));
  }
};

const padded = ({ flags, width }: Directive, text: string): string =>
  flags.includes('-') ? text.padEnd(width) : text.padStart(width);

/** Fills up with zeros between sign and digits where that is asked for. */
const signed = (directive: Directive, sign: string, digits: string, zeros: boolean): string => {
  const { flags, width } = directive;
  const filled =
    zeros && flags.includes('0') && !flags.includes('-')
      ? digits.padStart(Math.max(0, width - sign.length), '0')
      : digits;
  return padded(directive, sign + filled);
};

const signOf = (flags: string, isNegative: boolean): string =>
  isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';

/** mawk's %d is of 32 bits: 2147483647 is the most. */
const LONGEST = 2n ** 31n - 1n;
const BASES: Readonly<Record<string, number>> = { o: 8, x: 16, X: 16 };

const integer = (directive: Directive, value: number): string => {
  const { flags, precision, conversion } = directive;
  const isSigned = conversion === 'd' || conversion === 'i';
  const whole = Number.isNaN(value) ? 0 : Math.trunc(value);
  let exact = Number.isFinite(whole) ? BigInt(whole) : whole > 0 ? LONGEST * 2n + 1n : -LONGEST;
  const most = isSigned ? LONGEST : LONGEST * 2n + 1n;
  if (exact > most) exact = most;
  if (exact < -LONGEST) exact = -LONGEST;
  if (!isSigned && exact < 0n) exact = 0n;
  const isNegative = exact < 0n;
  let digits = (isNegative ? -exact : exact).toString(BASES[conversion] ?? 10);
  if (conversion === 'X') digits = digits.toUpperCase();
  if (precision !== undefined) digits = digits.padStart(precision, '0');
  if (flags.includes('#') && exact !== 0n)
    digits = (conversion === 'o' ? '0' : conversion === 'x' ? '0x' : conversion === 'X' ? '0X' : '') + digits;
  return signed(directive, isSigned ? signOf(flags, isNegative) : '', digits, precision === undefined);
};

const real = (directive: Directive, value: number): string => {
  const { flags, conversion } = directive;
  const isNegative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  const sign = signOf(flags, isNegative);
  const isCapital = conversion === conversion.toUpperCase();
  const cased = (text: string): string => (isCapital ? text.toUpperCase() : text);
  if (!Number.isFinite(value)) return signed(directive, sign, cased(Number.isNaN(value) ? 'nan' : 'inf'), false);
  const precision = directive.precision ?? 6;
  switch (conversion.toLowerCase()) {
    case 'f':
      return signed(directive, sign, fixed(size, precision), true);
    case 'e':
      return signed(directive, sign, cased(exponential(size, precision)), true);
    default:
      return signed(directive, sign, cased(general(size, precision, flags.includes('#'))), true);
  }
};

const MOST_DIGITS = 100;

const fixed = (size: number, precision: number): string => {
  const digits = Math.min(precision, MOST_DIGITS);
  const text = size >= 1e21 ? `${BigInt(size)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}` : size.toFixed(digits);
  return text + '0'.repeat(precision - digits);
};

const exponential = (size: number, precision: number): string => {
  const digits = Math.min(precision, MOST_DIGITS);
  const [mantissa = '', exponent = '0'] = size.toExponential(digits).split('e');
  const power = Number(exponent);
  return `${mantissa}${'0'.repeat(precision - digits)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};

const general = (size: number, precision: number, keepsZeros: boolean): string => {
  const digits = Math.min(Math.max(precision, 1), MOST_DIGITS);
  const power = size === 0 ? 0 : Number(size.toExponential(digits - 1).split('e')[1] ?? 0);
  const text = power < -4 || power >= digits ? exponential(size, digits - 1) : fixed(size, digits - 1 - power);
  if (keepsZeros || !text.includes('.')) return text;
  return text.replace(/\.?0+(?=e|$)/, '');
};

/** A number by CONVFMT or OFMT. */
export const formatReal = (value: number, format: string): string => {
  if (format === '%.6g' && Number.isFinite(value)) return (value < 0 ? '-' : '') + general(Math.abs(value), 6, false);
  return formatted(format, [value], { toText: String, toNumber: Number });
};
