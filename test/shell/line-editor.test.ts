import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { LineEditor } from '#runtime/pi/shell/readline/line-editor.ts';
import type { EditedLine, KeySource } from '#runtime/pi/shell/readline/line-editor.ts';
import type { Completion } from '#runtime/pi/shell/readline/completion.ts';
import { KeyDecoder } from '#runtime/pi/shell/readline/keys.ts';
import type { Key } from '#runtime/pi/shell/readline/keys.ts';
import { Screen } from './screen.ts';

const NONE: Completion = { start: 0, candidates: [] };

interface Typed {
  readonly outcome: EditedLine | undefined;
  readonly screen: Screen;
}

/** Types keys at a prompt; the outcome is undefined while the line is still being edited. */
const edit = async (
  keys: string,
  options: {
    history?: string[];
    columns?: number;
    rows?: number;
    complete?: (line: string, cursor: number) => Completion;
  } = {},
): Promise<Typed> => {
  const screen = new Screen(options.columns ?? 40, options.rows ?? 10);
  const editor = new LineEditor({
    screen: {
      get columns() {
        return screen.columns;
      },
      rows: screen.rows,
      // As a terminal line does: a newline returns the carriage too.
      write: async (text) => screen.write(text.replaceAll('\n', '\r\n')),
    },
    complete: async (line, cursor) => options.complete?.(line, cursor) ?? NONE,
  });
  const decoder = new KeyDecoder();
  const bytes = [...new TextEncoder().encode(keys)];
  const press = (how?: Parameters<KeySource>[0]): Key | undefined => {
    if (how === 'literal') decoder.literal();
    for (;;) {
      const byte = bytes.shift();
      if (byte === undefined && how === 'escape' && decoder.escapeWaits) {
        decoder.forget();
        return { name: 'escape' };
      }
      if (byte === undefined) return undefined;
      const [key] = decoder.keys(new Uint8Array([byte]));
      if (key !== undefined) return key;
    }
  };
  const idle = new Promise<undefined>((resolve) => {
    const next: KeySource = (how) => {
      const key = press(how);
      if (key !== undefined) return Promise.resolve(key);
      resolve(undefined);
      return new Promise(() => {});
    };
    void editor.edit({ prompt: '$ ', keys: next, history: options.history ?? [] }).then((outcome) => {
      result = outcome;
      resolve(undefined);
    });
  });
  let result: EditedLine | undefined;
  await idle;
  return { outcome: result, screen };
};

const KEYS: Readonly<Record<string, string>> = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  delete: '\x1b[3~',
  backspace: '\x7f',
  enter: '\r',
  tab: '\t',
};

/** `abc<left>` → keys; `<C-a>` and `<M-b>` too. */
const keys = (text: string): string =>
  text.replace(/<([^>]+)>/g, (_, name: string) => {
    if (name.startsWith('C-')) return String.fromCharCode(name.charCodeAt(2) & 0x1f);
    if (name.startsWith('M-')) return `\x1b${name === 'M-backspace' ? '\x7f' : name.slice(2)}`;
    return KEYS[name] ?? '';
  });

describe('what keys make of a line', () => {
  test.each([
    ['text', 'hello<enter>', 'hello'],
    ['letters from everywhere', 'äß日🍓<enter>', 'äß日🍓'],
    ['Left and typing inserts', 'hllo<left><left><left>e<enter>', 'hello'],
    ['Home and End', 'b<home>a<end>c<enter>', 'abc'],
    ['Home and End, numbered', 'b\x1b[1~a\x1b[4~c<enter>', 'abc'],
    ['Ctrl-A and Ctrl-E', 'b<C-a>a<C-e>c<enter>', 'abc'],
    ['Ctrl-B and Ctrl-F', 'ac<C-b>b<C-f>d<enter>', 'abcd'],
    ['Backspace', 'abx<backspace>c<enter>', 'abc'],
    ['Ctrl-H', 'abx\bc<enter>', 'abc'],
    ['Backspace at the beginning does nothing', 'a<home><backspace><enter>', 'a'],
    ['Delete', 'xab<home><delete><enter>', 'ab'],
    ['Ctrl-D in a line deletes', 'xab<home><C-d><enter>', 'ab'],
    ['Ctrl-D at the end of a line does nothing', 'ab<C-d><enter>', 'ab'],
    ['Ctrl-K and Ctrl-Y', 'abcd<left><left><C-k><C-y><C-y><enter>', 'abcdcd'],
    ['Ctrl-U', 'abcd<left><C-u><enter>', 'd'],
    ['Ctrl-W takes what blanks separate', 'a b/c-d <C-w>x<enter>', 'a x'],
    ['kills in a row are one', 'a b c<C-w><C-w><C-y><enter>', 'a b c'],
    ['Alt-Backspace takes a word', 'a b/c-d<M-backspace>x<enter>', 'a b/c-x'],
    ['Alt-B and Alt-D', 'one two three<M-b><M-b><M-d><enter>', 'one  three'],
    ['Alt-F', 'one two<home><M-f>!<enter>', 'one! two'],
    ['Ctrl-Right and Ctrl-Left', 'one two\x1b[1;5D1\x1b[1;5C2<enter>', 'one 1two2'],
    ['Ctrl-T', 'ab<C-t><enter>', 'ba'],
    ['Ctrl-T in the middle', 'abc<left><C-t><enter>', 'acb'],
    ['an accent goes with its letter', 'ae\u0301<backspace><enter>', 'a'],
    ['unknown keys are let pass', 'a\x1b[24~\x1b[5~b<enter>', 'ab'],
    ['the marks of a bracketed paste', '\x1b[200~a b\x1b[201~<enter>', 'a b'],
  ])('%s', async (_, typed, line) => {
    expect((await edit(keys(typed))).outcome).toEqual({ kind: 'line', text: line });
  });
});

describe('history', () => {
  const history = ['first', 'second one', 'third'];
  test.each([
    ['Up brings the last line', '<up><enter>', 'third'],
    ['Ctrl-P and Ctrl-N', '<C-p><C-p><C-n><enter>', 'third'],
    ['Down comes back to what was being typed', 'new<up><up><down><down><enter>', 'new'],
    ['the oldest is the end', '<up><up><up><up><up><enter>', 'first'],
    ['a changed line is still changed on coming back', '<up>!<up><down><enter>', 'third!'],
    ['Ctrl-R searches backwards', '<C-r>s<enter>', 'second one'],
    ['Ctrl-R again goes on', '<C-r>i<C-r><enter>', 'first'],
    ['a key ends the search and acts on the line', '<C-r>sec<end>!<enter>', 'second one!'],
    ['Ctrl-G gives the line back', 'mine<C-r>sec<C-g><enter>', 'mine'],
    ['Backspace takes letters back, not the search', '<C-r>fir<backspace><backspace><backspace>s<enter>', 'first'],
  ])('%s', async (_, typed, line) => {
    expect((await edit(keys(typed), { history })).outcome).toEqual({ kind: 'line', text: line });
  });

  test('the search shows what it looks for and what it found', async () => {
    expect((await edit(keys('<C-r>on'), { history })).screen.text).toBe("(reverse-i-search)`on': second one");
    expect((await edit(keys('<C-r>zz'), { history })).screen.text).toBe("(failed reverse-i-search)`zz':");
  });
});

describe('how editing ends', () => {
  test('Ctrl-C shows ^C at the end of the line', async () => {
    const { outcome, screen } = await edit(keys('abc<home><C-c>'));
    expect(outcome).toEqual({ kind: 'interrupt' });
    expect(screen.text).toBe('$ abc^C');
    expect(screen.cursor).toEqual({ row: 1, column: 0 });
  });
  test('Ctrl-D on an empty line ends the input', async () => {
    expect((await edit('\x04')).outcome).toEqual({ kind: 'end' });
  });
  test('Ctrl-C leaves a search too', async () => {
    expect((await edit(keys('<C-r>x<C-c>'), { history: ['x'] })).outcome).toEqual({ kind: 'interrupt' });
  });
});

/** Rows of a screen on which every line has room. */
const TALL = 200;

describe('the screen', () => {
  test('a line longer than the screen wraps, and the cursor is where it should be', async () => {
    const { screen } = await edit(keys('abcdefghijklm<left><left>'), { columns: 10 });
    expect(screen.lines).toEqual(['$ abcdefgh', 'ijklm']);
    expect(screen.cursor).toEqual({ row: 1, column: 3 });
  });
  test('a line that fills the row puts the cursor on the next', async () => {
    const { screen } = await edit('abcdefgh', { columns: 10 });
    expect(screen.cursor).toEqual({ row: 1, column: 0 });
  });
  test('taking away what had wrapped clears the row', async () => {
    const { screen } = await edit(keys('abcdefghij<home><delete><delete><delete>'), { columns: 10 });
    expect(screen.lines.join('|').replace(/\|+$/, '')).toBe('$ defghij');
    expect(screen.cursor).toEqual({ row: 0, column: 2 });
  });
  test('a wide character that does not fit goes to the next row', async () => {
    const { screen } = await edit(keys('abcdefg日x<left>'), { columns: 10 });
    expect(screen.lines).toEqual(['$ abcdefg', '日x']);
    expect(screen.cursor).toEqual({ row: 1, column: 2 });
  });
  test('Ctrl-L clears it and shows the line again', async () => {
    const { screen } = await edit(keys('abc<left><C-l>'));
    expect(screen.text).toBe('$ abc');
    expect(screen.cursor).toEqual({ row: 0, column: 4 });
  });
  test('Enter in the middle of a wrapped line goes below it', async () => {
    const { screen } = await edit(keys('abcdefghijkl<home><enter>'), { columns: 10 });
    expect(screen.cursor).toEqual({ row: 2, column: 0 });
  });
  test('Enter after a full row makes no empty one', async () => {
    const { screen } = await edit(keys('abcdefgh<enter>'), { columns: 10 });
    expect(screen.cursor).toEqual({ row: 1, column: 0 });
  });

  test('whatever is typed, it shows the prompt, the line and the cursor', async () => {
    const pieces = [
      'a',
      'Z',
      ' ',
      '日',
      '🍓',
      'é',
      'e\u0301',
      ...['left', 'right', 'home', 'end', 'backspace', 'delete'].map((n) => KEYS[n] ?? ''),
    ];
    const actions = [
      ...pieces,
      '\x0b',
      '\x15',
      '\x17',
      '\x19',
      '\x14',
      '\x1bb',
      '\x1bf',
      '\x1bd',
      KEYS['up'] ?? '',
      KEYS['down'] ?? '',
    ];
    const history = ['short', 'a line that is much longer than the screen is wide', '日本語日本語日本語'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...actions), { maxLength: 60 }),
        fc.integer({ min: 6, max: 30 }),
        async (typed, columns) => {
          const all = typed.join('');
          const { screen } = await edit(all, { columns, history, rows: TALL });
          const { outcome } = await edit(`${all}\r`, { columns, history, rows: TALL });
          const line = outcome?.kind === 'line' ? outcome.text : '';
          const fresh = new Screen(columns, TALL);
          fresh.write(`$ ${line}`);
          expect(screen.text).toBe(fresh.text);
          // The cursor: typing a mark there must show it where the line has it.
          const marked = await edit(`${all}\u2588`, { columns, history, rows: TALL });
          const { outcome: after } = await edit(`${all}\u2588\r`, { columns, history, rows: TALL });
          const expected = new Screen(columns, TALL);
          expected.write(`$ ${after?.kind === 'line' ? after.text : ''}`);
          expect(marked.screen.text).toBe(expected.text);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('Tab', () => {
  const words = ['mosquitto_pub', 'mosquitto_sub', 'cat'];
  const complete = (line: string, cursor: number): Completion => {
    const typed = line.slice(0, cursor);
    const found = words.filter((word) => word.startsWith(typed));
    return { start: 0, candidates: found.map((text) => ({ text, suffix: ' ', label: text })) };
  };
  test('completes the only one, with a blank', async () => {
    expect((await edit('c\t\r', { complete })).outcome).toEqual({ kind: 'line', text: 'cat ' });
  });
  test('completes what all have in common', async () => {
    expect((await edit('m\t\r', { complete })).outcome).toEqual({ kind: 'line', text: 'mosquitto_' });
  });
  test('rings when there is nothing to complete', async () => {
    expect((await edit('x\t', { complete })).screen.bells).toBe(1);
  });
  test('a second Tab lists them, and the line stands below', async () => {
    const { screen } = await edit('m\t\t\t', { complete });
    expect(screen.lines).toEqual(['$ mosquitto_', 'mosquitto_pub  mosquitto_sub', '$ mosquitto_']);
  });
  test('completes in the middle of a line', async () => {
    expect((await edit(keys('c x<home><right>\t<enter>'), { complete })).outcome).toEqual({
      kind: 'line',
      text: 'cat x',
    });
  });
});
