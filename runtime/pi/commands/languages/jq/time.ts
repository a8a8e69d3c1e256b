/** Broken-down time as jq has it: `[year, month, day, hours, minutes, seconds, weekday, day of the year]`. */
import { gnuDate } from '../../../time/gnu-format.ts';
import { JqError } from './json.ts';
import type { Json } from './json.ts';

export const brokenDown = (seconds: number): Json[] => {
  const time = new Date(Math.floor(seconds) * 1_000);
  if (Number.isNaN(time.getTime())) throw new JqError('error converting number of seconds since epoch to datetime');
  const fraction = seconds - Math.floor(seconds);
  const start = Date.UTC(time.getUTCFullYear(), 0, 1);
  const yearDay = Math.floor((time.getTime() - start) / 86_400_000);
  return [
    time.getUTCFullYear(),
    time.getUTCMonth(),
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds() + fraction,
    time.getUTCDay(),
    yearDay,
  ];
};

export const secondsOf = (value: Json): number => {
  if (!Array.isArray(value)) throw new JqError('mktime requires array of 6 numbers');
  const numbers = value.slice(0, 6).map((each) => {
    if (typeof each !== 'number') throw new JqError('mktime requires parsed datetime inputs');
    return Math.floor(each);
  });
  if (numbers.length < 6) throw new JqError('mktime requires array of 6 numbers');
  const [year = 0, month = 0, day = 1, hours = 0, minutes = 0, seconds = 0] = numbers;
  return Date.UTC(year, month, day, hours, minutes, seconds) / 1_000;
};

export const formatTime = (value: Json, format: Json, zone: string | undefined): string => {
  const name = zone === 'UTC' ? 'strftime' : 'strflocaltime';
  if (typeof value !== 'number' && !Array.isArray(value))
    throw new JqError(`${name}/1 requires parsed datetime inputs`);
  if (typeof format !== 'string') throw new JqError(`${name}/1 requires a string format`);
  const seconds = typeof value === 'number' ? value : secondsOf(value);
  return gnuDate(format, Math.floor(seconds) * 1_000, zone);
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** strptime(3), as far as dates are usually written. */
export const parseTime = (value: Json, format: Json): Json[] => {
  if (typeof value !== 'string') throw new JqError('strptime/1 requires string inputs and arguments');
  if (typeof format !== 'string') throw new JqError('strptime/1 requires string inputs and arguments');
  const fields = { Y: 1900, m: 1, d: 1, H: 0, M: 0, S: 0 };
  let at = 0;
  const wrong = (): JqError => new JqError(`date "${value}" does not match format "${format}"`);
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(value.slice(at));
    if (found === null) throw wrong();
    at += found[0].length;
    return found[0];
  };
  const full = format.replaceAll('%T', '%H:%M:%S').replaceAll('%F', '%Y-%m-%d').replaceAll('%R', '%H:%M');
  for (let here = 0; here < full.length; here++) {
    const character = full[here] ?? '';
    if (character !== '%') {
      if (/\s/.test(character)) take(/^\s*/);
      else if (value[at++] !== character) throw wrong();
      continue;
    }
    const letter = full[++here] ?? '';
    if (letter === 'Y') fields.Y = Number(take(/^\d{1,4}/));
    else if (letter === 'e') fields.d = Number(take(/^\s*\d{1,2}/));
    else if (letter === 'm' || letter === 'd' || letter === 'H' || letter === 'M' || letter === 'S')
      fields[letter] = Number(take(/^\d{1,2}/));
    else if (letter === 'Z') take(/^[A-Za-z]+/);
    // Read, and no more: glibc's mktime takes the fields for UTC all the same.
    else if (letter === 'z') take(/^(?:Z|[-+]\d{2}:?\d{2})/);
    else if (letter === 'b' || letter === 'B' || letter === 'h') {
      const index = MONTHS.indexOf(
        take(/^[A-Za-z]+/)
          .slice(0, 3)
          .toLowerCase(),
      );
      if (index < 0) throw wrong();
      fields.m = index + 1;
    } else if (letter === 'a' || letter === 'A') take(/^[A-Za-z]+/);
    else if (letter === 's') return brokenDown(Number(take(/^\d+/)));
    else throw wrong();
  }
  if (at < value.length) throw wrong();
  return brokenDown(Date.UTC(fields.Y, fields.m - 1, fields.d, fields.H, fields.M, fields.S) / 1_000);
};
