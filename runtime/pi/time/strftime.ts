import type { LocalTime } from './local-time.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * One conversion of strftime(3), in the C locale: `strftime('Y', …)` is what `%Y` gives.
 * What is none comes back as it was written: `%Q`, `%!`.
 */
export function strftime(conversion: string, time: LocalTime): string {
  const { year, month, day, hour, minute, second, weekday, yearDay, offset, zone, epoch } = time;
  const all = (...conversions: string[]): string =>
    conversions.map((part) => (/^[A-Za-z]$/.test(part) ? strftime(part, time) : part)).join('');
  switch (conversion) {
    case 'a':
      return (DAYS[weekday] ?? '').slice(0, 3);
    case 'A':
      return DAYS[weekday] ?? '';
    case 'b':
    case 'h':
      return (MONTHS[month] ?? '').slice(0, 3);
    case 'B':
      return MONTHS[month] ?? '';
    case 'c':
      return all('a', ' ', 'b', ' ', 'e', ' ', 'T', ' ', 'Y');
    case 'C':
      return two(Math.floor(year / 100));
    case 'd':
      return two(day);
    case 'D':
    case 'x':
      return all('m', '/', 'd', '/', 'y');
    case 'e':
      return blank(day);
    case 'F':
      return all('Y', '-', 'm', '-', 'd');
    case 'g':
      return two(isoWeek(time).year % 100);
    case 'G':
      return String(isoWeek(time).year);
    case 'H':
      return two(hour);
    case 'I':
      return two(twelve(hour));
    case 'j':
      return String(yearDay + 1).padStart(3, '0');
    case 'k':
      return blank(hour);
    case 'l':
      return blank(twelve(hour));
    case 'm':
      return two(month + 1);
    case 'M':
      return two(minute);
    case 'n':
      return '\n';
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'P':
      return hour < 12 ? 'am' : 'pm';
    case 'r':
      return all('I', ':', 'M', ':', 'S', ' ', 'p');
    case 'R':
      return all('H', ':', 'M');
    case 's':
      return String(epoch);
    case 'S':
      return two(second);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return all('H', ':', 'M', ':', 'S');
    case 'u':
      return String(weekday === 0 ? 7 : weekday);
    case 'U':
      return two(Math.floor((yearDay + 7 - weekday) / 7));
    case 'V':
      return two(isoWeek(time).week);
    case 'w':
      return String(weekday);
    case 'W':
      return two(Math.floor((yearDay + 7 - ((weekday + 6) % 7)) / 7));
    case 'y':
      return two(year % 100);
    case 'Y':
      return String(year);
    case 'z':
      return `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`;
    case 'Z':
      return zone;
    case '%':
      return '%';
    default:
      return `%${conversion}`;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
const blank = (value: number): string => String(value).padStart(2, ' ');
const twelve = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

/** ISO 8601: weeks begin on Monday, and belong to the year that their Thursday lies in. */
function isoWeek({ year, yearDay, weekday }: LocalTime): { year: number; week: number } {
  const thursday = yearDay + 4 - (weekday === 0 ? 7 : weekday);
  if (thursday < 0) return { year: year - 1, week: Math.floor((thursday + daysIn(year - 1)) / 7) + 1 };
  if (thursday >= daysIn(year)) return { year: year + 1, week: 1 };
  return { year, week: Math.floor(thursday / 7) + 1 };
}

const daysIn = (year: number): number => (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / 86_400_000;
