import { expect, test } from 'vitest';
import { LAZY_PROGRAMS, LazyPrograms } from '#runtime/browser/lazy-programs.ts';
import { programs } from '#runtime/lab/programs.ts';
import { TestLab } from '../kit/lab.ts';

test('what a page fetches late is all that runtime/programs has, at the same paths', () => {
  const lazy = new LazyPrograms();
  expect(LAZY_PROGRAMS).toEqual(programs.map(({ name }) => name));
  expect(lazy.commands.map(({ paths }) => paths)).toEqual(programs.map(({ paths }) => paths));
});

test('a program that is fetched with the first key runs, and Tab knows its options', async () => {
  const lazy = new LazyPrograms(() => Promise.resolve({ programs }));
  const lab = await TestLab.open({ programs: lazy.commands });
  await lab.keys('rpi-broker#1', 'mosquitto_sub --will-pay\t');
  expect(lab.screen('rpi-broker#1')).toMatch(/--will-pay\x07?$/);
  lazy.fetch();
  await lab.keys('rpi-broker#1', '\t');
  expect(lab.screen('rpi-broker#1')).toMatch(/load $/);
  await lab.keys('rpi-broker#1', '\x15');
  await lab.type('rpi-broker#1', 'mosquitto_sub -t a -C 1');
  await lab.type('rpi-broker#2', 'mosquitto_pub -t a -m here');
  expect(lab.screen('rpi-broker#1')).toMatch(/\nhere\n/);
});

test('one that cannot be fetched says so with the remedy, exits with 126, and is tried again', async () => {
  let reachable = false;
  const lazy = new LazyPrograms(() =>
    reachable ? Promise.resolve({ programs }) : Promise.reject(new Error('no network')),
  );
  const lab = await TestLab.open({ programs: lazy.commands });
  lazy.fetch();
  await lab.type('rpi-broker#1', 'mosquitto_pub -t a -m x; echo $?');
  expect(lab.screen('rpi-broker#1')).toContain(
    'mosquitto_pub: this page could not fetch the program (Error: no network). Reload the page.\n126\n',
  );
  reachable = true;
  await lab.type('rpi-broker#1', 'mosquitto_pub -t a -m x; echo $?');
  expect(lab.screen('rpi-broker#1')).toMatch(/\n0\n/);
});
