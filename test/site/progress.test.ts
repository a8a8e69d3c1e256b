import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  countSteps,
  exportProgress,
  mergeProgress,
  parseProgress,
  PROGRESS_KEY,
  ProgressStore,
  PUT_ASIDE_KEY,
  type Progress,
  type ProgressStorage,
} from '../../site/client/progress.ts';

class MemoryStorage implements ProgressStorage {
  readonly items = new Map<string, string>();
  full = false;
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

let storage: MemoryStorage;
beforeEach(() => {
  storage = new MemoryStorage();
});

describe('ProgressStore', () => {
  test('what is done is there after a reload', () => {
    new ProgressStore(storage).markDone('01-hello-world', { subscribe: { doneAt: 5 } });
    expect(new ProgressStore(storage).doneSteps('01-hello-world')).toEqual(['subscribe']);
  });

  test('a step done twice keeps the first time', () => {
    const store = new ProgressStore(storage);
    store.markDone('01-hello-world', { subscribe: { doneAt: 5 } });
    store.markDone('01-hello-world', { subscribe: { doneAt: 9, solutionShown: true } });
    expect(store.read().lessons['01-hello-world']).toEqual({ subscribe: { doneAt: 5 } });
  });

  test('two tabs that write in turn lose nothing of each other', () => {
    const one = new ProgressStore(storage);
    const other = new ProgressStore(storage);
    one.markDone('a', { x: { doneAt: 1 } });
    other.markDone('b', { y: { doneAt: 2 } });
    one.markDone('a', { z: { doneAt: 3 } });
    expect(countSteps(other.read())).toBe(3);
  });

  test('resetting a lesson leaves the others', () => {
    const store = new ProgressStore(storage);
    store.markDone('a', { x: { doneAt: 1 } });
    store.markDone('b', { y: { doneAt: 2 } });
    store.resetLesson('a');
    expect(store.read().lessons).toEqual({ b: { y: { doneAt: 2 } } });
  });

  test('resetting all leaves nothing, also after a reload', () => {
    const store = new ProgressStore(storage);
    store.markDone('a', { x: { doneAt: 1 } });
    store.resetAll();
    expect(countSteps(new ProgressStore(storage).read())).toBe(0);
  });

  test('a browser without storage knows it for as long as the page lives, and says so', () => {
    const store = new ProgressStore(undefined);
    store.markDone('a', { x: { doneAt: 1 } });
    expect(store.doneSteps('a')).toEqual(['x']);
    expect(store.kept).toBe(false);
  });

  test('a storage that is full says so, and what is done stays known', () => {
    const store = new ProgressStore(storage);
    storage.full = true;
    store.markDone('a', { x: { doneAt: 1 } });
    expect(store.kept).toBe(false);
    expect(store.doneSteps('a')).toEqual(['x']);
  });

  test.each(['', 'garbage', '{"version":2,"lessons":{}}', 'null'])(
    'what it cannot read (%j) counts as nothing, and is put aside before it is overwritten',
    (found) => {
      storage.items.set(PROGRESS_KEY, found);
      const store = new ProgressStore(storage);
      expect(countSteps(store.read())).toBe(0);
      store.markDone('a', { x: { doneAt: 1 } });
      expect(store.doneSteps('a')).toEqual(['x']);
      expect(storage.items.get(PUT_ASIDE_KEY)).toBe(found);
    },
  );

  test('importing adds to what is known and counts what is new', () => {
    const store = new ProgressStore(storage);
    store.markDone('a', { x: { doneAt: 4 } });
    const file = exportProgress({
      version: 1,
      lessons: { a: { x: { doneAt: 2 }, y: { doneAt: 3 } }, b: { z: { doneAt: 1 } } },
    });
    expect(store.import(file)).toEqual({ added: 2 });
    expect(store.read().lessons['a']).toEqual({ x: { doneAt: 2 }, y: { doneAt: 3 } });
  });

  test('importing a bad file changes nothing', () => {
    const store = new ProgressStore(storage);
    store.markDone('a', { x: { doneAt: 4 } });
    const before = storage.items.get(PROGRESS_KEY);
    expect(store.import('{"version":1,"lessons":{"a":{"x":{}}}}')).toHaveProperty('problem', 'shape');
    expect(storage.items.get(PROGRESS_KEY)).toBe(before);
  });
});

describe('parseProgress', () => {
  test.each([
    ['no JSON', '<html>', { problem: 'not-json' }],
    ['an empty file', '', { problem: 'not-json' }],
    ['a list', '[]', { problem: 'not-progress' }],
    ['null', 'null', { problem: 'not-progress' }],
    ['another object', '{"version":1}', { problem: 'not-progress' }],
    ['a version that never was', '{"version":0,"lessons":{}}', { problem: 'not-progress' }],
    ['a newer version', '{"version":2,"lessons":{}}', { problem: 'newer', version: 2 }],
    ['lessons that are a list', '{"version":1,"lessons":[]}', { problem: 'shape', at: 'lessons', expected: 'object' }],
    [
      'a lesson with a strange name',
      '{"version":1,"lessons":{"../x":{}}}',
      { problem: 'shape', at: 'lessons."../x"', expected: 'name' },
    ],
    [
      'a step with a strange name',
      '{"version":1,"lessons":{"a":{"__proto__":{}}}}',
      { problem: 'shape', at: 'lessons."a"."__proto__"', expected: 'name' },
    ],
    [
      'a step that is no object',
      '{"version":1,"lessons":{"a":{"x":true}}}',
      { problem: 'shape', at: 'lessons."a"."x"', expected: 'object' },
    ],
    [
      'a time that is none',
      '{"version":1,"lessons":{"a":{"x":{"doneAt":"now"}}}}',
      { problem: 'shape', at: 'lessons."a"."x".doneAt', expected: 'time' },
    ],
    [
      'a time before time',
      '{"version":1,"lessons":{"a":{"x":{"doneAt":-1}}}}',
      { problem: 'shape', at: 'lessons."a"."x".doneAt', expected: 'time' },
    ],
    [
      'a solution that is not true',
      '{"version":1,"lessons":{"a":{"x":{"doneAt":1,"solutionShown":0}}}}',
      { problem: 'shape', at: 'lessons."a"."x".solutionShown', expected: 'true' },
    ],
  ])('says of %s what is wrong, and where', (_, text, expected) => {
    expect(parseProgress(text)).toMatchObject(expected);
  });

  test('a lesson called like a property of every object is a lesson', () => {
    const text = '{"version":1,"lessons":{"constructor":{"x":{"doneAt":1}}}}';
    const read = parseProgress(text) as Progress;
    expect(countSteps(mergeProgress(read, read))).toBe(1);
  });

  test('reads back whatever was exported', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/);
    const done = fc.record(
      { doneAt: fc.nat(), solutionShown: fc.constant(true as const) },
      { requiredKeys: ['doneAt'] },
    );
    const lessons = fc.dictionary(name, fc.dictionary(name, done, { maxKeys: 4, noNullPrototype: true }), {
      maxKeys: 4,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(lessons, (given) => {
        const progress: Progress = { version: 1, lessons: given };
        expect(parseProgress(exportProgress(progress))).toEqual(progress);
      }),
    );
  });

  test('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseProgress(text)).toBeTypeOf('object');
      }),
    );
  });
});

test('merging does not depend on the order', () => {
  const a: Progress = { version: 1, lessons: { a: { x: { doneAt: 1 } }, b: { y: { doneAt: 7 } } } };
  const b: Progress = { version: 1, lessons: { b: { y: { doneAt: 3, solutionShown: true } } } };
  expect(mergeProgress(a, b)).toEqual(mergeProgress(b, a));
});
