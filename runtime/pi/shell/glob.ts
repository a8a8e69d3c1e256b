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
}

/** @returns the paths that match, in order of their names; empty if none does */
export const glob = (pattern: string, directories: Directories): string[] => {
  const absolute = /^\/+/.exec(pattern)?.[0] ?? '';
  const segments = pattern.slice(absolute.length).split(/\/+/);
  let found = [absolute === '' ? '' : '/'];
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    found = found.flatMap((base) => {
      if (segment === '') return directories.isDirectory(base) ? [base] : [];
      const names = isPattern(segment) ? matching(segment, directories.names(base)) : [plainOf(segment)];
      return names
        .map((name) => base + name)
        .filter((path) => (last ? directories.exists(path) : directories.isDirectory(path)))
        .map((path) => (last ? path : `${path}/`));
    });
  });
  return found.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
};

const matching = (pattern: string, names: readonly string[]): string[] => {
  const matches = matcher(pattern);
  const candidates = pattern.startsWith('.') ? ['.', '..', ...names] : names.filter((name) => !name.startsWith('.'));
  return candidates.filter(matches);
};
