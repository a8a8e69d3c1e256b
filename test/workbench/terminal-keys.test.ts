import { expect, test } from 'vitest';
import { keyOwner, type KeyPress, withControl } from '../../site/workbench/terminal/terminal-keys.ts';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...modifiers,
});
const ctrl = { ctrlKey: true };

test('Ctrl-C interrupts while nothing is selected, and copies what is', () => {
  expect(keyOwner(press('c', ctrl), false)).toBe('terminal');
  expect(keyOwner(press('c', ctrl), true)).toBe('copy');
});

test('Ctrl-Shift-C copies and never interrupts', () => {
  expect(keyOwner(press('C', { ...ctrl, shiftKey: true }), false)).toBe('copy');
});

test('Ctrl-V and Ctrl-Shift-V are left to the browser, which pastes', () => {
  expect(keyOwner(press('v', ctrl), false)).toBe('page');
  expect(keyOwner(press('V', { ...ctrl, shiftKey: true }), false)).toBe('page');
});

test('F6 leaves the terminal, with Shift too', () => {
  expect(keyOwner(press('F6'), false)).toBe('page');
  expect(keyOwner(press('F6', { shiftKey: true }), false)).toBe('page');
});

test('Tab, cursor keys, Escape, letters and other function keys are the shell’s', () => {
  for (const key of ['Tab', 'ArrowUp', 'Escape', 'v', 'c', 'F1', 'Enter']) {
    expect(keyOwner(press(key), true)).toBe('terminal');
  }
});

test('AltGr, which some keyboards report as Ctrl and Alt, types its character', () => {
  expect(keyOwner(press('v', { ctrlKey: true, altKey: true }), false)).toBe('terminal');
});

test('a Mac’s Command key is never the shell’s', () => {
  expect(keyOwner(press('c', { metaKey: true }), false)).toBe('page');
});

test.each([
  ['c', '\x03'],
  ['R', '\x12'],
  [' ', '\0'],
  ['[', '\x1b'],
  ['_', '\x1f'],
  ['\x1b[C', '\x1b[1;5C'],
  ['\x1bOD', '\x1b[1;5D'],
  ['1', '1'],
  ['ä', 'ä'],
  ['ab', 'ab'],
])('Ctrl held for %j sends %j', (key, sent) => {
  expect(withControl(key)).toBe(sent);
});
