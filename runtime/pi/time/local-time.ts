/**
 * A moment as a clock on the wall shows it, in the zone that `TZ` names (tzset(3)).
 *
 * Understood: `Europe/Berlin`, `:Europe/Berlin`, `UTC`; `EST5`, `XYZ-5:30`, `<+03>-3` (a name and what
 * must be added to come to UTC). Absent, empty or unknown: UTC; an unknown `Nonsense/Zone` then calls
 * itself `Nonsense`, as glibc has it. A rule for summer time after such an offset
 * (`CET-1CEST,M3.5.0,M10.5.0/3`) is not read: there it is always winter.
 */
export interface LocalTime {
  readonly year: number;
  /** 0 is January. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 0 is the first of January. */
  readonly yearDay: number;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** `CET`, `CEST`, `UTC`; `+0545` where no letters are known. */
  readonly zone: string;
  /** Whole seconds since 1970-01-01T00:00:00Z. */
  readonly epoch: number;
  /** Nanoseconds within the second. */
  readonly nanoseconds: number;
}

/**
 * @param ms milliseconds since 1970-01-01T00:00:00Z, with fractions
 * @param zone the value of `TZ`
 */
export function localTime(ms: number, zone = ''): LocalTime {
  const epoch = Math.floor(ms / 1000);
  const { offset, name } = offsetAt(epoch * 1000, zone);
  // The same digits, read as if they were UTC.
  const wall = new Date((epoch + offset * 60) * 1000);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth(),
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay(),
    yearDay: Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / 86_400_000),
    offset,
    zone: name,
    epoch,
    nanoseconds: Math.floor((ms - epoch * 1000) * 1e6),
  };
}

interface Offset {
  /** Minutes east of UTC. */
  readonly offset: number;
  readonly name: string;
}

function offsetAt(ms: number, text: string): Offset {
  const zone = text.replace(/^:/, '');
  if (zone === '' || zone === 'UTC' || zone === 'GMT') return { offset: 0, name: zone === 'GMT' ? zone : 'UTC' };
  return namedOffset(ms, zone) ?? writtenOffset(zone) ?? { offset: 0, name: /^[A-Za-z]{3,}/.exec(zone)?.[0] ?? 'UTC' };
}

/** `EST5`: west counts up. */
function writtenOffset(zone: string): Offset | undefined {
  const parts = /^(?:<([^>]+)>|([A-Za-z]{3,}))([+-]?)(\d{1,2})(?::(\d\d))?/.exec(zone);
  if (parts === null) return undefined;
  const [, quoted, plain, sign, hours, minutes = '0'] = parts;
  const west = Number(hours) * 60 + Number(minutes);
  return { offset: sign === '-' ? west : -west, name: quoted ?? plain ?? '' };
}

/** English as different countries write it knows different zones by their letters. */
const LOCALES = ['en-GB', 'en-US', 'en-AU', 'en-CA', 'en-IN', 'en-NZ', 'en-ZA'];
const formats = new Map<string, readonly Intl.DateTimeFormat[] | undefined>();

function namedOffset(ms: number, zone: string): Offset | undefined {
  // To a JavaScript host, `+05:30` is a name too; to tzset(3) it is none.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  if (!formats.has(zone)) formats.set(zone, formatsOf(zone));
  const known = formats.get(zone);
  if (known === undefined) return undefined;
  const names = known.map((format) => zoneName(format, ms));
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(names[0] ?? '') ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const letters = names.slice(1).find((name) => /^[A-Z]+$/.test(name));
  return { offset, name: letters ?? `${sign ?? '+'}${hours.padStart(2, '0')}${Number(minutes) === 0 ? '' : minutes}` };
}

/** The first for the offset, the others for the name; undefined: no such zone. */
function formatsOf(timeZone: string): readonly Intl.DateTimeFormat[] | undefined {
  try {
    return [
      new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }),
      ...LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })),
    ];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const zoneName = (format: Intl.DateTimeFormat, ms: number): string =>
  format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
