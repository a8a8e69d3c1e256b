import { SystemError } from '#runtime/ports.ts';
import type { PiProcess, Stat } from '../../system.ts';

/** Which parts of a path may be missing: none, the last one, any. */
export type Existence = 'all' | 'all-but-last' | 'any';

const MAX_LINKS = 40;

/**
 * The absolute path without `.`, `..` and symbolic links (gnulib's canonicalize).
 * @throws SystemError `ENOENT`, `ENOTDIR`, `ELOOP`, `EACCES`
 */
export const canonicalPath = (process: PiProcess, path: string, existence: Existence): string => {
  if (path === '') throw new SystemError('ENOENT', path);
  const rest = (path.startsWith('/') ? path : `${process.cwd}/${path}`).split('/').reverse();
  const isDirectoryWanted = /\/\.?$/.test(path) && existence !== 'any';
  let at = '';
  let links = 0;
  while (rest.length > 0) {
    const name = rest.pop() ?? '';
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const next = `${at}/${name}`;
    const isLast = rest.every((part) => part === '');
    const stat = found(process, next, existence === 'any' || (existence === 'all-but-last' && isLast));
    if (stat?.kind === 'link') {
      links += 1;
      if (links > MAX_LINKS) throw new SystemError('ELOOP', path);
      const target = stat.target ?? '';
      if (target.startsWith('/')) at = '';
      rest.push(...target.split('/').reverse());
      continue;
    }
    if (stat !== undefined && stat.kind !== 'directory' && existence !== 'any' && (!isLast || isDirectoryWanted))
      throw new SystemError('ENOTDIR', path);
    at = next;
  }
  return at === '' ? '/' : at;
};

const found = (process: PiProcess, path: string, mayBeMissing: boolean): Stat | undefined => {
  try {
    return process.fs.lstat(path);
  } catch (error) {
    if (mayBeMissing && error instanceof SystemError && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return undefined;
    throw error;
  }
};
