import { expect, test } from 'vitest';
import type { ServiceUnit } from '#runtime/pi/services/unit.ts';
import { admin } from './admin-run.ts';

/** A service that says a line, is ready, and ends when asked to. */
const clockwork = (rest: Partial<ServiceUnit> = {}): ServiceUnit => ({
  name: 'clockwork',
  description: 'A clock that ticks',
  documentation: ['man:clockwork(8)'],
  argv: ['/usr/sbin/clockworkd', '-D'],
  notifies: true,
  run: async (process) => {
    process.onSignal('SIGHUP', () => {});
    await process.stderr.write('wound up\n');
    process.ready?.();
    await new Promise<void>((asked) => process.onSignal('SIGTERM', asked));
    await process.stderr.write('run down\n');
    return 0;
  },
  ...rest,
});

const withClockwork = async (rest: Partial<ServiceUnit> = {}) => {
  const lab = admin();
  const unit = lab.pi.install(clockwork(rest));
  void unit.start();
  await lab.clock.settle();
  return { ...lab, unit };
};

const STARTED = `Nov 22 10:39:00 rpi-broker systemd[1]: Starting clockwork.service - A clock that ticks...
Nov 22 10:39:00 rpi-broker clockworkd[805]: wound up
Nov 22 10:39:00 rpi-broker systemd[1]: Started clockwork.service - A clock that ticks.
`;

test('systemctl status says what the service is, how it fares, and what it said', async () => {
  const { run, clock } = await withClockwork();
  await clock.advance(65_000);
  const { out, status } = await run('systemctl status clockwork');
  expect(status).toBe(0);
  expect(out).toMatch(
    /^● clockwork\.service - A clock that ticks\n {5}Loaded: loaded \(\/lib\/systemd\/system\/clockwork\.service; enabled; preset: enabled\)\n {5}Active: active \(running\) since Sun 2026-11-22 10:39:00 UTC; 1min 5s ago\n {7}Docs: man:clockwork\(8\)\n {3}Main PID: 805 \(clockworkd\)\n/,
  );
  expect(out.endsWith(`└─805 /usr/sbin/clockworkd -D\n\n${STARTED}`)).toBe(true);
});

test('stop, start and restart need root, and really do it', async () => {
  const { run, unit } = await withClockwork();
  expect(await run('systemctl stop clockwork')).toMatchObject({
    status: 1,
    err: "Failed to stop clockwork.service: Interactive authentication required.\nSee system logs and 'systemctl status clockwork.service' for details.\n",
  });
  expect(unit.state).toBe('active');
  expect(await run('sudo systemctl stop clockwork')).toMatchObject({ status: 0, out: '', err: '' });
  expect(unit.state).toBe('inactive');
  const stopped = await run('systemctl status clockwork.service');
  expect(stopped.status).toBe(3);
  expect(stopped.out).toContain('○ clockwork.service');
  expect(stopped.out).toContain('Active: inactive (dead) since');
  expect(stopped.out).toContain('(code=exited, status=0/SUCCESS)');
  expect((await run('sudo systemctl start clockwork')).status).toBe(0);
  const before = unit.status.pid;
  expect((await run('sudo service clockwork restart')).status).toBe(0);
  expect([unit.state, unit.status.pid === before]).toEqual(['active', false]);
});

test('is-active and is-enabled answer in one word and with their status', async () => {
  const { run } = await withClockwork();
  expect(await run('systemctl is-active clockwork')).toMatchObject({ status: 0, out: 'active\n' });
  expect(await run('systemctl is-active nothing')).toMatchObject({ status: 3, out: 'inactive\n' });
  expect(await run('systemctl is-enabled clockwork')).toMatchObject({ status: 0, out: 'enabled\n' });
  expect(await run('systemctl -q is-enabled clockwork')).toMatchObject({ status: 0, out: '' });
});

test('a unit that is not there', async () => {
  const { run } = admin();
  expect(await run('systemctl status nothing')).toMatchObject({
    status: 4,
    err: 'Unit nothing.service could not be found.\n',
  });
  expect(await run('sudo systemctl start nothing')).toMatchObject({
    status: 5,
    err: 'Failed to start nothing.service: Unit nothing.service not found.\n',
  });
  expect((await run('sudo systemctl stop nothing')).err).toBe(
    'Failed to stop nothing.service: Unit nothing.service not loaded.\n',
  );
  expect((await run('sudo service nothing start')).status).toBe(5);
});

test('bad lines: no unit, no such verb, no such option', async () => {
  const { run } = admin();
  expect(await run('systemctl start')).toMatchObject({
    status: 1,
    err: "systemctl: Too few arguments.\nTry 'systemctl --help' for more information.\n",
  });
  expect(await run('systemctl constructor')).toMatchObject({ status: 1, err: 'Unknown command verb constructor.\n' });
  expect((await run('systemctl --wat')).err).toContain("unrecognized option '--wat'");
  expect(await run('service')).toMatchObject({ status: 1, err: expect.stringMatching(/^Usage: service/) as string });
});

test('disable and enable take the link away and set it again', async () => {
  const { run, pi } = await withClockwork();
  const link = '/etc/systemd/system/multi-user.target.wants/clockwork.service';
  expect((await run('systemctl disable clockwork')).err).toBe(
    'Failed to disable unit: Interactive authentication required.\n',
  );
  expect((await run('sudo systemctl disable clockwork')).err).toBe(`Removed "${link}".\n`);
  expect(pi.files.exists(link)).toBe(false);
  expect((await run('sudo systemctl enable --now clockwork')).err).toBe(
    `Created symlink ${link} → /lib/systemd/system/clockwork.service.\n`,
  );
  expect((await run('sudo systemctl enable nothing')).err).toBe(
    'Failed to enable unit: Unit file nothing.service does not exist.\n',
  );
});

test('a service that is killed is started again, five times at most', async () => {
  const { run, pi, unit, clock } = await withClockwork();
  for (let kill = 1; kill <= 5; kill++) {
    expect(unit.state).toBe('active');
    pi.kill(unit.status.pid ?? 0, 'SIGKILL');
    await clock.advance(200);
  }
  expect(unit.state).toBe('failed');
  const { out, status } = await run('systemctl status clockwork');
  expect([status, out.includes('× clockwork.service'), out.includes('Active: failed (Result: signal)')]).toEqual([
    3,
    true,
    true,
  ]);
  expect((await run('journalctl -u clockwork -n 1')).out).toMatch(/Start request repeated too quickly\.\n$/);
  expect((await run('sudo systemctl start clockwork')).status).toBe(0);
  expect(unit.state).toBe('active');
});

test('a service that fails at once: the start says so', async () => {
  const { run } = await withClockwork({ run: async () => 1 });
  expect(await run('sudo systemctl start clockwork')).toMatchObject({
    status: 1,
    err: 'Job for clockwork.service failed because the control process exited with error code.\nSee "systemctl status clockwork.service" and "journalctl -xeu clockwork.service" for details.\n',
  });
});

test('one that does not end when asked is killed after ninety seconds', async () => {
  const { run, unit, clock } = await withClockwork({
    run: async (process) => {
      process.onSignal('SIGTERM', 'ignore');
      process.ready?.();
      for (;;) await process.sleep(1_000);
    },
  });
  await run('sudo systemctl stop clockwork', { ms: 80_000 });
  expect(unit.state).toBe('deactivating');
  await clock.advance(11_000);
  expect(unit.state).toBe('inactive');
});

const withOneElsewhere = () => {
  let where: string | undefined = 'it ticks in the server.';
  const takeOver = () => (where = undefined);
  return withClockwork({ elsewhere: () => (where === undefined ? undefined : { where, takeOver }) });
};

test('one that runs elsewhere is active, and says where', async () => {
  const { run, unit } = await withOneElsewhere();
  const { out } = await run('systemctl status clockwork');
  expect(out).toContain('Active: active (running)');
  expect(out).toContain('Status: "it ticks in the server."');
  expect(await run('sudo systemctl start clockwork')).toMatchObject({ status: 0, err: '' });
  expect(unit.status.elsewhere).toBe('it ticks in the server.');
});

test.each(['restart', 'reload'])('%s brings one that runs elsewhere here, where it starts', async (verb) => {
  const { run, unit } = await withOneElsewhere();
  expect(await run(`sudo systemctl ${verb} clockwork`)).toMatchObject({ status: 0, err: '' });
  expect([unit.state, unit.status.elsewhere, unit.status.pid !== undefined]).toEqual(['active', undefined, true]);
});

test('stop brings one that runs elsewhere here, where it stands still', async () => {
  const { run, unit } = await withOneElsewhere();
  expect((await run('sudo systemctl stop clockwork')).status).toBe(0);
  expect(unit.state).toBe('inactive');
  expect((await run('sudo systemctl start clockwork')).status).toBe(0);
  expect(unit.state).toBe('active');
});

test('only root takes over what runs elsewhere', async () => {
  const { run, unit } = await withOneElsewhere();
  expect((await run('systemctl restart clockwork')).err).toContain('Interactive authentication required.');
  expect(unit.status.elsewhere).toBe('it ticks in the server.');
});

test('journalctl shows a unit’s lines, the last ones, the text alone, as JSON', async () => {
  const { run } = await withClockwork();
  expect((await run('journalctl -u clockwork')).out).toBe(STARTED);
  expect((await run('journalctl -u clockwork.service -n 1')).out).toBe(STARTED.split('\n').slice(2).join('\n'));
  expect((await run('journalctl -u clockwork -o cat -r -n2')).out).toBe(
    'Started clockwork.service - A clock that ticks.\nwound up\n',
  );
  expect(JSON.parse((await run('journalctl -t clockworkd -o json')).out)).toMatchObject({
    MESSAGE: 'wound up',
    _PID: '805',
  });
  expect((await run('journalctl -u nothing')).out).toBe('-- No entries --\n');
  expect((await run('journalctl -g WOUND')).out).toBe('-- No entries --\n');
  expect((await run('journalctl -g wound -o cat')).out).toBe('wound up\n');
});

test('journalctl --since and --until cut by time; what is no time is refused', async () => {
  const { run, unit, clock } = await withClockwork();
  await clock.advance(600_000);
  await unit.reload();
  expect((await run(['journalctl', '-u', 'clockwork', '-o', 'cat', '--since', '1 min ago'])).out).toBe(
    'Reloading clockwork.service - A clock that ticks...\nReloaded clockwork.service - A clock that ticks.\n',
  );
  expect((await run(['journalctl', '-u', 'clockwork', '--until', '10:45'])).out).toBe(STARTED);
  expect((await run(['journalctl', '--since', 'whenever'])).err).toContain('Failed to parse timestamp: whenever');
  expect((await run('journalctl -n x')).status).toBe(1);
  expect((await run('journalctl mosquitto')).err).toContain("Failed to add match 'mosquitto': Invalid argument");
});

test('journalctl -f goes on printing until ^C', async () => {
  const { run, pi, clock, events } = await withClockwork();
  const following = await run('journalctl -u clockwork -f');
  expect(following.status).toBe(-1);
  await run('sudo systemctl stop clockwork');
  const shown = events
    .flatMap((event) => (event.kind === 'printed' && event.process.pid === following.pid ? [event.text] : []))
    .join('');
  expect(shown).toContain('clockworkd[805]: run down\n');
  expect(shown.endsWith('Stopped clockwork.service - A clock that ticks.\n')).toBe(true);
  pi.kill(following.pid, 'SIGINT');
  await clock.settle();
  expect(pi.processes().some(({ argv }) => argv[0] === 'journalctl')).toBe(false);
});

test('who is not in adm sees nothing of the journal', async () => {
  const { run } = admin();
  const { status, err } = await run('journalctl', { user: 'nobody' });
  expect(status).toBe(1);
  expect(err).toContain("Users in groups 'adm', 'systemd-journal' can see all messages.");
});

test('list-units, list-unit-files, cat and service --status-all', async () => {
  const { run } = await withClockwork();
  expect((await run('systemctl')).out).toMatch(
    / {2}UNIT +LOAD +ACTIVE +SUB +DESCRIPTION\n {2}ssh\.service +loaded active running OpenBSD/,
  );
  expect((await run('systemctl list-unit-files')).out).toContain('clockwork.service enabled enabled\n');
  expect((await run('systemctl cat clockwork')).out).toContain('ExecStart=/usr/sbin/clockworkd -D\n');
  expect((await run('service --status-all')).out).toBe(' [ + ]  clockwork\n [ + ]  ssh\n');
});

test('sshd is another name of ssh', async () => {
  const { run } = admin();
  expect((await run('systemctl is-active sshd')).out).toBe('active\n');
  expect((await run('journalctl -u sshd -o cat -n 1')).out).toBe(
    'Started ssh.service - OpenBSD Secure Shell server.\n',
  );
});
