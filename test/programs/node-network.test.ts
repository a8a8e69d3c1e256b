import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { TLSSocket, TlsOptions as ServerOptions } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { NodeNetwork } from '#runtime/programs/node/node-network.ts';
import type { ByteStream, Destination, SystemError, TlsOptions } from '#runtime/ports.ts';

const pem = (name: string): Buffer => readFileSync(new URL(`./certificates/${name}`, import.meta.url));
const network = new NodeNetwork();
const servers: Server[] = [];
const sockets: (Socket | ByteStream)[] = [];
const folders: string[] = [];
/** A directory that is there for one test. */
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'kleber-network-'));
  folders.push(path);
  return path;
};

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** @returns its port */
async function listening(server: Server, at: { path: string } | undefined = undefined): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(at ?? { port: 0, host: '127.0.0.1' }, resolve));
  return at === undefined ? (server.address() as AddressInfo).port : 0;
}

const echo = (socket: Socket): void => void socket.pipe(socket).on('error', () => undefined);

/** Sends "ping" and waits for as much to come back. */
async function ping(to: Destination): Promise<string> {
  const stream = await network.connect(to);
  sockets.push(stream);
  return new Promise((resolve, reject) => {
    let text = '';
    stream.open({
      data(bytes) {
        text += Buffer.from(bytes).toString();
        if (text.length >= 4) resolve(text);
      },
      drain: () => undefined,
      closed: (error) => reject(error ?? new Error('closed')),
    });
    stream.write(Buffer.from('ping'));
  });
}

describe('TLS', () => {
  const server = { cert: pem('server.crt'), key: pem('server.key') };

  async function secure(options: ServerOptions, client: TlsOptions, host = 'localhost'): Promise<string> {
    const port = await listening(createTlsServer(options, echo).on('tlsClientError', () => undefined));
    return ping({ host, port, tls: client });
  }

  test('a certificate of the name, signed by who is trusted', async () => {
    expect(await secure(server, { ca: pem('ca.crt') })).toBe('ping');
    expect(await secure(server, { ca: pem('ca.crt') }, '127.0.0.1')).toBe('ping');
  });

  test('one that a stranger signed is EPROTO, and --insecure does not change that', async () => {
    const failure = { code: 'EPROTO', message: expect.stringMatching(/self-signed|unable to verify/) as string };
    await expect(secure(server, { ca: pem('other.crt') })).rejects.toMatchObject(failure);
    await expect(secure(server, { ca: pem('other.crt'), insecure: true })).rejects.toMatchObject(failure);
    await expect(secure(server, { systemCertificates: true })).rejects.toMatchObject(failure);
  });

  test('one of another name is EPROTO, but with --insecure', async () => {
    const elsewhere = { cert: pem('elsewhere.crt'), key: pem('elsewhere.key') };
    await expect(secure(elsewhere, { ca: pem('ca.crt') })).rejects.toMatchObject({
      code: 'EPROTO',
      message: expect.stringContaining('example.org') as string,
    });
    expect(await secure(elsewhere, { ca: pem('ca.crt'), insecure: true })).toBe('ping');
  });

  test('certificates of a directory; what else lies there does not matter, nor whether it is there', async () => {
    const caPath = folder();
    writeFileSync(join(caPath, 'note.txt'), 'no certificate');
    writeFileSync(join(caPath, 'ca.pem'), pem('ca.crt'));
    expect(await secure(server, { caPath })).toBe('ping');
    rmSync(caPath, { recursive: true });
    await expect(secure(server, { caPath })).rejects.toMatchObject({ code: 'EPROTO' });
  });

  test('the client shows its own certificate', async () => {
    const names: string[] = [];
    const port = await listening(
      createTlsServer(
        { ...server, ca: pem('ca.crt'), requestCert: true, rejectUnauthorized: true },
        (socket: TLSSocket) => {
          names.push(String(socket.getPeerCertificate().subject.CN));
          echo(socket);
        },
      ).on('tlsClientError', () => undefined),
    );
    const to = { host: 'localhost', port };
    const own = { certificate: pem('client.crt'), key: pem('client.key') };
    expect(await ping({ ...to, tls: { ca: pem('ca.crt'), ...own } })).toBe('ping');
    expect(names).toEqual(['ada']);
    await expect(ping({ ...to, tls: { ca: pem('ca.crt') } })).rejects.toMatchObject({ code: 'EPROTO' });
  });

  test('files that are no certificates, keys of others and unknown ciphers are EINVAL before anything is sent', async () => {
    const to = (tls: TlsOptions): Promise<string> => ping({ host: '127.0.0.1', port: 1, tls });
    const junk = Buffer.from('listener 1883\n');
    const own = { certificate: pem('client.crt'), key: pem('client.key') };
    for (const tls of [
      { ca: junk },
      { certificate: junk, key: own.key },
      { certificate: own.certificate, key: junk },
      { certificate: own.certificate, key: pem('server.key') },
      { ciphers: 'NONSENSE' },
    ]) {
      await expect(to(tls)).rejects.toMatchObject({ code: 'EINVAL', message: expect.stringMatching(/\S/) as string });
    }
    await expect(to({ ca: pem('ca.crt') })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('a server that speaks no TLS, or closes at once, is EPROTO', async () => {
    for (const answer of [(socket: Socket) => socket.write('HTTP/1.1 400\r\n\r\n'), (socket: Socket) => socket.end()]) {
      const port = await listening(createServer((socket) => void socket.once('data', () => answer(socket))));
      await expect(ping({ host: 'localhost', port, tls: { ca: pem('ca.crt') } })).rejects.toMatchObject({
        code: 'EPROTO',
      });
    }
  });

  test('version, ciphers and ALPN reach the server', async () => {
    const seen: unknown[] = [];
    const options: ServerOptions = { ...server, maxVersion: 'TLSv1.2', ALPNProtocols: ['other', 'mqtt'] };
    const port = await listening(
      createTlsServer(options, (socket: TLSSocket) => {
        seen.push([socket.getProtocol(), socket.getCipher().name, socket.alpnProtocol]);
        echo(socket);
      }).on('tlsClientError', () => undefined),
    );
    const tls = { ca: pem('ca.crt'), ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384', alpn: 'mqtt' };
    expect(await ping({ host: 'localhost', port, tls })).toBe('ping');
    expect(seen).toEqual([['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'mqtt']]);
    await expect(ping({ host: 'localhost', port, tls: { ...tls, minimumVersion: '1.3' } })).rejects.toMatchObject({
      code: 'EPROTO',
    });
  });

  test('ciphers of the older versions do not keep TLS 1.3 out', async () => {
    expect(
      await secure(
        { ...server, minVersion: 'TLSv1.3' },
        { ca: pem('ca.crt'), ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' },
      ),
    ).toBe('ping');
  });

  test('a key that both know, instead of certificates', async () => {
    const key = Buffer.from('deadbeef', 'hex');
    const options = {
      ciphers: 'PSK',
      pskCallback: (_: TLSSocket, identity: string) => (identity === 'ada' ? key : null),
    };
    expect(await secure(options, { psk: { identity: 'ada', key } })).toBe('ping');
    for (const psk of [
      { identity: 'bob', key },
      { identity: 'ada', key: Buffer.of(1) },
    ]) {
      await expect(secure(options, { psk })).rejects.toMatchObject({ code: 'EPROTO' });
    }
  });

  test('an orderly end is one for both, and destroy closes at once', async () => {
    const ended = new Promise((resolve) => {
      const other = createTlsServer(server, (socket) => socket.resume().once('end', resolve));
      void listening(other).then(async (port) => {
        const stream = await network.connect({ host: 'localhost', port, tls: { ca: pem('ca.crt') } });
        stream.open({ data: () => undefined, drain: () => undefined, closed: () => undefined });
        stream.end();
      });
    });
    await ended;
    const port = await listening(createTlsServer(server, echo));
    const stream = await network.connect({ host: 'localhost', port, tls: { ca: pem('ca.crt') } });
    const closed = new Promise<SystemError | undefined>((resolve) =>
      stream.open({ data: () => undefined, drain: () => undefined, closed: resolve }),
    );
    stream.destroy();
    expect(await closed).toBeUndefined();
  });
});

describe('a Unix socket', () => {
  test('is connected to by its path; host and port count for nothing', async () => {
    const path = join(folder(), 'mosquitto.sock');
    await listening(createServer(echo), { path });
    expect(await ping({ host: 'no.such.host.invalid', port: 0, path })).toBe('ping');
  });

  test('that is not there is ENOENT, a file that is none ECONNREFUSED', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'file'), '');
    const to = (name: string): Promise<string> => ping({ host: '', port: 0, path: join(directory, name) });
    await expect(to('none')).rejects.toMatchObject({ code: 'ENOENT', subject: join(directory, 'none') });
    await expect(to('file')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a SOCKS5 proxy', () => {
  /** Answers what the case says, byte for byte, and takes down what it was asked; then echoes. */
  async function proxy(...answers: readonly string[]): Promise<{ port: number; asked: string[] }> {
    const asked: string[] = [];
    const port = await listening(
      createServer((socket) => {
        let next = 0;
        socket.on('data', (bytes) => {
          if (next >= answers.length) return void socket.write(bytes);
          asked.push(bytes.toString('hex'));
          const answer = answers[next++] ?? '';
          if (answer === 'close') return void socket.end();
          // Byte by byte, as a slow network may.
          for (const byte of Buffer.from(answer, 'hex')) socket.write(Uint8Array.of(byte));
        });
      }),
    );
    return { port, asked };
  }
  const through = (
    port: number,
    rest: { username?: string; password?: string } = {},
    host = 'broker',
  ): Promise<string> => ping({ host, port: 1883, proxy: { host: '127.0.0.1', port, ...rest } });

  test('is told the name, which it looks up itself', async () => {
    const { port, asked } = await proxy('0500', '050000017f000001c350');
    expect(await through(port)).toBe('ping');
    expect(asked).toEqual(['050100', '050100030662726f6b6572075b']);
  });

  test('is told an address as an address, and may answer with any kind', async () => {
    const ipv6 = await proxy('0500', '05000004' + '00'.repeat(18));
    expect(await through(ipv6.port, {}, '2001:db8::7')).toBe('ping');
    expect(ipv6.asked[1]).toBe('0501000420010db8000000000000000000000007075b');
    const ipv4 = await proxy('0500', '0500000303616263c350');
    expect(await through(ipv4.port, {}, '192.0.2.1')).toBe('ping');
    expect(ipv4.asked[1]).toBe('05010001c0000201075b');
  });

  test('gets user name and password if it asks for them', async () => {
    const wanted = await proxy('0502', '0100', '050000017f000001c350');
    expect(await through(wanted.port, { username: 'ada', password: 'geheim' })).toBe('ping');
    expect(wanted.asked.slice(0, 2)).toEqual(['05020002', '01036164610667656865696d']);
    const unwanted = await proxy('0500', '050000017f000001c350');
    expect(await through(unwanted.port, { username: 'ada' })).toBe('ping');
  });

  test.each([
    ['refuses the password', ['0502', '0101'], 'EPROTO'],
    ['knows no way that is known here', ['05ff'], 'EACCES'],
    ['wants what was not offered', ['0502'], 'EACCES'],
    ['speaks another version', ['0400'], 'EPROTO'],
    ['closes', ['close'], 'EPROTO'],
    ['closes halfway', ['0500', 'close'], 'EPROTO'],
    ['fails', ['0500', '05010001000000000000'], 'EPROTO'],
    ['does not allow it', ['0500', '05020001000000000000'], 'EACCES'],
    ['has no network', ['0500', '05030001000000000000'], 'ENETUNREACH'],
    ['does not reach the host', ['0500', '05040001000000000000'], 'EHOSTUNREACH'],
    ['is refused there', ['0500', '05050001000000000000'], 'ECONNREFUSED'],
    ['answers what is not in the standard', ['0500', '05630001000000000000'], 'EPROTO'],
  ])('that %s', async (_, answers, code) => {
    const { port } = await proxy(...answers);
    const user = answers[0] === '0502' && answers.length > 1 ? { username: 'ada', password: 'x' } : {};
    await expect(through(port, user)).rejects.toMatchObject({
      code,
      subject: 'broker:1883',
      message: expect.stringMatching(/^The proxy did not connect to broker:1883: \S/) as string,
    });
  });

  test('that is not there is said of the proxy, not of the destination', async () => {
    await expect(through(1)).rejects.toMatchObject({ code: 'ECONNREFUSED', subject: '127.0.0.1:1' });
  });

  test("carries TLS, and the certificate is the destination's", async () => {
    const server = createTlsServer({ cert: pem('elsewhere.crt'), key: pem('elsewhere.key') }, echo);
    const behind = await listening(server);
    const port = await listening(
      createServer((socket) => {
        const answers = ['0500', '050000017f000001c350'];
        socket.on('data', function take() {
          socket.write(Buffer.from(answers.shift() ?? '', 'hex'));
          if (answers.length > 0) return;
          socket.off('data', take);
          const onward = connect(behind, '127.0.0.1');
          sockets.push(onward);
          socket.pipe(onward).pipe(socket);
        });
      }),
    );
    const tls = { ca: pem('ca.crt') };
    expect(await ping({ host: 'example.org', port: 8883, proxy: { host: '127.0.0.1', port }, tls })).toBe('ping');
  });
});
