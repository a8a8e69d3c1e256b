/**
 * A file that a Pi is delivered with beside those of its system: the talk's programs, and what a lesson
 * brings along. It is part of what "as delivered" means.
 *
 *     /home/pi/led.py       of pi, as everything below /home/pi
 *     /etc/mosquitto/acl    of root
 *     #!/usr/bin/env …      may be executed; what begins otherwise may not
 */
import { SystemError } from '#runtime/ports.ts';
import type { Stat } from '../system.ts';
import { ancestors, type FlatTree } from './changes.ts';
import type { FileTree } from './file-tree.ts';
import { blocksFor } from './stat-of.ts';
import { ACCOUNTS, may, type Credentials } from './rights.ts';

export interface DeliveredFile {
  /** Absolute. Directories above it are made where they are missing. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Absent: 0o755 when it begins with `#!`, otherwise 0o644. */
  readonly mode?: number;
}

/** Puts it onto a card, in the place of what was delivered there before it. */
export const deliver = (tree: FileTree, { path, content, mode }: DeliveredFile): void => {
  const owner = ownerOf(path);
  const attributes = { owner, group: owner };
  for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const directory = path.slice(0, slash);
    if (!tree.exists(directory)) tree.makeDirectory(directory, { ...attributes, mode: 0o755 });
  }
  tree.writeFile(path, content, { ...attributes, mode: mode ?? (isScript(content) ? 0o755 : 0o644) });
};

/**
 * A file as it was delivered, for somebody who could have read it then.
 * @param path absolute, without symbolic links. @returns undefined: no file was delivered there
 * @throws SystemError `EACCES`
 */
export const deliveredAt = (
  delivered: FlatTree,
  path: string,
  who: Credentials,
): { readonly bytes: Uint8Array; readonly stat: Stat } | undefined => {
  const node = delivered.get(path);
  if (node?.kind !== 'file') return undefined;
  const above = ancestors(path).map((each) => delivered.get(each));
  if (above.some((each) => each !== undefined && !may(who, each, 'execute')) || !may(who, node, 'read'))
    throw new SystemError('EACCES', path);
  const { data, number, ...rest } = node;
  return {
    bytes: data,
    stat: { ...rest, size: data.length, blocks: blocksFor(data.length), links: 1, inode: number },
  };
};

const ownerOf = (path: string): string =>
  ACCOUNTS.find(({ home }) => home.startsWith('/home/') && path.startsWith(`${home}/`))?.name ?? 'root';

const isScript = (content: string | Uint8Array): boolean =>
  typeof content === 'string' ? content.startsWith('#!') : content[0] === 0x23 && content[1] === 0x21;
