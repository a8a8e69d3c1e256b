import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';
import { tcpStream } from '#runtime/programs/node/tcp-stream.ts';
import { ourPrograms } from '../golden/implementation.ts';
import { ShellProcess } from '../golden/shell-process.ts';

/** The mosquitto_* programs as commands, connecting in every way that they know. */
const ours = ourPrograms({ broker: false });
const home = mkdtempSync(join(tmpdir(), 'kleber-home-'));
const PATIENCE = 60_000;
/** A command that goes on for longer is ended, so that none outlives its test. */
const COMMAND_MS = 25_000;
const servers: Server[] = [];
const certificates = fileURLToPath(new URL('./certificates/', import.meta.url));
const pem = (name: string): Buffer => readFileSync(join(certificates, name));
const SERVER = { cert: pem('server.crt'), key: pem('server.key') };

afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));
afterAll(() => {
  ours.dispose();
  rmSync(home, { recursive: true, force: true });
});

/** @returns its port */
async function listening(server: Server, path?: string): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path ?? { port: 0, host: '127.0.0.1' }, resolve));
  return path === undefined ? (server.address() as AddressInfo).port : 0;
}

function accepting(): (socket: Socket) => void {
  const broker = new Broker({ clock: new NodeClock(), random: nodeRandom });
  return (socket) => broker.accept(tcpStream(socket));
}

/** A broker behind TLS. */
const secure = (options: TlsOptions): Promise<number> =>
  listening(createTlsServer(options, accepting()).on('tlsClientError', () => undefined));

/** Runs a command in the directory of the certificates. */
async function run(command: string): Promise<{ stdout: string; stderr: string; exit: number | 'running' }> {
  const env = { PATH: `${ours.bin}:/usr/bin:/bin`, HOME: home, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const process = new ShellProcess(command, certificates, env);
  if (!(await process.wait(COMMAND_MS))) {
    process.signal('SIGKILL');
    await process.wait(COMMAND_MS);
  }
  return { stdout: process.text('stdout'), stderr: process.text('stderr'), exit: process.exit };
}

const publish = (options: string): ReturnType<typeof run> => run(`mosquitto_pub -h localhost -t a -m x ${options}`);
const GOOD = { stdout: '', stderr: '', exit: 0 };
const TLS_ERROR = { stdout: '', stderr: 'Error: A TLS error occurred.\n', exit: 8 };

describe('TLS', { timeout: PATIENCE }, () => {
  test('a message arrives, retained, encrypted both ways', async () => {
    const port = await secure(SERVER);
    expect(await publish(`-p ${port} --cafile ca.crt -r -q 2`)).toEqual(GOOD);
    expect(await run(`mosquitto_sub -L mqtts://localhost:${port}/a --cafile ca.crt -C 1 -F '%r %p'`)).toEqual({
      ...GOOD,
      stdout: '1 x\n',
    });
  });

  test('a stranger as authority, another name, and no TLS at all are errors of TLS', async () => {
    const port = await secure(SERVER);
    const elsewhere = await secure({ cert: pem('elsewhere.crt'), key: pem('elsewhere.key') });
    const plain = await listening(
      createServer((socket) =>
        socket
          .on('error', () => undefined)
          .resume()
          .end('no TLS'),
      ),
    );
    expect(await publish(`-p ${port} --cafile other.crt`)).toEqual(TLS_ERROR);
    expect(await publish(`-p ${elsewhere} --cafile ca.crt`)).toEqual(TLS_ERROR);
    expect(await publish(`-p ${elsewhere} --cafile ca.crt --insecure`)).toEqual(GOOD);
    expect(await publish(`-p ${plain} --cafile ca.crt`)).toEqual(TLS_ERROR);
  });

  test('files that are not there, or are not what they should be', async () => {
    expect(await publish('--cafile none.crt')).toEqual({
      stdout: '',
      stderr: 'Error: Problem setting TLS options: File not found.\n',
      exit: 1,
    });
    expect(await publish('--cafile make.sh')).toEqual({
      stdout: '',
      stderr: 'Unable to connect (A TLS error occurred.).\n',
      exit: 1,
    });
  });

  test('a server that wants to know the client gets its certificate, and ends one that has none', async () => {
    const port = await secure({ ...SERVER, ca: pem('ca.crt'), requestCert: true, rejectUnauthorized: true });
    expect(await publish(`-p ${port} --cafile ca.crt --cert client.crt --key client.key`)).toEqual(GOOD);
    expect(await run(`mosquitto_sub -h localhost -p ${port} -t a --cafile ca.crt`)).toEqual(TLS_ERROR);
  });

  test('a key that both know', async () => {
    const key = Buffer.from('00beef', 'hex');
    const port = await secure({ ciphers: 'PSK', pskCallback: (_, identity) => (identity === 'ada' ? key : null) });
    expect(await publish(`-p ${port} --psk 00beef --psk-identity ada`)).toEqual(GOOD);
    expect(await publish(`-p ${port} --psk 00beee --psk-identity ada`)).toEqual(TLS_ERROR);
  });

  test('nobody there is no error of TLS', async () => {
    expect(await publish('-p 1 --cafile ca.crt')).toEqual({
      stdout: '',
      stderr: 'Error: Connection refused\n',
      exit: 1,
    });
  });
});

describe('Unix sockets', { timeout: PATIENCE }, () => {
  test('--unix leads to one; where none is, the system says so', async () => {
    const path = join(home, 'mosquitto.sock');
    await listening(createServer(accepting()), path);
    expect(await publish(`--unix ${path}`)).toEqual(GOOD);
    expect(await publish('--unix nowhere.sock')).toEqual({
      stdout: '',
      stderr: 'Error: No such file or directory\n',
      exit: 1,
    });
  });
});

describe('--proxy', { timeout: PATIENCE }, () => {
  /** Says the same to everybody: a choice of method, then a reply. */
  const proxy = (...answers: readonly string[]): Promise<number> =>
    listening(
      createServer((socket) => {
        let next = 0;
        socket.on('error', () => undefined);
        socket.on('data', () => void socket.write(Buffer.from(answers[next++] ?? '', 'hex')));
      }),
    );

  test.each([
    ['a general failure', ['0500', '05010001000000000000'], 16, 'Error: Proxy error.\n'],
    ['a rule against it', ['0500', '05020001000000000000'], 11, 'Error: Authorisation failed.\n'],
    ['no way in', ['05ff'], 11, 'Error: Authorisation failed.\n'],
    ['nobody at the other end', ['0500', '05050001000000000000'], 4, 'Error: The client is not currently connected.\n'],
  ])('%s', async (_, answers, exit, stderr) => {
    const port = await proxy(...answers);
    expect(await publish(`--proxy socks5h://127.0.0.1:${port}`)).toEqual({ stdout: '', stderr, exit });
  });

  test('the proxy itself is not there', async () => {
    expect(await publish('--proxy socks5h://127.0.0.1:1')).toEqual({
      stdout: '',
      stderr: 'Error: Connection refused\n',
      exit: 1,
    });
  });
});
