/**
 * Dates as people type them (gnulib's parse_datetime), for touch -d and find -newermt.
 *
 *     2026-11-22 10:39:00.5   20261122   22 Nov 2026   Nov 22   11/22/2026   @1795343940
 *     10:39   5pm   now   yesterday   tomorrow 12:00   monday   last friday
 *     2 hours ago   -3 days   +1 week   next month   2026-11-22T10:39:00Z   10:39 +0100
 */
import { localTime } from '../../time/local-time.ts';
import { fromWall } from './timestamps.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const UNITS: Readonly<Record<string, readonly [what: 'year' | 'month' | 'second', count: number]>> = {
  year: ['year', 1],
  month: ['month', 1],
  fortnight: ['second', 14 * 86_400],
  week: ['second', 7 * 86_400],
  day: ['second', 86_400],
  hour: ['second', 3_600],
  minute: ['second', 60],
  min: ['second', 60],
  second: ['second', 1],
  sec: ['second', 1],
};
const ORDINALS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1, a: 1, an: 1 };
const MONTH = `(${MONTHS.join('|')})[a-z]*\\.?`;

interface Reading {
  date?: readonly [year: number, month: number, day: number];
  time?: readonly [hour: number, minute: number, second: number];
  weekday?: { readonly day: number; readonly ordinal: number };
  offset?: number;
  epoch?: number;
  readonly add: { year: number; month: number; second: number };
}

type Rule = readonly [
  pattern: RegExp,
  read: (parts: readonly (string | undefined)[], into: Reading, thisYear: number) => boolean,
];

const year = (digits: string): number => {
  const number = Number(digits);
  return digits.length > 2 ? number : number < 69 ? 2_000 + number : 1_900 + number;
};

const setDate = (into: Reading, ...date: [number, number, number]): boolean => {
  into.date = date;
  return (
    date[1] >= 1 && date[1] <= 12 && date[2] >= 1 && date[2] <= new Date(Date.UTC(date[0], date[1], 0)).getUTCDate()
  );
};

const monthOf = (name = ''): number => MONTHS.indexOf(name.slice(0, 3)) + 1;

const RULES: readonly Rule[] = [
  [/^@(-?\d+(?:\.\d+)?)/, ([, seconds], into) => ((into.epoch = Number(seconds) * 1_000), true)],
  [
    /^(\d{4,})-(\d\d?)-(\d\d?)(?=t\d|\D|$)t?/,
    ([, y = '', m, d], into) => setDate(into, Number(y), Number(m), Number(d)),
  ],
  [/^(\d{4})\/(\d\d?)\/(\d\d?)/, ([, y = '', m, d], into) => setDate(into, Number(y), Number(m), Number(d))],
  [
    /^(\d\d?)\/(\d\d?)(?:\/(\d+))?/,
    ([, m, d, y], into, now) => setDate(into, y === undefined ? now : year(y), Number(m), Number(d)),
  ],
  [
    /^(\d\d?)(?::(\d\d))(?::(\d\d(?:[.,]\d+)?))? *([ap]\.?m\.?)?/,
    ([, h, m, s = '0', half], into) => setTime(into, Number(h), Number(m), Number(s.replace(',', '.')), half),
  ],
  [/^(\d\d?) *([ap]\.?m\.?)/, ([, h, half], into) => setTime(into, Number(h), 0, 0, half)],
  [
    new RegExp(`^(\\d\\d?)[ -]?${MONTH}(?:[ ,-]*(\\d{4}))?(?![:\\d])`),
    ([, d, name, y], into, now) => setDate(into, y === undefined ? now : Number(y), monthOf(name), Number(d)),
  ],
  [
    new RegExp(`^${MONTH} *(\\d\\d?)(?:(?:, *| +)(\\d{4}))?(?![:\\d])`),
    ([, name, d, y], into, now) => setDate(into, y === undefined ? now : Number(y), monthOf(name), Number(d)),
  ],
  [/^(\d{4})(\d\d)(\d\d)(?!\d)/, ([, y = '', m, d], into) => setDate(into, Number(y), Number(m), Number(d))],
  [
    /^([+-]? *\d+|last|this|next|an?)? *(year|month|fortnight|week|day|hour|minute|min|second|sec)s?(?![a-z])( +ago)?/,
    ([, count = '1', unit = '', ago], into) => {
      const number = ORDINALS[count] ?? Number(count.replace(' ', ''));
      const [what, each] = UNITS[unit] ?? ['second', 0];
      into.add[what] += number * each * (ago === undefined ? 1 : -1);
      return true;
    },
  ],
  [/^(now|today)(?![a-z])/, () => true],
  [
    /^(yesterday|tomorrow)(?![a-z])/,
    ([, word], into) => ((into.add.second += word === 'tomorrow' ? 86_400 : -86_400), true),
  ],
  [
    new RegExp(`^(?:(last|this|next) +)?(${DAYS.join('|')})[a-z]*[,.]?`),
    ([, ordinal = 'this', name = ''], into) => (
      (into.weekday = { day: DAYS.indexOf(name), ordinal: ORDINALS[ordinal] ?? 0 }),
      true
    ),
  ],
  [/^(?:z|utc|gmt)(?![a-z])/, (_, into) => ((into.offset = 0), true)],
  [
    /^([+-])(\d\d):?(\d\d)?(?!\d)/,
    ([, sign, h, m = '0'], into) => (
      (into.offset = (sign === '-' ? -1 : 1) * (Number(h) * 60 + Number(m))),
      into.time !== undefined
    ),
  ],
];

/** A number with a sign right behind a time is its zone, whatever follows: `12:00 +1 day` is a day after 11:00. */
const ZONE = /^([+-])(\d\d?)(?::?(\d\d))?(?!\d)/;
const MOST_HOURS = 24;

const zoneBehindTime = (rest: string, into: Reading): number | undefined => {
  const parts = ZONE.exec(rest);
  if (parts === null) return 0;
  const [whole, sign, hours, minutes = '0'] = parts;
  if (Number(hours) > MOST_HOURS) return undefined;
  into.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return whole.length;
};

const setTime = (into: Reading, hour: number, minute: number, second: number, half: string | undefined): boolean => {
  if (half !== undefined && (hour < 1 || hour > 12)) return false;
  into.time = [half === undefined ? hour : (hour % 12) + (half.startsWith('p') ? 12 : 0), minute, second];
  return into.time[0] < 24 && minute < 60 && second < 61;
};

/** @returns milliseconds since 1970-01-01T00:00:00Z; undefined for what is no date */
export const readDate = (text: string, now: number, zone: string | undefined): number | undefined => {
  const reading: Reading = { add: { year: 0, month: 0, second: 0 } };
  const today = localTime(now, zone);
  let rest = text.toLowerCase().trim();
  while (rest !== '') {
    let taken = 0;
    const hadTime = reading.time !== undefined;
    for (const [pattern, read] of RULES) {
      const parts = pattern.exec(rest);
      if (parts === null || parts[0] === '') continue;
      if (!read(parts, reading, today.year)) continue;
      taken = parts[0].length;
      break;
    }
    if (taken === 0) return undefined;
    rest = rest.slice(taken).replace(/^[\s,]+/, '');
    if (hadTime || reading.time === undefined) continue;
    const zoneLength = zoneBehindTime(rest, reading);
    if (zoneLength === undefined) return undefined;
    rest = rest.slice(zoneLength).replace(/^[\s,]+/, '');
  }
  if (reading.epoch !== undefined) return reading.epoch;
  const { add, date, time, weekday } = reading;
  const [y, month, day] = date ?? [today.year, today.month + 1, today.day];
  const isWhole = date !== undefined || time !== undefined || weekday !== undefined || text.trim() === '';
  const [hour, minute, second] =
    time ?? (isWhole ? [0, 0, 0] : [today.hour, today.minute, today.second + (now % 1_000) / 1_000]);
  let days = 0;
  if (weekday !== undefined && date === undefined) {
    days = (weekday.day - today.weekday + 7) % 7;
    days += 7 * (weekday.ordinal > 0 && days !== 0 ? weekday.ordinal - 1 : weekday.ordinal);
  }
  const utc = reading.offset === undefined ? zone : 'UTC';
  const at = fromWall(utc, y + add.year, month + add.month, day + days, hour, minute, second);
  return at + add.second * 1_000 - (reading.offset ?? 0) * 60_000;
};
