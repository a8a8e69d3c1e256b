import { SystemError } from '#runtime/ports.ts';
import type { FileTree } from './file-tree.ts';
import { absolute, joined } from './inode.ts';

/**
 * What a path stands for: itself, without symbolic links above its end, and where it leads if its end is one.
 *
 *     /home/pi/note                 /home/pi/note
 *     /var/run/x                    /run/x
 *     /usr/bin/python               /usr/bin/python, /usr/bin/python3
 *     /nowhere/x                    /nowhere/x
 *
 * @param path absolute, as a program gave it
 */
export function pathsOf(tree: FileTree, path: string): readonly string[] {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const led = leads(tree, path) ?? absolute('/', path);
  if (name === '' || name === '.' || name === '..') return [led];
  const directory = leads(tree, path.slice(0, slash) || '/');
  const own = directory === undefined ? absolute('/', path) : joined(directory, name);
  return own === led ? [own] : [own, led];
}

const leads = (tree: FileTree, path: string): string | undefined => {
  try {
    return tree.canonical(path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
};
