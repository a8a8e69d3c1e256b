import { expect, test } from 'vitest';
import { LateCommands } from '#runtime/browser/late-commands.ts';
import { piCommands } from '#runtime/lab/pi-commands.ts';
import { present } from '#runtime/pi/late.ts';
import * as lateParts from '#runtime/pi/shell/late-parts.ts';
import { TestLab } from '../kit/lab.ts';

const WINDOW = 'rpi-broker#1';

test('on a German page the manual speaks German, here and on the Pis that one logs in to', async () => {
  const lab = await TestLab.open({ language: 'de' });
  await lab.type(WINDOW, 'man mosquitto_pub | head -4');
  expect(lab.screen(WINDOW)).toContain('mosquitto_pub - eine Nachricht veröffentlichen\n');
  await lab.type(WINDOW, 'ssh rpi-pub');
  await lab.type(WINDOW, 'echo "$MANOPT."; whatis whoami; man -f uname');
  expect(lab.screen(WINDOW)).toContain('-L de.\n');
  expect(lab.screen(WINDOW)).toContain('uname (1)            - ausgeben, was für ein System dies ist\n');
});

test('on an English page it speaks English', async () => {
  const lab = await TestLab.open();
  await lab.type(WINDOW, 'man mosquitto_pub | head -4; echo "$MANOPT."');
  expect(lab.screen(WINDOW)).toContain('mosquitto_pub - publish a message\n');
  expect(lab.screen(WINDOW)).toContain('\n.\n');
});

test('a page that fetches commands late has their pages all the same', async () => {
  const late = new LateCommands();
  const lab = await TestLab.open({
    language: 'de',
    commands: piCommands({ shell: present(lateParts), commands: late.commands }),
  });
  lab.lab.terminal(WINDOW).input('man man | cat\r');
  // The code comes from files here: that takes turns of the event loop, and no time of the lab.
  for (let turn = 0; turn < 500 && !lab.screen(WINDOW).includes('SIEHE AUCH'); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await lab.clock.settle();
  }
  expect(lab.screen(WINDOW)).toContain('man - eine Seite des Handbuchs zeigen\n');
});
