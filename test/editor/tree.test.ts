import { expect, test } from 'vitest';
import { Tree } from '../../site/editor/files/tree.ts';
import { effect } from '@preact/signals';
import { editorLab } from './editor-lab.ts';

async function treeOf(host = 'rpi-broker') {
  const page = await editorLab();
  const tree = new Tree(page.lab, page.desk, host, '/home/pi');
  effect(() => {
    const changes = page.desk.changes.value;
    if (changes?.host === host) tree.changed(changes.paths);
  });
  await page.settle();
  const rows = (): string[] =>
    tree.rows().map(({ name, depth, note }) => '  '.repeat(depth - 1) + name + (note === undefined ? '' : `: ${note}`));
  return { ...page, tree, rows };
}

test('home first and open, then the whole card', async () => {
  const { rows } = await treeOf();
  expect(rows()).toEqual(['/home/pi', '  controller.py', '  controller.ts', '/']);
});

test('names that begin with a dot are shown on wish', async () => {
  const { tree, rows } = await treeOf();
  tree.dotfiles.value = true;
  expect(rows()).toContain('  .bashrc');
});

test('directories stand before files, and what comes and goes is seen', async () => {
  const { rows, type } = await treeOf();
  await type('rpi-broker#1', 'mkdir zoo; touch ant');
  expect(rows()).toEqual(['/home/pi', '  zoo', '  ant', '  controller.py', '  controller.ts', '/']);
  await type('rpi-broker#1', 'rm ant');
  expect(rows()).not.toContain('  ant');
});

test('an empty directory says so, and so does one that may not be read', async () => {
  const { tree, rows, settle, type } = await treeOf();
  await type('rpi-broker#1', 'mkdir zoo');
  tree.unfold('/home/pi/zoo');
  tree.unfold('/');
  await settle();
  tree.unfold('/root');
  await settle();
  expect(rows()).toContain('  zoo: empty');
  expect(rows()).toContain('  root: EACCES');
});

test('what is folded is gone, and open again it is read again', async () => {
  const { tree, rows, settle } = await treeOf();
  tree.toggle('/home/pi');
  expect(rows()).toEqual(['/home/pi', '/']);
  tree.toggle('/home/pi');
  expect(rows()[0]).toBe('/home/pi: reading');
  await settle();
  expect(rows()).toHaveLength(4);
});

test('a Pi that is not up says so', async () => {
  const { tree, rows, settle, type } = await treeOf();
  await type('rpi-broker#1', 'sudo poweroff');
  tree.toggle('/home/pi');
  tree.toggle('/home/pi');
  await settle();
  expect(rows()[0]).toBe('/home/pi: EHOSTUNREACH');
});
