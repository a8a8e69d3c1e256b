/** Times as the tools of this group write and read them. */
import { localTime } from '../../time/local-time.ts';
import { strftime } from '../../time/strftime.ts';

/**
 * strftime(3) with what GNU adds: `%N` (nanoseconds), and `-` before a letter for no padding.
 * @param ms since 1970-01-01T00:00:00Z
 */
export const timeText = (format: string, ms: number, zone: string | undefined): string => {
  const time = localTime(ms, zone);
  return format.replace(/%([-_0^]?)(:?[A-Za-z%])/g, (_, flag: string, conversion: string) => {
    if (conversion === 'N') return String(time.nanoseconds).padStart(9, '0');
    if (conversion === ':z') return strftime('z', time).replace(/(..)$/, ':$1');
    const text = strftime(conversion, time);
    if (flag === '-') return text.replace(/^[ 0]+(?=.)/, '');
    if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    return flag === '^' ? text.toUpperCase() : text;
  });
};

/** `2026-11-22 10:39:00.123456789 +0000` */
export const fullTime = (ms: number, zone: string | undefined): string => timeText('%Y-%m-%d %H:%M:%S.%N %z', ms, zone);

/** Milliseconds since 1970 of a moment on the wall of that zone. */
export const fromWall = (
  zone: string | undefined,
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  seconds = 0,
): number => {
  const utc = Date.UTC(2000, month - 1, day, hour, minute) + Date.UTC(year, 0, 1) - Date.UTC(2000, 0, 1);
  const exact = year < 100 ? utc : Date.UTC(year, month - 1, day, hour, minute);
  const guess = exact + seconds * 1_000;
  return guess - localTime(guess - localTime(guess, zone).offset * 60_000, zone).offset * 60_000;
};

/** `[[CC]YY]MMDDhhmm[.ss]` of touch -t. */
export const readStamp = (text: string, now: number, zone: string | undefined): number | undefined => {
  const parts = /^(\d\d)?(\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (parts === null) return undefined;
  const digits = text.replace(/\..*/, '');
  const [month = 0, day = 0, hour = 0, minute = 0] = (digits.slice(-8).match(/../g) ?? []).map(Number);
  const head = digits.slice(0, -8);
  const two = Number(head);
  const year =
    head === '' ? localTime(now, zone).year : head.length === 4 ? Number(head) : two < 69 ? 2_000 + two : 1_900 + two;
  const second = Number(parts[7] ?? 0);
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second <= 60;
  return isDate ? fromWall(zone, year, month, day, hour, minute, second) : undefined;
};
