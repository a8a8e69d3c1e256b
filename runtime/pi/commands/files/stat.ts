import { SystemError } from '#runtime/ports.ts';
import { inQuotes } from '../../quoting.ts';
import type { FileSystemUsage, Stat } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Accounts } from './accounts.ts';
import { Complaints } from './complaints.ts';
import { kindText, modeText } from './mode-text.ts';
import { fullTime } from './timestamps.ts';

const BLOCK = 4_096;
const KIND_BITS: Readonly<Record<Stat['kind'], number>> = {
  pipe: 0o010000,
  device: 0o020000,
  directory: 0o040000,
  file: 0o100000,
  link: 0o120000,
};

const USUAL = [
  '  File: %N\n',
  '  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n',
  'Device: %Hd,%Ld\tInode: %-10i  Links: %-5h\n',
  'Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\n',
  'Access: %x\nModify: %y\nChange: %z\n Birth: %w\n',
].join('');
const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n';
const USUAL_SYSTEM =
  '  File: "%n"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\n' +
  'Blocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d\n';
const TERSE_SYSTEM = '%n %i %l %t %s %S %b %f %a %c %d\n';

/** stat(1) */
export const stat = command({
  page: {
    name: 'stat',
    section: 1,
    summary: 'show all there is to know of a file',
    synopsis: ['stat [OPTION]... FILE...'],
    description: ['Shows size, mode, owner, times and more of each FILE.'],
    options: [
      ['-L, --dereference', 'where symbolic links lead'],
      ['-f, --file-system', 'of the file system that FILE is on'],
      ['--cached=MODE', 'does nothing: always, never, default'],
      ['-c, --format=FORMAT', 'only what FORMAT says, and a newline'],
      ['--printf=FORMAT', 'the same, without a newline, with \\n and its like'],
      ['-t, --terse', 'everything in one line'],
    ],
    sections: [
      [
        'FORMAT',
        [
          '  %a mode, octal     %A mode, as ls     %b blocks          %B bytes a block',
          '  %d device          %f mode, hex       %F kind            %g %G group: number, name',
          '  %h hard links      %i inode           %m mount point     %n name',
          '  %N name, quoted    %o best block      %s size            %u %U owner: number, name',
          '  %x %y %z %w        times of access, change, change of status, birth',
          '  %X %Y %Z %W        the same in seconds since 1970',
          'A width may stand between: %10s, %-10s, %04a. With -f: %a %b %f blocks free to users, in all, free; %c %d inodes in all, free; %i number; %l longest name; %n name; %s %S block size; %t %T kind.',
        ],
      ],
    ],
    examples: [['stat -c %a led', 'prints “755”']],
    differences: ['This Pi keeps one time of a file, that of its last change: all four times are that one.'],
    seeAlso: ['ls(1)', 'chmod(1)', 'stat(2)'],
  },
  absent: 'Z context',
  run: async (process, { options, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const complaints = new Complaints(process, out);
    const accounts = await Accounts.of(process);
    const ofSystem = options.has('f');
    const format = options.get('c');
    const printed = options.get('printf');
    const form =
      format !== undefined
        ? `${format}\n`
        : (printed ?? (options.has('t') ? (ofSystem ? TERSE_SYSTEM : TERSE) : ofSystem ? USUAL_SYSTEM : USUAL));
    const isEscaped = format === undefined && printed !== undefined;
    for (const path of operands) {
      try {
        if (ofSystem) process.fs.stat(path);
        const about = options.has('L') ? process.fs.stat(path) : process.fs.lstat(path);
        const zone = process.env['TZ'];
        const fields = ofSystem
          ? systemField(path, process.fs.usage())
          : fileField(path, about, accounts, zone, usesDefault(options) ? (name) => name : inQuotes);
        await out.write(filled(form, fields, isEscaped, usesDefault(options)));
      } catch (error) {
        if (path === '-' && !(error instanceof SystemError)) throw error;
        const what = ofSystem ? 'cannot read file system information for' : 'cannot statx';
        await complaints.failed(`${what} ${inQuotes(path)}`, error);
      }
    }
    return complaints.status;
  },
});

const usesDefault = (options: ReadonlyMap<string, string>): boolean => !options.has('c') && !options.has('printf');

type Field = (letter: string) => string | number | undefined;

const filled = (format: string, field: Field, isEscaped: boolean, isDefault: boolean): string => {
  const text = isEscaped ? escapes(format) : format;
  return text.replace(
    /%([-+ #0']*)(\d*)(?:\.(\d*))?([HL]?[A-Za-z%])/g,
    (whole, flags: string, width: string, precision: string | undefined, name: string) => {
      if (name === '%') return '%';
      const value = field(name) ?? field(name.slice(-1));
      if (value === undefined) return isDefault ? whole : '?';
      let shown = String(value);
      if (precision !== undefined && typeof value === 'string' && precision !== '' && !'AN'.includes(name))
        shown = shown.slice(0, Number(precision));
      if (name === 'a' && flags.includes('#')) shown = `0${shown}`;
      const size = Number(width || 0);
      if (flags.includes('-')) return shown.padEnd(size);
      return shown.padStart(size, flags.includes('0') ? '0' : ' ');
    },
  );
};

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

const escapes = (text: string): string =>
  text.replace(
    /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([^]))/g,
    (_, octal?: string, hexadecimal?: string, letter = '') => {
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8) & 0xff);
      if (hexadecimal !== undefined) return String.fromCharCode(parseInt(hexadecimal, 16));
      return ESCAPES[letter] ?? letter;
    },
  );

/** The card's partition: what Linux calls /dev/mmcblk0p2. */
const DEVICE = { major: 179, minor: 2 };

const fileField =
  (path: string, about: Stat, accounts: Accounts, zone: string | undefined, named: (name: string) => string): Field =>
  (letter) => {
    const seconds = Math.floor(about.modified / 1_000);
    switch (letter) {
      case 'a':
        return about.mode.toString(8);
      case 'A':
        return modeText(about);
      case 'b':
        return about.blocks;
      case 'B':
        return 512;
      case 'd':
        return DEVICE.major * 256 + DEVICE.minor;
      case 'D':
        return (DEVICE.major * 256 + DEVICE.minor).toString(16);
      case 'Hd':
        return DEVICE.major;
      case 'Ld':
        return DEVICE.minor;
      case 'f':
        return (KIND_BITS[about.kind] | about.mode).toString(16);
      case 'F':
        return kindText(about);
      case 'g':
        return accounts.groupId(about.group) ?? about.group;
      case 'G':
        return about.group;
      case 'h':
        return about.links;
      case 'i':
        return about.inode;
      case 'm':
        return '/';
      case 'n':
        return path;
      case 'N':
        return about.target === undefined ? named(path) : `${named(path)} -> ${named(about.target)}`;
      case 'o':
        return BLOCK;
      case 's':
        return about.size;
      case 't':
      case 'T':
      case 'r':
      case 'R':
        return 0;
      case 'u':
        return accounts.userId(about.owner) ?? about.owner;
      case 'U':
        return about.owner;
      case 'w':
      case 'x':
      case 'y':
      case 'z':
        return fullTime(about.modified, zone);
      case 'W':
      case 'X':
      case 'Y':
      case 'Z':
        return seconds;
      case 'C':
        return '?';
      default:
        return undefined;
    }
  };

const systemField =
  (path: string, usage: FileSystemUsage): Field =>
  (letter) => {
    const free = Math.floor((usage.size - usage.used) / BLOCK);
    switch (letter) {
      case 'a':
      case 'f':
        return free;
      case 'b':
        return Math.floor(usage.size / BLOCK);
      case 'c':
        return usage.inodes;
      case 'd':
        return usage.inodes - usage.inodesUsed;
      case 'i':
        return 'b3020000';
      case 'l':
        return 255;
      case 'n':
        return path;
      case 's':
      case 'S':
        return BLOCK;
      case 't':
        return 'ef53';
      case 'T':
        return 'ext2/ext3';
      default:
        return undefined;
    }
  };
