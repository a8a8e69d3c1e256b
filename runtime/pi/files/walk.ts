import { SystemError } from '#runtime/ports.ts';
import type { DirectoryNode, Inode } from './inode.ts';
import type { Credentials } from './rights.ts';
import { may } from './rights.ts';

/** path_resolution(7): more symbolic links than this is a circle. */
const MAX_LINKS = 40;
/** Bytes in a name. */
const MAX_NAME = 255;

const isTooLong = (name: string): boolean =>
  name.length * 3 > MAX_NAME && new TextEncoder().encode(name).length > MAX_NAME;

/** Where a path leads. `node` is absent when only the last name does not exist. */
export interface Place {
  readonly directory: DirectoryNode;
  /** `.` when the path ends in `/`, `.` or `..` and `node` is `directory`. */
  readonly name: string;
  readonly node: Inode | undefined;
}

/**
 * Follows an absolute path name by name (path_resolution(7)).
 * @param follow also a symbolic link that is the last name
 * @throws SystemError `ENOENT`, `ENOTDIR`, `EACCES` (a directory that may not be searched), `ELOOP`, `ENAMETOOLONG`
 */
export const walk = (root: DirectoryNode, path: string, who: Credentials, follow: boolean): Place => {
  if (path === '') throw new SystemError('ENOENT', path);
  const rest = path.split('/').reverse();
  const mustBeDirectory = path.endsWith('/') || path.endsWith('/.');
  let directory = root;
  let name = '.';
  let node: Inode | undefined = root;
  let links = 0;
  while (rest.length > 0) {
    const next = rest.pop();
    if (next === undefined || next === '' || next === '.') continue;
    if (node === undefined) throw new SystemError('ENOENT', path);
    if (node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
    if (!may(who, node, 'execute')) throw new SystemError('EACCES', path);
    if (isTooLong(next)) throw new SystemError('ENAMETOOLONG', path);
    if (next === '..') {
      directory = node.parent;
      name = '.';
      node = directory;
      continue;
    }
    const found: Inode | undefined = node.entries.get(next, who);
    const isLast = rest.every((left) => left === '' || left === '.');
    if (found?.kind === 'link' && (!isLast || follow || mustBeDirectory)) {
      links += 1;
      if (links > MAX_LINKS) throw new SystemError('ELOOP', path);
      if (found.leads !== undefined) {
        directory = node;
        name = next;
        node = found.leads;
        continue;
      }
      rest.push(...found.target.split('/').reverse());
      if (found.target.startsWith('/')) node = root;
      continue;
    }
    directory = node;
    name = next;
    node = found;
  }
  if (mustBeDirectory && node !== undefined && node.kind !== 'directory') throw new SystemError('ENOTDIR', path);
  return { directory, name, node };
};
