import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesAt, changesBetween, flat, withChanges } from '#runtime/pi/files/changes.ts';
import type { FileChanges } from '#runtime/pi/files/changes.ts';
import { FileTree } from '#runtime/pi/files/file-tree.ts';
import { SystemError } from '#runtime/ports.ts';
import { updated } from '../kit/kept-changes.ts';

let now = 1_000;

const delivered = (): FileTree => {
  now = 1_000;
  const tree = new FileTree({ now: () => now });
  for (const directory of ['/a', '/a/b', '/c']) tree.makeDirectory(directory);
  for (const file of ['/a/x', '/a/b/x', '/a/b/y', '/c/x']) tree.writeFile(file, `of ${file}\n`);
  return tree;
};

/** A tree whose changes are brought up to date by path, as a page keeps them. */
class Kept {
  readonly tree = delivered();
  readonly #before = this.tree.snapshot();
  #kept: FileChanges = { put: [], removed: [] };
  #paths = new Set<string>();
  whole = 0;

  /** @param paths that are named when it is done */
  do(act: (tree: FileTree) => void, ...paths: string[]): void {
    now += 1;
    try {
      act(this.tree);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return;
    }
    for (const path of paths) this.#paths.add(path);
  }

  save(): void {
    const paths = this.#paths;
    this.#paths = new Set();
    const at = changesAt(flat(this.#before.root), paths, (path, whole) => this.tree.snapshotAt(path, whole));
    if (at === undefined) this.whole += 1;
    this.#kept = at === undefined ? changesBetween(this.#before, this.tree.snapshot()) : updated(this.#kept, at);
  }

  /** What the next visit finds, by path. */
  restored(): unknown {
    const tree = delivered();
    tree.restore(withChanges(tree.snapshot(), structuredClone(this.#kept)));
    return plain(tree);
  }
}

/** Numbers of inodes are the tree's own. */
const plain = (tree: FileTree): unknown =>
  [...flat(tree.snapshot().root)].map(([path, node]) => [path, { ...node, number: 0 }]).toSorted();

const PATHS = ['/a', '/a/x', '/a/b', '/a/b/x', '/a/b/y', '/c', '/c/x', '/c/new', '/d', '/d/e'] as const;
const path = fc.constantFrom(...PATHS);
const act = fc.oneof(
  fc.record({
    kind: fc.constantFrom('write', 'remove', 'makeDirectory', 'removeDirectory', 'chmod', 'link'),
    path,
    to: path,
  }),
  fc.record({ kind: fc.constant('rename' as const), path, to: path }),
  fc.record({ kind: fc.constant('save' as const), path, to: path }),
);

test('brought up to date path by path, what is kept is what is there', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const kept = new Kept();
      for (const { kind, path: at, to } of acts) {
        if (kind === 'save') kept.save();
        else if (kind === 'write') kept.do((tree) => tree.writeFile(at, `${now}`), at);
        else if (kind === 'remove') kept.do((tree) => tree.unlink(at), at);
        else if (kind === 'makeDirectory') kept.do((tree) => tree.makeDirectory(at), at);
        else if (kind === 'removeDirectory') kept.do((tree) => tree.removeDirectory(at), at);
        else if (kind === 'chmod') kept.do((tree) => tree.chmod(at, 0o700), at);
        else if (kind === 'link') kept.do((tree) => tree.link(at, to), to);
        else kept.do((tree) => tree.rename(at, to), at, to);
      }
      kept.save();
      expect(kept.restored()).toEqual(plain(kept.tree));
    }),
    { numRuns: 400 },
  );
});

test('a file that grows is the only one that is looked at', () => {
  const tree = delivered();
  const looked: string[] = [];
  tree.writeFile('/c/x', 'longer');
  const at = changesAt(flat(delivered().snapshot().root), ['/c/x'], (each, whole) => {
    looked.push(`${each}${whole ? ' whole' : ''}`);
    return tree.snapshotAt(each, whole);
  });
  expect(looked).toEqual(['/c/x whole', '/c']);
  expect(at?.put.map(([each]) => each)).toEqual(['/c/x']);
});

test('a directory that was moved is kept with all that is in it, and nothing at its old place', () => {
  const kept = new Kept();
  kept.do((tree) => tree.rename('/a', '/c/a'), '/a', '/c/a');
  kept.save();
  expect(kept.restored()).toEqual(plain(kept.tree));
  expect(kept.whole).toBe(0);
});

test('a file of two names takes a look at all', () => {
  const kept = new Kept();
  kept.do((tree) => tree.link('/a/x', '/d'), '/d');
  kept.save();
  expect(kept.whole).toBe(1);
});

test('what is as delivered again is no change any more', () => {
  const tree = delivered();
  const before = flat(delivered().snapshot().root);
  const at = changesAt(before, ['/a/x'], (each, whole) => tree.snapshotAt(each, whole));
  expect(at).toEqual({ cleared: ['/a/x'], asDelivered: ['/a'], put: [], removed: [] });
});
