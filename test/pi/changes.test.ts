import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, withChanges } from '#runtime/pi/files/changes.ts';
import { FileTree } from '#runtime/pi/files/file-tree.ts';
import { text } from './machine.ts';

const delivered = (more: (tree: FileTree) => void = () => {}): FileTree => {
  const tree = new FileTree({ now: () => 1_000 });
  tree.makeDirectory('/etc');
  tree.writeFile('/etc/motd', 'welcome\n');
  tree.writeFile('/etc/hosts', 'localhost\n');
  tree.makeDirectory('/opt');
  tree.makeDirectory('/opt/tool');
  tree.writeFile('/opt/tool/run', 'x');
  tree.symlink('etc', '/settings');
  more(tree);
  return tree;
};

/** What a person did to the delivered tree, put onto another delivered tree. */
const carried = (act: (tree: FileTree) => void, release: FileTree = delivered()): FileTree => {
  const changed = delivered();
  act(changed);
  const changes = structuredClone(changesBetween(delivered().snapshot(), changed.snapshot()));
  release.restore(withChanges(release.snapshot(), changes));
  return release;
};

const content = (tree: FileTree, path: string): string => text(tree.readFile(path));

test('what nobody touched is no change', () => {
  expect(changesBetween(delivered().snapshot(), delivered().snapshot())).toEqual({ put: [], removed: [] });
});

describe('carried onto a release', () => {
  test('a file that was written, with its owner and mode', () => {
    const tree = carried((each) => each.writeFile('/opt/note', 'mine', { mode: 0o600, owner: 'pi', group: 'pi' }));
    expect(content(tree, '/opt/note')).toBe('mine');
    expect(tree.stat('/opt/note')).toMatchObject({ owner: 'pi', group: 'pi', mode: 0o600 });
  });

  test('a mode or an owner that was changed, and nothing else', () => {
    const changed = delivered();
    changed.chmod('/etc/hosts', 0o400);
    const { put } = changesBetween(delivered().snapshot(), changed.snapshot());
    expect(put.map(([path]) => path)).toEqual(['/etc/hosts']);
  });

  test('what was removed stays removed, and is named once', () => {
    const changed = delivered();
    changed.unlink('/opt/tool/run');
    changed.removeDirectory('/opt/tool');
    const changes = changesBetween(delivered().snapshot(), changed.snapshot());
    expect(changes.removed).toEqual(['/opt/tool']);
    const tree = delivered();
    tree.restore(withChanges(tree.snapshot(), changes));
    expect(tree.exists('/opt/tool/run')).toBe(false);
  });

  test('a directory in the place of a file, and a file in the place of a directory', () => {
    const tree = carried((each) => {
      each.unlink('/etc/motd');
      each.makeDirectory('/etc/motd');
      each.writeFile('/etc/motd/a', 'a');
      each.unlink('/opt/tool/run');
      each.removeDirectory('/opt/tool');
      each.writeFile('/opt/tool', 'flat');
    });
    expect([content(tree, '/etc/motd/a'), content(tree, '/opt/tool')]).toEqual(['a', 'flat']);
  });

  test('two names of one file stay names of one', () => {
    const tree = carried((each) => {
      each.writeFile('/opt/one', '1');
      each.link('/opt/one', '/opt/two');
    });
    tree.writeFile('/opt/two', 'both');
    expect(content(tree, '/opt/one')).toBe('both');
  });

  test('a later release keeps its own new files and what it changed, where the learner changed nothing', () => {
    const release = delivered((tree) => {
      tree.writeFile('/etc/hosts', 'localhost and more\n');
      tree.writeFile('/etc/new', 'new\n');
    });
    const tree = carried((each) => each.writeFile('/etc/motd', 'hi\n'), release);
    expect([content(tree, '/etc/hosts'), content(tree, '/etc/new'), content(tree, '/etc/motd')]).toEqual([
      'localhost and more\n',
      'new\n',
      'hi\n',
    ]);
  });

  test('a file whose directory a later release does not have any more is left out', () => {
    const changed = delivered();
    changed.writeFile('/opt/tool/mine', 'm');
    const changes = changesBetween(delivered().snapshot(), changed.snapshot());
    const release = new FileTree({ now: () => 2_000 });
    const put = changes.put.filter(([path]) => path === '/opt/tool/mine');
    release.restore(withChanges(release.snapshot(), { put, removed: changes.removed }));
    expect(release.list('/')).toEqual([]);
  });
});

test('whatever is done to a tree, its changes bring the delivered one there', () => {
  const path = fc.constantFrom('/etc/a', '/etc/motd', '/opt/tool/run', '/opt/tool', '/opt', '/b', '/b/c', '/settings');
  const act = fc.oneof(
    fc.tuple(path, fc.string()).map(
      ([at, data]) =>
        (tree: FileTree) =>
          tree.writeFile(at, data),
    ),
    path.map((at) => (tree: FileTree) => tree.makeDirectory(at)),
    path.map((at) => (tree: FileTree) => tree.unlink(at)),
    path.map((at) => (tree: FileTree) => tree.removeDirectory(at)),
    fc.tuple(path, path).map(
      ([from, to]) =>
        (tree: FileTree) =>
          tree.rename(from, to),
    ),
    fc.tuple(path, path).map(
      ([from, to]) =>
        (tree: FileTree) =>
          tree.link(from, to),
    ),
    fc.tuple(path, fc.constantFrom(0o600, 0o755)).map(
      ([at, mode]) =>
        (tree: FileTree) =>
          tree.chmod(at, mode),
    ),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const changed = delivered();
      for (const each of acts) {
        try {
          each(changed);
        } catch {
          // Many of them cannot be done: that is the tree's business.
        }
      }
      const tree = delivered();
      tree.restore(withChanges(tree.snapshot(), changesBetween(tree.snapshot(), changed.snapshot())));
      const shape = (each: FileTree) => changesBetween(new FileTree({ now: () => 1 }).snapshot(), each.snapshot());
      const plain = ({ put }: ReturnType<typeof shape>) =>
        put.map(([at, node]) => [at, { ...node, number: 0 }] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
      expect(plain(shape(tree))).toEqual(plain(shape(changed)));
      for (const [at] of shape(changed).put)
        if (changed.stat(at, undefined, false).kind === 'file')
          expect(tree.stat(at).links).toBe(changed.stat(at).links);
    }),
    { numRuns: 300 },
  );
});
