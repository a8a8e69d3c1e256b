import { describe, expect, test } from 'vitest';
import type { Destination } from '#runtime/ports.ts';
import { mosquittoSub } from '#runtime/programs/mosquitto-sub.ts';
import { FakeProcess } from '../kit/fake-process.ts';
import { Bench } from './tool.ts';

const SUB = 'mosquitto_sub -h broker -t a';
const files = { 'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Where a command line leads, when nobody is there. */
async function destination(line: string): Promise<Destination | undefined> {
  const sub = await new Bench().run(line, { files, accept: 'ECONNREFUSED' });
  return sub.network.attempts[0];
}

describe('TLS', () => {
  test.for([
    ['', { host: 'broker', port: 1883 }],
    ['--cafile ca.pem', { host: 'broker', port: 8883, tls: { ca: bytes('CA') } }],
    ['--cafile ca.pem -p 1884', { host: 'broker', port: 1884, tls: { ca: bytes('CA') } }],
    ['--capath /etc/ssl/certs', { host: 'broker', port: 8883, tls: { caPath: '/etc/ssl/certs' } }],
    ['-p 8883', { host: 'broker', port: 8883, tls: { systemCertificates: true } }],
    ['--tls-use-os-certs', { host: 'broker', port: 1883, tls: { systemCertificates: true } }],
    [
      '--psk 0aF --psk-identity ada',
      { host: 'broker', port: 8883, tls: { psk: { identity: 'ada', key: Uint8Array.of(0xaf) } } },
    ],
    [
      '--cafile ca.pem --cert cert.pem --key key.pem --keyform pem --insecure --tls-version tlsv1.3 --ciphers HIGH --tls-alpn mqtt',
      {
        host: 'broker',
        port: 8883,
        tls: {
          ca: bytes('CA'),
          certificate: bytes('CERT'),
          key: bytes('KEY'),
          insecure: true,
          minimumVersion: '1.3',
          ciphers: 'HIGH',
          alpn: 'mqtt',
        },
      },
    ],
    ['--insecure --tls-alpn mqtt --ciphers HIGH --tls-version tlsv1.2', { host: 'broker', port: 1883 }],
    ['--cert cert.pem --key key.pem', { host: 'broker', port: 1883 }],
  ] as const)('%s', async ([options, expected]) => {
    expect(await destination(`${SUB} ${options}`.trimEnd())).toEqual(expected);
  });

  test('-L mqtts:// asks for it, at 8883 unless told otherwise', async () => {
    const tls = { systemCertificates: true };
    expect(await destination('mosquitto_sub -L mqtts://h/a')).toEqual({ host: 'h', port: 8883, tls });
    expect(await destination('mosquitto_sub -L mqtts://h:99/a')).toEqual({ host: 'h', port: 99, tls });
    expect(await destination('mosquitto_sub -L mqtt://h/a')).toEqual({ host: 'h', port: 1883 });
  });

  /** As 2.0.11 says it. */
  test.for([
    ['--cafile none.pem', 'Error: Problem setting TLS options: File not found.\n'],
    ['--cafile ca.pem --cert none.pem --key key.pem', 'Error: Problem setting TLS options: File not found.\n'],
    ['--cafile ca.pem --cert cert.pem --key none.pem', 'Error: Problem setting TLS options: File not found.\n'],
    [
      '--cert cert.pem --key key.pem --keyform der',
      "Error: Problem setting key form, it must be one of 'pem' or 'engine'.\n",
    ],
    ['--tls-engine none', 'Error: Problem setting TLS engine, is none a valid engine?\n'],
    ['--psk 0g --psk-identity i', 'Error: Problem setting TLS-PSK options.\n'],
    ['--psk 0x12 --psk-identity i', 'Error: Problem setting TLS-PSK options.\n'],
    ['--tls-version tlsv1', 'Error: Problem setting TLS options, check the options are valid.\n'],
    ['-P x --cafile none.pem', 'Error: Problem setting username and/or password.\n'],
  ] as const)('%s fails before it connects', async ([options, complaint]) => {
    const sub = await new Bench().run(`${SUB} ${options}`, { files });
    expect([sub.stderr.text, sub.status, sub.network.attempts]).toEqual([complaint, 1, []]);
  });

  test('a handshake that fails ends with 8, wrong files or ciphers with 1', async () => {
    const handshake = await new Bench().run(`${SUB} --cafile ca.pem`, { files, accept: 'EPROTO' });
    expect([handshake.stderr.text, handshake.status]).toEqual(['Error: A TLS error occurred.\n', 8]);
    const quiet = await new Bench().run(`${SUB} -p 8883 --quiet`, { files, accept: 'EPROTO' });
    expect([quiet.stderr.text, quiet.status]).toEqual(['', 8]);
    const file = await new Bench().run(`${SUB} --cafile ca.pem`, { files, accept: 'EINVAL' });
    expect([file.stderr.text, file.status]).toEqual(['Unable to connect (A TLS error occurred.).\n', 1]);
  });

  test('-d says what was wrong', async () => {
    const sub = await new Bench().run(`${SUB} --cafile ca.pem -d`, { files, accept: 'EPROTO' });
    expect(sub.stdout.text).toBe('OpenSSL Error[0]: EPROTO: broker:8883\n');
  });
});

describe('--proxy', () => {
  test.for([
    ['socks5h://p', { host: 'p', port: 1080 }],
    ['socks5h://p:99', { host: 'p', port: 99 }],
    ['socks5h://u@p', { host: 'p', port: 1080, username: 'u' }],
    ['socks5h://u%3a:p%25%40@p:99', { host: 'p', port: 99, username: 'u:', password: 'p%@' }],
    ['socks5h://u:p@p:', { host: 'p', port: 1080, username: 'u', password: 'p' }],
  ] as const)('%s', async ([url, proxy]) => {
    expect(await destination(`${SUB} --proxy ${url}`)).toEqual({ host: 'broker', port: 1883, proxy });
  });

  test.for([
    'socks5h://:9',
    'socks5h://u:p@h:9:9',
    'socks5h://@h',
    'socks5h://:p@h',
    'socks5h://u%zz:p@h',
    'socks5h://u@x@h',
  ])('%s is refused without a word, as by 2.0.11', async (url) => {
    const sub = await new Bench().run(`${SUB} --proxy ${url}`);
    expect([sub.stderr.text, sub.status]).toEqual(["\nUse 'mosquitto_sub --help' to see usage.\n", 1]);
  });

  test.for([
    ['EACCES', 'Error: Authorisation failed.\n', 11],
    ['EPROTO', 'Error: Proxy error.\n', 16],
    ['EHOSTUNREACH', 'Error: The client is not currently connected.\n', 4],
  ] as const)('that answers %s', async ([code, complaint, status]) => {
    const sub = await new Bench().run(`${SUB} --proxy socks5h://p`, { accept: code });
    expect([sub.stderr.text, sub.status]).toEqual([complaint, status]);
  });
});

test('--unix leads to a socket, whatever the host was before', async () => {
  const expected = { host: '/run/m.sock', port: 0, path: '/run/m.sock' };
  expect(await destination(`${SUB} --unix /run/m.sock`)).toEqual(expected);
});

describe('a machine without them says so before anything else', () => {
  test.for([
    ['--cafile none.pem', 'TLS is', '--cafile, --capath, --psk, mqtts:// and port 8883'],
    ['-p 8883', 'TLS is', '--cafile, --capath, --psk, mqtts:// and port 8883'],
    ['--proxy socks5h://p', 'Proxies are', '--proxy'],
    ['--unix /run/m.sock', 'Unix sockets are', '--unix or port 0'],
  ] as const)('%s', async ([options, what, without]) => {
    const process = new FakeProcess(`${SUB} ${options}`.split(' '));
    process.network.lacks = new Set(['tls', 'proxy', 'path']);
    await process.start(mosquittoSub);
    expect(process.stderr.text).toBe(`Error: ${what} not there yet on this machine: connect without ${without}.\n`);
    expect([process.stdout.text, process.status, process.network.attempts]).toEqual(['', 1, []]);
  });
});
