import { connect as connectSocket, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import { systemError } from '#runtime/programs/node/system-error.ts';
import { tcpStream } from '#runtime/programs/node/tcp-stream.ts';
import type { ByteStream, SystemError } from '#runtime/ports.ts';
import { ourPrograms } from '../golden/implementation.ts';
import { ShellProcess } from '../golden/shell-process.ts';

/** What comes over a stream, and how it ends. */
class Listening {
  readonly chunks: Uint8Array[] = [];
  drains = 0;
  readonly end: Promise<SystemError | undefined>;
  #ended: (error?: SystemError) => void = () => undefined;

  constructor(stream: ByteStream) {
    this.end = new Promise((resolve) => (this.#ended = resolve));
    stream.open(this);
  }

  get size(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  data(bytes: Uint8Array): void {
    this.chunks.push(bytes);
  }

  drain(): void {
    this.drains++;
  }

  closed(error?: SystemError): void {
    this.#ended(error);
  }
}

const until = async (there: () => boolean): Promise<void> => {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('a TCP socket as a ByteStream', () => {
  let server: Server;
  let accepted: Promise<ByteStream>;
  let socket: Socket;
  let stream: ByteStream;

  beforeEach(async () => {
    server = createServer();
    accepted = new Promise((resolve) => server.once('connection', (other) => resolve(tcpStream(other))));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    socket = connectSocket((server.address() as AddressInfo).port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    stream = tcpStream(socket);
  });

  afterEach(() => {
    socket.destroy();
    server.close();
  });

  test('knows both addresses', async () => {
    const other = await accepted;
    expect(stream.remote).toEqual(other.local);
    expect(stream.local).toEqual(other.remote);
    expect(stream.remote.host).toBe('127.0.0.1');
    stream.destroy();
    await new Listening(other).end;
  });

  test('carries bytes, and ends in order for both once all has gone out [MQTT-7.1.2-1]', async () => {
    const there = new Listening(await accepted);
    const here = new Listening(stream);
    stream.write(new Uint8Array(300_000).fill(1));
    stream.end();
    expect(await there.end).toBeUndefined();
    expect(there.size).toBe(300_000);
    expect(await here.end).toBeUndefined();
    expect(stream.write(Uint8Array.of(1))).toBe(false);
  });

  test('destroy is ECONNRESET for the other end', async () => {
    const there = new Listening(await accepted);
    const here = new Listening(stream);
    stream.destroy();
    expect((await there.end)?.code).toBe('ECONNRESET');
    expect(await here.end).toBeUndefined();
  });

  test('a reader that pauses makes write say false, and drain comes when it goes on', async () => {
    const other = await accepted;
    const there = new Listening(other);
    const here = new Listening(stream);
    other.pause();
    let written = 0;
    while (stream.write(new Uint8Array(65_536))) written += 65_536;
    written += 65_536;
    for (let more = 0; more < 200; more++) {
      stream.write(new Uint8Array(65_536));
      written += 65_536;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(here.drains).toBe(0);
    other.resume();
    await until(() => here.drains > 0 && there.size === written);
    stream.destroy();
    await there.end;
  });

  test('nothing is lost that came before anybody listened, nor the end', async () => {
    const other = await accepted;
    stream.write(Uint8Array.of(1, 2));
    stream.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const there = new Listening(other);
    expect(await there.end).toBeUndefined();
    expect(Buffer.concat(there.chunks)).toEqual(Buffer.of(1, 2));
  });
});

describe('the network of Node', () => {
  const network = new NodeNetwork();

  test('says in errno names why there is no connection', async () => {
    await expect(network.connect({ host: '127.0.0.1', port: 1 })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(network.connect({ host: '', port: 1883 })).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(network.connect({ host: 'no such name', port: 1883 })).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(network.connect({ host: '127.0.0.1', port: 1, bindAddress: '192.0.2.1' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
  });

  test('listens, and refuses a port that is taken', async () => {
    const listener = await network.listen({ host: '127.0.0.1', port: 0 }, (stream) => stream.destroy());
    await expect(
      network.listen({ host: '127.0.0.1', port: listener.address.port }, () => undefined),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
    listener.close();
  });

  test('every way in which a name cannot be looked up is ENOTFOUND; what has no name is EIO', () => {
    const failed = (code: string): Error => Object.assign(new Error(code), { code });
    for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'])
      expect(systemError(failed(code)).code).toBe('ENOTFOUND');
    expect(systemError(new AggregateError([failed('ECONNREFUSED')])).code).toBe('ECONNREFUSED');
    expect(systemError(failed('EWHATEVER'), 'x')).toMatchObject({ code: 'EIO', subject: 'x', message: 'EWHATEVER' });
  });
});

test('a timer longer than Node can set does not fire at once', async () => {
  let fired = false;
  const timer = new NodeClock().timer(2 ** 40, () => (fired = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  timer.cancel();
  expect(fired).toBe(false);
});

describe('as commands', () => {
  const ours = ourPrograms({ broker: false });
  const env = { PATH: `${ours.bin}:/usr/bin:/bin`, HOME: ours.bin, LC_ALL: 'C.UTF-8' };
  const run = (command: string, stdin?: string): ShellProcess => new ShellProcess(command, ours.bin, env, stdin);
  const PATIENCE = 60_000;
  afterAll(() => ours.dispose());

  test('help into a pipe that nobody reads ends as by SIGPIPE, silently', { timeout: PATIENCE }, async () => {
    const process = run('mosquitto_sub --help | true; echo ${PIPESTATUS[0]}');
    await process.wait(PATIENCE);
    expect(process.text('stdout')).toMatch(/^141\n$/);
    expect(process.text('stderr')).toBe('');
  });

  test('Ctrl-C before there is a connection ends mosquitto_pub with 130', { timeout: PATIENCE }, async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const came = new Promise((resolve) => server.once('connection', resolve));
    const process = run(`exec mosquitto_pub -p ${(server.address() as AddressInfo).port} -h 127.0.0.1 -t a -l`, 'open');
    await came;
    process.signal('SIGINT');
    expect(await process.wait(PATIENCE)).toBe(true);
    expect(process.exit).toBe(130);
    server.close();
  });

  test('a full disk under the output ends mosquitto_sub with 0, as the real one', { timeout: PATIENCE }, async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.write(Uint8Array.of(0x20, 2, 0, 0, 0x30, 4, 0, 1, 0x61, 0x78)));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = (server.address() as AddressInfo).port;
    const process = run(`mosquitto_sub -h 127.0.0.1 -p ${port} -t a > /dev/full`);
    expect(await process.wait(PATIENCE)).toBe(true);
    expect([process.exit, process.text('stderr')]).toEqual([0, '']);
    server.close();
  });
});
