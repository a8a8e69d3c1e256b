import { beforeEach, expect, test } from 'vitest';
import { WebSocketInterceptor } from '@mswjs/interceptors/WebSocket';
import type { InterceptedClient } from '#runtime/browser/lab-socket.ts';
import { routeWebSockets } from '#runtime/browser/routed-web-socket.ts';
import type { SocketInput, SocketOutput, SocketRequest } from '#runtime/lab/socket-messages.ts';

const URL = 'ws://192.168.1.3:9001';
const { port1: lab, port2: realm } = new MessageChannel();
routeWebSockets(
  {
    site: 'http://127.0.0.1:8080/',
    place: () => 'server',
    toLab: (request, transfer) => realm.postMessage(request, transfer),
  },
  // The bare interceptor: the rest of MSW wants a page around it.
  (connected) => {
    const interceptor = new WebSocketInterceptor();
    interceptor.apply();
    // It waits for the promise, whatever its types say.
    const listener: (event: { client: InterceptedClient }) => unknown = ({ client }) => connected(client);
    interceptor.on('connection', listener as (event: { client: InterceptedClient }) => void);
  },
);

/** The lab's end of the socket that was constructed last. */
class Answerer {
  readonly request: SocketRequest;
  readonly heard: SocketInput[] = [];
  readonly #port: MessagePort;
  #wake = (): void => {};

  constructor(request: SocketRequest) {
    this.request = request;
    this.#port = request.port as unknown as MessagePort;
    this.#port.onmessage = ({ data }: MessageEvent<SocketInput>) => {
      this.heard.push(data);
      this.#wake();
    };
  }

  say(message: SocketOutput): void {
    this.#port.postMessage(message);
  }

  async hears(count: number): Promise<SocketInput[]> {
    while (this.heard.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.heard;
  }
}

let requests: SocketRequest[] = [];
let wake = (): void => {};
lab.onmessage = ({ data }: MessageEvent<SocketRequest>) => {
  requests.push(data);
  wake();
};

beforeEach(() => {
  requests = [];
});

async function open(
  protocols = ['mqttv3.1', 'mqtt'],
): Promise<{ socket: WebSocket; told: string[]; answerer: Answerer }> {
  const socket = new WebSocket(URL, protocols);
  const told: string[] = [];
  socket.onerror = () => told.push(`error ${socket.readyState}`);
  socket.onclose = ({ code, reason, wasClean }) => told.push(`close ${code} ${reason} ${wasClean}`);
  while (requests.length === 0) await new Promise<void>((resolve) => (wake = resolve));
  return { socket, told, answerer: new Answerer(requests[0] as SocketRequest) };
}

async function opened() {
  const parts = await open();
  const isOpen = new Promise((resolve) => (parts.socket.onopen = resolve));
  parts.answerer.say({ kind: 'open', protocol: 'mqtt' });
  await isOpen;
  return parts;
}

const closed = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve) => socket.addEventListener('close', resolve));

test('it asks the lab by a port, and opens when the lab has answered', async () => {
  const { socket, answerer } = await open();
  expect(answerer.request).toMatchObject({
    to: { kind: 'host', host: '192.168.1.3', port: 9001 },
    protocols: ['mqttv3.1', 'mqtt'],
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(socket.readyState).toBe(WebSocket.CONNECTING);
  const isOpen = new Promise((resolve) => (socket.onopen = resolve));
  answerer.say({ kind: 'open', protocol: 'mqtt' });
  await isOpen;
  expect([socket.readyState, socket.protocol, socket.url]).toEqual([WebSocket.OPEN, 'mqtt', `${URL}/`]);
});

test('a handshake that fails is an error, then a close that is not clean', async () => {
  const { socket, told, answerer } = await open();
  answerer.say({ kind: 'failed' });
  await closed(socket);
  expect(told).toEqual(['error 3', 'close 1006  false']);
});

test('a connection that is lost closes as 1006, without an error', async () => {
  const { socket, told, answerer } = await opened();
  answerer.say({ kind: 'closed', code: 1006, reason: '' });
  await closed(socket);
  expect(told).toEqual(['close 1006  false']);
});

test('sending before it is open is an InvalidStateError, and does not close it', async () => {
  const { socket } = await open();
  expect(() => socket.send('early')).toThrow(expect.objectContaining({ name: 'InvalidStateError' }));
  expect(socket.readyState).toBe(WebSocket.CONNECTING);
});

test('what is sent is what the buffer held at that time', async () => {
  const { socket, answerer } = await opened();
  const bytes = Uint8Array.of(1, 2, 3, 4);
  socket.send(bytes.subarray(1, 3));
  bytes.fill(9);
  socket.send(bytes.buffer);
  expect(await answerer.hears(2)).toEqual([
    { kind: 'frame', bytes: Uint8Array.of(2, 3) },
    { kind: 'frame', bytes: Uint8Array.of(9, 9, 9, 9) },
  ]);
});

test('frames keep their order, also around a Blob, and the close comes last', async () => {
  const { socket, answerer } = await opened();
  socket.send(new Blob(['one']));
  socket.send(Uint8Array.of(2));
  socket.send('three');
  socket.close();
  expect((await answerer.hears(4)).map(({ kind }) => kind)).toEqual(['frame', 'frame', 'text', 'close']);
});

test('bufferedAmount is what the lab has not taken', async () => {
  const { socket, answerer } = await opened();
  socket.send(new Uint8Array(1_000));
  socket.send(new Uint8Array(500));
  await answerer.hears(2);
  expect(socket.bufferedAmount).toBe(1_500);
  answerer.say({ kind: 'taken', bytes: 1_000 });
  answerer.say({ kind: 'frame', bytes: Uint8Array.of(1) });
  await new Promise((resolve) => (socket.onmessage = resolve));
  expect(socket.bufferedAmount).toBe(500);
});

test('more than 64 MiB that nobody takes, and it is closed as full', async () => {
  const { socket, told, answerer } = await opened();
  const end = closed(socket);
  for (let sent = 0; sent < 5; sent++) socket.send(new Uint8Array(16 * 1024 * 1024));
  await end;
  expect(told).toEqual(['error 3', 'close 1006  false']);
  await answerer.hears(1);
  expect(answerer.heard.at(-1)).toEqual({ kind: 'lost' });
});

test.each([1001, 1005, 1006, 2999, 5000, 0])('close(%s) is an InvalidAccessError', async (code) => {
  const { socket } = await opened();
  expect(() => socket.close(code)).toThrow(expect.objectContaining({ name: 'InvalidAccessError' }));
  expect(() => socket.close(1000, 'x'.repeat(124))).toThrow(expect.objectContaining({ name: 'SyntaxError' }));
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

test('it is closing until the other end has answered, and hears nothing meanwhile', async () => {
  const { socket, told, answerer } = await opened();
  const messages: unknown[] = [];
  socket.onmessage = ({ data }) => messages.push(data);
  socket.close(4000, 'enough');
  expect(await answerer.hears(1)).toEqual([{ kind: 'close', code: 4000, reason: 'enough' }]);
  answerer.say({ kind: 'frame', bytes: Uint8Array.of(1) });
  await answerer.hears(2);
  expect([socket.readyState, told, messages]).toEqual([WebSocket.CLOSING, [], []]);
  answerer.say({ kind: 'closed', code: 4000, reason: 'enough' });
  await closed(socket);
  expect(told).toEqual(['close 4000 enough true']);
  expect(socket.readyState).toBe(WebSocket.CLOSED);
});

test('closed before the lab has answered, it fails', async () => {
  const { socket, told, answerer } = await open();
  const end = closed(socket);
  socket.close();
  await end;
  expect(told).toEqual(['error 3', 'close 1006  false']);
  expect(await answerer.hears(1)).toEqual([{ kind: 'lost' }]);
});

test('binaryType says how a frame arrives', async () => {
  const { socket, answerer } = await opened();
  const next = (): Promise<MessageEvent<unknown>> =>
    new Promise((resolve) => (socket.onmessage = resolve as (event: MessageEvent) => void));
  answerer.say({ kind: 'frame', bytes: Uint8Array.of(1) });
  expect((await next()).data).toBeInstanceOf(Blob);
  socket.binaryType = 'arraybuffer';
  answerer.say({ kind: 'frame', bytes: Uint8Array.of(2) });
  expect((await next()).data).toEqual(Uint8Array.of(2).buffer);
});
