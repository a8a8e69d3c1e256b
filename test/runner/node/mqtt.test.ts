/** `mqtt` of a program of a Pi, against the broker of the lab. */
import { afterEach, describe, expect, it } from 'vitest';
import { NodeLab, PUB } from './kit.ts';

let lab: NodeLab;
afterEach(() => lab.end());

const SUB = 'rpi-sub#1';

const publisher = (url: string): string => `
import mqtt from 'mqtt';
const client = mqtt.connect('${url}');
client.on('connect', () => {
  console.log('connected');
  client.publish('t/a', 'hello', { qos: 1 }, () => client.end());
});
client.on('close', () => console.log('closed'));
`;

describe('mqtt', () => {
  it.each(['mqtt://192.168.1.3', 'mqtt://rpi-broker:1883', 'tcp://192.168.1.3'])(
    'publishes through %s',
    async (url) => {
      lab = await NodeLab.open();
      await lab.test.type(SUB, "mosquitto_sub -h 192.168.1.3 -t 't/#' -v");
      lab.write('pub.ts', publisher(url));
      expect(await lab.run('node pub.ts; echo $?', 20)).toBe('connected\nclosed\n0\n');
      expect(lab.test.screen(SUB)).toContain('t/a hello\n');
    },
  );

  it('hears what it has subscribed to, until Ctrl-C', async () => {
    lab = await NodeLab.open();
    lab.write(
      'sub.ts',
      `import mqtt from 'mqtt';
const client = mqtt.connect('mqtt://192.168.1.3', { will: { topic: 'gone', payload: Buffer.from('4') } });
client.on('connect', () => client.subscribe('temp'));
client.on('message', (topic, message) => console.log(topic, message.toString(), message));
`,
    );
    await lab.test.type(PUB, 'node sub.ts');
    await lab.test.type(SUB, 'mosquitto_pub -h 192.168.1.3 -t temp -m 33.5; mosquitto_sub -h 192.168.1.3 -t gone');
    expect(lab.test.screen(PUB)).toContain('temp 33.5 <Buffer 33 33 2e 35>\n');
    await lab.test.keys(PUB, '\x03');
    expect(lab.test.screen(SUB)).toMatch(/\n4\n/);
  });

  it('says what is wrong with a connection, in the words of Node', async () => {
    lab = await NodeLab.open();
    lab.write(
      'err.ts',
      `import mqtt from 'mqtt';
for (const url of ['mqtt://192.168.1.3:1884', 'mqtt://nobody']) {
  const client = mqtt.connect(url, { reconnectPeriod: 0 });
  client.on('error', (error) => console.log(error.message, error.code));
}
`,
    );
    expect(await lab.run('node err.ts')).toBe(
      'getaddrinfo ENOTFOUND nobody ENOTFOUND\nconnect ECONNREFUSED 192.168.1.3:1884 ECONNREFUSED\n',
    );
  });

  it('speaks through a WebSocket where the broker listens for them', async () => {
    lab = await NodeLab.open();
    const conf = 'listener 9001\nprotocol websockets\n';
    lab.test.lab.pi('rpi-broker').files.writeFile('/etc/mosquitto/conf.d/web.conf', conf);
    await lab.test.type('rpi-broker#1', 'sudo systemctl restart mosquitto');
    await lab.test.clock.advance(2_000);
    lab.write(
      'ws.ts',
      `import mqtt from 'mqtt';
const client = await mqtt.connectAsync('ws://192.168.1.3:9001');
client.on('message', (topic, message) => {
  console.log(topic, String(message));
  client.end();
});
await client.subscribeAsync('x/#');
await client.publishAsync('x/y', 'through');
`,
    );
    expect(await lab.run('node ws.ts', 50)).toBe('x/y through\n');
  });

  it('tries again after a second', async () => {
    lab = await NodeLab.open();
    lab.write(
      'again.ts',
      `import mqtt from 'mqtt';
const client = mqtt.connect('mqtt://192.168.1.3:1884');
client.on('reconnect', () => console.log('again'));
`,
    );
    await lab.test.type(PUB, 'node again.ts');
    expect(lab.test.screen(PUB)).not.toContain('again\n');
    await lab.test.clock.advance(1_000);
    expect(lab.test.screen(PUB)).toContain('again\n');
  });

  it('is refused over TLS, in words', async () => {
    lab = await NodeLab.open();
    const text = await lab.run(`node -e "import mqtt from 'mqtt'; mqtt.connect('mqtts://192.168.1.3')"; echo $?`);
    expect(text).toContain('mqtts:// is not there on this simulated Pi.');
    expect(text).toMatch(/\n1\n$/);
  });
});
