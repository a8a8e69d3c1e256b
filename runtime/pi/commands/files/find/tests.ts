/** The tests of find(1). */
import { SystemError } from '#runtime/ports.ts';
import { posixRegex } from '../../../posix-regex.ts';
import type { Stat } from '../../../system.ts';
import { readDate } from '../date-words.ts';
import { lstatOf, statOf } from '../file-kinds.ts';
import { changedMode, readMode } from '../mode-change.ts';
import { matches } from '../name-pattern.ts';
import { lastName } from '../names.ts';
import type { Test } from './expression.ts';
import { number, numeric } from './numeric.ts';
import type { Reader } from './parse.ts';
import { ExpressionProblem } from './search.ts';
import type { Search } from './search.ts';

const KINDS: Readonly<Record<string, Stat['kind'] | undefined>> = {
  f: 'file',
  d: 'directory',
  l: 'link',
  c: 'device',
  p: 'pipe',
  b: undefined,
  s: undefined,
  D: undefined,
};

const UNITS: Readonly<Record<string, number>> = { b: 512, c: 1, w: 2, k: 1_024, M: 1_048_576, G: 1_073_741_824 };
const DAY = 86_400_000;

/** @returns undefined: there is no such test */
export const test = (search: Search, reader: Reader): Test | undefined => {
  const { fs } = search.process;
  const { name } = reader;
  switch (name) {
    case '-name':
    case '-iname': {
      const pattern = reader.value();
      if (pattern.includes('/') && pattern !== '/' && search.warns)
        search.warnings.push(
          `warning: ‘${name}’ matches against basenames only, but the given pattern contains a directory separator (‘/’), thus the expression will evaluate to false all the time.  Did you mean ‘${name === '-name' ? '-wholename' : '-iwholename'}’?`,
        );
      return ({ path }) => matches(pattern, lastName(path), { ignoreCase: name === '-iname' });
    }
    case '-path':
    case '-wholename':
    case '-ipath':
    case '-iwholename': {
      const pattern = reader.value();
      return ({ path }) => matches(pattern, path, { ignoreCase: name.startsWith('-i') });
    }
    case '-lname':
    case '-ilname': {
      const pattern = reader.value();
      return ({ stat }) =>
        stat.target !== undefined && matches(pattern, stat.target, { ignoreCase: name === '-ilname' });
    }
    case '-regex':
    case '-iregex':
      return regexTest(reader.value(), search.regexType, name === '-iregex');
    case '-type':
      return typeTest(reader, (found) => found.stat);
    case '-xtype':
      return typeTest(reader, ({ path, stat }) => other(search, path, stat));
    case '-empty':
      return ({ path, stat }) =>
        stat.kind === 'file' ? stat.size === 0 : stat.kind === 'directory' && isEmptyDirectory(search, path);
    case '-size':
      return sizeTest(reader);
    case '-links':
    case '-inum': {
      const asks = numeric(reader);
      return ({ stat }) => asks(name === '-links' ? stat.links : stat.inode);
    }
    case '-mtime':
    case '-ctime':
    case '-atime': {
      const asks = numeric(reader);
      const now = search.dayStart ? (Math.floor(search.now / DAY) + 1) * DAY : search.now;
      return ({ stat }) => asks(Math.floor((now - stat.modified) / DAY));
    }
    case '-mmin':
    case '-cmin':
    case '-amin': {
      const asks = numeric(reader);
      const now = search.dayStart ? (Math.floor(search.now / DAY) + 1) * DAY : search.now;
      return ({ stat }) => asks(Math.ceil((now - stat.modified) / 60_000));
    }
    case '-newer':
    case '-anewer':
    case '-cnewer': {
      const at = modified(search, reader.value());
      return ({ stat }) => stat.modified > at;
    }
    case '-perm':
      return permTest(reader);
    case '-readable':
    case '-writable':
    case '-executable': {
      const want = name === '-readable' ? 'read' : name === '-writable' ? 'write' : 'execute';
      return ({ path, stat }) => (stat.kind === 'link' ? false : fs.access(path, want));
    }
    case '-user': {
      const text = reader.value();
      const owner = search.accounts.user(text);
      if (owner === undefined && !/^\d+$/.test(text))
        throw new ExpressionProblem(`‘${text}’ is not the name of a known user`);
      return ({ stat }) => stat.owner === owner;
    }
    case '-group': {
      const text = reader.value();
      const group = search.accounts.group(text);
      if (group === undefined && !/^\d+$/.test(text))
        throw new ExpressionProblem(`‘${text}’ is not the name of an existing group`);
      return ({ stat }) => stat.group === group;
    }
    case '-uid': {
      const asks = numeric(reader);
      return ({ stat }) => asks(search.accounts.userId(stat.owner) ?? -1);
    }
    case '-gid': {
      const asks = numeric(reader);
      return ({ stat }) => asks(search.accounts.groupId(stat.group) ?? -1);
    }
    case '-nouser':
      return ({ stat }) => search.accounts.userId(stat.owner) === undefined;
    case '-nogroup':
      return ({ stat }) => search.accounts.groupId(stat.group) === undefined;
    case '-samefile': {
      const inode = reached(search, reader.value()).inode;
      return ({ stat }) => stat.inode === inode;
    }
    case '-fstype': {
      const type = reader.value();
      return () => type === 'ext4';
    }
    case '-used':
      number(reader.value(), name);
      return () => false;
    case '-true':
      return () => true;
    case '-false':
      return () => false;
    default:
      break;
  }
  const newer = /^-newer[aBcm]([aBcmt])$/.exec(name);
  if (newer === null) return undefined;
  const value = reader.value();
  const at = newer[1] === 't' ? readDate(value, search.now, search.process.env['TZ']) : modified(search, value);
  if (at === undefined)
    throw new ExpressionProblem(`I cannot figure out how to interpret ‘${value}’ as a date or time`);
  return ({ stat }) => stat.modified > at;
};

const reached = (search: Search, path: string): Stat => {
  try {
    return search.stat(path, true);
  } catch (error) {
    if (error instanceof SystemError) throw new ExpressionProblem(`‘${path}’: No such file or directory`);
    throw error;
  }
};

const modified = (search: Search, path: string): number => reached(search, path).modified;

const typeTest = (reader: Reader, of: (found: Parameters<Test>[0]) => Stat): Test => {
  const text = reader.value();
  if (text === '') throw new ExpressionProblem(`Arguments to ${reader.name} should contain at least one letter`);
  const letters = text.split(',');
  for (const letter of letters) {
    if (letter === '')
      throw new ExpressionProblem(
        `Last file type in list argument to ${reader.name} is missing, i.e., list is ending on: ','`,
      );
    if (!(letter[0] !== undefined && letter[0] in KINDS))
      throw new ExpressionProblem(`Unknown argument to ${reader.name}: ${letter[0] ?? ''}`);
    if (letter.length > 1) throw new ExpressionProblem(`Must separate multiple arguments to ${reader.name} using: ','`);
  }
  const kinds = new Set(letters.map((letter) => KINDS[letter]));
  return (found) => kinds.has(of(found).kind);
};

/** -xtype looks at the other end of a link: where it leads, or when links are followed the link itself. */
const other = (search: Search, path: string, stat: Stat): Stat =>
  (search.follow === 'all' ? lstatOf(search.process, path) : statOf(search.process, path)) ?? stat;

const isEmptyDirectory = (search: Search, path: string): boolean => {
  try {
    return search.process.fs.list(path).length === 0;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};

const sizeTest = (reader: Reader): Test => {
  const text = reader.value();
  if (text === '') throw new ExpressionProblem('invalid null argument to -size');
  const [, digits = '', letter = ''] = /^([+-]?\d+)(.*)$/s.exec(text) ?? [];
  const unit = UNITS[letter === '' ? 'b' : letter];
  if (digits !== '' && unit === undefined) throw new ExpressionProblem(`invalid -size type \`${letter[0] ?? ''}'`);
  if (digits === '') {
    const last = text.at(-1) ?? '';
    throw new ExpressionProblem(
      last in UNITS ? `Invalid argument \`${text}' to -size` : `invalid -size type \`${last}'`,
    );
  }
  const asks = number(digits, '-size');
  return ({ stat }) => asks(Math.ceil(stat.size / (unit ?? 512)));
};

const permTest = (reader: Reader): Test => {
  const text = reader.value();
  const [, how = '', mode = ''] = /^([-/]?)(.*)$/s.exec(text) ?? [];
  const changes = readMode(mode);
  if (changes === undefined) throw new ExpressionProblem(`invalid mode ‘${text}’`);
  const wanted = changedMode(0, false, 0, changes);
  const forDirectory = changedMode(0, true, 0, changes);
  return ({ stat }) => {
    const bits = stat.kind === 'directory' ? forDirectory : wanted;
    if (how === '') return stat.mode === bits;
    if (how === '-') return (stat.mode & bits) === bits;
    return bits === 0 || (stat.mode & bits) !== 0;
  };
};

const EXTENDED: ReadonlySet<string> = new Set([
  'posix-extended',
  'posix-egrep',
  'egrep',
  'awk',
  'gnu-awk',
  'posix-awk',
]);

const regexTest = (pattern: string, type: string, ignoreCase: boolean): Test => {
  const isEmacs = type === 'emacs' || type === 'findutils-default';
  let regex;
  try {
    regex = posixRegex(isEmacs ? fromEmacs(pattern) : pattern, {
      extended: isEmacs || EXTENDED.has(type),
      ignoreCase,
      wholeLine: true,
    });
  } catch (error) {
    if (error instanceof Error)
      throw new ExpressionProblem(`failed to compile regular expression '${pattern}': ${error.message}`);
    throw error;
  }
  return ({ path }) => regex.test(path);
};

/** In Emacs `\(`, `\)` and `\|` have a meaning, and without the backslash none. */
const fromEmacs = (pattern: string): string =>
  pattern.replace(/\\([^])|\[\^?\]?[^\]]*\]|[(){}|]/g, (text, escaped?: string) => {
    if (text.startsWith('[')) return text;
    if (escaped === undefined) return `\\${text}`;
    return '()|'.includes(escaped) ? escaped : text;
  });
