import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { admin } from './admin-run.ts';
import { machines } from './machine.ts';

test('sudo runs a command as root; without it the same is refused', async () => {
  const { run } = admin();
  expect(await run('cat /etc/shadow')).toMatchObject({ status: 1, out: '' });
  expect((await run('sudo cat /etc/shadow')).out).toContain('root:*:');
});

test('sudo is the status of its command', async () => {
  const { run } = admin();
  expect((await run('sudo ends 7')).status).toBe(7);
});

test.each(['SIGINT', 'SIGKILL'])('a command that ends by %s takes sudo along', async (signal) => {
  const { run } = admin();
  expect((await run(`sudo ends ${signal}`)).signal).toBe(signal);
});

test('sudo -u becomes somebody else, by name or by number', async () => {
  const { run } = admin();
  expect((await run('sudo -u mosquitto whoami')).out).toBe('mosquitto\n');
  expect((await run('sudo -u #110 whoami')).out).toBe('mosquitto\n');
});

test('an unknown user is refused', async () => {
  const { run } = admin();
  expect(await run('sudo -u nobodyatall ls')).toMatchObject({
    status: 1,
    err: 'sudo: unknown user nobodyatall\nsudo: error initializing audit plugin sudoers_audit\n',
  });
});

test('a command that is not there is said to be not found', async () => {
  const { run } = admin();
  expect(await run('sudo nosuchthing')).toMatchObject({ status: 1, err: 'sudo: nosuchthing: command not found\n' });
});

test('sudo cd explains why that cannot be', async () => {
  const { run } = admin();
  const { err, status } = await run('sudo cd /root');
  expect(status).toBe(1);
  expect(err.split('\n')).toEqual([
    'sudo: cd: command not found',
    'sudo: "cd" is a shell built-in command, it cannot be run directly.',
    'sudo: the -s option may be used to run a privileged shell.',
    'sudo: the -D option may be used to run a command in a specific directory.',
    '',
  ]);
});

test('the environment is a fresh one: PATH is safe, HOME is root’s, assignments are added', async () => {
  const { run } = admin();
  const { out } = await run(['sudo', 'GREETING=hello there', 'sh', 'x']);
  expect(out).toBe(
    'sh|x root /home/pi HOME=/root GREETING HOME LANG LOGNAME PATH SHELL SUDO_COMMAND SUDO_GID SUDO_UID SUDO_USER USER\n',
  );
});

test('-E keeps HOME, -i is a login shell in root’s home, -s a shell where one is', async () => {
  const { run } = admin();
  expect((await run('sudo -E sh')).out).toContain('sh root /home/pi HOME=/home/pi');
  expect((await run('sudo -i')).out).toContain('-bash root /root HOME=/root');
  expect((await run('sudo -s')).out).toContain('/bin/bash root /home/pi HOME=/root');
  expect((await run(['sudo', '-i', 'echo', 'a b'])).out).toContain('-bash|-c|echo a\\ b root /root');
});

test('-l lists what pi may do, -v and -k say nothing', async () => {
  const { run } = admin();
  expect((await run('sudo -l')).out).toContain('    (ALL : ALL) ALL\n    (ALL) NOPASSWD: ALL\n');
  expect((await run('sudo -l ls')).out).toBe('/usr/bin/ls\n');
  for (const option of ['-v', '-k', '-K'])
    expect(await run(`sudo ${option}`)).toMatchObject({ status: 0, out: '', err: '' });
});

test('sudo alone, or with an option that it does not have, shows its usage', async () => {
  const { run } = admin();
  const alone = await run('sudo');
  expect([alone.status, alone.err.startsWith('usage: sudo -h | -K | -k | -V\n')]).toEqual([1, true]);
  const wrong = await run('sudo -Z ls');
  expect([wrong.status, wrong.err.split('\n', 1)[0]]).toEqual([1, "sudo: invalid option -- 'Z'"]);
  expect((await run('sudo --help')).out).toContain('Usage: sudo');
});

test('without its line in sudoers.d, pi is asked for a password that nobody has', async () => {
  const { run, pi } = admin();
  pi.files.unlink('/etc/sudoers.d/010_pi-nopasswd');
  expect(await run('sudo -n ls')).toMatchObject({ status: 1, err: 'sudo: a password is required\n' });
  expect((await run('sudo ls')).err).toContain('sudo: a terminal is required to read the password');
  const tried = await run('sudo -S ls', { stdin: 'raspberry\n', ms: 10_000 });
  expect(tried.err).toBe(
    '[sudo] password for pi: Sorry, try again.\n[sudo] password for pi: sudo: no password was provided\nsudo: a password is required\n',
  );
});

test('a mistake in sudoers lets nobody in, and says where it is', async () => {
  const { run, pi } = admin();
  pi.files.writeFile('/etc/sudoers.d/020_mine', 'pi can do what he likes\n');
  expect((await run('sudo ls')).err).toContain('sudo: /etc/sudoers.d/020_mine:1: syntax error\n');
});

test('a rule for one command lets only that one through', async () => {
  const { run, pi } = admin();
  pi.files.writeFile('/etc/sudoers.d/010_pi-nopasswd', 'pi ALL=(root) NOPASSWD: /usr/bin/whoami\n');
  pi.files.writeFile('/etc/sudoers', '@includedir /etc/sudoers.d\n');
  expect((await run('sudo whoami')).out).toBe('root\n');
  expect(await run('sudo -n ls')).toMatchObject({ status: 1, err: 'sudo: a password is required\n' });
});

test('^C reaches the command through sudo; SIGTERM is handed on', async () => {
  const { run, pi, clock } = admin();
  const waiting = await run('sudo ends waits');
  pi.kill(waiting.pid, 'SIGTERM');
  await clock.settle();
  expect(pi.processes().some(({ argv }) => argv.includes('waits'))).toBe(false);
});

test('su asks for a password and lets nobody in; root needs none', async () => {
  const { run } = admin();
  expect(await run('su')).toMatchObject({ status: 1, err: 'su: Authentication token manipulation error\n' });
  expect((await run('sudo su')).out).toContain('bash root /home/pi HOME=/root');
  expect((await run('sudo su -')).out).toContain('-bash root /root HOME=/root');
  expect((await run(['sudo', 'su', '-c', 'ls -l', 'pi'])).out).toContain('bash|-c|ls -l pi /home/pi HOME=/home/pi');
});

test('su of an account without a shell, and of nobody', async () => {
  const { run } = admin();
  expect(await run('sudo su mosquitto')).toMatchObject({
    status: 1,
    out: 'This account is currently not available.\n',
  });
  expect((await run('su hans')).err).toBe(
    'su: user hans does not exist or the user entry does not contain all the required fields\n',
  );
});

test('on a terminal su asks without showing the answer, and takes its time to refuse', async () => {
  const lab = machines();
  const run: PiProgram = async (process) => {
    const pid = process.spawn({ run: '/usr/bin/su', argv: ['su'], files: process.fds });
    const { status } = await process.wait(pid);
    await process.stdout.write(`status ${status}\n`);
    return 0;
  };
  const window = lab.pi.openTerminal({ session: 1, by: 'learner', shell: { run, argv: ['-bash'] } });
  let screen = '';
  window.output = (text) => (screen += text);
  await lab.clock.settle();
  window.input('geheim\r');
  await lab.clock.advance(1_000);
  expect(screen.endsWith('Password: \r\n')).toBe(true);
  await lab.clock.advance(1_500);
  expect(screen).toContain('Password: \r\nsu: Authentication failure\r\nstatus 1\r\n');
  expect(screen).not.toContain('geheim');
});

test('^C at the password prompt ends su and shows keys again', async () => {
  const lab = machines();
  let echo: boolean | undefined;
  const run: PiProgram = async (process) => {
    process.onSignal('SIGINT', () => {});
    const pid = process.spawn({ run: '/usr/bin/su', argv: ['su'], files: process.fds });
    for (;;)
      try {
        const exit = await process.wait(pid);
        echo = process.terminal?.mode.echo;
        return exit.status;
      } catch {
        continue;
      }
  };
  const window = lab.pi.openTerminal({ session: 1, by: 'learner', shell: { run, argv: ['-bash'] } });
  await lab.clock.settle();
  window.input('\x03');
  await lab.clock.settle();
  expect(echo).toBe(true);
  expect(lab.events.findLast((event) => event.kind === 'process-ended' && event.program === 'su')).toMatchObject({
    status: 130,
  });
});
