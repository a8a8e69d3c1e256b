import type { Stat } from '../system.ts';
import type { Inode } from './inode.ts';

/** What a block of the card holds, and how stat(2) counts: in halves of a KiB. */
const BLOCK = 4_096;
const BLOCK_UNITS = BLOCK / 512;
const encoder = new TextEncoder();

/** fstat(2) */
export const statOf = (node: Inode): Stat => ({
  kind: node.kind === 'open' ? node.description.kind : node.kind,
  size: sizeOf(node),
  blocks: blocksOf(node),
  mode: node.mode,
  owner: node.owner,
  group: node.group,
  modified: node.modified,
  links: node.links,
  inode: node.number,
  ...(node.kind === 'link' ? { target: node.target } : {}),
});

const sizeOf = (node: Inode): number => {
  switch (node.kind) {
    case 'file':
      return node.size;
    case 'link':
      return encoder.encode(node.target).length;
    case 'directory':
      return BLOCK;
    case 'device':
    case 'open':
      return 0;
  }
};

/** ext4: a short link's target is in the inode itself. */
const blocksOf = (node: Inode): number =>
  node.kind === 'file' || node.kind === 'directory' ? blocksFor(sizeOf(node)) : 0;

/** What so many bytes take on the card, in units of 512. */
export const blocksFor = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK_UNITS;
