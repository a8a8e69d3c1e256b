import { describe, expect, test } from 'vitest';
import { Conflicts, renewed, type Keep } from '#runtime/pi/files/conflicts.ts';
import { changesBetween, flat, withChanges, type FileChanges } from '#runtime/pi/files/changes.ts';
import { FileTree } from '#runtime/pi/files/file-tree.ts';
import { fingerprint } from '#runtime/pi/files/fingerprint.ts';
import { text } from './machine.ts';

const LIMITS = { bytes: 4_096, inodes: 8 };

type Act = (tree: FileTree) => void;

/** A release: what it delivers as /home/a and wherever else. */
const release = (a: string | undefined, more: Act = () => {}): FileTree => {
  const tree = new FileTree({ now: () => 1_000, limits: LIMITS });
  for (const directory of ['/home', '/var', '/var/log']) tree.makeDirectory(directory);
  if (a !== undefined) tree.writeFile('/home/a', a, { mode: 0o644, owner: 'pi', group: 'pi' });
  more(tree);
  return tree;
};

/** One Pi in a visit: the release as it was delivered then, and what the learner left there. */
class Visit {
  readonly tree: FileTree;
  readonly conflicts: Conflicts;
  readonly #delivered: FileTree;

  constructor(delivered: FileTree, kept: FileChanges) {
    this.#delivered = delivered;
    const before = delivered.snapshot();
    const changes = renewed(flat(before.root), structuredClone(kept));
    this.tree = new FileTree({ now: () => 2_000, limits: LIMITS });
    this.tree.restore(withChanges(before, changes));
    this.conflicts = new Conflicts(this.tree, flat(before.root), changes);
  }

  do(act: Act): this {
    act(this.tree);
    return this;
  }

  get kept(): FileChanges {
    return changesBetween(this.#delivered.snapshot(), this.tree.snapshot(), this.conflicts.unanswered);
  }

  /** A later visit. */
  next(delivered: FileTree): Visit {
    return new Visit(delivered, this.kept);
  }

  read(path = '/home/a'): string {
    return text(this.tree.readFile(path));
  }

  settle(keep: Keep, path = '/home/a'): readonly string[] {
    return this.conflicts.settle(path, keep);
  }
}

const first = (delivered: FileTree, act: Act): Visit => new Visit(delivered, { put: [], removed: [] }).do(act);
const write =
  (content: string): Act =>
  (tree) =>
    tree.writeFile('/home/a', content);

describe('a changed file', () => {
  test('that is delivered as before is nobody’s question', () => {
    const visit = first(release('A'), write('mine')).next(release('A'));
    expect([visit.read(), visit.conflicts.paths]).toEqual(['mine', []]);
  });

  test('that is delivered otherwise now stays, and the learner is asked', () => {
    const visit = first(release('A'), write('mine')).next(release('C'));
    expect([visit.read(), visit.conflicts.paths]).toEqual(['mine', ['/home/a']]);
  });

  test('is asked about in every visit until it is answered, whatever is written there', () => {
    const visit = first(release('A'), write('mine')).next(release('C')).do(write('mine, more')).next(release('C'));
    expect(visit.conflicts.paths).toEqual(['/home/a']);
    expect(visit.next(release('D')).conflicts.paths).toEqual(['/home/a']);
  });

  test('is not asked about when the release is taken back', () => {
    expect(first(release('A'), write('mine')).next(release('C')).next(release('A')).conflicts.paths).toEqual([]);
  });

  test('that has become what is delivered now is no question', () => {
    const visit = first(release('A'), write('C')).next(release('C'));
    expect([visit.read(), visit.conflicts.paths]).toEqual(['C', []]);
  });

  test('that is delivered no more is the learner’s', () => {
    const visit = first(release('A'), write('mine')).next(release(undefined));
    expect([visit.read(), visit.conflicts.paths]).toEqual(['mine', []]);
  });

  test('of a release that recorded no beginnings is taken as it is', () => {
    const { put, removed } = first(release('A'), write('mine')).kept;
    const old = put.map(([path, node]) => {
      const { began: _, ...rest } = { began: undefined, ...node };
      return [path, rest] as FileChanges['put'][number];
    });
    const visit = new Visit(release('C'), { put: old, removed });
    expect([visit.read(), visit.conflicts.paths]).toEqual(['mine', []]);
    expect(visit.next(release('D')).conflicts.paths).toEqual(['/home/a']);
  });
});

test('a file that the learner wrote where one is delivered now is asked about', () => {
  const visit = first(release(undefined), write('mine')).next(release('C'));
  expect([visit.read(), visit.conflicts.paths]).toEqual(['mine', ['/home/a']]);
});

test('a file of which only the mode was changed gets its new content, and keeps the mode', () => {
  const visit = first(release('A'), (tree) => tree.chmod('/home/a', 0o755)).next(release('C'));
  expect([visit.read(), visit.tree.stat('/home/a').mode, visit.conflicts.paths]).toEqual(['C', 0o755, []]);
  expect(visit.next(release('D')).read()).toBe('D');
});

test('a file that was removed stays removed, and is no question', () => {
  const visit = first(release('A'), (tree) => tree.unlink('/home/a')).next(release('C'));
  expect([visit.tree.exists('/home/a'), visit.conflicts.paths]).toEqual([false, []]);
});

test('a file with a second name keeps its content under both, and the learner is asked', () => {
  const visit = first(release('A'), (tree) => tree.link('/home/a', '/home/0')).next(release('C'));
  expect([visit.read(), visit.read('/home/0'), visit.conflicts.paths]).toEqual(['A', 'A', ['/home/a']]);
});

test('a directory or a link in its place is the learner’s', () => {
  const replaced = (act: Act): Act => {
    return (tree) => {
      tree.unlink('/home/a');
      act(tree);
    };
  };
  for (const act of [
    replaced((tree) => tree.makeDirectory('/home/a')),
    replaced((tree) => tree.symlink('/', '/home/a')),
  ])
    expect(first(release('A'), act).next(release('C')).conflicts.paths).toEqual([]);
});

test('what programs write is nobody’s question', () => {
  const logs = (content: string) => release('A', (tree) => tree.writeFile('/var/log/x', content));
  const visit = first(logs('one\n'), (tree) => tree.writeFile('/var/log/x', 'one\ntwo\n')).next(logs('begin\n'));
  expect([visit.read('/var/log/x'), visit.conflicts.paths]).toEqual(['one\ntwo\n', []]);
});

describe('the answer', () => {
  const asked = (): Visit =>
    first(release('A'), (tree) =>
      tree.writeFile('/home/a', 'mine', { mode: 0o700, owner: 'root', group: 'root' }),
    ).next(release('C'));

  test('“mine” leaves everything as it is, and stands until the next release changes the file again', () => {
    const visit = asked();
    expect(visit.settle('mine')).toEqual([]);
    expect([visit.read(), visit.conflicts.paths]).toEqual(['mine', []]);
    expect(visit.next(release('C')).conflicts.paths).toEqual([]);
    expect(visit.next(release('D')).conflicts.paths).toEqual(['/home/a']);
  });

  test('“delivered” puts the new one there, with its owner and mode, and the learner’s beside it', () => {
    const visit = asked();
    expect(visit.settle('delivered')).toEqual(['/home/a', '/home/a.mine']);
    expect([visit.read(), visit.read('/home/a.mine'), visit.conflicts.paths]).toEqual(['C', 'mine', []]);
    expect(visit.tree.stat('/home/a')).toMatchObject({ owner: 'pi', mode: 0o644 });
    expect(visit.tree.stat('/home/a.mine')).toMatchObject({ owner: 'root', mode: 0o700 });
    const next = visit.next(release('D'));
    expect([next.read(), next.read('/home/a.mine'), next.conflicts.paths]).toEqual(['D', 'mine', []]);
  });

  test('never writes over what is beside it', () => {
    const visit = asked().do((tree) => {
      tree.writeFile('/home/a.mine', 'older');
      tree.makeDirectory('/home/a.mine2');
    });
    expect(visit.settle('delivered')).toEqual(['/home/a', '/home/a.mine3']);
    expect(visit.read('/home/a.mine')).toBe('older');
  });

  test.each<[string, string, Act]>([
    ['space', 'C'.repeat(3_000), (tree) => tree.writeFile('/home/full', 'x'.repeat(1_093))],
    ['inodes', 'C', (tree) => ['/home/b', '/home/c', '/home/d'].forEach((path) => tree.writeFile(path, ''))],
  ])('changes nothing when the card has no more %s', (_what, content, fill) => {
    const visit = first(release('A'), write('mine')).next(release(content)).do(fill);
    const all = () => Object.fromEntries(flat(visit.tree.snapshot().root));
    const before = all();
    expect(() => visit.settle('delivered')).toThrow(expect.objectContaining({ code: 'ENOSPC' }) as Error);
    expect(all()).toEqual(before);
    expect(visit.conflicts.paths).toEqual(['/home/a']);
  });

  test('to a question that nobody asks is refused', () => {
    const visit = asked();
    const refused = expect.objectContaining({ code: 'ENOENT' }) as Error;
    expect(() => visit.settle('delivered', '/home/b')).toThrow(refused);
    visit.settle('mine');
    expect(() => visit.settle('delivered')).toThrow(refused);
    expect(visit.read()).toBe('mine');
  });
});

test('a fingerprint is the same for the same bytes, and another for others', () => {
  const of = (...bytes: number[]): string => fingerprint(Uint8Array.from(bytes));
  expect(of(1, 2, 3)).toBe(of(1, 2, 3));
  const all = [of(), of(0), of(0, 0), of(1), of(128), of(1, 2), of(2, 1), of(1, 2, 3), of(3, 2, 1), of(129, 2, 3)];
  expect(new Set(all).size).toBe(all.length);
});

test('no two of many small files have one fingerprint', () => {
  const seen = new Set<string>();
  for (let a = 0; a < 256; a += 4) for (let b = 0; b < 256; b += 4) seen.add(fingerprint(Uint8Array.of(a, b, a ^ b)));
  expect(seen.size).toBe(4_096);
});
