/**
 * Pathname expansion (bash(1), Pathname Expansion): a pattern becomes the names that match, in order.
 * A name that begins with a dot is matched only by a pattern that does. Nothing matches: the word
 * stays as it was typed, which is why `mosquitto_sub -t *` subscribes to the files of a folder, and in
 * an empty one to `*`.
 */
import { isPattern, matcher, plainOf } from './pattern.ts';

/** What globbing asks of a file tree. */
export interface Directories {
  /** Names in a directory; empty if it cannot be read. '' is the working directory. */
  names(path: string): readonly string[];
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  /** A link is none. Absent: as `isDirectory`. */
  isRealDirectory?(path: string): boolean;
}

/** Options of `shopt`. */
export interface GlobOptions {
  readonly dotglob?: boolean;
  readonly extglob?: boolean;
  readonly globstar?: boolean;
  readonly nocaseglob?: boolean;
}

/** `**` goes no deeper: a tree of a Pi does not either. */
const DEEPEST = 100;

/** @returns the paths that match, in order of their names; empty if none does */
export const glob = (pattern: string, directories: Directories, options: GlobOptions = {}): string[] => {
  const absolute = /^\/+/.exec(pattern)?.[0] ?? '';
  const segments = pattern.slice(absolute.length).split(/\/+/);
  let found = [absolute === '' ? '' : '/'];
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    const slash = last ? '' : '/';
    found = found.flatMap((base) => {
      if (segment === '') return base === '' || directories.isDirectory(base) ? [base] : [];
      if (segment === '**' && options.globstar === true) return everything(base, directories, options, last);
      const names = isPattern(segment, options.extglob)
        ? matching(segment, directories.names(base), options)
        : [plainOf(segment)];
      return names
        .map((name) => base + name)
        .filter((path) => (last ? directories.exists(path) : directories.isDirectory(path)))
        .map((path) => path + slash);
    });
  });
  return [...new Set(found)].filter((path) => path !== '').toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
};

const hidden = (name: string): boolean => name.startsWith('.');

const matching = (pattern: string, names: readonly string[], options: GlobOptions): string[] => {
  const { dotglob = false, extglob = false, nocaseglob = false } = options;
  const matches = matcher(pattern, { extglob, nocase: nocaseglob });
  // The dot must be written out, if need be as the first character of one of the choices.
  const asked = dotglob || /^(?:\\?\.|[?*+@!]\((?:[^()]*\|)?\\?\.)/.test(pattern);
  return names.filter((name) => (asked || !hidden(name)) && matches(name));
};

/** `**`: files and directories, however deep; as part of a path directories only. */
const everything = (
  base: string,
  directories: Directories,
  options: GlobOptions,
  last: boolean,
  depth = 0,
): string[] => {
  const found = depth === 0 ? [base] : [];
  if (depth >= DEEPEST) return found;
  const isReal = (path: string): boolean =>
    directories.isRealDirectory === undefined ? directories.isDirectory(path) : directories.isRealDirectory(path);
  for (const name of directories.names(base)) {
    if (hidden(name) && options.dotglob !== true) continue;
    const path = base + name;
    const real = isReal(path);
    if (last) found.push(path);
    else if (real) found.push(`${path}/`);
    if (real) found.push(...everything(`${path}/`, directories, options, last, depth + 1));
  }
  return found;
};
