import { expect, test } from 'vitest';
import { admin } from './admin-run.ts';

test('sudo apt install of what the lessons need: it is there already', async () => {
  const { run } = admin();
  const { status, out } = await run('sudo apt install -y mosquitto mosquitto-clients');
  expect(status).toBe(0);
  expect(out).toBe(`Reading package lists... Done
Building dependency tree... Done
Reading state information... Done
mosquitto is already the newest version (2.0.11-1.2+deb12u1).
mosquitto-clients is already the newest version (2.0.11-1.2+deb12u1).
0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.
`);
});

test('a package that does not exist cannot be located', async () => {
  const { run } = admin();
  expect(await run('sudo apt-get install moskito')).toMatchObject({
    status: 100,
    err: 'E: Unable to locate package moskito\n',
  });
});

test('without root apt cannot take its locks', async () => {
  const { run } = admin();
  expect(await run('apt-get install jq')).toMatchObject({
    status: 100,
    out: '',
    err: 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n',
  });
  expect((await run('apt-get update')).err).toContain('/var/lib/apt/lists/lock - open (13: Permission denied)');
});

test('apt update asks the sources of /etc/apt and reaches none', async () => {
  const { run, pi } = admin();
  pi.files.writeFile('/etc/apt/sources.list', '# none\ndeb http://example.org/debian bookworm main\n');
  pi.files.writeFile('/etc/apt/sources.list.d/raspi.list', '');
  const { status, out, err } = await run('sudo apt-get update', { ms: 10_000 });
  expect([
    status,
    out.includes("Err:1 http://example.org/debian bookworm InRelease\n  Temporary failure resolving 'example.org'\n"),
  ]).toEqual([0, true]);
  expect(err).toContain('no way to the internet');
});

test('apt warns where no terminal is, list and search and show know the packages', async () => {
  const { run } = admin();
  const listed = await run('apt list --installed mosquitto*');
  expect(listed.err).toBe('\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n');
  expect(listed.out).toBe(
    'Listing... Done\nmosquitto/stable,now 2.0.11-1.2+deb12u1 arm64 [installed]\nmosquitto-clients/stable,now 2.0.11-1.2+deb12u1 arm64 [installed]\n',
  );
  expect((await run('apt search mqtt')).out).toContain('python3-paho-mqtt/stable');
  expect((await run('apt show jq')).out).toContain('Version: 1.6-2.1\n');
  expect((await run('apt show nothing')).status).toBe(100);
});

test('apt removes nothing, and says why', async () => {
  const { run } = admin();
  expect(await run('sudo apt-get remove mosquitto')).toMatchObject({
    status: 100,
    err: 'E: mosquitto: this simulated Raspberry Pi keeps the packages that its lessons need; nothing was removed.\n',
  });
});

test('apt: no command, no such command, no such option', async () => {
  const { run } = admin();
  expect((await run('apt')).out).toContain('Usage: apt [options] command');
  expect(await run('apt-get instal jq')).toMatchObject({ status: 100, err: 'E: Invalid operation instal\n' });
  expect((await run('apt-get --wat')).status).toBe(100);
});

test('dpkg -l lists, with a pattern only what fits', async () => {
  const { run } = admin();
  const { out } = await run('dpkg -l mosquitto*');
  expect(out.split('\n').slice(3, 7)).toEqual([
    '||/ Name              Version            Architecture Description',
    `+++-${'='.repeat(17)}-${'='.repeat(18)}-${'='.repeat(12)}-${'='.repeat(33)}`,
    'ii  mosquitto         2.0.11-1.2+deb12u1 arm64        MQTT version 5.0/3.1.1/3.1 compatible message broker',
    'ii  mosquitto-clients 2.0.11-1.2+deb12u1 arm64        Mosquitto command line MQTT clients',
  ]);
  expect(await run('dpkg -l nothing')).toMatchObject({
    status: 1,
    err: 'dpkg-query: no packages found matching nothing\n',
  });
});

test('dpkg -s, -L, -S and what it does not do', async () => {
  const { run } = admin();
  expect((await run('dpkg -s sudo')).out).toContain('Status: install ok installed\n');
  expect((await run('dpkg -L sudo')).out).toBe('/.\n/usr\n/usr/bin\n/usr/bin/sudo\n');
  expect((await run('dpkg -S /usr/bin/sudo')).out).toBe('sudo: /usr/bin/sudo\n');
  expect((await run('dpkg -S /etc/nothing')).err).toBe('dpkg-query: no path found matching pattern /etc/nothing\n');
  expect((await run('dpkg -s nothing')).err).toBe(
    "dpkg-query: package 'nothing' is not installed and no information is available\n",
  );
  expect((await run('sudo dpkg -i x.deb')).status).toBe(2);
  expect((await run('dpkg')).err).toContain('need an action option');
});

test('pip install is refused on a system that apt manages', async () => {
  const { run } = admin();
  const { status, err } = await run('pip install paho-mqtt');
  expect([status, err.split('\n', 1)[0]]).toEqual([1, 'error: externally-managed-environment']);
});

test('pip with --break-system-packages finds what is there, and nothing else', async () => {
  const { run } = admin();
  expect((await run('pip3 install --break-system-packages paho-mqtt')).out).toContain(
    'Requirement already satisfied: paho-mqtt in /usr/lib/python3/dist-packages (1.6.1)\n',
  );
  const missing = await run('pip install --break-system-packages flask', { ms: 10_000 });
  expect(missing.status).toBe(1);
  expect(missing.err.split('WARNING: Retrying')).toHaveLength(6);
  expect(missing.err.endsWith('ERROR: No matching distribution found for flask\n')).toBe(true);
});

test('pip list, show, freeze, uninstall, and bad lines', async () => {
  const { run } = admin();
  expect((await run('pip list')).out).toContain('paho-mqtt 1.6.1\n');
  expect((await run('pip show Paho_MQTT')).out).toContain('Name: paho-mqtt\n');
  expect((await run('pip freeze')).out).toBe('paho-mqtt==1.6.1\n');
  expect((await run('pip show nothing')).status).toBe(1);
  expect((await run('pip uninstall -y paho-mqtt')).status).toBe(1);
  expect((await run('pip instal x')).err).toBe('ERROR: unknown command "instal"\n');
  expect((await run('pip install')).status).toBe(1);
  expect((await run('pip install -r none.txt')).err).toContain("No such file or directory: 'none.txt'");
});

test.each([
  'apt',
  'apt-get',
  'dpkg',
  'halt',
  'journalctl',
  'pip',
  'pip3',
  'poweroff',
  'reboot',
  'shutdown',
  'su',
  'sudo',
  'systemctl',
])('%s --help prints its usage, an unknown option is a mistake', async (name) => {
  const { run } = admin();
  const help = await run(`${name} --help`);
  expect([help.status, help.out.startsWith(`Usage: ${name}`)]).toEqual([0, true]);
  const wrong = await run(`${name} --no-such-option`);
  expect([wrong.status > 0, wrong.err.includes("unrecognized option '--no-such-option'")]).toEqual([true, true]);
});
