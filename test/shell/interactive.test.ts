import { expect, test } from 'vitest';
import { openShell } from './shell-pi.ts';

test('the prompt is that of Raspberry Pi OS, colours and all', async () => {
  const { screen, faults } = await openShell();
  expect(faults).toEqual([]);
  expect(screen.raw).toMatch(/\x1b\[01;32mpi@rpi-broker\x1b\[00m:\x1b\[01;34m~ \$\x1b\[00m $/);
});

test('a command that is typed runs', async () => {
  const { screen, type } = await openShell();
  await type('echo Hello World\r');
  expect(screen.lines.slice(1)).toEqual(['pi@rpi-broker:~ $ echo Hello World', 'Hello World', 'pi@rpi-broker:~ $']);
});

test('a pipeline of programs runs', async () => {
  const { screen, type, faults } = await openShell();
  await type('args a "b c" | cat\r');
  expect(faults).toEqual([]);
  expect(screen.lines.slice(1)).toEqual(['pi@rpi-broker:~ $ args a "b c" | cat', '[a][b c]', 'pi@rpi-broker:~ $']);
});
