/** `WebSocket` as a program of a Pi has it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encode } from '#runtime/mqtt/encode.ts';
import { programWebSocket } from '#runtime/runner/inside/program-web-socket.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { heldLab, PUB } from './held-worker.ts';
import type { TestLab } from '../kit/lab.ts';

const URL = 'ws://rpi-sub:9001/mqtt';

let test: TestLab;
let Socket: ReturnType<typeof programWebSocket>;
/** What keeps the program's event loop from being over. */
let holds = 0;
/** The other end, a process of rpi-sub: port 9001 speaks WebSocket, port 7000 does not. */
let service: ByteStream | undefined;
let received: number[] = [];
let end = '';

beforeEach(async () => {
  holds = 0;
  received = [];
  end = '';
  service = undefined;
  ({ test } = await heldLab((program) => {
    const hold = () => {
      holds += 1;
      return () => void (holds -= 1);
    };
    Socket = programWebSocket(program, { hold, run: (callback) => callback() });
  }));
  const accept = (stream: ByteStream): void => {
    service = stream;
    stream.open({
      data: (bytes) => received.push(...bytes),
      drain: () => {},
      closed: (error) => (end = error?.code ?? 'ended'),
    });
  };
  test.lab.pi('rpi-sub').spawn({
    run: async (process) => {
      await process.network.listen({ port: 9001, protocol: 'websockets' }, accept);
      await process.network.listen({ port: 7000 }, accept);
      return new Promise(() => {});
    },
    argv: ['service'],
    user: 'pi',
    by: 'engine',
  });
  await test.type(PUB, 'node x &');
});
afterEach(() => test.lab.end());

interface Told {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
  readonly wasClean?: boolean;
  readonly message?: string;
}

/** A socket, and what it has told. */
function socketTo(url: string, protocols: unknown = ['mqttv3.1', 'mqtt']) {
  const socket = new Socket(url, protocols);
  socket.binaryType = 'arraybuffer';
  const told: string[] = [];
  for (const kind of ['open', 'message', 'error', 'close'] as const)
    socket.addEventListener(kind, (event) => {
      const { type, data, code, reason, wasClean, message } = event as Told;
      const what =
        type === 'message'
          ? [...new Uint8Array(data as ArrayBuffer)]
          : type === 'close'
            ? [code, reason, wasClean]
            : [message];
      told.push([type, ...what].filter((word) => word !== undefined && word !== '').join(' '));
    });
  return { socket, told };
}

const opened = async () => {
  const both = socketTo(URL);
  await test.clock.settle();
  return both;
};

describe('a WebSocket of a program', () => {
  it('opens from the Pi’s own address, with the subprotocol mqtt', async () => {
    const { socket, told } = socketTo(URL);
    expect([socket.readyState, socket.protocol]).toEqual([0, '']);
    await test.clock.settle();
    expect(told).toEqual(['open']);
    expect([socket.readyState, socket.protocol, socket.url, socket.extensions]).toEqual([1, 'mqtt', URL, '']);
    // What begins with a CONNECT is told of in the log.
    socket.send(encode({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'prog' }, 4));
    await test.clock.settle();
    expect(test.of('connection-opened').at(-1)).toMatchObject({
      client: { host: '192.168.1.4' },
      server: { host: '192.168.1.5', port: 9001 },
      process: { host: 'rpi-pub', program: 'node' },
    });
  });

  it('carries bytes either way, as ArrayBuffer, view or Blob, in the order of sending', async () => {
    const { socket, told } = await opened();
    const bytes = Uint8Array.of(9, 2, 3, 9);
    socket.send(Uint8Array.of(1).buffer);
    socket.send(bytes.subarray(1, 3));
    bytes.fill(0);
    socket.send(new Blob([Uint8Array.of(4)]));
    socket.send(Uint8Array.of(5));
    expect(socket.bufferedAmount).toBe(1);
    for (let turn = 0; turn < 5; turn++) await test.clock.settle();
    expect(received).toEqual([1, 2, 3, 4, 5]);
    expect(socket.bufferedAmount).toBe(0);
    service?.write(Uint8Array.of(6, 7));
    await test.clock.settle();
    expect(told).toEqual(['open', 'message 6 7']);
  });

  it('gives Blobs when nothing else is wanted', async () => {
    const { socket } = await opened();
    socket.binaryType = 'blob';
    socket.binaryType = 'nonsense' as 'blob';
    const blobs: unknown[] = [];
    socket.onmessage = (event) => blobs.push((event as Told).data);
    service?.write(Uint8Array.of(6, 7));
    await test.clock.settle();
    expect(blobs[0]).toBeInstanceOf(Blob);
    expect([...new Uint8Array(await (blobs[0] as Blob).arrayBuffer())]).toEqual([6, 7]);
  });

  it('has one handler of each kind, which can be replaced and taken away', async () => {
    const { socket } = await opened();
    const heard: string[] = [];
    socket.onmessage = () => heard.push('first');
    socket.onmessage = () => heard.push('second');
    service?.write(Uint8Array.of(1));
    await test.clock.settle();
    socket.onmessage = null;
    service?.write(Uint8Array.of(1));
    await test.clock.settle();
    expect(heard).toEqual(['second']);
    expect(socket.onmessage).toBeNull();
  });

  it.each([
    [[], 'close 1005 true'],
    [[1000], 'close 1000 true'],
    [[4321, 'done'], 'close 4321 done true'],
  ])('closed with %j, it says so, after the last byte', async (how, close) => {
    const { socket, told } = await opened();
    socket.send(Uint8Array.of(1));
    socket.close(...(how as [number, string]));
    expect(socket.readyState).toBe(2);
    await test.clock.settle();
    expect(told).toEqual(['open', close]);
    expect([received, end, socket.readyState]).toEqual([[1], 'ended', 3]);
  });

  it('reads 1000 when the other end closes, 1006 when it breaks off', async () => {
    const first = await opened();
    service?.end();
    await test.clock.settle();
    const second = await opened();
    service?.destroy();
    await test.clock.settle();
    expect([first.told.at(-1), second.told.at(-1)]).toEqual(['close 1000 true', 'close 1006 false']);
  });

  it('is closed by a text frame: MQTT has no use for it [MQTT-6.0.0-1]', async () => {
    const { socket, told } = await opened();
    socket.send('Hello');
    await test.clock.settle();
    expect(told).toEqual(['open', 'close 1003 MQTT needs binary frames true']);
  });

  it('closed before it is open, never opens', async () => {
    const { socket, told } = socketTo(URL);
    socket.close();
    await test.clock.settle();
    expect(told).toEqual(['error It was closed before it was open', 'close 1006 false']);
    expect(end).toBe('ECONNRESET');
  });

  it('gives up a closing that nobody answers after ten seconds', async () => {
    const { socket, told } = await opened();
    test.lab.act('rpi-sub', { act: 'cable', plugged: false });
    socket.close();
    await test.clock.advance(9_999);
    expect(told).toEqual(['open']);
    await test.clock.advance(1);
    expect(told).toEqual(['open', 'close 1006 false']);
  });

  it.each([
    ['nobody listens', 'ws://rpi-sub:9002', 'ECONNREFUSED: rpi-sub:9002'],
    ['there is no such host', 'ws://example.org', 'ENOTFOUND: example.org:80'],
    ['nobody speaks TLS', 'wss://rpi-sub:9001', 'ECONNRESET: rpi-sub:9001'],
  ])('fails where %s, and says why', async (_, url, why) => {
    const { told } = socketTo(url);
    await test.clock.settle();
    expect(told).toEqual([`error ${why}`, 'close 1006 false']);
  });

  it('fails without the subprotocol mqtt [MQTT-6.0.0-3]', async () => {
    for (const protocols of [[], 'chat']) {
      const { told } = socketTo(URL, protocols);
      await test.clock.settle();
      expect(told.at(-1)).toBe('close 1006 false');
    }
  });

  it('sends its handshake to a listener that does not understand it', async () => {
    const { told } = socketTo('ws://rpi-sub:7000/x?y');
    await test.clock.settle();
    expect(String.fromCharCode(...received)).toMatch(/^GET \/x\?y HTTP\/1\.1\r\nHost: rpi-sub:7000\r\n/);
    service?.end();
    await test.clock.settle();
    expect(told).toEqual(['error ECONNRESET', 'close 1006 false']);
  });

  it('keeps its program going until it is closed', async () => {
    const { socket } = await opened();
    expect(holds).toBe(1);
    socket.close();
    await test.clock.settle();
    expect(holds).toBe(0);
  });

  it('is held back by who does not read, and counts what waits', async () => {
    const { socket } = await opened();
    service?.pause();
    for (let sent = 0; sent < 40; sent++) socket.send(new Uint8Array(16_384));
    await test.clock.settle();
    expect(socket.bufferedAmount).toBeGreaterThan(100_000);
    service?.resume();
    await test.clock.settle();
    expect(socket.bufferedAmount).toBe(0);
    expect(received).toHaveLength(40 * 16_384);
  });
});

describe('what is no use of it', () => {
  const refused = (run: () => void): string => {
    try {
      run();
      return 'done';
    } catch (error) {
      return (error as Error).name;
    }
  };

  it.each(['', 'rpi-sub:9001x', 'ftp://rpi-sub', 'ws://rpi-sub#here', 'ws://rpi-sub:9001/#'])(
    'new WebSocket(%j) is a SyntaxError, and holds nothing',
    (url) => {
      expect(refused(() => new Socket(url))).toBe('SyntaxError');
      expect(holds).toBe(0);
    },
  );

  it.each([['a b'], [''], [['mqtt', 'mqtt']]])('subprotocols %j are a SyntaxError', (protocols) => {
    expect(refused(() => new Socket(URL, protocols))).toBe('SyntaxError');
    expect(holds).toBe(0);
  });

  it('sending too early is an InvalidStateError, too late is nothing', async () => {
    const { socket } = socketTo(URL);
    expect(refused(() => socket.send('x'))).toBe('InvalidStateError');
    await test.clock.settle();
    socket.close();
    socket.send(Uint8Array.of(1, 2));
    await test.clock.settle();
    expect(received).toEqual([]);
    expect(socket.bufferedAmount).toBe(2);
  });

  it.each([[999], [1001], [2999], [5000]])('close(%i) is an InvalidAccessError', async (code) => {
    const { socket } = await opened();
    expect(refused(() => socket.close(code))).toBe('InvalidAccessError');
  });

  it('a reason longer than 123 bytes is a SyntaxError', async () => {
    const { socket } = await opened();
    expect(refused(() => socket.close(1000, 'ä'.repeat(61)))).toBe('done');
    const another = await opened();
    expect(refused(() => another.socket.close(1000, 'ä'.repeat(62)))).toBe('SyntaxError');
  });
});
