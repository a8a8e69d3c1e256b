import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { Loopback, echo, pem } from './loopback.ts';

const loopback = new Loopback();
afterEach(() => loopback.end());

describe('a Unix socket', () => {
  test('is connected to by its path; host and port count for nothing', async () => {
    const path = join(loopback.folder(), 'mosquitto.sock');
    await loopback.listening(createServer(echo), path);
    expect(await loopback.ping({ host: 'no.such.host.invalid', port: 0, path })).toBe('ping');
  });

  test('that is not there is ENOENT, a file that is none ECONNREFUSED', async () => {
    const directory = loopback.folder();
    writeFileSync(join(directory, 'file'), '');
    const to = (name: string): Promise<string> => loopback.ping({ host: '', port: 0, path: join(directory, name) });
    await expect(to('none')).rejects.toMatchObject({ code: 'ENOENT', subject: join(directory, 'none') });
    await expect(to('file')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a SOCKS5 proxy', () => {
  /** Answers what the case says, byte for byte, and takes down what it was asked; then echoes. */
  async function proxy(...answers: readonly string[]): Promise<{ port: number; asked: string[] }> {
    const asked: string[] = [];
    const port = await loopback.listening(
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
  ): Promise<string> => loopback.ping({ host, port: 1883, proxy: { host: '127.0.0.1', port, ...rest } });

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
    const behind = await loopback.listening(server);
    const port = await loopback.listening(
      createServer((socket) => {
        const answers = ['0500', '050000017f000001c350'];
        socket.on('data', function take() {
          socket.write(Buffer.from(answers.shift() ?? '', 'hex'));
          if (answers.length > 0) return;
          socket.off('data', take);
          const onward = connect(behind, '127.0.0.1');
          loopback.keep(onward);
          socket.pipe(onward).pipe(socket);
        });
      }),
    );
    const tls = { ca: pem('ca.crt') };
    expect(await loopback.ping({ host: 'example.org', port: 8883, proxy: { host: '127.0.0.1', port }, tls })).toBe(
      'ping',
    );
  });
});
