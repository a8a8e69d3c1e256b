import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import type { TLSSocket, TlsOptions as ServerOptions } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { SystemError, TlsOptions } from '#runtime/ports.ts';
import { Loopback, echo, pem } from './loopback.ts';

const loopback = new Loopback();
afterEach(() => loopback.end());

describe('TLS', () => {
  const server = { cert: pem('server.crt'), key: pem('server.key') };

  async function secure(options: ServerOptions, client: TlsOptions, host = 'localhost'): Promise<string> {
    const port = await loopback.listening(createTlsServer(options, echo).on('tlsClientError', () => undefined));
    return loopback.ping({ host, port, tls: client });
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
    const caPath = loopback.folder();
    writeFileSync(join(caPath, 'note.txt'), 'no certificate');
    writeFileSync(join(caPath, 'ca.pem'), pem('ca.crt'));
    expect(await secure(server, { caPath })).toBe('ping');
    rmSync(caPath, { recursive: true });
    await expect(secure(server, { caPath })).rejects.toMatchObject({ code: 'EPROTO' });
  });

  test('the client shows its own certificate', async () => {
    const names: string[] = [];
    const port = await loopback.listening(
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
    expect(await loopback.ping({ ...to, tls: { ca: pem('ca.crt'), ...own } })).toBe('ping');
    expect(names).toEqual(['ada']);
    await expect(loopback.ping({ ...to, tls: { ca: pem('ca.crt') } })).rejects.toMatchObject({ code: 'EPROTO' });
  });

  test('files that are no certificates, keys of others and unknown ciphers are EINVAL before anything is sent', async () => {
    const to = (tls: TlsOptions): Promise<string> => loopback.ping({ host: '127.0.0.1', port: 1, tls });
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
      const port = await loopback.listening(createServer((socket) => void socket.once('data', () => answer(socket))));
      await expect(loopback.ping({ host: 'localhost', port, tls: { ca: pem('ca.crt') } })).rejects.toMatchObject({
        code: 'EPROTO',
      });
    }
  });

  test('version, ciphers and ALPN reach the server', async () => {
    const seen: unknown[] = [];
    const options: ServerOptions = { ...server, maxVersion: 'TLSv1.2', ALPNProtocols: ['other', 'mqtt'] };
    const port = await loopback.listening(
      createTlsServer(options, (socket: TLSSocket) => {
        seen.push([socket.getProtocol(), socket.getCipher().name, socket.alpnProtocol]);
        echo(socket);
      }).on('tlsClientError', () => undefined),
    );
    const tls = { ca: pem('ca.crt'), ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384', alpn: 'mqtt' };
    expect(await loopback.ping({ host: 'localhost', port, tls })).toBe('ping');
    expect(seen).toEqual([['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'mqtt']]);
    await expect(
      loopback.ping({ host: 'localhost', port, tls: { ...tls, minimumVersion: '1.3' } }),
    ).rejects.toMatchObject({
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
      void loopback.listening(other).then(async (port) => {
        const stream = await loopback.network.connect({ host: 'localhost', port, tls: { ca: pem('ca.crt') } });
        stream.open({ data: () => undefined, drain: () => undefined, closed: () => undefined });
        stream.end();
      });
    });
    await ended;
    const port = await loopback.listening(createTlsServer(server, echo));
    const stream = await loopback.network.connect({ host: 'localhost', port, tls: { ca: pem('ca.crt') } });
    const closed = new Promise<SystemError | undefined>((resolve) =>
      stream.open({ data: () => undefined, drain: () => undefined, closed: resolve }),
    );
    stream.destroy();
    expect(await closed).toBeUndefined();
  });
});
