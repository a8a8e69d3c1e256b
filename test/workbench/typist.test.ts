import { expect, test } from 'vitest';
import { KEY_INTERVAL, Typist } from '../../site/workbench/terminal/typist.ts';
import { LineWatch } from '../../site/workbench/terminal/line-watch.ts';
import { manualClock } from '../kit/clock.ts';
import type { TerminalId } from '#runtime/events/event.ts';

function desk() {
  const clock = manualClock();
  const pressed: string[] = [];
  const shown: TerminalId[] = [];
  const lines = new Map<TerminalId, LineWatch>();
  const line = (terminal: TerminalId): LineWatch => {
    const watch = lines.get(terminal) ?? new LineWatch();
    lines.set(terminal, watch);
    return watch;
  };
  const typist = new Typist(
    {
      show: (terminal) => shown.push(terminal),
      press: (terminal, key) => {
        line(terminal).keys(key);
        pressed.push(key);
      },
      lineBegun: (terminal) => line(terminal).begun,
    },
    clock,
  );
  return { clock, pressed, shown, line, typist };
}

test('a command is typed key by key, and Enter is left to the learner', async () => {
  const { clock, pressed, shown, typist } = desk();
  typist.type('rpi-pub#1', 'ls\n');
  expect([shown, pressed]).toEqual([['rpi-pub#1'], ['l']]);
  await clock.advance(KEY_INTERVAL);
  expect(pressed).toEqual(['l', 's']);
  await clock.advance(1_000);
  expect(pressed).toEqual(['l', 's']);
});

test('a command that the learner wants run ends with Enter', async () => {
  const { clock, pressed, typist } = desk();
  typist.type('rpi-pub#1', 'ls', true);
  await clock.advance(1_000);
  expect(pressed).toEqual(['l', 's', '\r']);
});

test('a line that was begun is cleared first', async () => {
  const { clock, pressed, line, typist } = desk();
  line('rpi-pub#1').keys('ech');
  typist.type('rpi-pub#1', 'ls');
  await clock.advance(1_000);
  expect(pressed).toEqual(['\x15', 'l', 's']);
});

test('an empty line is not cleared', async () => {
  const { clock, pressed, line, typist } = desk();
  line('rpi-pub#1').keys('echo\r');
  typist.type('rpi-pub#1', 'ls');
  await clock.advance(1_000);
  expect(pressed).toEqual(['l', 's']);
});

test('what is asked for meanwhile waits its turn', async () => {
  const { clock, pressed, shown, typist } = desk();
  typist.type('rpi-pub#1', 'ab');
  typist.type('rpi-sub#1', 'cd');
  await clock.advance(1_000);
  expect(pressed.join('')).toBe('abcd');
  expect(shown).toEqual(['rpi-pub#1', 'rpi-sub#1']);
});

test('a second command for the same terminal replaces the first', async () => {
  const { clock, pressed, typist } = desk();
  typist.type('rpi-pub#1', 'ab');
  typist.type('rpi-pub#1', 'cd');
  await clock.advance(1_000);
  expect(pressed).toEqual(['a', 'b', '\x15', 'c', 'd']);
});

test('it stops at once, with all that was waiting, and can begin again', async () => {
  const { clock, pressed, typist } = desk();
  typist.type('rpi-pub#1', 'abc');
  typist.type('rpi-sub#1', 'def');
  typist.stop();
  await clock.advance(1_000);
  expect(pressed).toEqual(['a']);
  typist.type('rpi-sub#1', 'x');
  expect(pressed).toEqual(['a', 'x']);
});

test('an emoji is one key, and an Enter inside a command belongs to it', async () => {
  const { clock, pressed, typist } = desk();
  typist.type('rpi-pub#1', '🍓\nb');
  await clock.advance(1_000);
  expect(pressed).toEqual(['🍓', '\r', 'b']);
});

test('nothing to type presses nothing', async () => {
  const { clock, pressed, typist } = desk();
  typist.type('rpi-pub#1', ' \n');
  typist.type('rpi-pub#1', 'a');
  await clock.advance(1_000);
  expect(pressed).toEqual(['a']);
});

test.each([
  ['a letter', 'x', true],
  ['an older command', '\x1b[A', true],
  ['Enter', 'ls\r', false],
  ['Ctrl-C', 'ls\x03', false],
  ['Ctrl-D', '\x04', false],
  ['Ctrl-U', 'ls\x15', false],
  ['a paste that ends in the middle of a line', 'ls\rec', true],
])('%s: is a line begun?', (_, keys, begun) => {
  const watch = new LineWatch();
  watch.keys(keys);
  expect(watch.begun).toBe(begun);
});

test('Ctrl-L leaves the line as it was', () => {
  const watch = new LineWatch();
  watch.keys('a');
  watch.keys('\x0c');
  expect(watch.begun).toBe(true);
});
