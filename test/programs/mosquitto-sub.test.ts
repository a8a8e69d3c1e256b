import { expect, test } from 'vitest';
import type { ByteStream } from '#runtime/ports.ts';
import { Bench } from './tool.ts';

test('prints each message with one write, as soon as it comes', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -h rpi-broker -t piandmore/test');
  await bench.run('mosquitto_pub -t piandmore/test -m Hello');
  await bench.run('mosquitto_pub -t piandmore/test -m World');
  expect(sub.stdout.writes.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['Hello\n', 'World\n']);
  expect(sub.network.attempts).toEqual([{ host: 'rpi-broker', port: 1883 }]);
  expect(sub.status).toBeUndefined();
});

test('-v shows the topic, and (null) for an empty payload; with -N nothing for that', async () => {
  const bench = new Bench();
  const verbose = await bench.run('mosquitto_sub -t a/# -v');
  const bare = await bench.run('mosquitto_sub -t a/# -v -N');
  await bench.run('mosquitto_pub -t a/b -m x');
  await bench.run('mosquitto_pub -t a/c -n');
  expect(verbose.stdout.text).toBe('a/b x\na/c (null)\n');
  expect(bare.stdout.text).toBe('a/b x');
});

test('a payload that is no text is printed as it is', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a');
  const pub = await bench.run('mosquitto_pub -t a -s');
  pub.stdin.type(Uint8Array.of(0, 0xff, 0x0a)).end();
  await pub.settle();
  expect(Buffer.concat(sub.stdout.writes)).toEqual(Buffer.of(0, 0xff, 0x0a, 0x0a));
});

test('-C ends after so many messages and prints no more, even if they came together', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -C 2');
  await bench.run('mosquitto_pub -t a -m x --repeat 5');
  expect(sub.stdout.text).toBe('x\nx\n');
  expect(sub.status).toBe(0);
});

test('-C does not count what -R and -T leave out', async () => {
  const bench = new Bench();
  await bench.run('mosquitto_pub -t a/1 -m old -r');
  const sub = await bench.run('mosquitto_sub -t a/# -R -T a/2 -C 1');
  await bench.run('mosquitto_pub -t a/2 -m left-out');
  expect(sub.status).toBeUndefined();
  await bench.run('mosquitto_pub -t a/3 -m new');
  expect([sub.stdout.text, sub.status]).toEqual(['new\n', 0]);
});

test('-W says Timed out and exits with 27, though messages came', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -W 3');
  await bench.run('mosquitto_pub -t a -m x');
  await sub.advance(2999);
  expect(sub.status).toBeUndefined();
  await sub.advance(1);
  expect([sub.status, sub.stdout.text, sub.stderr.text]).toEqual([27, 'x\n', 'Timed out\n']);
});

test('Ctrl-C sends DISCONNECT, so that no will is published, and exits with 0', async () => {
  const bench = new Bench();
  const watcher = await bench.run('mosquitto_sub -t will');
  const sub = await bench.run('mosquitto_sub -t a -i s -d --will-topic will --will-payload gone');
  await sub.kill('SIGINT');
  expect(sub.status).toBe(0);
  expect(sub.stdout.text).toMatch(/Client s sending DISCONNECT\n$/);
  expect(watcher.stdout.text).toBe('');
});

test('before there is a CONNACK, Ctrl-C and -W exit with 255', async () => {
  const bench = new Bench();
  const silent = (): void => undefined;
  const interrupted = await bench.run('mosquitto_sub -t a', { accept: silent });
  await interrupted.kill('SIGTERM');
  expect(interrupted.status).toBe(255);
  const late = await bench.run('mosquitto_sub -t a -W 2', { accept: silent });
  await late.advance(2000);
  expect([late.status, late.stderr.text]).toEqual([255, '']);
});

test('comes back a second after the broker has gone, and subscribes again', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -i s -d');
  bench.restart();
  await sub.advance(999);
  expect(sub.network.attempts).toHaveLength(1);
  await sub.advance(1);
  await bench.run('mosquitto_pub -t a -m again');
  expect(sub.network.attempts).toHaveLength(2);
  expect(sub.stdout.text).toContain('sending SUBSCRIBE (Mid: 2, Topic: a, QoS: 0, Options: 0x00)');
  expect(sub.stdout.text).toContain('again\n');
});

test('keeps trying while the broker is away, and Ctrl-C ends that with 0', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a');
  sub.network.accept = 'ECONNREFUSED';
  bench.broker.close();
  await sub.advance(5000);
  expect(sub.network.attempts).toHaveLength(6);
  await sub.kill('SIGINT');
  expect([sub.status, sub.stderr.text]).toEqual([0, '']);
});

test('pings after the keep alive interval, and connects anew when nobody answers', async () => {
  const bench = new Bench();
  let server: ByteStream | undefined;
  const sub = await bench.run('mosquitto_sub -t a -i s -k 5 -d', {
    accept: (stream) => {
      server = stream;
      bench.broker.accept(stream);
    },
  });
  await sub.advance(5000);
  expect(sub.stdout.text).toMatch(/Client s sending PINGREQ\nClient s received PINGRESP\n$/);
  server?.pause();
  await sub.advance(5000);
  expect(sub.network.attempts).toHaveLength(1);
  await sub.advance(6000);
  expect(sub.network.attempts).toHaveLength(2);
});

test('a refused connection says why and exits with the return code [MQTT-3.2.2-5]', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -i s -d', { accept: (stream) => answer(stream, 0x20, 2, 0, 5) });
  expect(sub.status).toBe(5);
  expect(sub.stderr.text).toBe('Connection error: Connection Refused: not authorised.\n');
  expect(sub.stdout.text).toBe(
    'Client s sending CONNECT\nClient s received CONNACK (5)\nClient s sending DISCONNECT\n',
  );
});

test('a server that breaks the protocol ends it, with exit 2', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a', { accept: (stream) => answer(stream, 0xf0, 0) });
  expect(sub.status).toBe(2);
  expect(sub.stderr.text).toBe('Error: A network protocol error occurred when communicating with the broker.\n');
});

test('a subscription that is refused altogether ends it with 0 [MQTT-3.9.3-2]', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a', {
    accept: (stream) => answer(stream, 0x20, 2, 0, 0, 0x90, 3, 0, 1, 0x80),
  });
  expect([sub.status, sub.stderr.text]).toEqual([0, 'All subscription requests were denied.\n']);
});

test('-E ends when subscribed; -U leaves a filter of an older session', async () => {
  const bench = new Bench();
  expect((await bench.run('mosquitto_sub -i s -c -q 1 -t a -t b -E')).status).toBe(0);
  const sub = await bench.run('mosquitto_sub -i s -c -q 1 -t c -U a -v -d');
  await bench.run('mosquitto_pub -t a -m x');
  await bench.run('mosquitto_pub -t b -m y');
  expect(sub.stdout.text).toContain('Client s sending UNSUBSCRIBE (Mid: 2, Topic: a)\n');
  expect(sub.stdout.text).toContain('Client s received UNSUBACK\n');
  expect(sub.stdout.text).toMatch(/b y\n$/);
  expect(sub.stdout.text).not.toContain('a x\n');
});

test('--retained-only ends at the first fresh message; --remove-retained clears what it shows', async () => {
  const bench = new Bench();
  await bench.run('mosquitto_pub -t a/1 -m old -r');
  const sub = await bench.run('mosquitto_sub -t a/+ --retained-only --remove-retained -v');
  expect(sub.stdout.text).toBe('a/1 old\n');
  await bench.run('mosquitto_pub -t a/2 -m fresh');
  expect(sub.status).toBe(0);
  expect((await bench.run('mosquitto_sub -t a/+')).stdout.text).toBe('');
});

test('--random-filter prints a part of the messages', async () => {
  const bench = new Bench();
  // The fake randomness draws 2.7 percent each time.
  const some = await bench.run('mosquitto_sub -t a --random-filter 2');
  const more = await bench.run('mosquitto_sub -t a --random-filter 3');
  await bench.run('mosquitto_pub -t a -m x');
  expect([some.stdout.text, more.stdout.text]).toEqual(['', 'x\n']);
});

test('a reader that is gone ends it, with DISCONNECT and 0', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -i s');
  sub.stdout.failure = 'EPIPE';
  await bench.run('mosquitto_pub -t a -m x');
  expect(sub.status).toBe(0);
  expect(bench.log).toContain('Client s disconnected.');
});

test('an output that stands still holds back the connection, and nothing is lost', async () => {
  const bench = new Bench();
  const sub = await bench.run('mosquitto_sub -t a -q 1');
  let open = (): void => undefined;
  sub.stdout.gate = new Promise((resolve) => (open = resolve));
  const pub = await bench.run('mosquitto_pub -t a -q 1 -l');
  for (let n = 0; n < 300; n++) pub.stdin.type(`${n}`.padEnd(1000, '.') + '\n');
  pub.stdin.end();
  await pub.settle();
  expect(sub.stdout.writes).toHaveLength(0);
  sub.stdout.gate = undefined;
  open();
  await sub.settle();
  const lines = sub.stdout.text.trimEnd().split('\n');
  expect(lines.map((line) => Number.parseInt(line))).toEqual(Array.from({ length: 300 }, (_, n) => n));
});

test('-t with an empty filter is sent as it is, and the broker closes [MQTT-4.7.3-1]', async () => {
  const bench = new Bench();
  const sub = await bench.run("mosquitto_sub -t '' -i s -d -W 1");
  await sub.advance(1000);
  expect(sub.stdout.text).toContain('sending SUBSCRIBE (Mid: 1, Topic: , QoS: 0, Options: 0x00)\n');
  expect([sub.status, sub.stderr.text]).toEqual([27, 'Timed out\n']);
});

/** A server that says the same to everybody. */
function answer(stream: ByteStream, ...bytes: number[]): void {
  stream.open({ data: () => undefined, drain: () => undefined, closed: () => undefined });
  stream.write(Uint8Array.from(bytes));
}
