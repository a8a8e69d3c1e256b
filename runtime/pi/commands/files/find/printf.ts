/** find -printf */
import { statOf } from '../file-kinds.ts';
import { modeText } from '../mode-text.ts';
import { directoryName, lastName } from '../names.ts';
import { timeText } from '../timestamps.ts';
import type { Found } from './expression.ts';
import { ExpressionProblem } from './search.ts';
import type { Search } from './search.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
const KIND: Readonly<Record<Found['stat']['kind'], string>> = {
  file: 'f',
  directory: 'd',
  link: 'l',
  device: 'c',
  pipe: 'p',
};

type Part = (found: Found) => string;

/** @throws ExpressionProblem */
export const formatOf = (search: Search, format: string): Part => {
  const parts: Part[] = [];
  const warn = (text: string) => search.warnings.push(`warning: ${text}`);
  const pieces = /\\([0-7]{1,3})|\\c[^]*|\\([^])|%([-+0# ]*)(\d*)(?:\.(\d+))?([ACTB][^]|[A-Za-z%])?|[^\\%]+|\\$/g;
  for (const [text, octal, escape, flags = '', width = '', precision, letter] of format.matchAll(pieces)) {
    if (octal !== undefined) parts.push(() => String.fromCharCode(parseInt(octal, 8) & 0xff));
    else if (text.startsWith('\\c')) break;
    else if (escape !== undefined) {
      const known = ESCAPES[escape];
      if (known === undefined) warn(`unrecognized escape \`\\${escape}'`);
      parts.push(() => known ?? text);
    } else if (!text.startsWith('%')) parts.push(() => text);
    else if (letter === undefined) throw new ExpressionProblem('error: % at end of format string');
    else if (letter === '%') parts.push(() => '%');
    else if (!isKnown(letter)) {
      warn(`unrecognized format directive \`%${letter}'`);
      parts.push(() => text);
    } else
      parts.push((found) => {
        const value = valueOf(search, found, letter);
        const shown = precision === undefined || /^\d+$/.test(value) ? value : value.slice(0, Number(precision));
        const filled = flags.includes('0') ? '0' : ' ';
        return flags.includes('-') ? shown.padEnd(Number(width)) : shown.padStart(Number(width), filled);
      });
  }
  return (found) => parts.map((part) => part(found)).join('');
};

const isKnown = (letter: string): boolean => /^([abcdDfFgGhHiklmMnpPsStuUyYZ]|[ACTB].)$/s.test(letter);

const valueOf = (search: Search, { path, start, depth, stat }: Found, letter: string): string => {
  const zone = search.process.env['TZ'];
  if (letter.length === 2) return timeField(letter[1] ?? '', stat.modified, zone);
  switch (letter) {
    case 'p':
      return path;
    case 'f':
      return lastName(path);
    case 'h':
      return path.includes('/') ? directoryName(path) : '.';
    case 'H':
      return start;
    case 'P':
      return path.slice(start.length).replace(/^\/+/, '');
    case 'd':
      return String(depth);
    case 's':
      return String(stat.size);
    case 'b':
      return String(stat.blocks);
    case 'k':
      return String(Math.ceil(stat.blocks / 2));
    case 'S':
      return stat.size === 0 ? '1' : String((stat.blocks * 512) / stat.size);
    case 'm':
      return stat.mode.toString(8);
    case 'M':
      return modeText(stat);
    case 'y':
      return KIND[stat.kind];
    case 'Y':
      return otherKind(search, path, stat);
    case 'u':
      return stat.owner;
    case 'g':
      return stat.group;
    case 'U':
      return String(search.accounts.userId(stat.owner) ?? stat.owner);
    case 'G':
      return String(search.accounts.groupId(stat.group) ?? stat.group);
    case 'n':
      return String(stat.links);
    case 'i':
      return String(stat.inode);
    case 'l':
      return stat.target ?? '';
    case 'D':
      return '45826';
    case 'F':
      return 'ext4';
    case 'a':
    case 'c':
    case 't':
      return timeField('c', stat.modified, zone);
    default:
      return '';
  }
};

const otherKind = (search: Search, path: string, stat: Found['stat']): string => {
  if (stat.kind !== 'link') return KIND[stat.kind];
  const target = statOf(search.process, path);
  return target === undefined ? 'N' : KIND[target.kind];
};

/** What find puts behind the seconds. */
const fraction = (ms: number): string => `.${timeText('%N', ms, 'UTC')}0`;

const timeField = (letter: string, ms: number, zone: string | undefined): string => {
  const format = (text: string) => timeText(text, ms, zone);
  switch (letter) {
    case '@':
      return Math.floor(ms / 1_000) + fraction(ms);
    case '+':
      return format('%Y-%m-%d+%H:%M:%S') + fraction(ms);
    case 'c':
      return `${format('%a %b %e %H:%M:%S')}${fraction(ms)} ${format('%Y')}`;
    case 'S':
    case 'T':
    case 'X':
      return format(`%${letter}`) + fraction(ms);
    default:
      return format(`%${letter}`);
  }
};

/** A line of find -ls: inode, kB, mode, links, owner, group, size, time, name. */
export const listLine = (search: Search, { path, stat }: Found): string => {
  const half = 31_556_952_000 / 2;
  const isRecent = stat.modified <= search.now && stat.modified > search.now - half;
  const time = timeText(isRecent ? '%b %e %H:%M' : '%b %e  %Y', stat.modified, search.process.env['TZ']);
  const columns = [
    String(stat.inode).padStart(9),
    String(Math.ceil(stat.blocks / 2)).padStart(6),
    modeText(stat),
    String(stat.links).padStart(3),
    stat.owner.padEnd(8),
    stat.group.padEnd(8),
    String(stat.size).padStart(8),
    time,
  ];
  return `${columns.join(' ')} ${escaped(path)}${stat.target === undefined ? '' : ` -> ${escaped(stat.target)}`}\n`;
};

const escaped = (name: string): string =>
  name.replace(/[\\ \n\t"]/g, (character) =>
    character === '\n' ? '\\n' : character === '\t' ? '\\t' : `\\${character}`,
  );
