import { expect, test } from 'vitest';
import type { ByteStream } from '#runtime/ports.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import { HELP } from '#runtime/programs/run-tool.ts';
import { Bench } from './tool.ts';

test('publishes one message, disconnects and exits with 0', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t piandmore/test');
  const pub = await bench.run('mosquitto_pub -h 192.168.1.3 -p 1884 -t piandmore/test -m Hello');
  expect([pub.status, pub.stdout.text, pub.stderr.text]).toEqual([0, '', '']);
  expect(pub.network.attempts).toEqual([{ host: '192.168.1.3', port: 1884 }]);
  expect(sub.stdout.text).toBe('Hello\n');
});

test.for([
  [0, ['sending PUBLISH (d0, q0, r0, m1, …)']],
  [1, ['sending PUBLISH (d0, q1, r0, m1, …)', 'received PUBACK (Mid: 1, RC:0)']],
  [
    2,
    [
      'sending PUBLISH (d0, q2, r0, m1, …)',
      'received PUBREC (Mid: 1)',
      'sending PUBREL (m1)',
      'received PUBCOMP (Mid: 1, RC:0)',
    ],
  ],
] as const)(
  '-q %i takes its handshake, which -d shows [MQTT-4.3.1-1] [MQTT-4.3.2-1] [MQTT-4.3.3-1]',
  async ([qos, lines]) => {
    const bench = new Bench();
    const pub = await bench.run(`mosquitto_pub -i p -d -q ${qos} -t d/x -m hello`);
    const exchange = lines.map((line) => line.replace('…', "'d/x', ... (5 bytes)"));
    const all = ['sending CONNECT', 'received CONNACK (0)', ...exchange, 'sending DISCONNECT'];
    expect(pub.stdout.text).toBe(all.map((line) => `Client p ${line}\n`).join(''));
    expect(pub.status).toBe(0);
  },
);

test('-r keeps the message for later subscribers, -n -r removes it [MQTT-3.3.1-5] [MQTT-3.3.1-10]', async () => {
  const bench = new Bench();
  await bench.run('mosquitto_pub -t a -m kept -r');
  expect((await bench.run('mosquitto_sub -t a')).stdout.text).toBe('kept\n');
  await bench.run('mosquitto_pub -t a -n -r');
  expect((await bench.run('mosquitto_sub -t a -v')).stdout.text).toBe('');
});

test('-l publishes each line when it comes, an empty one too, and a last one without newline', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -v');
  const pub = await bench.run('mosquitto_pub -t a -l');
  pub.stdin.type('one\ntw');
  await pub.settle();
  expect(sub.stdout.text).toBe('a one\n');
  pub.stdin.type('o\n\nthree').end();
  await pub.settle();
  expect(sub.stdout.text).toBe('a one\na two\na (null)\na three\n');
  expect(pub.status).toBe(0);
});

test('-l on an empty input is no failure, -s is one', async () => {
  const bench = new Bench();
  const lines = await bench.run('mosquitto_pub -t a -l');
  lines.stdin.end();
  await lines.settle();
  expect([lines.status, lines.stderr.text]).toEqual([0, '']);
  const whole = await bench.run('mosquitto_pub -t a -s');
  whole.stdin.end();
  await whole.settle();
  expect([whole.status, whole.stderr.text]).toEqual([
    1,
    'Error: Zero length input.\nError loading input from stdin.\n',
  ]);
});

test('-l after a lost connection comes back and sends again, with DUP, what was not acknowledged [MQTT-3.3.1-1]', async () => {
  const bench = new Bench();
  const server = new SilentServer();
  const pub = await bench.run('mosquitto_pub -t a -l -q 1', { accept: (stream) => server.accept(stream) });
  pub.stdin.type('one\ntwo\n').end();
  await pub.settle();
  server.cut();
  await pub.advance(1000);
  const published = server.received.filter((packet) => packet.type === 'PUBLISH');
  expect(published.map(({ packetId, dup }) => [packetId, dup])).toEqual([
    [1, false],
    [2, false],
    [1, true],
    [2, true],
  ]);
  expect(pub.status).toBeUndefined();
  server.acknowledge(1);
  server.acknowledge(2);
  await pub.settle();
  expect(pub.status).toBe(0);
});

test('-l keeps at most -M messages under way', async () => {
  const bench = new Bench();
  const server = new SilentServer();
  const pub = await bench.run('mosquitto_pub -t a -l -q 1 -M 2', { accept: (stream) => server.accept(stream) });
  pub.stdin.type('1\n2\n3\n4\n').end();
  await pub.settle();
  const ids = (): number[] =>
    server.received.flatMap((packet) => (packet.type === 'PUBLISH' ? [packet.packetId ?? 0] : []));
  expect(ids()).toEqual([1, 2]);
  server.acknowledge(1);
  await pub.settle();
  expect(ids()).toEqual([1, 2, 3]);
});

test('Ctrl-C in -l ends it with 130, without DISCONNECT: there is no handler', async () => {
  const bench = new Bench();
  const pub = await bench.run('mosquitto_pub -t a -l');
  await pub.kill('SIGINT');
  expect(pub.status).toBe(130);
});

test('-m with a connection that is lost before the acknowledgement exits with 7', async () => {
  const bench = new Bench();
  const server = new SilentServer();
  const pub = await bench.run('mosquitto_pub -t a -m x -q 1', { accept: (stream) => server.accept(stream) });
  expect(pub.status).toBeUndefined();
  server.cut();
  await pub.settle();
  expect([pub.status, pub.stderr.text]).toEqual([7, 'Error: The connection was lost.\n']);
});

test('a server that never answers is given up after the keep alive interval, with 19', async () => {
  const bench = new Bench();
  const pub = await bench.run('mosquitto_pub -t a -m x -k 5', { accept: () => undefined });
  await pub.advance(4999);
  expect(pub.status).toBeUndefined();
  await pub.advance(1);
  expect([pub.status, pub.stderr.text]).toEqual([19, 'Error: Unknown error.\n']);
});

test('--repeat-delay waits between the messages', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a');
  const pub = await bench.run('mosquitto_pub -t a -m x --repeat 3 --repeat-delay 1.5');
  expect(sub.stdout.text).toBe('x\n');
  await pub.advance(1500);
  expect(sub.stdout.text).toBe('x\nx\n');
  await pub.advance(1500);
  expect([sub.stdout.text, pub.status]).toEqual(['x\nx\nx\n', 0]);
});

test('--repeat without delay manages very many', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -C 3000');
  expect((await bench.run('mosquitto_pub -t a -m x --repeat 3000')).status).toBe(0);
  expect(sub.status).toBe(0);
});

test.for([
  ['ECONNREFUSED', 'Error: Connection refused\n'],
  ['EHOSTUNREACH', 'Error: No route to host\n'],
  ['ETIMEDOUT', 'Error: Connection timed out\n'],
  ['EADDRNOTAVAIL', 'Error: Cannot assign requested address\n'],
  ['ENOTFOUND', 'Unable to connect (Lookup error.).\n'],
] as const)('%s at connecting: one line and exit 1, nothing with --quiet', async ([code, text]) => {
  const bench = new Bench();
  const pub = await bench.run('mosquitto_pub -t a -m x', { accept: code });
  expect([pub.status, pub.stderr.text]).toEqual([1, text]);
  const quiet = await bench.run('mosquitto_pub -t a -m x --quiet', { accept: code });
  expect([quiet.status, quiet.stderr.text]).toEqual([1, '']);
});

test.for([
  [1, 'unacceptable protocol version', 'The connection was refused.'],
  [2, 'identifier rejected', 'The connection was refused.'],
  [3, 'broker unavailable', 'The connection was refused.'],
  [4, 'bad user name or password', 'The connection was refused.'],
  [5, 'not authorised', 'The connection was refused.'],
] as const)('CONNACK %i is said in two lines and is the exit status', async ([code, why, error]) => {
  const bench = new Bench();
  for (const what of ['-m x', '-l']) {
    const server = new SilentServer(code);
    const pub = await bench.run(`mosquitto_pub -t a ${what}`, { accept: (stream) => server.accept(stream) });
    expect(pub.status).toBe(code);
    expect(pub.stderr.text).toBe(`Connection error: Connection Refused: ${why}.\nError: ${error}\n`);
  }
});

test('without topic or message: the reason, then the whole help', async () => {
  for (const line of ['mosquitto_pub', 'mosquitto_pub -m x', 'mosquitto_pub -t a']) {
    const pub = await new Bench().run(line);
    expect(pub.stderr.text).toBe('Error: Both topic and message must be supplied.\n');
    expect([pub.stdout.text, pub.status]).toEqual([HELP.mosquitto_pub, 1]);
  }
});

test('an empty topic is an error with exit 0, with -l one with exit 3', async () => {
  const bench = new Bench();
  const one = await bench.run("mosquitto_pub -t '' -m x");
  expect([one.status, one.stderr.text]).toEqual([0, "Error: Invalid input. Does your topic contain '+' or '#'?\n"]);
  const lines = await bench.run("mosquitto_pub -t '' -l");
  lines.stdin.type('x\n');
  await lines.settle();
  expect([lines.status, lines.stderr.text]).toEqual([3, 'Error: Invalid function arguments provided.\n']);
});

test('-f sends a file as it is; a file that is none, or a directory, is refused', async () => {
  const bench = new Bench();
  const files = { note: 'two\nlines\n', folder: 'EISDIR', secret: 'EACCES' } as const;
  const sub = await bench.run('mosquitto_sub -t a -N');
  await bench.run('mosquitto_pub -t a -f note', { files });
  expect(sub.stdout.text).toBe('two\nlines\n');
  const missing = await bench.run('mosquitto_pub -t a -f secret', { files });
  expect(missing.stderr.text).toBe('Error: Unable to open file "secret".\nError loading input file "secret".\n');
  const folder = await bench.run('mosquitto_pub -t a -f folder', { files });
  expect(folder.stderr.text).toMatch(/^Error: File must be less than 268435455 bytes\.\n/);
  expect([missing.status, folder.status]).toEqual([1, 1]);
});

/** Accepts a connection, answers CONNECT and remembers what else comes. */
class SilentServer {
  readonly received: Packet[] = [];
  readonly #returnCode: number;
  #stream: ByteStream | undefined;

  constructor(returnCode = 0) {
    this.#returnCode = returnCode;
  }

  accept(stream: ByteStream): void {
    this.#stream = stream;
    const decoder = new Decoder({ sender: 'client' });
    stream.open({
      data: (bytes) =>
        decoder.push(bytes, (packet) => {
          if (packet.type === 'CONNECT') {
            stream.write(encode({ type: 'CONNACK', sessionPresent: false, reasonCode: this.#returnCode }, 4));
          } else {
            this.received.push(packet);
          }
        }),
      drain: () => undefined,
      closed: () => undefined,
    });
  }

  acknowledge(packetId: number): void {
    this.#stream?.write(encode({ type: 'PUBACK', packetId, reasonCode: 0 }, 4));
  }

  cut(): void {
    this.#stream?.destroy();
  }
}
