import { expect, test } from 'vitest';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { TestLab } from '../kit/lab.ts';

const ONE = 'rpi-broker#1';
const TWO = 'rpi-broker#2';

const opened = async () => {
  const lab = await TestLab.open({ terminals: ['rpi-broker', 'rpi-broker', 'rpi-pub', 'rpi-sub'] });
  const after = async (line: string, terminal: typeof ONE | typeof TWO | 'rpi-pub#1' | 'rpi-sub#1' = ONE) => {
    const before = lab.screen(terminal).length;
    await lab.type(terminal, line);
    return lab.screen(terminal).slice(before);
  };
  /** Writes a file of root's as the scenery would. */
  const write = (host: string, path: string, text: string): void => lab.lab.pi(host).files.writeFile(path, text);
  return { lab, after, write };
};

/** The file of the slides, as it stands. */
const MQTT14 = `autosave_interval 1800
#persistence true
persistence_file m2.db
#persistence_location /var/mosquitto/
connection_messages true
log_timestamp true

#acl_file /etc/mosquitto/user.acl
#password_file /etc/mosquitto/user.pw

listener 1883

listener 9001 127.0.0.1
protocol websockets
`;

test('the talk’s own mqtt14.conf works as it stands', async () => {
  const { lab, after, write } = await opened();
  write('rpi-broker', '/etc/mosquitto/conf.d/mqtt14.conf', MQTT14);
  expect(await after('sudo /etc/init.d/mosquitto restart')).toContain(
    '\nRestarting mosquitto (via systemctl): mosquitto.service.\n',
  );
  expect(await after('systemctl is-active mosquitto')).toContain('\nactive\n');
  const log = await after('sudo cat /var/log/mosquitto/mosquitto.log');
  expect(log).toContain(': Opening ipv4 listen socket on port 1883.\n');
  expect(log).toContain(': Opening websockets listen socket on port 9001.\n');
  const sockets = await after('sudo ss -tlnp');
  expect(sockets).toMatch(/ 0\.0\.0\.0:1883 .*users:\(\("mosquitto",pid=\d+\)\)/);
  expect(sockets).toMatch(/ 127\.0\.0\.1:9001 .*users:\(\("mosquitto",pid=\d+\)\)/);
  await lab.type('rpi-pub#1', 'mosquitto_pub -h 192.168.1.3 -t a -m x -r');
  await lab.clock.advance(1_000);
  expect(await after('ls /var/lib/mosquitto')).toContain('\nm2.db\n');
});

test('the same listener twice is what it is on a real machine: the address is in use', async () => {
  const { after, write } = await opened();
  write('rpi-broker', '/etc/mosquitto/conf.d/more.conf', 'listener 1883\n');
  expect(await after('sudo systemctl restart mosquitto')).toContain('Job for mosquitto.service failed');
  expect(await after('sudo tail -n 1 /var/log/mosquitto/mosquitto.log')).toContain(': Error: Address already in use\n');
});

test('users by mosquitto_passwd, typed as it asks, and an ACL file', async () => {
  const { lab, after, write } = await opened();
  await lab.type(ONE, 'sudo mosquitto_passwd -c /etc/mosquitto/user.pw ada');
  await lab.type(ONE, 'secret');
  await lab.type(ONE, 'secret');
  await lab.clock.advance(2_000);
  expect(lab.screen(ONE)).not.toContain('secret');
  expect(await after('sudo cut -c-7 /etc/mosquitto/user.pw')).toContain('\nada:$7$\n');
  write('rpi-broker', '/etc/mosquitto/user.acl', 'user ada\ntopic read haus/#\ntopic write haus/flur\n');
  write(
    'rpi-broker',
    '/etc/mosquitto/conf.d/access.conf',
    'allow_anonymous false\npassword_file /etc/mosquitto/user.pw\nacl_file /etc/mosquitto/user.acl\n',
  );
  await lab.type(ONE, 'sudo systemctl restart mosquitto');
  expect(await after('systemctl is-active mosquitto')).toContain('\nactive\n');
  await lab.type('rpi-pub#1', 'mosquitto_pub -h 192.168.1.3 -t haus/flur -m x');
  await lab.clock.advance(5_000);
  expect(lab.screen('rpi-pub#1')).toContain('Connection error: Connection Refused: not authorised.');
  await lab.type('rpi-sub#1', "mosquitto_sub -h 192.168.1.3 -u ada -P secret -v -t '#'");
  await lab.clock.advance(5_000);
  for (const topic of ['haus/flur', 'haus/keller']) {
    await lab.type('rpi-pub#1', `mosquitto_pub -h 192.168.1.3 -u ada -P secret -t ${topic} -m x`);
    await lab.clock.advance(5_000);
  }
  expect(lab.screen('rpi-sub#1')).toMatch(/\nhaus\/flur x\n$/);
});

test('a reload takes over what may change while it runs', async () => {
  const { lab, after, write } = await opened();
  write('rpi-broker', '/etc/mosquitto/conf.d/closed.conf', 'allow_anonymous false\n');
  await lab.type(ONE, 'sudo systemctl reload mosquitto');
  await lab.clock.advance(1_000);
  await after('mosquitto_pub -h 192.168.1.3 -t a -m x', 'rpi-pub#1');
  await lab.clock.advance(1_000);
  expect(lab.screen('rpi-pub#1')).toContain('Connection Refused: not authorised.');
  expect(lab.of('process-ended').filter(({ program }) => program === 'mosquitto')).toEqual([]);
});

test('a second broker by hand, -v, says who comes; SIGINT ends it', async () => {
  const { lab, after, write } = await opened();
  write('rpi-broker', '/home/pi/my.conf', 'listener 1884\nallow_anonymous true\n');
  await lab.type(TWO, 'mosquitto -c my.conf -v');
  await after('mosquitto_pub -p 1884 -t a -m x -i me');
  expect(lab.screen(TWO)).toMatch(/: New client connected from 127\.0\.0\.1:\d+ as me \(p2, c1, k60\)\.\n/);
  expect(lab.screen(TWO)).toMatch(/: Received PUBLISH from me \(d0, q0, r0, m0, 'a', \.\.\. \(1 bytes\)\)\n/);
  await lab.keys(TWO, '\x03');
  expect(lab.screen(TWO)).toMatch(/mosquitto version 2\.0\.11 terminating\npi@rpi-broker:~ \$ $/);
});

test('a bridge between two Pis is seen on the wire, and carries what its topic line says', async () => {
  const { lab, write } = await opened();
  write(
    'rpi-broker',
    '/etc/mosquitto/conf.d/bridge.conf',
    'connection zwei\naddress 192.168.1.4:1883\ntopic haus/# out 1\n',
  );
  await lab.type('rpi-pub#1', 'sudo systemctl start mosquitto');
  await lab.type(ONE, 'sudo systemctl restart mosquitto');
  await lab.clock.advance(1_000);
  await lab.type('rpi-sub#1', "mosquitto_sub -h 192.168.1.4 -v -t 'haus/#'");
  await lab.type(ONE, 'mosquitto_pub -q 1 -t haus/flur -m hell; mosquitto_pub -t garten -m dunkel');
  expect(lab.screen('rpi-sub#1')).toMatch(/\nhaus\/flur hell\n$/);
  const bridge = lab.of('connection-opened').find(({ process }) => process?.program === 'mosquitto');
  expect(bridge).toMatchObject({ service: 'rpi-pub', process: { host: 'rpi-broker' } });
  const published = lab
    .of('packet')
    .filter(({ connection, sender }) => connection === bridge?.connection && sender === 'client')
    .map(({ bytes }) => decodePacket(bytes, { sender: 'client', level: 4 }))
    .filter(({ type }) => type === 'PUBLISH');
  expect(published).toMatchObject([
    { topic: '$SYS/broker/connection/rpi-broker.zwei/state' },
    { topic: 'haus/flur', qos: 1 },
  ]);
});

test('a listener with TLS is refused in plain words: this network has none', async () => {
  const { lab, after, write } = await opened();
  write('rpi-broker', '/home/pi/tls.conf', 'listener 8883\ncertfile a.pem\nkeyfile a.key\n');
  for (const name of ['a.pem', 'a.key']) write('rpi-broker', `/home/pi/${name}`, 'x\n');
  const said = await after('mosquitto -c tls.conf; echo $?');
  await lab.clock.advance(100);
  expect(said).toMatch(/TLS/);
  expect(said).not.toMatch(/\n0\n/);
});

test('what the plug takes away is what was not written yet; the rest is there when it is in again', async () => {
  const { lab, after } = await opened();
  await lab.type(ONE, 'mosquitto_pub -t kept -m written -r');
  await lab.clock.advance(1_000);
  await lab.type(ONE, 'mosquitto_pub -t kept -m under-way -r');
  lab.lab.pi('rpi-broker').pullPlug();
  await lab.clock.advance(1_000);
  expect(lab.lab.broker.state).toBe('stopped');
  lab.lab.pi('rpi-broker').plugIn();
  await lab.clock.advance(20_000);
  expect(lab.lab.broker.state).toBe('ready');
  expect(await after('mosquitto_sub -h 192.168.1.3 -t kept -C 1', 'rpi-sub#1')).toContain('\nwritten\n');
});

test('log_dest syslog goes into the journal of the Pi', async () => {
  const { after, write } = await opened();
  write('rpi-broker', '/etc/mosquitto/conf.d/log.conf', 'log_dest syslog\n');
  await after('sudo systemctl restart mosquitto');
  expect(await after('sudo journalctl -u mosquitto')).toMatch(
    /rpi-broker mosquitto\[\d+\]: \d+: mosquitto version 2\.0\.11 running\n/,
  );
});
