/**
 * Dates in the formats of GNU date (nstrftime of gnulib): strftime(3) with flags, a width and a few
 * conversions more.
 *
 *     %d 05   %-d 5   %_d " 5"   %^a MON   %10Y 0000002024   %3N 500   %:z +00:00   %s 1707102245
 */
import { localTime } from './local-time.ts';
import type { LocalTime } from './local-time.ts';
import { strftime } from './strftime.ts';

const SPEC = /%([_\-+0^#]*)(\d*)[EO]?(:{0,3})([A-Za-z%])/g;
/** How wide a number is by itself; those of BLANKS are filled with blanks, the others with zeros. */
const WIDTHS: Readonly<Record<string, number>> = {
  C: 2, d: 2, e: 2, g: 2, G: 4, H: 2, I: 2, j: 3, k: 2, l: 2, m: 2, M: 2, q: 1, s: 1, S: 2, u: 1, U: 2, V: 2, w: 1, W: 2,
  y: 2, Y: 4,
}; // prettier-ignore
const BLANKS = 'ekl';
const TEXTS = 'aAbBcDhnprPRtTxXZ%';

/** @param ms since 1970-01-01T00:00:00Z, with fractions. @param zone the value of TZ */
export const gnuDate = (format: string, ms: number, zone: string | undefined): string => {
  const time = localTime(ms, zone ?? '');
  return format.replace(SPEC, (whole, flags: string, width: string, colons: string, conversion: string) => {
    if (colons !== '' && conversion !== 'z') return whole;
    return converted(conversion, { flags, colons, width: width === '' ? undefined : Number(width) }, time) ?? whole;
  });
};

interface Spec {
  readonly flags: string;
  readonly colons: string;
  readonly width: number | undefined;
}

const converted = (conversion: string, spec: Spec, time: LocalTime): string | undefined => {
  if (conversion === 'N') return nanoseconds(spec, time);
  if (conversion === 'z') return offset(spec, time);
  if (conversion === 'F') {
    const width = spec.width === undefined ? undefined : Math.max(0, spec.width - 6);
    return `${number('Y', String(time.year), { ...spec, width })}${strftime('F', time).slice(-6)}`;
  }
  if (conversion === 'q') return number('q', String(Math.floor(time.month / 3) + 1), spec);
  if (conversion in WIDTHS) return number(conversion, strftime(conversion, time).trim(), spec);
  if (!TEXTS.includes(conversion)) return undefined;
  return padded(cased(conversion, strftime(conversion, time), spec.flags), spec);
};

/** Of the flags that fill, the last one counts. */
const padOf = (flags: string): string | undefined => flags.match(/[_\-0+]/g)?.at(-1);

const number = (conversion: string, written: string, { flags, width }: Spec): string => {
  const digits = written.replace(/^0+(?=\d)/, '');
  const own = WIDTHS[conversion] ?? 1;
  const pad = padOf(flags) ?? (BLANKS.includes(conversion) ? '_' : '0');
  if (pad === '-') return digits;
  const to = width ?? own;
  const signed = pad === '+' && 'CGY'.includes(conversion) && (digits.length > own || to > own);
  return signed ? `+${digits.padStart(to - 1, '0')}` : digits.padStart(to, pad === '_' ? ' ' : '0');
};

const cased = (conversion: string, text: string, flags: string): string => {
  if (flags.includes('#'))
    return 'pZ'.includes(conversion) ? text.toLowerCase() : 'aAbBh'.includes(conversion) ? text.toUpperCase() : text;
  return flags.includes('^') ? text.toUpperCase() : text;
};

const padded = (text: string, { flags, width }: Spec): string => {
  const pad = padOf(flags);
  return width === undefined || pad === '-' ? text : text.padStart(width, pad === '0' || pad === '+' ? '0' : ' ');
};

/** The first digits of the second’s fraction; `%_N` without its zeros at the end. */
const nanoseconds = ({ flags, width }: Spec, time: LocalTime): string => {
  const digits = String(time.nanoseconds).padStart(9, '0');
  const cut = digits.padEnd(width ?? 9, '0').slice(0, width ?? 9);
  return padOf(flags) === '_' ? cut.replace(/0+$/, '').padEnd(cut.length, ' ') : cut;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** `+0530`, `+05:30`, `+05:30:00`, and with three colons as short as it goes. */
const offset = ({ flags, colons, width }: Spec, time: LocalTime): string => {
  const sign = time.offset < 0 ? '-' : '+';
  const minutes = Math.abs(time.offset);
  const hours = two(Math.floor(minutes / 60));
  const rest = two(minutes % 60);
  const tails = [rest, `:${rest}`, `:${rest}:00`, minutes % 60 === 0 ? '' : `:${rest}`];
  const digits = `${hours}${tails[colons.length] ?? rest}`;
  const pad = padOf(flags) ?? '0';
  const short = digits.replace(colons === '' ? /^0+(?=\d)/ : /^0(?=\d)/, '');
  if (pad === '-') return sign + short;
  if (pad === '_') return (sign + short).padStart(width ?? digits.length + 1);
  return sign + digits.padStart((width ?? 0) - 1, '0');
};
