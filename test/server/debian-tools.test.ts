/** Debian's mosquitto_pub, mosquitto_sub and mosquitto_rr against the server, in every version they speak. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { programPath } from '../kit/programs.ts';
import { testServer, type TestServer } from '../kit/server.ts';

const run = promisify(execFile);
const missing = ['mosquitto_pub', 'mosquitto_sub', 'mosquitto_rr'].some((name) => programPath(name) === undefined);
const VERSIONS = ['mqttv31', 'mqttv311', 'mqttv5'] as const;

let server: TestServer;
let logged = '';
beforeAll(async () => {
  server = await testServer({ log: (_, { text }) => void (logged += `${text}\n`) });
});
afterAll(() => server.close());

let running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});

interface Running {
  readonly ended: Promise<number>;
  output(): string;
}

/** Starts a tool with a client id, and waits until it has subscribed: the broker's log says so, the tool does not. */
async function subscribed(tool: string, id: string, ...options: string[]): Promise<Running> {
  const child = spawn(programPath(tool) ?? tool, ['-p', String(server.mqttPort), '-i', id, ...options]);
  running.push(child);
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += String(data)));
  child.stderr.on('data', (data: Buffer) => (output += String(data)));
  const ended = once(child, 'close').then(([code]) => code as number);
  await vi.waitUntil(() => logged.includes(`Sending SUBACK to ${id}\n`), { timeout: 5_000 });
  return { ended, output: () => output };
}

const pub = (...options: string[]) =>
  run(programPath('mosquitto_pub') ?? 'mosquitto_pub', ['-p', String(server.mqttPort), ...options]);

describe.skipIf(missing).each(VERSIONS)("Debian's tools with -V %s", (version) => {
  test.each(['0', '1', '2'])('publish and receive at QoS %s', async (qos) => {
    const topic = `deb/${version}/${qos}`;
    const sub = await subscribed('mosquitto_sub', `deb-${version}-${qos}`, '-V', version, '-q', qos, '-t', topic, '-C', '1', '-F', '%t %q %p'); // prettier-ignore
    await pub('-V', version, '-q', qos, '-t', topic, '-m', 'Hallo');
    expect(await sub.ended).toBe(0);
    expect(sub.output()).toBe(`${topic} ${qos} Hallo\n`);
  });

  test('hand 1,000 lines over at QoS 2, in order', async () => {
    const topic = `deb/${version}/many`;
    const sub = await subscribed('mosquitto_sub', `deb-${version}-many`, '-V', version, '-q', '2', '-t', topic, '-C', '1000'); // prettier-ignore
    const lines = Array.from({ length: 1000 }, (_, index) => String(index)).join('\n') + '\n';
    const publishing = pub('-V', version, '-q', '2', '-t', topic, '-l');
    publishing.child.stdin?.end(lines);
    await publishing;
    expect(await sub.ended).toBe(0);
    expect(sub.output()).toBe(lines);
  }, 20_000);

  test('find what is retained', async () => {
    const topic = `deb/${version}/kept`;
    await pub('-V', version, '-t', topic, '-m', 'kept', '-r', '-q', '1');
    const sub = await subscribed('mosquitto_sub', `deb-${version}-kept`, '-V', version, '-t', topic, '-C', '1', '-F', '%p %r'); // prettier-ignore
    expect(await sub.ended).toBe(0);
    expect(sub.output()).toBe('kept 1\n');
  });

  test('share a subscription', async () => {
    const topic = `deb/${version}/share`;
    const members = [
      await subscribed('mosquitto_sub', `deb-${version}-one`, '-V', version, '-t', `$share/g/${topic}`, '-C', '2'),
      await subscribed('mosquitto_sub', `deb-${version}-two`, '-V', version, '-t', `$share/g/${topic}`, '-C', '2'),
    ];
    const publishing = pub('-V', version, '-q', '1', '-t', topic, '-l');
    publishing.child.stdin?.end('1\n2\n3\n4\n');
    await publishing;
    expect(await Promise.all(members.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(members.map((member) => member.output())).toEqual(['1\n3\n', '2\n4\n']);
  });
});

describe.skipIf(missing)("Debian's tools with MQTT 5.0", () => {
  test('mosquitto_rr asks, and gets the answer', async () => {
    const asked = await subscribed('mosquitto_sub', 'deb-asked', '-V', 'mqttv5', '-t', 'rr/ask', '-C', '1', '-F', '%R %p'); // prettier-ignore
    const rr = await subscribed('mosquitto_rr', 'deb-rr', '-V', 'mqttv5', '-t', 'rr/ask', '-e', 'rr/answer', '-m', 'how much?'); // prettier-ignore
    expect(await asked.ended).toBe(0);
    expect(asked.output()).toBe('rr/answer how much?\n');
    await pub('-V', 'mqttv5', '-t', 'rr/answer', '-m', '42');
    expect(await rr.ended).toBe(0);
    expect(rr.output()).toBe('42\n');
  });

  test('properties arrive as mosquitto_pub sent them', async () => {
    const sub = await subscribed('mosquitto_sub', 'deb-props', '-V', 'mqttv5', '-t', 'deb/props', '-C', '1', '-D', 'subscribe', 'subscription-identifier', '9', '-F', '%C|%R|%D|%E|%S|%P|%p'); // prettier-ignore
    await pub('-V', 'mqttv5', '-t', 'deb/props', '-m', 'x', '-q', '1', '-D', 'publish', 'content-type', 'text/plain', '-D', 'publish', 'response-topic', 'r', '-D', 'publish', 'correlation-data', 'cd', '-D', 'publish', 'message-expiry-interval', '60', '-D', 'publish', 'user-property', 'k', 'v'); // prettier-ignore
    expect(await sub.ended).toBe(0);
    expect(sub.output()).toMatch(/^text\/plain\|r\|cd\|(60|59)\|9\|k:v\|x\n$/);
  });

  test('a publisher hears that nobody has subscribed', async () => {
    const { stdout } = await pub('-V', 'mqttv5', '-t', 'deb/nobody', '-m', 'x', '-q', '1', '-d');
    expect(stdout).toContain('received PUBACK (Mid: 1, RC:16)');
  });
});
