/** What to do with changes when a release delivers something else than they began from: see `beginnings.ts`. */
import { SystemError } from '#runtime/ports.ts';
import { deliveredPrint, type Beginnings } from './beginnings.ts';
import type { FileChanges, FlatTree, PutNode } from './changes.ts';
import type { FileTree } from './file-tree.ts';
import { fingerprint } from './fingerprint.ts';
import { sameBytes } from './same-bytes.ts';

const WRITTEN_BY_PROGRAMS = ['/run/', '/tmp/', '/var/'];

/** Keep what the learner has, or take what is delivered now; that leaves theirs beside it. */
export type Keep = 'mine' | 'delivered';

/** Changes as they are to be put onto this release: a file of which no content was changed gets its new one. */
export const renewed = (delivered: FlatTree, { put, removed }: FileChanges): FileChanges => {
  const names = new Map<number, number>();
  for (const [, { number }] of put) names.set(number, (names.get(number) ?? 0) + 1);
  return {
    put: put.map(([path, node]) => {
      const now = delivered.get(path);
      const isUntouched = node.kind === 'file' && node.began !== undefined && node.began === fingerprint(node.data);
      // A file of several names has one content: which of theirs would be taken?
      if (!isUntouched || now?.kind !== 'file' || names.get(node.number) !== 1) return [path, node];
      return [
        path,
        { ...node, data: now.data, modified: sameBytes(now.data, node.data) ? node.modified : now.modified },
      ];
    }),
    removed,
  };
};

/** Files that began from something else than what is delivered now, and of which the learner has a version of their own. */
export class Conflicts {
  readonly #tree: FileTree;
  readonly #delivered: FlatTree;
  readonly #unanswered = new Map<string, string>();

  /** @param changes as they were put onto the tree */
  constructor(tree: FileTree, delivered: FlatTree, changes: FileChanges) {
    this.#tree = tree;
    this.#delivered = delivered;
    for (const [path, node] of changes.put) {
      const began = beganOf(node);
      if (began === undefined || WRITTEN_BY_PROGRAMS.some((top) => path.startsWith(top))) continue;
      if (began !== deliveredPrint(delivered, path) && this.#differs(path)) this.#unanswered.set(path, began);
    }
  }

  /** What they began from. */
  get unanswered(): Beginnings {
    return this.#unanswered;
  }

  /** Those that are still there, and still other than delivered. */
  get paths(): readonly string[] {
    return [...this.#unanswered.keys()].filter((path) => this.#differs(path));
  }

  /**
   * @returns what was written: nothing for `mine`; otherwise the file, and the path where the learner's is now:
   * `controller.py.mine`, or `.mine2` when there is one of that name
   * @throws SystemError `ENOENT`: there is no such conflict; `ENOSPC`: nothing was changed
   */
  settle(path: string, keep: Keep): readonly string[] {
    const now = this.#delivered.get(path);
    if (now?.kind !== 'file' || !this.paths.includes(path)) throw new SystemError('ENOENT', path);
    if (keep === 'mine') {
      this.#unanswered.delete(path);
      return [];
    }
    const { size, used } = this.#tree.usage();
    // A card that is full takes the beginning of a file.
    if (used + now.data.length > size) throw new SystemError('ENOSPC', path);
    const mine = this.#freeName(path);
    this.#tree.rename(path, mine);
    try {
      const { owner, group, mode } = now;
      this.#tree.writeFile(path, now.data, { owner, group, mode });
    } catch (error) {
      if (this.#tree.exists(path)) this.#tree.unlink(path);
      this.#tree.rename(mine, path);
      throw error;
    }
    this.#unanswered.delete(path);
    return [path, mine];
  }

  #freeName(path: string): string {
    let name = `${path}.mine`;
    for (let number = 2; this.#tree.exists(name); number++) name = `${path}.mine${number}`;
    return name;
  }

  #differs(path: string): boolean {
    const now = this.#delivered.get(path);
    const there = this.#tree.snapshotAt(path, false)?.node;
    return now?.kind === 'file' && there?.kind === 'file' && !sameBytes(now.data, there.data);
  }
}

const beganOf = (node: PutNode): string | undefined => (node.kind === 'file' ? node.began : undefined);
