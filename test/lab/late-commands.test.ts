import { expect, test } from 'vitest';
import { GROUPS, LateCommands, PROGRAM_NAMES } from '#runtime/browser/late-commands.ts';
import { piCommands } from '#runtime/lab/pi-commands.ts';
import { programs } from '#runtime/lab/programs.ts';
import { present } from '#runtime/pi/late.ts';
import * as lateParts from '#runtime/pi/shell/late-parts.ts';
import type { Command } from '#runtime/pi/system.ts';
import { TestLab } from '../kit/lab.ts';

const open = (commands: readonly Command[]) =>
  TestLab.open({ commands: piCommands({ shell: present(lateParts), commands }) });

const programsBy = (load: () => Promise<readonly Command[]>): LateCommands => {
  const names: readonly string[] = PROGRAM_NAMES;
  const groups = GROUPS.filter(({ commands }) => commands.some(({ name }) => names.includes(name)));
  return new LateCommands(groups.map((group) => ({ ...group, load })));
};

test.each(GROUPS.map((group) => [group.commands[0]?.name, group] as const))(
  'the group of %s that a page fetches late has what was promised, at the same paths, with the same modes',
  async (_, group) => {
    const there = (await group.load(() => [])).map(({ name, paths, mode }) => [name, paths[0], mode]);
    const promised = group.commands.map(({ name, path, mode }) => [name, path, mode]);
    expect(there.toSorted()).toEqual(promised.toSorted());
  },
);

test('a program that is fetched with the first key runs, and Tab knows its options', async () => {
  const late = programsBy(() => Promise.resolve(programs));
  const lab = await open(late.commands);
  await lab.keys('rpi-broker#1', 'mosquitto_sub --will-pay\t');
  expect(lab.screen('rpi-broker#1')).toMatch(/--will-pay\x07?$/);
  late.fetch();
  await lab.keys('rpi-broker#1', '\t');
  expect(lab.screen('rpi-broker#1')).toMatch(/load $/);
  await lab.keys('rpi-broker#1', '\x15');
  await lab.type('rpi-broker#1', 'mosquitto_sub -t a -C 1');
  await lab.type('rpi-broker#2', 'mosquitto_pub -t a -m here');
  expect(lab.screen('rpi-broker#1')).toMatch(/\nhere\n/);
});

test('one that cannot be fetched says so with the remedy, exits with 126, and is tried again', async () => {
  let reachable = false;
  const late = programsBy(() => (reachable ? Promise.resolve(programs) : Promise.reject(new Error('no network'))));
  const lab = await open(late.commands);
  late.fetch();
  await lab.type('rpi-broker#1', 'mosquitto_pub -t a -m x; echo $?');
  expect(lab.screen('rpi-broker#1')).toContain(
    'mosquitto_pub: this page could not fetch the program (Error: no network). Reload the page.\n126\n',
  );
  reachable = true;
  await lab.type('rpi-broker#1', 'mosquitto_pub -t a -m x; echo $?');
  expect(lab.screen('rpi-broker#1')).toMatch(/\n0\n/);
});
