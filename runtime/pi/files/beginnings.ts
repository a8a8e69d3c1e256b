/**
 * What a changed file began from. Beside each file that somebody changed, a fingerprint of what was
 * delivered there is kept. When a later release of Kleber delivers something else, it is known who
 * has to be asked:
 *
 *     delivered A, changed to B, now delivered A     nobody: B
 *     delivered A, changed to B, now delivered C     the learner: B until they answer
 *     delivered A, chmod +x,     now delivered C     nobody: C, executable
 *     delivered A, removed,      now delivered C     nobody: it stays removed
 *     nothing,     written B,    now delivered C     the learner: B until they answer
 *     kept by a release that recorded nothing        nobody: B
 *
 * Programs write below /var, /run and /tmp, where nobody is asked.
 */
import type { FlatTree } from './changes.ts';
import { fingerprint } from './fingerprint.ts';

/** Where nothing is delivered. */
export const NOTHING = '';

/** @param unanswered what files began from that the learner was not asked about yet, or did not answer */
export const beginningOf = (delivered: FlatTree, path: string, unanswered: Beginnings): string =>
  unanswered.get(path) ?? deliveredPrint(delivered, path);

/** By path: the fingerprint of what was delivered there. */
export type Beginnings = ReadonlyMap<string, string>;

/** Of what is delivered at a path. */
export const deliveredPrint = (delivered: FlatTree, path: string): string => {
  const node = delivered.get(path);
  return node?.kind === 'file' ? fingerprint(node.data) : NOTHING;
};
