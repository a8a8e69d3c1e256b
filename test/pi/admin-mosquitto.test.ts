import { expect, test } from 'vitest';
import { TestLab } from '../kit/lab.ts';

const BROKER = 'rpi-broker#1';
const SUB = 'rpi-broker#2';

/** What a screen has shown since `type`. */
const after = async (lab: TestLab, line: string, terminal: typeof BROKER | typeof SUB | 'rpi-pub#1' = BROKER) => {
  const before = lab.screen(terminal).length;
  await lab.type(terminal, line);
  return lab.screen(terminal).slice(before);
};

test('systemctl status mosquitto is true of the lab’s broker', async () => {
  const lab = await TestLab.open();
  const shown = await after(lab, 'systemctl status mosquitto');
  expect(shown).toContain('● mosquitto.service - Mosquitto MQTT Broker');
  expect(shown).toContain('Active: active (running) since Sun 2026-11-22 10:39:00 UTC');
  expect(shown).toMatch(/mosquitto\[\d+\]: 1795343940: Loading config file \/etc\/mosquitto\/conf\.d\/mqtt14\.conf/);
  expect(await after(lab, 'sudo tail -n 1 /var/log/mosquitto/mosquitto.log')).toContain(
    '\n1795343940: mosquitto version 2.0.11 running\n',
  );
  lab.lab.end();
});

test('stopped, it refuses clients; started, it serves them again', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, 'sudo systemctl stop mosquitto');
  expect(await after(lab, 'mosquitto_pub -h 192.168.1.3 -t a -m b')).toContain('Connection refused');
  await lab.type(BROKER, 'sudo systemctl start mosquitto');
  expect(await after(lab, 'mosquitto_pub -h 192.168.1.3 -t a -m b && echo sent')).toMatch(/\nsent\n/);
  lab.lab.end();
});

const RETAIN = 'mosquitto_pub -h 192.168.1.3 -t kept -m old -r';
const retained = async (lab: TestLab): Promise<string> => {
  await lab.keys(SUB, '\r');
  await lab.type(SUB, 'clear; mosquitto_sub -h 192.168.1.3 -t kept -W 1; echo ended');
  await lab.clock.advance(2_000);
  return lab.screen(SUB).slice(lab.screen(SUB).lastIndexOf('-t kept'));
};

test('a restart ends connections in order, and keeps what was retained, as Debian’s configuration says', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, RETAIN);
  await lab.type(SUB, 'mosquitto_sub -h 192.168.1.3 -t other');
  await lab.type(BROKER, 'sudo service mosquitto restart');
  expect(lab.of('connection-closed').at(-1)).toMatchObject({ side: 'server' });
  await lab.keys(SUB, '\x03');
  expect(await retained(lab)).toContain('\nold\n');
  lab.lab.end();
});

test('what was retained is there after a reboot, which lets the broker end in order', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, RETAIN);
  await lab.type(BROKER, 'sudo reboot');
  await lab.clock.advance(20_000);
  expect(await retained(lab)).toContain('\nold\n');
  expect(lab.of('process-ended').find(({ program }) => program === 'mosquitto')?.status).toBe(0);
  lab.lab.end();
});

test('without persistence it is forgotten', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, "sudo sed -i 's/^persistence true/persistence false/' /etc/mosquitto/mosquitto.conf");
  await lab.type(BROKER, 'sudo service mosquitto restart');
  await lab.type(BROKER, RETAIN);
  await lab.type(BROKER, 'sudo service mosquitto restart');
  expect(await retained(lab)).not.toContain('\nold\n');
  lab.lab.end();
});

test('killed, it is started again by systemd', async () => {
  const lab = await TestLab.open();
  const pid = lab.lab
    .pi('rpi-broker')
    .processes()
    .find(({ argv }) => argv[0] === '/usr/sbin/mosquitto')?.pid;
  await lab.type(BROKER, `sudo kill -9 ${pid}`);
  await lab.clock.advance(500);
  expect(await after(lab, 'systemctl is-active mosquitto')).toContain('\nactive\n');
  expect(await after(lab, 'mosquitto_pub -h 192.168.1.3 -t a -m b && echo sent')).toMatch(/\nsent\n/);
  lab.lab.end();
});

test('it comes back with the Pi after a reboot', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, 'sudo reboot');
  await lab.clock.advance(20_000);
  await lab.keys(SUB, '\r');
  expect(await after(lab, 'mosquitto_pub -h 192.168.1.3 -t a -m b && echo sent', SUB)).toMatch(/\nsent\n/);
  lab.lab.end();
});

test('disabled, it does not', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, 'sudo systemctl disable mosquitto && sudo reboot');
  await lab.clock.advance(20_000);
  await lab.keys(SUB, '\r');
  expect(await after(lab, 'systemctl is-active mosquitto', SUB)).toContain('\ninactive\n');
  lab.lab.end();
});

test('on the other Pis Mosquitto is installed and idle, until somebody starts it', async () => {
  const lab = await TestLab.open({ terminals: ['rpi-pub'] });
  expect(await after(lab, 'systemctl is-active mosquitto; systemctl is-enabled mosquitto', 'rpi-pub#1')).toContain(
    '\ninactive\ndisabled\n',
  );
  await lab.type('rpi-pub#1', 'sudo systemctl start mosquitto');
  expect(await after(lab, 'mosquitto_pub -h 192.168.1.4 -t a -m b && echo sent', 'rpi-pub#1')).toMatch(/\nsent\n/);
  lab.lab.end();
});

test('sudo in a window: ^C ends what it runs, ^Z stops both, fg brings them back', async () => {
  const lab = await TestLab.open();
  await lab.type(BROKER, 'sudo sleep 100');
  await lab.keys(BROKER, '\x03');
  expect(await after(lab, 'echo $?')).toContain('\n130\n');
  await lab.type(BROKER, 'sudo sleep 100');
  await lab.keys(BROKER, '\x1a');
  expect(await after(lab, 'jobs')).toMatch(/\[1\]\+ {2}Stopped +sudo sleep 100/);
  await lab.type(BROKER, 'fg');
  await lab.clock.advance(100_000);
  expect(await after(lab, 'echo done $?')).toContain('\ndone 0\n');
  lab.lab.end();
});

test('sudo -i is a root shell with a # in its prompt', async () => {
  const lab = await TestLab.open();
  expect(await after(lab, 'sudo -i')).toMatch(/root@rpi-broker:~ # $/);
  expect(await after(lab, 'whoami; pwd')).toContain('\nroot\n/root\n');
  expect(await after(lab, 'exit')).toMatch(/pi@rpi-broker:~ \$ $/);
  lab.lab.end();
});

test('Tab completes verbs and units', async () => {
  const lab = await TestLab.open();
  await lab.keys(BROKER, 'systemctl resta\t');
  await lab.keys(BROKER, 'mosq\t');
  expect(lab.screen(BROKER)).toMatch(/systemctl restart mosquitto $/);
  lab.lab.end();
});
