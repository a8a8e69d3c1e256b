import { writeFileSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ByteStream, Destination, ListenAt, Listener, TlsOptions, TlsServerOptions } from '#runtime/ports.ts';
import { Loopback, pem } from './loopback.ts';

const loopback = new Loopback();
const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) listener.close();
  await loopback.end();
});

const CERTIFICATE: TlsServerOptions = { certificate: pem('server.crt'), key: pem('server.key') };
const ASKING: TlsServerOptions = { ...CERTIFICATE, ca: pem('ca.crt'), requireCertificate: true };
const trusted: TlsOptions = { ca: pem('ca.crt') };

/** Gives back what it gets. */
class EchoServer {
  readonly streams: ByteStream[] = [];
  readonly refused: string[] = [];
  listener: Listener | undefined;

  static async at(at: Partial<ListenAt>): Promise<EchoServer> {
    const server = new EchoServer();
    const accept = (stream: ByteStream): void => {
      server.streams.push(stream);
      loopback.keep(stream);
      stream.open({ data: (bytes) => void stream.write(bytes), drain: () => undefined, closed: () => undefined });
    };
    const place = { host: '127.0.0.1', port: 0, ...at };
    server.listener = await loopback.network.listen(place, accept, (why) => server.refused.push(why));
    listeners.push(server.listener);
    return server;
  }

  get port(): number {
    return this.listener?.address.port ?? 0;
  }

  ping(tls?: TlsOptions, more: Partial<Destination> = {}): Promise<string> {
    return loopback.ping({ host: 'localhost', port: this.port, ...(tls !== undefined && { tls }), ...more });
  }
}

describe('a listener with TLS', () => {
  test('serves who trusts its certificate, and knows nothing of who comes', async () => {
    const server = await EchoServer.at({ tls: CERTIFICATE });
    expect(await server.ping(trusted)).toBe('ping');
    expect(server.streams[0]?.peer).toEqual({});
  });

  test('tells of a handshake that failed', async () => {
    const server = await EchoServer.at({ tls: CERTIFICATE });
    await expect(server.ping({ ca: pem('other.crt') })).rejects.toMatchObject({ code: 'EPROTO' });
    // Node's client just goes; OpenSSL's own would have said why.
    await expect.poll(() => server.refused).toEqual(['']);
    expect(server.streams).toEqual([]);
  });

  test('knows by their certificates who its clients are', async () => {
    const server = await EchoServer.at({ tls: ASKING });
    await server.ping({ ...trusted, certificate: pem('client.crt'), key: pem('client.key') });
    expect(server.streams[0]?.peer).toEqual({ commonName: 'ada', subject: 'CN=ada' });
  });

  test('sends away who has no certificate, or one of a stranger', async () => {
    const server = await EchoServer.at({ tls: { ...ASKING, ca: pem('other.crt') } });
    await expect(server.ping(trusted)).rejects.toThrow();
    const client = { ...trusted, certificate: pem('client.crt'), key: pem('client.key') };
    await expect(server.ping(client)).rejects.toThrow();
    await expect.poll(() => server.refused).toHaveLength(2);
    expect(server.streams).toEqual([]);
  });

  test('knows by a shared key who its clients are', async () => {
    const key = Uint8Array.of(0xde, 0xad, 0xbe, 0xef);
    const keyOf = (identity: string): Uint8Array | undefined => (identity === 'ada' ? key : undefined);
    const server = await EchoServer.at({ tls: { psk: { hint: 'kleber', keyOf } } });
    expect(await server.ping({ psk: { identity: 'ada', key } })).toBe('ping');
    expect(server.streams[0]?.peer).toEqual({ pskIdentity: 'ada' });
    await expect(server.ping({ psk: { identity: 'eve', key } })).rejects.toMatchObject({ code: 'EPROTO' });
    await expect(server.ping({ psk: { identity: 'ada', key: key.slice(1) } })).rejects.toMatchObject({
      code: 'EPROTO',
    });
  });

  test('takes another certificate while it listens', async () => {
    const server = await EchoServer.at({ tls: { certificate: pem('elsewhere.crt'), key: pem('elsewhere.key') } });
    await expect(server.ping(trusted)).rejects.toMatchObject({ code: 'EPROTO' });
    await server.listener?.renew?.(CERTIFICATE);
    expect(await server.ping(trusted)).toBe('ping');
    await expect(server.listener?.renew?.({ ...CERTIFICATE, key: pem('client.key') })).rejects.toMatchObject({
      subject: 'key',
    });
    expect(await server.ping(trusted)).toBe('ping');
  });

  test('speaks the one version that it is told to', async () => {
    const server = await EchoServer.at({ tls: { ...CERTIFICATE, version: '1.2' } });
    await expect(server.ping({ ...trusted, minimumVersion: '1.3' })).rejects.toMatchObject({ code: 'EPROTO' });
    await expect.poll(() => server.refused).toEqual(['unsupported protocol']);
    expect(await server.ping(trusted)).toBe('ping');
  });

  test.for([
    ['ca', { ...CERTIFICATE, ca: pem('client.key') }],
    ['certificate', { ...CERTIFICATE, certificate: pem('client.key') }],
    ['key', { ...CERTIFICATE, key: pem('client.key') }],
    ['crl', { ...CERTIFICATE, crl: pem('client.key') }],
    ['ciphers', { ...CERTIFICATE, ciphers: 'QUATSCH' }],
    ['cipherSuites', { ...CERTIFICATE, cipherSuites: 'TLS_QUATSCH' }],
    ['dhParameters', { ...CERTIFICATE, dhParameters: pem('client.key') }],
  ] as const)('names what of it cannot be used: %s', async ([subject, tls]) => {
    await expect(EchoServer.at({ tls })).rejects.toMatchObject({ code: 'EINVAL', subject });
  });
});

describe('a listener at a Unix socket', () => {
  test('is reached by its path, again after a program that left it behind', async () => {
    const path = join(loopback.folder(), 'm.sock');
    const first = await EchoServer.at({ path });
    expect(first.listener?.address).toEqual({ host: path, port: 0 });
    expect(await first.ping(undefined, { path })).toBe('ping');
    await EchoServer.at({ path });
    expect(await first.ping(undefined, { path })).toBe('ping');
  });

  test('takes no other file away', async () => {
    const path = join(loopback.folder(), 'file');
    writeFileSync(path, 'precious');
    await expect(EchoServer.at({ path })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(EchoServer.at({ path: `${path}/m.sock` })).rejects.toMatchObject({ name: 'SystemError' });
  });
});

describe('a listener for WebSockets', () => {
  const open = (url: string, protocols: string[] = ['mqtt']): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, protocols, { ca: pem('ca.crt') });
      socket.once('error', reject).once('open', () => resolve(socket));
    });
  const pingOver = async (url: string): Promise<string> => {
    const socket = await open(url);
    socket.send(Buffer.from('ping'));
    const answer = await new Promise<string>((resolve) =>
      socket.once('message', (data) => resolve(String(data as Buffer))),
    );
    socket.close();
    return answer;
  };

  test('takes the bytes of binary frames, at any path', async () => {
    const { port } = await EchoServer.at({ protocol: 'websockets' });
    expect(await pingOver(`ws://127.0.0.1:${port}/`)).toBe('ping');
    expect(await pingOver(`ws://127.0.0.1:${port}/any/path`)).toBe('ping');
  });

  test('needs the subprotocol [MQTT-6.0.0-3]', async () => {
    const { port } = await EchoServer.at({ protocol: 'websockets' });
    await expect(open(`ws://127.0.0.1:${port}/`, [])).rejects.toThrow('400');
    await expect(open(`ws://127.0.0.1:${port}/`, ['chat'])).rejects.toThrow('400');
    const old = await open(`ws://127.0.0.1:${port}/`, ['mqttv3.1']);
    expect(old.protocol).toBe('mqttv3.1');
    old.close();
  });

  test('has TLS, too, with certificates of clients', async () => {
    const server = await EchoServer.at({ protocol: 'websockets', tls: CERTIFICATE });
    expect(await pingOver(`wss://localhost:${server.port}/`)).toBe('ping');
    expect(server.streams[0]?.peer).toEqual({});
  });

  test('serves files beside it, if it is told where they are', async () => {
    const folder = loopback.folder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'page.html'), '<p>here</p>');
    const { port } = await EchoServer.at({ protocol: 'websockets', httpDirectory: folder });
    const page = await fetch(`http://127.0.0.1:${port}/page.html`);
    expect([page.status, await page.text()]).toEqual([200, '<p>here</p>']);
    for (const path of ['none.html', '%2e%2e/%2e%2e/etc/passwd', '..%2f..%2fetc/passwd']) {
      expect((await fetch(`http://127.0.0.1:${port}/${path}`)).status).toBe(404);
    }
    await expect(EchoServer.at({ protocol: 'websockets', httpDirectory: join(folder, 'none') })).rejects.toMatchObject({
      code: 'ENOENT',
      subject: 'httpDirectory',
    });
    const bare = await EchoServer.at({ protocol: 'websockets' });
    expect((await fetch(`http://127.0.0.1:${bare.port}/page.html`)).status).toBe(404);
  });
});

test('a listener of one family is not reached by the other', async () => {
  const { port } = await EchoServer.at({ family: 'ipv4' });
  const refused = new Promise((resolve) => {
    connect({ port, host: '::1' }).once('error', () => resolve('refused'));
  });
  expect(await refused).toBe('refused');
  await expect(EchoServer.at({ host: '127.0.0.1', family: 'ipv6' })).rejects.toMatchObject({ code: 'ENOTFOUND' });
});
