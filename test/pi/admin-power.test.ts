import { expect, test } from 'vitest';
import type { PiProgram } from '#runtime/pi/system.ts';
import { admin } from './admin-run.ts';

/** A shell that ignores SIGTERM, as an interactive bash does, and says what it reads. */
const stubborn: PiProgram = async (process) => {
  process.onSignal('SIGTERM', 'ignore');
  await process.stdout.write('$ ');
  for (let line = await process.stdin.read(); line !== null; line = await process.stdin.read());
  return 0;
};

const withWindow = async () => {
  const lab = admin();
  const window = lab.pi.openTerminal({ session: 1, by: 'learner', shell: { run: stubborn, argv: ['-bash'] } });
  const screen = { text: '' };
  window.output = (text) => (screen.text += text);
  const states: string[] = [];
  lab.pi.onPower = (state) => states.push(state);
  await lab.clock.settle();
  screen.text = '';
  return { ...lab, window, screen, states };
};

test('reboot is root’s', async () => {
  const { run, pi } = admin();
  expect(await run('reboot')).toMatchObject({
    status: 1,
    err: 'Failed to set wall message, ignoring: Interactive authentication required.\nCall to Reboot failed: Interactive authentication required.\n',
  });
  expect(pi.power).toBe('up');
});

test('sudo reboot: windows hear of it and are closed, and the Pi comes back by itself', async () => {
  const { run, pi, clock, screen, states, window } = await withWindow();
  await run('sudo reboot', { ms: 2_000 });
  expect(screen.text).toContain(
    'Broadcast message from root@rpi-broker (Sun 2026-11-22 10:39:00 UTC):\r\n\r\nThe system will reboot now!\r\n',
  );
  expect(screen.text).toMatch(
    /Connection to rpi-broker closed by remote host\.\r\nConnection to rpi-broker closed\.\r\nPress Enter to log in again\.\r\n$/,
  );
  expect(pi.processes().map(({ pid }) => pid)).toEqual([1]);
  screen.text = '';
  window.input('\r');
  expect(screen.text).toBe(
    'ssh: connect to host rpi-broker port 22: No route to host\r\nPress Enter to log in again.\r\n',
  );
  await clock.advance(15_000);
  expect(states).toEqual(['stopping', 'booting', 'up']);
  window.input('\r');
  await clock.settle();
  expect(screen.text).toMatch(/Last login: .*\r\n\$ $/);
  expect(pi.processes().map(({ argv }) => argv[0])).toEqual(['/sbin/init', '/usr/sbin/sshd', '-bash']);
});

test('files stay, pids and the time since boot begin anew', async () => {
  const { run, pi, clock } = await withWindow();
  pi.files.writeFile('/home/pi/kept', 'kept');
  await run('sudo reboot', { ms: 20_000 });
  expect(pi.files.exists('/home/pi/kept')).toBe(true);
  expect(pi.processes().at(-1)?.pid).toBe(804);
  const { out } = await run('cat /proc/uptime');
  expect(Number(out.split(' ')[0])).toBeLessThan(20);
  expect(clock.now()).toBeGreaterThan(0);
});

test('other Pis do not reach it while it is down', async () => {
  const { run, other, lan } = await withWindow();
  await run('sudo reboot', { ms: 3_000 });
  expect(lan.host('rpi-broker').plugged).toBe(false);
  let code = '';
  other.spawn({
    run: async (process) => {
      try {
        await process.network.connect({ host: 'rpi-broker', port: 22 });
      } catch (error) {
        code = (error as { code: string }).code;
      }
      return 0;
    },
    argv: ['caller'],
  });
  await run('true', { ms: 5_000 });
  expect(code).toBe('EHOSTUNREACH');
});

test('a cable that was out before stays out', async () => {
  const { run, lan, pi } = await withWindow();
  lan.host('rpi-broker').unplug();
  await run('sudo reboot', { ms: 20_000 });
  expect([pi.power, lan.host('rpi-broker').plugged]).toEqual(['up', false]);
});

test('a cable that is put in while the machine is off makes it no machine that is on', async () => {
  const { run, lan, pi, window } = await withWindow();
  const host = lan.host('rpi-broker');
  host.unplug();
  await run('sudo poweroff', { ms: 5_000 });
  expect([pi.power, host.cable, host.plugged]).toEqual(['off', false, false]);
  host.plug();
  expect([host.cable, host.plugged]).toEqual([true, false]);
  window.input('\r');
  await run('true', { ms: 20_000 });
  expect([pi.power, host.plugged]).toEqual(['up', true]);
});

test.each(['poweroff', 'halt', 'shutdown now', 'systemctl poweroff'])(
  'sudo %s: off, until Enter puts the plug in again',
  async (line) => {
    const { run, pi, clock, screen, window } = await withWindow();
    await run(`sudo ${line}`, { ms: 60_000 });
    expect(pi.power).toBe('off');
    screen.text = '';
    window.input('\r');
    expect(screen.text).toContain('You pull the plug of rpi-broker and put it in again.');
    await clock.advance(13_000);
    window.input('\r');
    await clock.settle();
    expect([pi.power, screen.text.endsWith('$ ')]).toEqual(['up', true]);
  },
);

test('shutdown -r +1 is a plan; -c takes it back', async () => {
  const { run, pi, screen, clock } = await withWindow();
  expect((await run('sudo shutdown -r +1')).err).toBe(
    "Reboot scheduled for Sun 2026-11-22 10:40:00 UTC, use 'shutdown -c' to cancel.\n",
  );
  expect(screen.text).toContain('The system will reboot at Sun 2026-11-22 10:40:00 UTC!');
  await run('sudo shutdown -c');
  expect(screen.text).toContain('System shutdown has been cancelled');
  await clock.advance(120_000);
  expect(pi.power).toBe('up');
  await run('sudo shutdown 10:45', { ms: 300_000 });
  expect(pi.power).toBe('off');
});

test('shutdown: a time that is none, and nobody but root', async () => {
  const { run } = admin();
  for (const time of ['soon', '25:00', '+x', '-5m'])
    expect((await run(['sudo', 'shutdown', '--', time])).status, time).toBe(1);
  expect((await run('sudo shutdown later')).err).toBe('Failed to parse time specification: later\n');
  expect((await run('shutdown +5')).err).toContain('Failed to schedule shutdown: Interactive authentication required.');
  expect((await run('sudo shutdown -k now')).status).toBe(0);
});

test('an ssh session from another Pi sees its connection closed', async () => {
  const { other, run, clock } = await withWindow();
  let said = '';
  other.spawn({
    run: async (process) => {
      const [reader, writer] = process.pipe();
      const pid = process.spawn({
        run: '/usr/bin/ssh',
        argv: ['ssh', 'pi@rpi-broker', 'waits'],
        files: new Map([...process.fds, [2, writer]]),
      });
      writer.close();
      for (let block = await reader.read(1_000); block !== null; block = await reader.read(1_000))
        said += new TextDecoder().decode(block);
      return (await process.wait(pid)).status;
    },
    argv: ['starter'],
    user: 'pi',
  });
  await clock.settle();
  await run('sudo reboot', { ms: 5_000 });
  expect(said).toContain('closed by remote host');
});

test('restoring files in the middle of a boot leaves a machine that is up, and reachable', async () => {
  const { run, pi, lan, clock } = await withWindow();
  const snapshot = pi.snapshot();
  await run('sudo reboot', { ms: 5_000 });
  pi.restore(snapshot);
  await clock.advance(30_000);
  expect([pi.power, lan.host('rpi-broker').plugged]).toEqual(['up', true]);
});
