import { describe, expect, test } from 'vitest';
import { FetchedLate } from '#runtime/browser/fetched-late.ts';
import { createBash } from '#runtime/pi/shell/bash.ts';
import * as lateParts from '#runtime/pi/shell/late-parts.ts';
import { standardCommands } from '#runtime/pi/commands/index.ts';
import { Lan } from '#runtime/lan/lan.ts';
import { Pi } from '#runtime/pi/machine.ts';
import { present } from '#runtime/pi/late.ts';
import * as kernelParts from '#runtime/pi/kernel/late-parts.ts';
import * as sshSession from '#runtime/pi/ssh/session.ts';
import { manualClock } from '../kit/clock.ts';
import { Screen } from './screen.ts';
import { openShell } from './shell-pi.ts';

const PROMPT = 'pi@rpi-broker:~ $';

describe('while a line is edited', () => {
  test('a screen of another width gets the line anew', async () => {
    const { screen, type, terminal, clock } = await openShell({ columns: 40 });
    await type('echo abcdefghijklmnopqrstuvwxyz');
    screen.columns = 30;
    terminal.resize(30, 24);
    await clock.settle();
    expect(screen.text.split('\n').slice(-2)).toEqual([`${PROMPT} echo abcdefg`, 'hijklmnopqrstuvwxyz']);
    await type('\x01X\x05\r');
    expect(screen.text.replaceAll('\n', '')).toContain('-bash: Xecho: command not found');
  });
  test('SIGINT from elsewhere ends the line as Ctrl-C does', async () => {
    const { screen, type, pi, clock, running } = await openShell();
    await type('echo abc');
    pi.kill(running('-bash')[0]?.pid ?? 0, 'SIGINT');
    await clock.settle();
    expect(screen.lines.slice(-2)).toEqual([`${PROMPT} echo abc^C`, PROMPT]);
    await type('echo $?\r');
    expect(screen.lines.at(-2)).toBe('130');
  });
  test('a trapped signal runs its command at once', async () => {
    const { screen, type, pi, clock, running } = await openShell();
    await type("trap 'echo trapped' USR1\r");
    pi.kill(running('-bash')[0]?.pid ?? 0, 'SIGUSR1');
    await clock.settle();
    expect(screen.text).toContain('trapped');
    await type('echo on\r');
    expect(screen.lines.at(-2)).toBe('on');
  });
  test('SIGTERM, Ctrl-Z and Ctrl-\\ do nothing', async () => {
    const { screen, type, pi, clock, running } = await openShell();
    pi.kill(running('-bash')[0]?.pid ?? 0, 'SIGTERM');
    await clock.settle();
    await type('echo \x1a\x1cabc\r');
    expect(screen.lines.at(-2)).toBe('abc');
  });
  test('TMOUT logs out who types nothing', async () => {
    const { screen, type, clock } = await openShell();
    await type('TMOUT=5\r');
    await clock.advance(4_000);
    await type('x');
    await clock.advance(4_000);
    expect(screen.lastLine).toBe(`${PROMPT} x`);
    await clock.advance(2_000);
    expect(screen.text).toContain('timed out waiting for input: auto-logout');
  });
  test('set -o ignoreeof asks for exit', async () => {
    const { screen, type } = await openShell();
    await type('IGNOREEOF=1\r');
    await type('\x04');
    expect(screen.lines.slice(-2)).toEqual(['Use "logout" to leave the shell.', PROMPT]);
    await type('\x04');
    expect(screen.text).toContain('Connection to rpi-broker closed.');
  });
});

describe('a terminal is told to mark what is pasted', () => {
  test('while a line is edited, and not while a command runs', async () => {
    const { screen, type } = await openShell();
    const modes = (): string[] => screen.raw.match(/\x1b\[\?2004[hl]/g) ?? [];
    expect(modes()).toEqual(['\x1b[?2004h']);
    await type('sleep 1\r');
    expect(modes().at(-1)).toBe('\x1b[?2004l');
  });
  test('but not one that knows no such thing', async () => {
    const { screen, type } = await openShell();
    await type('TERM=dumb bash\r');
    const before = screen.raw.length;
    await type('echo a\r');
    expect(screen.raw.slice(before).replace(/\x1b\[\?2004l/, '')).not.toContain('2004');
  });
  test('several pasted lines are one command line, run by Enter', async () => {
    const { screen, type } = await openShell();
    await type('\x1b[200~echo one\recho two\x1b[201~');
    expect(screen.lines.slice(-2)).toEqual([`${PROMPT} echo one`, 'echo two']);
    await type('\r');
    expect(screen.lines.slice(-3)).toEqual(['one', 'two', PROMPT]);
    await type('\x1b[A');
    expect(screen.lines.slice(-2)).toEqual([`${PROMPT} echo one`, 'echo two']);
  });
});

describe('the editor that comes with the first key', () => {
  const openLate = async (load: () => Promise<typeof lateParts>) => {
    const clock = manualClock();
    const late = new FetchedLate(load);
    const pi = new Pi({
      kernelParts: present(kernelParts),
      sshSession: present(sshSession),
      host: 'rpi-broker',
      lan: new Lan({ clock }).addHost('rpi-broker', '192.168.1.3'),
      clock,
      random: { bytes: (length) => new Uint8Array(length) },
      commands: [createBash({ late }), ...standardCommands],
    });
    const screen = new Screen(80, 24);
    const terminal = pi.openTerminal({ session: 1, by: 'learner', columns: 80, rows: 24 });
    terminal.output = (text) => {
      screen.write(text);
      terminal.drawn(text.length);
    };
    await clock.settle();
    const type = async (text: string): Promise<void> => {
      terminal.input(text);
      await clock.settle();
    };
    return { screen, type, clock };
  };

  test('is not asked for by a prompt, and loses no key that was typed before it came', async () => {
    const coming = Promise.withResolvers<typeof lateParts>();
    let asked = 0;
    const { screen, type, clock } = await openLate(() => {
      asked++;
      return coming.promise;
    });
    expect(screen.lastLine).toBe(PROMPT);
    expect(asked).toBe(0);
    await type('echo ear');
    await type('ly\r');
    expect([asked, screen.lastLine]).toEqual([1, PROMPT]);
    coming.resolve(lateParts);
    await clock.settle();
    expect(screen.lines.slice(-3)).toEqual([`${PROMPT} echo early`, 'early', PROMPT]);
  });
  test('that does not come is asked for again with the next key, and the learner is told', async () => {
    let fails = true;
    const { screen, type } = await openLate(() =>
      fails ? Promise.reject(new Error('offline')) : Promise.resolve(lateParts),
    );
    await type('a');
    expect(screen.text).toMatch(/could not fetch .*offline[^]*Press a key to try again/);
    fails = false;
    await type('echo b\r');
    expect(screen.lines.at(-2)).toBe('b');
  });
});
