import { SystemError } from '#runtime/ports.ts';
import type { Stat } from '../system.ts';
import { ancestors, type FlatTree } from './changes.ts';
import { may, type Credentials } from './rights.ts';
import { blocksFor } from './stat-of.ts';

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
