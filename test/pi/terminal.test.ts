import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { machines } from './machine.ts';

/** A shell that ends with the first line. */
const brief: PiProgram = async (process) => {
  await process.stdout.write(`$ `);
  await process.stdin.read();
  return 0;
};

const opened = async (run: string | PiProgram = brief) => {
  const lab = machines();
  const window = lab.pi.openTerminal({ session: 1, by: 'learner', shell: { run, argv: ['-bash', '-l'] } });
  const screen = { text: '' };
  window.output = (output) => (screen.text += output);
  await lab.clock.settle();
  return { ...lab, window, screen };
};

test('a window greets with the last login and runs a shell as pi, in its home', async () => {
  const { screen, pi, events } = await opened();
  expect(screen.text).toBe('Last login: Sun Nov 22 10:39:00 2026 from 192.168.1.2\r\n$ ');
  expect(pi.processes().at(-1)).toMatchObject({ user: 'pi', argv: ['-bash', '-l'], terminal: 'rpi-broker#1' });
  expect(events.find((event) => event.kind === 'process-started' && event.terminal !== undefined)?.by).toBe('learner');
});

test('when the shell ends the window says so, and Enter logs in anew', async () => {
  const { screen, clock, window } = await opened();
  screen.text = '';
  window.input('\r');
  await clock.advance(60_000);
  expect(screen.text).toBe('\r\nConnection to rpi-broker closed.\r\nPress Enter to log in again.\r\n');
  window.input('x');
  window.input('\r');
  await clock.settle();
  expect(screen.text).toContain('again.\r\nLast login: Sun Nov 22 10:39:00 2026 from 192.168.1.2\r\n$ ');
});

test('a window without a shell to run says what is missing', async () => {
  const { screen } = await opened('/usr/bin/nothing');
  expect(screen.text).toContain('/usr/bin/nothing: No such file or directory\r\nConnection to rpi-broker closed.');
});

test('keys and sizes are in the log, by whom the window is', async () => {
  const { window, events } = await opened();
  window.input('ls\r');
  window.resize(90, 20);
  window.resize(90, 20);
  expect(events.filter(({ kind }) => kind === 'keys' || kind === 'resize')).toMatchObject([
    { kind: 'keys', terminal: 'rpi-broker#1', text: 'ls\r', by: 'learner' },
    { kind: 'resize', terminal: 'rpi-broker#1', columns: 90, rows: 20, by: 'learner' },
  ]);
});

test('closing the window hangs its session up: SIGHUP', async () => {
  const { window, pi, clock, events } = await opened();
  window.close();
  await clock.settle();
  expect(pi.processes().some(({ terminal }) => terminal !== undefined)).toBe(false);
  expect(events.at(-1)).toMatchObject({ kind: 'process-ended', signal: 'SIGHUP' });
  window.input('nobody is there');
  expect(events.at(-1)).toMatchObject({ kind: 'process-ended' });
});

test('a shell that ends takes its foreground job along; a background job lives on without a terminal', async () => {
  const forever: PiProgram = async (process) => {
    for (;;) {
      await process.sleep(1_000);
      await process.stdout.write('still here\n');
    }
  };
  const { clock, pi, screen } = await opened(async (process) => {
    process.onSignal('SIGHUP', 'ignore');
    process.spawn({ run: forever, argv: ['background'], files: process.fds, group: 'new' });
    await process.sleep(500);
    return 0;
  });
  await clock.advance(600);
  expect(pi.processes().map(({ argv }) => argv[0])).toContain('background');
  await clock.advance(1_000);
  // Its terminal is gone: writing is EIO, which it does not expect.
  expect(pi.processes().map(({ argv }) => argv[0])).not.toContain('background');
  expect(screen.text).not.toContain('still here');
});

test('halt ends every process and every window', async () => {
  const { pi, window, screen, clock } = await opened();
  pi.halt();
  await clock.settle();
  expect(pi.processes().map(({ pid }) => pid)).toEqual([1]);
  screen.text = '';
  window.input('\r');
  await clock.settle();
  expect(screen.text).toBe('');
});

test('a snapshot keeps the files; restoring halts, brings them back and boots', async () => {
  const { pi, clock } = await opened();
  pi.files.writeFile('/home/pi/kept', 'kept');
  const snapshot = structuredClone(pi.snapshot());
  pi.files.writeFile('/home/pi/kept', 'changed');
  pi.files.writeFile('/home/pi/new', 'new');
  pi.restore(snapshot);
  await clock.settle();
  expect(new TextDecoder().decode(pi.files.readFile('/home/pi/kept'))).toBe('kept');
  expect(pi.files.exists('/home/pi/new')).toBe(false);
  expect(pi.snapshot()).toEqual(snapshot);
  expect(pi.processes().map(({ argv }) => argv[0])).toEqual(['/sbin/init', '/usr/sbin/sshd']);
});
