import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SystemError } from '#runtime/ports.ts';
import { FileTree } from '#runtime/pi/files/file-tree.ts';

const name = fc.constantFrom('a', 'b', 'c', 'a/a', 'a/b', 'b/a', 'a/b/c', '..', 'a/../b').map((path) => `/${path}`);

const operation = fc.oneof(
  fc.record({ do: fc.constant('write' as const), path: name, size: fc.integer({ min: 0, max: 300 }) }),
  fc.record({ do: fc.constantFrom<'directory' | 'unlink' | 'remove'>('directory', 'unlink', 'remove'), path: name }),
  fc.record({ do: fc.constantFrom<'rename' | 'symlink'>('rename', 'symlink'), path: name, to: name }),
  fc.record({ do: fc.constant('chmod' as const), path: name, mode: fc.integer({ min: 0, max: 0o7777 }) }),
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const perform = (tree: FileTree, step: Operation): void => {
  try {
    if (step.do === 'write') tree.writeFile(step.path, new Uint8Array(step.size).fill(step.size));
    else if (step.do === 'directory') tree.makeDirectory(step.path);
    else if (step.do === 'unlink') tree.unlink(step.path);
    else if (step.do === 'remove') tree.removeDirectory(step.path);
    else if (step.do === 'rename') tree.rename(step.path, step.to);
    else if (step.do === 'symlink') tree.symlink(step.to, step.path);
    else if ('mode' in step) tree.chmod(step.path, step.mode);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
};

const treeAfter = (steps: readonly Operation[]): FileTree => {
  let now = 0;
  const tree = new FileTree({ now: () => ++now, limits: { bytes: 1_000, inodes: 8 } });
  for (const step of steps) perform(tree, step);
  return tree;
};

/** Regular files and their sizes, by walking. */
const sizes = (tree: FileTree, path = ''): number[] =>
  tree.list(path === '' ? '/' : path).flatMap((entry) => {
    const stat = tree.stat(`${path}/${entry}`, undefined, false);
    return stat.kind === 'directory' ? sizes(tree, `${path}/${entry}`) : stat.kind === 'file' ? [stat.size] : [];
  });

test('a snapshot restored elsewhere is the same tree, and goes on the same way', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), fc.array(operation, { maxLength: 10 }), (before, after) => {
      const tree = treeAfter(before);
      const snapshot = structuredClone(tree.snapshot());
      const copy = new FileTree({ now: () => 5, limits: { bytes: 1_000, inodes: 8 } });
      copy.restore(snapshot);
      expect(copy.snapshot()).toEqual(snapshot);
      expect(copy.usedBytes).toBe(tree.usedBytes);
      for (const step of after) {
        perform(tree, step);
        perform(copy, step);
      }
      expect(sizes(copy)).toEqual(sizes(tree));
    }),
    { numRuns: 100 },
  );
});

test('the bytes in use are those of the files that have a name, and never above the limit', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60, size: 'max' }), (steps) => {
      const tree = treeAfter(steps);
      expect(tree.usedBytes).toBe(sizes(tree).reduce((sum, size) => sum + size, 0));
      expect(tree.usedBytes).toBeLessThanOrEqual(1_000);
    }),
    { numRuns: 100 },
  );
});

test('too many files are ENOSPC, and a removed one makes room', () => {
  const tree = new FileTree({ now: () => 0, limits: { inodes: 3 } });
  tree.writeFile('/a', '');
  tree.writeFile('/b', '');
  expect(() => tree.writeFile('/c', '')).toThrow('ENOSPC');
  tree.unlink('/a');
  tree.writeFile('/c', '');
  expect(tree.list('/')).toEqual(['b', 'c']);
});

test('names are sorted by their bytes', () => {
  const tree = new FileTree({ now: () => 0 });
  for (const path of ['/ä', '/b', '/B', '/🍓', '/z', '/ﬀ']) tree.writeFile(path, '');
  expect(tree.list('/')).toEqual(['B', 'b', 'z', 'ä', 'ﬀ', '🍓']);
});
