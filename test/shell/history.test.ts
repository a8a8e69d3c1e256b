import { describe, expect, test } from 'vitest';
import { History } from '#runtime/pi/shell/history.ts';
import type { PiProcess } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';

const AT = 1_700_000_000;

const historyWith = (variables: Record<string, string> = {}, lines: readonly string[] = []) => {
  const history = new History({ variable: (name) => variables[name], now: () => AT * 1_000 });
  for (const line of lines) history.add(line);
  return history;
};

const linesOf = (history: History): string[] => history.entries.map(({ line }) => line);

/** A process whose files are texts. */
const processWith = (files: Record<string, string>) => {
  const text = (data: Uint8Array | string): string =>
    typeof data === 'string' ? data : new TextDecoder().decode(data);
  const calls = {
    read: (path: string) => {
      const content = files[path];
      if (content === undefined) return Promise.reject(new SystemError('ENOENT'));
      return Promise.resolve(new TextEncoder().encode(content));
    },
    write: (path: string, data: Uint8Array | string, options: { append?: boolean } = {}) => {
      files[path] = (options.append === true ? (files[path] ?? '') : '') + text(data);
      return Promise.resolve();
    },
  };
  return { files: calls } as unknown as PiProcess;
};

describe('what is remembered', () => {
  test.each([
    ['everything at first', {}, ['a', ' b', 'a', 'a'], ['a', ' b', 'a', 'a']],
    ['no line that begins with a blank: ignorespace', { HISTCONTROL: 'ignorespace' }, ['a', ' b', '\tc'], ['a']],
    ['none twice in a row: ignoredups', { HISTCONTROL: 'ignoredups' }, ['a', 'a', 'b', 'a'], ['a', 'b', 'a']],
    ['neither: ignoreboth', { HISTCONTROL: 'ignoreboth' }, ['a', 'a', ' b'], ['a']],
    ['none twice at all: erasedups', { HISTCONTROL: 'erasedups' }, ['a', 'b', 'a'], ['b', 'a']],
    ['both words of two', { HISTCONTROL: 'ignorespace:erasedups' }, ['a', 'b', ' c', 'a'], ['b', 'a']],
    ['no line that a pattern matches', { HISTIGNORE: 'ls:cd *' }, ['ls', 'ls -l', 'cd /', 'cd'], ['ls -l', 'cd']],
    ['& is the line before', { HISTIGNORE: '&' }, ['a*', 'a*', 'ab'], ['a*', 'ab']],
    ['an unknown word counts for nothing', { HISTCONTROL: 'nothing' }, [' a', ' a'], [' a', ' a']],
    ['so many as HISTSIZE says', { HISTSIZE: '2' }, ['a', 'b', 'c'], ['b', 'c']],
    ['nothing for a size of 0', { HISTSIZE: '0' }, ['a'], []],
    ['all for a negative one', { HISTSIZE: '-1' }, ['a', 'b'], ['a', 'b']],
  ])('%s', (_, variables, typed, kept) => {
    expect(linesOf(historyWith(variables as Record<string, string>, typed))).toEqual(kept);
  });
  test('an empty line never', () => {
    expect(historyWith().add('')).toBe(false);
  });
});

describe('numbers', () => {
  test('begin at 1 and go on when old lines are forgotten', () => {
    const history = historyWith({ HISTSIZE: '2' }, ['a', 'b', 'c']);
    expect([history.first, history.next]).toEqual([2, 4]);
    expect(history.at(2)?.line).toBe('b');
    expect(history.at(1)).toBeUndefined();
  });
  test('are those of what is deleted and replaced', () => {
    const history = historyWith({}, ['a', 'b', 'c', 'd']);
    history.delete(2, 3);
    history.replace(2, 'D', 'edited');
    expect(history.entries).toEqual([
      { line: 'a', time: AT },
      { line: 'D', time: AT, edited: true },
    ]);
  });
  test('begin anew after clear', () => {
    const history = historyWith({}, ['a', 'b']);
    history.clear();
    expect([history.first, history.next, history.entries]).toEqual([1, 1, []]);
  });
});

describe('the file', () => {
  test('what is new is appended when the shell ends', async () => {
    const files = { h: 'old\n' };
    const process = processWith(files);
    const history = historyWith();
    await history.load(process, 'h');
    history.add('new');
    await history.save(process, 'h');
    await history.save(process, 'h');
    expect(files.h).toBe('old\nnew\n');
  });
  test('two shells keep both their lines', async () => {
    const files = { h: '' };
    const [one, other] = [historyWith(), historyWith()];
    for (const each of [one, other]) await each.load(processWith(files), 'h');
    one.add('a');
    other.add('b');
    await one.save(processWith(files), 'h');
    await other.save(processWith(files), 'h');
    expect(files.h).toBe('a\nb\n');
  });
  test('is cut to HISTFILESIZE', async () => {
    const files = { h: 'a\nb\nc\n' };
    const history = historyWith({ HISTFILESIZE: '2' }, ['d']);
    await history.save(processWith(files), 'h');
    expect(files.h).toBe('c\nd\n');
  });
  test('has times when HISTTIMEFORMAT is set, and lines of one command stay one entry', async () => {
    const files: Record<string, string> = {};
    await historyWith({ HISTTIMEFORMAT: '' }, ['echo "a\nb"', 'c']).write(processWith(files), 'h');
    expect(files['h']).toBe(`#${AT}\necho "a\nb"\n#${AT}\nc\n`);
    const read = historyWith();
    await read.load(processWith(files), 'h');
    expect(read.entries).toEqual([
      { line: 'echo "a\nb"', time: AT },
      { line: 'c', time: AT },
    ]);
  });
  test('without times each line is an entry', async () => {
    const history = historyWith();
    await history.load(processWith({ h: 'echo "a\nb"\n\nc' }), 'h');
    expect(linesOf(history)).toEqual(['echo "a', 'b"', 'c']);
  });
  test('lines that others have written since are read with readNew', async () => {
    const files = { h: 'a\n' };
    const history = historyWith();
    await history.load(processWith(files), 'h');
    files.h += 'b\n';
    await history.readNew(processWith(files), 'h');
    await history.readNew(processWith(files), 'h');
    expect(linesOf(history)).toEqual(['a', 'b']);
  });
  test('that is not there is no mistake at first, and one for `history -r`', async () => {
    const history = historyWith();
    await history.load(processWith({}), 'h');
    expect(history.entries).toEqual([]);
    await expect(history.read(processWith({}), 'h')).rejects.toThrow(SystemError);
  });
});
