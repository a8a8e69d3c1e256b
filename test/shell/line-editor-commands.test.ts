/** The rest of readline's commands: what each makes of a line. The screens are held against the real bash in test/long. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edited } from './edited.ts';

const HISTORY = ['echo first line', 'cat a/b.txt c.txt', 'mosquitto_sub -h host -t a/b', 'echo second'];

describe('what keys make of a line', () => {
  test.each([
    ['Alt-Y brings the kill before', 'one<C-u>two<C-u>three<C-u><C-y><M-y>', 'two'],
    ['Alt-Y goes round', 'one<C-u>two<C-u><C-y><M-y><M-y>', 'two'],
    ['Alt-Y without Ctrl-Y does nothing', 'one<C-w>x<M-y>', 'x'],
    ['a kill after something else is another', 'one two<C-w>x<C-w><C-y>', 'one x'],
    ['undo takes back what was typed in a row', 'hello<C-_>', ''],
    ['but no more than twenty letters', 'abcdefghijklmnopqrstuvwxyz<C-_>', 'abcdefghijklmnopqrst'],
    ['undo takes back a kill', 'hello world<C-w><C-_>', 'hello world'],
    ['undo by Ctrl-X Ctrl-U', 'a b<C-w><C-x C-u>', 'a b'],
    ['Alt-R takes everything back', 'one two<C-w>x<M-r>', ''],
    ['Alt-T', 'one two<M-t>', 'two one'],
    ['Alt-T with one word does nothing', 'one<M-t>', 'one'],
    ['Alt-U, Alt-C', 'one two three<home><M-u><M-c>', 'ONE Two three'],
    ['Alt-L', 'ONE TWO<home><M-l>', 'one TWO'],
    ['a number', 'abc<M-5>x', 'abcxxxxx'],
    ['a number of two digits', '<M-1>2-', '------------'],
    ['a negative one turns round', 'one two<M--><M-u>', 'one TWO'],
    ['a number given up with Ctrl-G', 'abc<M-4><C-g>d', 'abcd'],
    ['Ctrl-V', 'a<C-v><tab>b', 'a\tb'],
    ['Ctrl-V and Ctrl-C', 'a<C-v><C-c>b', 'a\x03b'],
    ['Alt-\\', 'one   two<left><left><left><left><M-\\>', 'onetwo'],
    ['Ctrl-]', 'abcabc<home><C-]>cX', 'abXcabc'],
    ['Alt-Ctrl-]', 'abcabc<M-C-]>bX', 'abcaXbc'],
    ['the mark', 'abc<home><C-@><end><C-x C-x>X', 'Xabc'],
    ['a macro', 'a<C-x (>bc<C-x )><C-x e>', 'abcbc'],
    ['a macro with a number', '<C-x (>a<C-x )><M-3><C-x e>', 'aaaa'],
    ['Alt-.', 'ls <M-.>', 'ls second'],
    ['Alt-. again', 'ls <M-.><M-.>', 'ls a/b'],
    ['Alt-. with a number', 'ls <M-0><M-.>', 'ls echo'],
    ['Alt-Ctrl-Y', 'ls <M-C-y>', 'ls second'],
    ['Alt-#', 'echo a<M-#>', '#echo a'],
    ['Page Up finds what begins alike', 'echo<pageup><pageup>', 'echo first line'],
    ['Page Down goes back', 'echo<pageup><pageup><pagedown>', 'echo second'],
    ['Alt-P', '<M-p>sub<enter>', 'mosquitto_sub -h host -t a/b'],
    ['Alt-P given up', 'a<M-p><backspace>b', 'ab'],
    ['Alt-< and Alt->', 'x<M-lt><M->>y', 'xy'],
    ['Ctrl-R Ctrl-W takes a word from the line', '<C-r>e<C-w><C-w><home>', 'echo second'],
    ['Ctrl-S looks the other way', '<up><up><up><up><C-s>mos<home>', 'mosquitto_sub -h host -t a/b'],
    ['Escape takes what a search has found', '<C-r>mos<esc>', 'mosquitto_sub -h host -t a/b'],
    ['Ctrl-J does too', '<C-r>mos<C-j><home>#', '#mosquitto_sub -h host -t a/b'],
    ['Ctrl-Z and Ctrl-\\ do nothing', 'a<C-z><C-\\>b', 'ab'],
    ['a paste', 'x<paste>a⏎b<unpaste>y', 'xa\nby'],
    ['a paste is one step to undo', 'x<paste>a⏎b<unpaste><C-_>', 'x'],
    ['keys in a paste are text', '<paste>a\t\x03<unpaste>', 'a\t\x03'],
  ])('%s', async (_, typed, line) => {
    const { outcome } = await edited(typed.endsWith('<M-#>') ? typed : `${typed}<enter>`, { history: HISTORY });
    expect(outcome).toEqual({ kind: 'line', text: line });
  });
});

describe('Ctrl-O', () => {
  test('runs the line and begins the next prompt with the one behind it', async () => {
    const { editor, outcome } = await edited('<up><up><up><C-o>', { history: HISTORY });
    expect(outcome).toEqual({ kind: 'line', text: 'cat a/b.txt c.txt' });
    const next = await edited('<enter>', { history: HISTORY, editor });
    expect(next.outcome).toEqual({ kind: 'line', text: 'mosquitto_sub -h host -t a/b' });
  });
});

describe('lines of history that were changed', () => {
  test('are told of, but not the one that was run', async () => {
    const { editor } = await edited('<up>X<up>Y<up>Z<enter>', { history: HISTORY });
    expect([...editor.edits]).toEqual([
      [2, `${HISTORY[2]}Y`],
      [3, `${HISTORY[3]}X`],
    ]);
  });
});

describe('Ctrl-D', () => {
  test('that has emptied the line does not end the input', async () => {
    expect((await edited('a<home><C-d><C-d>')).outcome).toBeUndefined();
  });
});

test('Ctrl-X Ctrl-E says that there is no editor, and the line is still there', async () => {
  const { screen } = await edited('echo a<C-x C-e>');
  expect(screen.text).toMatch(/^\$ echo a\n\(Ctrl-X Ctrl-E .*this Pi\s*has none\.\)\n\$ echo a$/s);
});

describe('a line with more rows than the screen', () => {
  const long = 'abcdefghij'.repeat(10);
  test('shows those around the cursor', async () => {
    const { screen } = await edited(long, { columns: 10, rows: 4 });
    expect(screen.visible).toEqual(['ijabcdefgh', 'ijabcdefgh', 'ijabcdefgh', 'ij']);
    const atHome = await edited(`${long}<home>X`, { columns: 10, rows: 4 });
    expect(atHome.screen.visible[0]).toBe('$ Xabcdefg');
    expect(atHome.screen.visible).toHaveLength(4);
    expect(atHome.screen.visibleCursor).toEqual({ row: 0, column: 3 });
  });
  test('is shown whole when it is run', async () => {
    const { screen, outcome } = await edited(`${long}<home><enter>`, { columns: 10, rows: 4 });
    expect(outcome).toEqual({ kind: 'line', text: long });
    expect(screen.lines.join('')).toContain(`$ ${long}`);
  });
});

test('however low the screen, what is in view is a part of the line, with the cursor in it', async () => {
  const keys = ['abcde', '日', '<left>', '<home>', '<end>', '<C-k>', '<C-w>', '<C-y>', '<C-t>', '<backspace>', '<M-b>'];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...keys), { maxLength: 40 }),
      fc.integer({ min: 6, max: 12 }),
      fc.integer({ min: 2, max: 5 }),
      async (pressed, columns, rows) => {
        const low = await edited(pressed.join(''), { columns, rows });
        const tall = await edited(pressed.join(''), { columns, rows: 200 });
        const top = tall.screen.cursor.row - low.screen.visibleCursor.row;
        const expected = tall.screen.lines.slice(top, top + rows);
        expect(low.screen.visible.join('\n').trimEnd()).toBe(expected.join('\n').trimEnd());
        expect(low.screen.visibleCursor.column).toBe(Math.min(tall.screen.cursor.column, columns - 1));
      },
    ),
    // The text ends in the last column, above a row that is not in view.
    { numRuns: 150, examples: [[['abcde', '<backspace>', 'abcde', '<M-b>', 'abcde'], 8, 2]] },
  );
});
