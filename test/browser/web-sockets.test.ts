import { expect, test } from 'vitest';
import { EventLog } from '#runtime/events/log.ts';
import type { LabEvent } from '#runtime/events/event.ts';
import { WireTap } from '#runtime/lab/tap.ts';
import { WebSockets } from '#runtime/lab/web-sockets.ts';
import * as webSocketCode from '#runtime/lab/web-socket-code.ts';
import { Lan } from '#runtime/lan/lan.ts';
import { present } from '#runtime/pi/late.ts';
import { SeededRandom } from '#runtime/lab/random.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { ByteStream, SystemError } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { TestLab } from '../kit/lab.ts';
import { TestSocket } from './lab-port.ts';

const broker = { kind: 'broker' } as const;
const host = (name: string, port: number, more: { secure?: boolean } = {}) =>
  ({ kind: 'host', host: name, port, path: '/mqtt', secure: false, ...more }) as const;
const connect = encode({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'page' }, 4);

/** A service that keeps what came and says what it is told to. */
class Service {
  stream: ByteStream | undefined;
  readonly bytes: number[] = [];
  end: 'ended' | SystemError | undefined;

  accept(stream: ByteStream): void {
    this.stream = stream;
    stream.open({
      data: (bytes) => this.bytes.push(...bytes),
      drain() {},
      closed: (error) => (this.end = error ?? 'ended'),
    });
  }
}

/** A LAN with one WebSocket listener, on port 9001 of rpi-broker, and a plain one on 1883; and what is in its log. */
async function lanWithService() {
  const clock = manualClock();
  const log = new EventLog(() => clock.now());
  const events: LabEvent[] = [];
  log.fold((event) => events.push(event));
  const lan = new Lan({ clock, tap: new WireTap(log) });
  const webSockets = new WebSockets({
    lan,
    clock,
    random: new SeededRandom(1),
    broker: 'rpi-broker',
    code: present(webSocketCode),
  });
  const pi = lan.addHost('rpi-broker', '192.168.1.3');
  const service = new Service();
  const plain = new Service();
  await pi.listen({ port: 9001, protocol: 'websockets' }, (stream) => service.accept(stream));
  await pi.listen({ port: 1883 }, (stream) => plain.accept(stream));
  const open = async (to: Parameters<TestSocket['request']>[0], protocols?: string[]): Promise<TestSocket> => {
    const socket = new TestSocket(clock);
    webSockets.open(socket.request(to, protocols));
    await clock.settle();
    return socket;
  };
  return { clock, lan, pi, webSockets, service, plain, open, events };
}

test("the page's broker URL leads to the lab's broker: CONNECT is answered", async () => {
  const { lab, clock, events } = await TestLab.open();
  const socket = new TestSocket(clock);
  lab.webSockets.open(socket.request(broker));
  await clock.settle();
  socket.say({ kind: 'frame', bytes: connect });
  await clock.settle();
  expect(socket.told[0]).toEqual({ kind: 'open', protocol: 'mqtt' });
  expect(decodePacket(Uint8Array.from(socket.bytes), { sender: 'server', level: 4 }).type).toBe('CONNACK');
  expect(events.find(({ kind }) => kind === 'connection-opened')).toMatchObject({
    by: 'learner',
    client: { host: '192.168.1.2' },
    server: { host: '192.168.1.3', port: 1883 },
    process: { host: 'laptop', pid: 1, program: 'page' },
  });
});

test('frames are not packets: one packet in many frames, many packets in one [MQTT-6.0.0-2] [MQTT5-6.0.0-2]', async () => {
  const { lab, clock } = await TestLab.open();
  const socket = new TestSocket(clock);
  lab.webSockets.open(socket.request(broker));
  for (const byte of connect) socket.say({ kind: 'frame', bytes: Uint8Array.of(byte) });
  await clock.settle();
  expect(socket.bytes, 'what came before the handshake was done is lost').toEqual([]);
  for (const byte of connect) socket.say({ kind: 'frame', bytes: Uint8Array.of(byte) });
  socket.say({ kind: 'frame', bytes: Uint8Array.of(0xc0, 0, 0xc0, 0) });
  await clock.settle();
  expect(socket.bytes).toEqual([0x20, 2, 0, 0, 0xd0, 0, 0xd0, 0]);
});

test('without the subprotocol mqtt the handshake fails [MQTT-6.0.0-3]', async () => {
  const { open, service } = await lanWithService();
  for (const to of [broker, host('192.168.1.3', 9001)])
    for (const protocols of [[], ['chat']]) expect((await open(to, protocols)).told).toEqual([{ kind: 'failed' }]);
  expect(service.bytes).toEqual([]);
});

test('a listener that speaks WebSocket gets the payload, and answers by it', async () => {
  const { clock, open, service } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  socket.say({ kind: 'frame', bytes: Uint8Array.of(1, 2, 3) });
  await clock.settle();
  expect(service.bytes).toEqual([1, 2, 3]);
  service.stream?.write(Uint8Array.of(4, 5));
  await clock.settle();
  expect(socket.bytes).toEqual([4, 5]);
});

test("the plain port of a lab's broker hangs up on a handshake, and the log says who did", async () => {
  const { lab, clock, events } = await TestLab.open();
  const socket = new TestSocket(clock);
  lab.webSockets.open(socket.request(host('192.168.1.3', 1883)));
  await clock.settle();
  expect(socket.told).toEqual([{ kind: 'failed' }]);
  expect(events.filter(({ kind }) => kind === 'connection-closed')).toMatchObject([{ side: 'server' }]);
});

test('a WebSocket is in the log whatever its port, a packet an event', async () => {
  const { clock, webSockets, events } = await lanWithService();
  const socket = new TestSocket(clock);
  webSockets.open(socket.request(host('rpi-broker', 9001)));
  await clock.settle();
  socket.say({ kind: 'frame', bytes: connect });
  socket.say({ kind: 'close', reason: '' });
  await clock.settle();
  expect(events).toMatchObject([
    { kind: 'connection-opened', by: 'learner', process: { host: 'laptop', pid: 1, program: 'page' } },
    { kind: 'packet', sender: 'client', bytes: connect },
    { kind: 'connection-closed', side: 'client' },
  ]);
});

test('a plain listener is sent a handshake that it does not understand', async () => {
  const { clock, open, plain } = await lanWithService();
  const socket = await open(host('192.168.1.3', 1883));
  const request = new TextDecoder().decode(Uint8Array.from(plain.bytes));
  expect(request).toMatch(
    /^GET \/mqtt HTTP\/1\.1\r\nHost: 192\.168\.1\.3:1883\r\n[^]*Sec-WebSocket-Key: [\w+/]{22}==\r\n[^]*\r\n\r\n$/,
  );
  expect(socket.told).toEqual([]);
  plain.stream?.write(Uint8Array.of(0x20, 2, 0, 1));
  await clock.settle();
  expect(socket.told).toEqual([{ kind: 'failed' }]);
});

test('a listener that keeps silent is given up after four minutes', async () => {
  const { clock, open, plain } = await lanWithService();
  const socket = await open(host('192.168.1.3', 1883));
  await clock.advance(239_999);
  expect(socket.told).toEqual([]);
  await clock.advance(1);
  expect(socket.told).toEqual([{ kind: 'failed' }]);
  expect(plain.end).toMatchObject({ code: 'ECONNRESET' });
});

test.each([
  ['nobody listens', host('192.168.1.3', 80)],
  ['nobody is there', host('192.168.1.77', 9001)],
  ['nobody speaks TLS', host('192.168.1.3', 9001, { secure: true })],
  ['there is no such port', host('192.168.1.3', 0)],
])('where %s, the handshake fails', async (_, to) => {
  const { clock, open } = await lanWithService();
  const socket = await open(to);
  await clock.advance(3_000);
  expect(socket.told).toEqual([{ kind: 'failed' }]);
});

test('a client that sends no handshake is hung up on by a WebSocket listener', async () => {
  const { clock, lan, service } = await lanWithService();
  const client = new Service();
  client.accept(await settled(lan.host('laptop').connect({ host: 'rpi-broker', port: 9001 }), clock));
  client.stream?.write(connect);
  await clock.settle();
  expect(client.end).toBe('ended');
  expect(service.stream).toBeUndefined();
});

test.each([
  [undefined, 1005],
  [1000, 1000],
  [4321, 4321],
])('close(%s) is seen as %s, and the service gets every byte and an orderly end', async (code, seen) => {
  const { clock, open, service } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  socket.say({ kind: 'frame', bytes: Uint8Array.of(7) });
  socket.say({ kind: 'close', reason: 'why', ...(code === undefined ? {} : { code }) });
  await clock.settle();
  expect(socket.last).toEqual({ kind: 'closed', code: seen, reason: 'why' });
  expect(service.bytes).toEqual([7]);
  expect(service.end).toBe('ended');
});

test('a service that ends is seen as 1000, one that breaks off as 1006', async () => {
  const { clock, open, service } = await lanWithService();
  const first = await open(host('rpi-broker', 9001));
  service.stream?.end();
  await clock.settle();
  expect(first.last).toEqual({ kind: 'closed', code: 1000, reason: '' });
  const second = await open(host('rpi-broker', 9001));
  service.stream?.destroy();
  await clock.settle();
  expect(second.last).toEqual({ kind: 'closed', code: 1006, reason: '' });
});

test('a text frame closes the connection with 1003, after what came before it [MQTT-6.0.0-1]', async () => {
  const { clock, open, service } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  socket.say({ kind: 'frame', bytes: Uint8Array.of(7) });
  socket.say({ kind: 'text' });
  socket.say({ kind: 'frame', bytes: Uint8Array.of(8) });
  await clock.settle();
  expect(socket.last).toMatchObject({ kind: 'closed', code: 1003 });
  expect(service.bytes).toEqual([7]);
});

test('a closing handshake that nobody answers ends after ten seconds as 1006', async () => {
  const { clock, open, pi } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  pi.unplug();
  socket.say({ kind: 'close', code: 1000, reason: '' });
  await clock.advance(9_999);
  expect(socket.last).toMatchObject({ kind: 'open' });
  await clock.advance(1);
  expect(socket.last).toMatchObject({ kind: 'closed', code: 1006 });
});

test.each(['lost', 'gone', 'ended'] as const)('%s: the service sees a reset, and nothing stays open', async (how) => {
  const { clock, lan, open, service, webSockets } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  if (how === 'lost') socket.say({ kind: 'lost' });
  if (how === 'gone') socket.vanish();
  if (how === 'ended') webSockets.end();
  await clock.settle();
  expect(service.end).toMatchObject({ code: 'ECONNRESET' });
  expect(socket.last).toMatchObject({ kind: 'closed', code: 1006 });
  expect(lan.connections.size).toBe(0);
});

test('given up while it connects, it is no connection', async () => {
  const { clock, lan, webSockets, service } = await lanWithService();
  lan.host('rpi-broker').latency = 50;
  const socket = new TestSocket(clock);
  webSockets.open(socket.request(host('rpi-broker', 9001)));
  socket.say({ kind: 'lost' });
  await clock.advance(1_000);
  expect(socket.told).toEqual([{ kind: 'failed' }]);
  expect(service.end).toMatchObject({ code: 'ECONNRESET' });
});

test('a page that takes nothing is not sent more than a quarter of a megabyte and what was on its way', async () => {
  const { clock, open, service } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  socket.takes = false;
  const chunk = 16_384;
  for (let sent = 0; sent < 64; sent++) service.stream?.write(new Uint8Array(chunk).fill(sent));
  await clock.settle();
  const came = socket.bytes.length;
  expect(came).toBeGreaterThanOrEqual(256 * 1024);
  expect(came).toBeLessThanOrEqual(256 * 1024 + 65_536 + chunk);
  socket.takes = true;
  socket.say({ kind: 'taken', bytes: came });
  await clock.settle();
  expect(socket.bytes.length).toBe(64 * chunk);
});

test('bytes are said to be taken once the LAN has room for them', async () => {
  const { clock, open, service } = await lanWithService();
  const socket = await open(host('rpi-broker', 9001));
  service.stream?.pause();
  for (let sent = 0; sent < 10; sent++) socket.say({ kind: 'frame', bytes: new Uint8Array(16_384) });
  await clock.settle();
  const taken = (): number =>
    socket.told.reduce((sum, message) => sum + (message.kind === 'taken' ? message.bytes : 0), 0);
  expect(taken()).toBeLessThan(65_536);
  service.stream?.resume();
  await clock.settle();
  expect(taken()).toBe(163_840);
});

test('after a reset the connections of the lab before it are lost', async () => {
  const { lab, clock } = await TestLab.open();
  const socket = new TestSocket(clock);
  lab.webSockets.open(socket.request(broker));
  await clock.settle();
  lab.end();
  await clock.settle();
  expect(socket.last).toEqual({ kind: 'closed', code: 1006, reason: '' });
});

async function settled<Value>(promise: Promise<Value>, clock: { settle(): Promise<void> }): Promise<Value> {
  await clock.settle();
  return promise;
}

const whileCodeIsFetched = async () => {
  const { promise, resolve, reject } = Promise.withResolvers<typeof webSocketCode>();
  const clock = manualClock();
  const lan = new Lan({ clock });
  const code = { now: undefined, get: () => promise, arrival: promise };
  const webSockets = new WebSockets({ lan, clock, random: new SeededRandom(1), broker: 'rpi-broker', code });
  const service = new Service();
  await lan.addHost('rpi-broker', '192.168.1.3').listen({ port: 1883 }, (stream) => service.accept(stream));
  const socket = new TestSocket(clock);
  webSockets.open(socket.request(broker));
  await clock.settle();
  return { clock, webSockets, service, socket, arrive: () => resolve(webSocketCode), reject };
};

test('a WebSocket that is opened before its code is there is opened once it is', async () => {
  const { clock, socket, service, arrive } = await whileCodeIsFetched();
  expect(socket.told).toEqual([]);
  arrive();
  await clock.settle();
  expect(socket.told[0]).toEqual({ kind: 'open', protocol: 'mqtt' });
  socket.say({ kind: 'frame', bytes: connect });
  await clock.settle();
  expect(service.bytes).toEqual(Array.from(connect));
});

test('one whose page is gone before that is not opened any more', async () => {
  const { clock, webSockets, socket, service, arrive } = await whileCodeIsFetched();
  webSockets.end();
  arrive();
  await clock.settle();
  expect(socket.told).toEqual([{ kind: 'failed' }]);
  expect(service.bytes).toEqual([]);
});
