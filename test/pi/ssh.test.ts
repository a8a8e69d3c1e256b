import { expect, test } from 'vitest';
import * as sshSession from '#runtime/pi/ssh/session.ts';
import type { Command, PiProcess, PiProgram } from '#runtime/pi/system.ts';
import { machines, printed, text } from './machine.ts';

/**
 * Stands in for the shell, so that ssh is tested alone: `-c` runs one of a few words, a login
 * shell answers each line until `exit N`.
 */
const bash: Command = {
  name: 'bash',
  paths: ['/usr/bin/bash'],
  run: async (process: PiProcess) => {
    const command = process.argv[2] ?? '';
    const words: Record<string, PiProgram> = {
      copy: async ({ stdin, stdout }) => {
        for (let block = await stdin.read(); block !== null; block = await stdin.read()) await stdout.write(block);
        return 0;
      },
      where: async ({ hostname, stdout, stderr }) => {
        await stdout.write(`${hostname}\n`);
        await stderr.write('to stderr\n');
        return 7;
      },
      flood: async ({ stdout }) => {
        for (let line = 0; line < 10_000; line++) await stdout.write(`${String(line).padStart(15)}\n`);
        return 0;
      },
      stay: async (staying) => {
        await staying.sleep(3_600_000);
        return 0;
      },
    };
    const program = words[command];
    if (process.argv[1] === '-c') return program === undefined ? 127 : program(process);
    await process.stdout.write(`${process.hostname} $ `);
    for (let line = await process.stdin.read(); line !== null; line = await process.stdin.read()) {
      const exit = /^exit (\d+)/.exec(text(line));
      if (exit !== null) return Number(exit[1]);
      await process.stdout.write(`you said ${text(line)}`);
    }
    return 0;
  },
};

/** Runs ssh on rpi-pub without a terminal. */
const ssh = async (args: readonly string[], options: { stdin?: string; user?: string; ms?: number } = {}) => {
  const lab = machines({ commands: [bash] });
  let status = -1;
  const starter: PiProgram = async (process) => {
    const [reader, writer] = process.pipe();
    const pid = process.spawn({
      run: '/usr/bin/ssh',
      argv: ['ssh', ...args],
      files: new Map([...process.fds, [0, reader]]),
    });
    reader.close();
    await writer.write(new TextEncoder().encode(options.stdin ?? ''));
    writer.close();
    status = (await process.wait(pid)).status;
    return 0;
  };
  lab.other.spawn({ run: starter, argv: ['starter'], user: options.user ?? 'pi', by: 'learner' });
  await lab.clock.advance(options.ms ?? 0);
  expect(lab.faults).toEqual([]);
  const out = printed(lab.events, 'ssh', 'stdout');
  return { ...lab, out, err: printed(lab.events, 'ssh', 'stderr'), status };
};

test('ssh HOST COMMAND runs it there and hands on output, errors and status', async () => {
  const { out, err, status } = await ssh(['rpi-broker', 'where']);
  expect({ out, err, status }).toEqual({ out: 'rpi-broker\n', err: 'to stderr\n', status: 7 });
});

test('what the command does there is still by the learner', async () => {
  const { events } = await ssh(['pi@192.168.1.3', 'where']);
  const there = events.filter((event) => event.kind === 'process-started' && event.host === 'rpi-broker');
  expect(there.at(-1)).toMatchObject({ by: 'learner', argv: ['bash', '-c', 'where'] });
});

test('standard input goes there, and its end too', async () => {
  const { out, status } = await ssh(['rpi-broker', 'copy'], { stdin: 'äöü\n'.repeat(1_000) });
  expect([out, status]).toEqual(['äöü\n'.repeat(1_000), 0]);
});

test('a flood arrives whole', async () => {
  expect((await ssh(['rpi-broker', 'flood'])).out.length).toBe(160_000);
});

test.each([
  [['nobody'], 'ssh: Could not resolve hostname nobody: Name or service not known\n'],
  [['-p', '23', 'rpi-broker'], 'ssh: connect to host rpi-broker port 23: Connection refused\n'],
  [['192.168.1.9'], 'ssh: connect to host 192.168.1.9 port 22: No route to host\n'],
  [['root@rpi-broker', 'where'], 'root@rpi-broker: Permission denied (publickey).\n'],
])('%j fails in the words of ssh, with status 255', async (args, message) => {
  const { err, status } = await ssh(args, { ms: 3_000 });
  expect([err, status]).toEqual([message, 255]);
});

test.each([[[]], [['-Z', 'rpi-broker']], [['-p', 'x', 'rpi-broker']], [['-p']]])(
  '%j is a mistake: usage and status 255',
  async (args) => {
    const { err, status } = await ssh(args);
    expect(err).toContain('usage: ssh ');
    expect(status).toBe(255);
  },
);

test('a broken connection is told, with status 255', async () => {
  const lab = machines({ commands: [bash] });
  const service = lab.other.spawn({ run: '/usr/bin/ssh', argv: ['ssh', 'rpi-broker', 'stay'], user: 'pi' });
  await lab.clock.settle();
  for (const connection of lab.lan.connections.values()) connection.cut();
  await lab.clock.settle();
  expect((await service.exited).status).toBe(255);
  expect(printed(lab.events, 'ssh')).toBe(
    'Read from remote host rpi-broker: Connection reset by peer\nConnection to rpi-broker closed.\n',
  );
});

/** A window on rpi-pub in which `ssh rpi-broker` runs. */
const interactive = async () => {
  const lab = machines({ commands: [bash] });
  const shell = { run: '/usr/bin/ssh', argv: ['ssh', 'rpi-broker'] };
  const window = lab.other.openTerminal({ session: 1, by: 'learner', columns: 90, rows: 30, shell });
  const screen = { text: '' };
  window.output = (output) => (screen.text += output);
  await lab.clock.settle();
  const type = async (keys: string) => {
    window.input(keys);
    await lab.clock.settle();
  };
  return { ...lab, window, screen, type };
};

test('ssh HOST is a session on a terminal of its own there, and its end is told', async () => {
  const { screen, type, pi } = await interactive();
  expect(screen.text).toMatch(/Last login: .* from 192\.168\.1\.4\r\nrpi-broker \$ $/);
  expect(pi.processes().at(-1)).toMatchObject({ argv: ['-bash', '-l'], terminal: 'rpi-pub#1' });
  screen.text = '';
  await type('hi\r');
  expect(screen.text).toBe('hi\r\nyou said hi\r\n');
  screen.text = '';
  await type('exit 3\r');
  expect(screen.text).toContain('exit 3\r\nConnection to rpi-broker closed.\r\n');
});

test('^C goes to the processes there, not to ssh', async () => {
  const { pi, other, type, events } = await interactive();
  await type('\x03');
  expect(events.find((event) => event.kind === 'process-ended' && event.program === 'bash')).toMatchObject({
    host: 'rpi-broker',
    signal: 'SIGINT',
  });
  expect(pi.processes().some(({ terminal }) => terminal !== undefined)).toBe(false);
  expect(other.processes().some(({ argv }) => argv[0] === 'ssh')).toBe(false);
});

test('the terminal is as it was when ssh has ended', async () => {
  const lab = machines({ commands: [bash] });
  const modes: unknown[] = [];
  const run: PiProgram = async (process) => {
    const start = () => process.spawn({ run: '/usr/bin/ssh', argv: ['ssh', 'rpi-broker'], files: process.fds });
    modes.push(process.terminal?.mode);
    const pid = start();
    await process.sleep(10);
    modes.push(process.terminal?.mode);
    await process.wait(pid);
    modes.push(process.terminal?.mode);
    return 0;
  };
  const window = lab.other.openTerminal({ session: 1, by: 'learner', shell: { run, argv: ['program'] } });
  await lab.clock.advance(10);
  window.input('exit 0\r');
  await lab.clock.settle();
  const canonical = { canonical: true, echo: true, signals: true };
  expect(modes).toEqual([canonical, { canonical: false, echo: false, signals: false }, canonical]);
});

test('a killed ssh hangs the session there up', async () => {
  const { pi, other, clock } = await interactive();
  const client = other.processes().find(({ argv }) => argv[0] === 'ssh');
  other.kill(client?.pid ?? 0, 'SIGKILL');
  await clock.settle();
  expect(pi.processes().some(({ argv }) => argv[0] === '-bash')).toBe(false);
});

test('what is no ssh is hung up on, and sshd lives on', async () => {
  const lab = machines({ commands: [bash] });
  const heard: string[] = [];
  lab.other.spawn({
    argv: ['program'],
    run: async (process) => {
      const stream = await process.network.connect({ host: 'rpi-broker', port: 22 });
      stream.open({ data: () => {}, drain: () => {}, closed: (error) => heard.push(error?.code ?? 'closed') });
      stream.write(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'));
      await process.sleep(1_000);
      return 0;
    },
  });
  await lab.clock.settle();
  expect(heard).toEqual(['ECONNRESET']);
  expect(lab.faults).toEqual([]);
  expect(lab.pi.processes().map(({ argv }) => argv[0])).toContain('/usr/sbin/sshd');
});

/** Somebody logs in while the code of a session is still to come. */
const early = async () => {
  const code = Promise.withResolvers<typeof sshSession>();
  const lab = machines({
    commands: [bash],
    sshSession: { now: undefined, get: () => code.promise, arrival: code.promise },
  });
  lab.other.spawn({ run: '/usr/bin/ssh', argv: ['ssh', 'rpi-broker', 'where'], user: 'pi', by: 'learner' });
  await lab.clock.advance(1_000);
  expect(printed(lab.events, 'ssh', 'stdout')).toBe('');
  return { ...lab, code };
};
const ended = (events: Awaited<ReturnType<typeof early>>['events']): number | undefined =>
  events.flatMap((event) => (event.kind === 'process-ended' && event.program === 'ssh' ? [event.status] : []))[0];

test('who logs in before the code of a session is there waits, and is served', async () => {
  const { code, clock, events, faults } = await early();
  code.resolve(sshSession);
  await clock.advance(0);
  expect([printed(events, 'ssh', 'stdout'), ended(events), faults]).toEqual(['rpi-broker\n', 7, []]);
});

test('where it cannot be fetched the connection is closed', async () => {
  const { code, clock, events, faults } = await early();
  code.reject(new Error('no network'));
  await clock.advance(0);
  expect([ended(events), faults]).toEqual([255, []]);
});

test('a machine that was switched off meanwhile begins no session', async () => {
  const { code, clock, events, faults, pi } = await early();
  pi.pullPlug();
  code.resolve(sshSession);
  await clock.advance(1_000);
  expect(faults).toEqual([]);
  expect(
    events.some(
      (event) => event.kind === 'process-started' && event.argv.includes('where') && event.host === 'rpi-broker',
    ),
  ).toBe(false);
});
