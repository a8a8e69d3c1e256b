/** The broker as its configuration wants it: who may come in, how its listeners are opened, what reloading does. */
import { describe, expect, test } from 'vitest';
import { formatPasswordEntry } from '#runtime/config/password-file.ts';
import { saltedSha512 } from '#runtime/broker/access/password-hash.ts';
import { mosquitto } from '#runtime/programs/mosquitto.ts';
import type { Address, ByteStream, ListenAt, Listener, TlsServerOptions } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { FakeNetwork, FakeProcess } from '../kit/fake-process.ts';
import { MemoryFiles } from '../kit/memory-files.ts';
import { MqttTestClient } from '../kit/mqtt-client.ts';
import { streamPair } from '../kit/wire.ts';

/** Remembers how it was asked to listen. */
class ListeningNetwork extends FakeNetwork {
  readonly asked: ListenAt[] = [];
  readonly renewed: TlsServerOptions[] = [];
  /** Thrown at the next listening, or renewing. */
  failure: SystemError | undefined;
  readonly accepts: ((stream: ByteStream) => void)[] = [];
  readonly refusals: ((why: string, from: Address) => void)[] = [];

  override async listen(
    at: ListenAt,
    accept: (stream: ByteStream) => void,
    refused: (why: string, from: Address) => void = () => undefined,
  ): Promise<Listener> {
    if (this.failure !== undefined) throw this.failure;
    this.asked.push(at);
    this.accepts.push(accept);
    this.refusals.push(refused);
    const renew = async (tls: TlsServerOptions): Promise<void> => {
      if (this.failure !== undefined) throw this.failure;
      this.renewed.push(tls);
    };
    return { address: { host: at.host ?? '::', port: at.port }, close: () => undefined, renew };
  }
}

class Service extends FakeProcess {
  override readonly network = new ListeningNetwork(this.clock, 'ECONNREFUSED');
  override readonly files = new MemoryFiles();

  static async start(conf: string, files: Readonly<Record<string, string>> = {}): Promise<Service> {
    const service = new Service(['mosquitto', '-c', 'a.conf']);
    service.files.put('a.conf', conf);
    for (const [path, text] of Object.entries(files)) service.files.put(path, text);
    return service.start(mosquitto);
  }

  get lines(): string[] {
    return this.stderr.text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.replace(/^\d{10}: /, ''));
  }

  /** Lines of the log since they were last asked for. */
  get news(): string[] {
    const news = this.lines.slice(this.#seen);
    this.#seen += news.length;
    return news;
  }

  #seen = 0;

  /** By the listener with that number. @returns reason code of CONNACK */
  async connect(id: string, login?: readonly [username: string, password: string], listener = 0): Promise<unknown> {
    const client = this.client(listener);
    const [username, password] = login ?? [];
    const connack = await client.connect(id, {
      ...(username !== undefined && { username, password: new TextEncoder().encode(password) }),
    });
    return connack.reasonCode;
  }

  client(listener = 0): MqttTestClient {
    const [near, far] = streamPair({ clock: this.clock, client: { host: '127.0.0.1', port: 40_000 } });
    this.network.accepts[listener]?.(far);
    return new MqttTestClient(near, () => this.clock.settle());
  }
}

const salt = new Uint8Array(12).fill(3);
const entry = (username: string, password: string): string =>
  `${formatPasswordEntry({ username, scheme: 6, salt, hash: saltedSha512(new TextEncoder().encode(password), salt) })}\n`;
const PASSWORDS = entry('ada', 'geheim');
const LISTENER = 'listener 1884 127.0.0.1\n';

describe('who may come in', () => {
  test('is said by one password file for all listeners', async () => {
    const service = await Service.start(`${LISTENER}listener 1885 127.0.0.1\npassword_file pw\n`, { pw: PASSWORDS });
    for (const listener of [0, 1]) {
      expect(await service.connect('a', ['ada', 'geheim'], listener)).toBe(0);
      expect(await service.connect('b', ['ada', 'falsch'], listener)).toBe(5);
      expect(await service.connect('c', undefined, listener)).toBe(5);
    }
  });

  test('differs from listener to listener with per_listener_settings', async () => {
    const conf = `per_listener_settings true\n${LISTENER}allow_anonymous true\nlistener 1885 127.0.0.1\npassword_file pw\n`;
    const service = await Service.start(conf, { pw: PASSWORDS });
    expect(await service.connect('a')).toBe(0);
    expect(await service.connect('b', undefined, 1)).toBe(5);
    expect(await service.connect('c', ['ada', 'geheim'], 1)).toBe(0);
  });

  test('and what they may do, by an ACL file', async () => {
    const conf = `${LISTENER}allow_anonymous true\nacl_file acl\nlog_type all\n`;
    const service = await Service.start(conf, { acl: 'topic read a\n' });
    const client = service.client();
    await client.connect('x');
    client.publish('a', 'no');
    await service.settle();
    expect(service.lines.at(-1)).toBe("Denied PUBLISH from x (d0, q0, r0, m0, 'a', ... (2 bytes))");
  });

  test.each([
    ['password_file none', 13, ['Error: Unable to open pwfile "none".', 'Error opening password file "none".']],
    ['acl_file none', 13, ['Error: Unable to open acl_file "none".', 'Error opening acl file "none".']],
    ['psk_file none', 13, ['Error: Unable to open pwfile "none".', 'Error opening psk file "none".']],
    ['acl_file bad', 3, ['Error: Invalid line in acl_file "bad": quatsch.', 'Error opening acl file "bad".']],
    [
      'psk_file keys',
      3,
      ['Error: psk for identity "ada" contains non-hexadecimal characters.', 'Error opening psk file "keys".'],
    ],
  ])('%s ends it with %i before any listener is opened', async (option, status, lines) => {
    const service = await Service.start(`${LISTENER}${option}\n`, { bad: 'quatsch\n', keys: 'ada:0x12\n' });
    expect(service.lines.slice(2)).toEqual(lines);
    expect([service.status, service.network.asked]).toEqual([status, []]);
  });
});

describe('listeners', () => {
  test('are opened as the configuration says', async () => {
    const conf = `listener 1884\nsocket_domain ipv4\nlistener 0 /run/m.sock\n${LISTENER}protocol websockets\nhttp_dir /www\nlistener 1883 ::1\n`;
    const service = await Service.start(conf);
    expect(service.network.asked).toEqual([
      { port: 1884, family: 'ipv4' },
      { port: 0, path: '/run/m.sock' },
      { port: 1884, host: '127.0.0.1', protocol: 'websockets', httpDirectory: '/www' },
      { port: 1883, host: '::1' },
    ]);
    expect(service.lines.slice(2)).toEqual([
      'Opening ipv4 listen socket on port 1884.',
      'Opening unix listen socket on path /run/m.sock.',
      'Opening websockets listen socket on port 1884.',
      'Opening ipv6 listen socket on port 1883.',
      'mosquitto version 2.0.11 running',
    ]);
  });

  test('with TLS have what their files hold', async () => {
    const conf = `${LISTENER}cafile ca\ncertfile crt\nkeyfile key\ncrlfile crl\ntls_version tlsv1.2\nrequire_certificate true\nciphers HIGH\n`;
    const service = await Service.start(conf, { ca: 'CA', crt: 'CRT', key: 'KEY', crl: 'CRL' });
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(service.network.asked[0]?.tls).toEqual({
      ca: bytes('CA'),
      certificate: bytes('CRT'),
      key: bytes('KEY'),
      crl: bytes('CRL'),
      version: '1.2',
      requireCertificate: true,
      ciphers: 'HIGH',
    });
  });

  test('with a shared key ask the file that was read last', async () => {
    const service = await Service.start(`${LISTENER}psk_hint h\npsk_file keys\n`, { keys: 'ada:0a\n' });
    const { hint, keyOf } = service.network.asked[0]?.tls?.psk ?? {};
    expect([hint, keyOf?.('ada'), keyOf?.('eve')]).toEqual(['h', Uint8Array.of(0x0a), undefined]);
    service.files.put('keys', 'eve:0b\n');
    await service.kill('SIGHUP');
    expect([keyOf?.('ada'), keyOf?.('eve')]).toEqual([undefined, Uint8Array.of(0x0b)]);
  });

  test('need a certificate and its key: one of them alone encrypts nothing, as by 2.0.11', async () => {
    const service = await Service.start(`${LISTENER}certfile none\n`);
    expect(service.network.asked).toEqual([{ port: 1884, host: '127.0.0.1' }]);
  });

  test.each([
    ['ca', 'Error: Unable to load CA certificates. Check cafile "ca".', true],
    ['certificate', 'Error: Unable to load server certificate "crt". Check certfile.', true],
    ['key', 'Error: Unable to load server key file "key". Check keyfile.', true],
    ['crl', 'Error: Unable to load certificate revocation file "crl". Check crlfile.', true],
    ['ciphers', 'Error: Unable to set TLS ciphers. Check cipher list "HIGH".', false],
    ['dhParameters', 'Error loading dhparamfile "dh".', false],
  ])('whose %s cannot be used end it with 1', async (field, line, hasReason) => {
    const conf = `${LISTENER}cafile ca\ncertfile crt\nkeyfile key\ncrlfile crl\ndhparamfile dh\nciphers HIGH\n`;
    const service = new Service(['mosquitto', '-c', 'a.conf']);
    service.files.put('a.conf', conf);
    for (const name of ['ca', 'crt', 'key', 'crl', 'dh']) service.files.put(name, 'PEM');
    service.network.failure = new SystemError('EINVAL', field, 'no start line');
    await service.start(mosquitto);
    const reason = hasReason ? ['OpenSSL Error[0]: no start line'] : [];
    expect(service.lines.slice(2)).toEqual(['Opening ipv4 listen socket on port 1884.', line, ...reason]);
    expect(service.status).toBe(1);
  });

  test('whose certificate is missing end it with 1', async () => {
    const service = await Service.start(`${LISTENER}certfile none\nkeyfile key\n`, { key: 'KEY' });
    expect(service.lines.slice(3)).toEqual([
      'Error: Unable to load server certificate "none". Check certfile.',
      'OpenSSL Error[0]: No such file or directory',
    ]);
    expect(service.status).toBe(1);
  });

  test('for WebSockets alone are none, as by 2.0.11', async () => {
    const service = await Service.start(`${LISTENER}protocol websockets\n`);
    expect(service.lines.slice(2)).toEqual([
      'Opening websockets listen socket on port 1884.',
      'Error: Unable to start any listening sockets, exiting.',
    ]);
    expect(service.status).toBe(1);
  });

  test('need what the machine lacks: which is said, with what to do', async () => {
    for (const [lack, conf, text] of [
      ['tls', `${LISTENER}psk_hint h\n`, /There is no TLS in the network of this machine: .*port 1884/],
      ['path', 'listener 0 /run/m\n', /There are no Unix sockets on this machine: .*\/run\/m/],
    ] as const) {
      const service = new Service(['mosquitto', '-c', 'a.conf']);
      service.files.put('a.conf', conf);
      service.network.lacks = new Set([lack]);
      await service.start(mosquitto);
      expect(service.lines.at(-1)).toMatch(text);
      expect([service.status, service.network.asked]).toEqual([1, []]);
    }
  });

  test('say who failed in the handshake, and why', async () => {
    const service = await Service.start(`${LISTENER}psk_hint h\n`);
    service.network.refusals[0]?.('binder does not verify', { host: '127.0.0.1', port: 40_000 });
    await service.settle();
    expect(service.lines.slice(-3)).toEqual([
      'New connection from 127.0.0.1:40000 on port 1884.',
      'OpenSSL Error[0]: binder does not verify',
      'Client <unknown> disconnected: Protocol error.',
    ]);
  });
});

describe('bridges', () => {
  const BRIDGE = 'connection up\naddress there:8883\ntopic # out\n';
  const FILES = { 'ca.crt': 'CA', 'own.crt': 'OWN', 'own.key': 'KEY' };
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  test('hand the network their certificates, and what else the configuration says of TLS', async () => {
    const service = await Service.start(
      `${BRIDGE}bridge_cafile ca.crt\nbridge_capath certs\nbridge_certfile own.crt\nbridge_keyfile own.key\n` +
        'bridge_insecure true\nbridge_tls_version tlsv1.2\nbridge_alpn mqtt\n',
      FILES,
    );
    expect(service.network.attempts).toEqual([
      {
        host: 'there',
        port: 8883,
        tls: {
          ca: bytes('CA'),
          caPath: 'certs',
          certificate: bytes('OWN'),
          key: bytes('KEY'),
          insecure: true,
          minimumVersion: '1.2',
          alpn: 'mqtt',
        },
      },
    ]);
  });

  test('hand it the key that both brokers know', async () => {
    const service = await Service.start(`${BRIDGE}bridge_psk 0a1b\nbridge_identity ada\n`);
    expect(service.network.attempts).toMatchObject([
      { tls: { psk: { identity: 'ada', key: Uint8Array.of(0x0a, 0x1b) } } },
    ]);
  });

  test('without any of it do not encrypt', async () => {
    const service = await Service.start(BRIDGE);
    expect(service.network.attempts).toEqual([{ host: 'there', port: 8883 }]);
  });

  test.each([
    [
      'a file that is not there',
      'bridge_cafile none\n',
      'Error: Unable to load certificate file "none" of bridge up: No such file or directory.',
    ],
    [
      'a key that is none',
      'bridge_psk geheim\nbridge_identity ada\n',
      'Error: bridge_psk of bridge up is no hexadecimal number.',
    ],
  ])('with %s are left out, which is said, and the broker runs', async (_, how, complaint) => {
    const service = await Service.start(`${BRIDGE}${how}`);
    expect(service.lines.slice(-3)).toEqual([
      complaint,
      'Warning: Unable to connect to bridge up.',
      'mosquitto version 2.0.11 running',
    ]);
    expect(service.network.attempts).toEqual([]);
    expect(await service.connect('a')).toBe(0);
  });

  test('that encrypt need a network with TLS', async () => {
    const service = new Service(['mosquitto', '-c', 'a.conf']);
    service.files.put('a.conf', `${BRIDGE}bridge_psk 00\nbridge_identity ada\n`);
    service.network.lacks = new Set(['tls']);
    await service.start(mosquitto);
    expect(service.lines.at(-3)).toMatch(/^Error: There is no TLS in the network of this machine: the bridge up /);
    expect(service.network.attempts).toEqual([]);
  });
});

describe('SIGHUP', () => {
  const running = async (): Promise<Service> => {
    const service = await Service.start(`${LISTENER}password_file pw\n`, { pw: PASSWORDS });
    void service.news;
    return service;
  };

  test('reads the passwords again, and sends away who would not be let in any more', async () => {
    const service = await running();
    const ada = service.client();
    await ada.connect('ada', { username: 'ada', password: new TextEncoder().encode('geheim') });
    service.files.put('pw', entry('bob', 'wort'));
    await service.kill('SIGHUP');
    expect(service.lines).toContain('Reloading config.');
    expect(await ada.end()).toBe('ended');
    expect(await service.connect('b', ['bob', 'wort'])).toBe(0);
    expect(await service.connect('a', ['ada', 'geheim'])).toBe(5);
  });

  test('lets nobody in because the password file is gone: the earlier one stays in force', async () => {
    const service = await running();
    service.files.contents.delete('pw');
    await service.kill('SIGHUP');
    expect(service.news).toEqual([
      'Reloading config.',
      'Error: Unable to open pwfile "pw".',
      'Error opening password file "pw".',
    ]);
    expect(await service.connect('a', ['ada', 'geheim'])).toBe(0);
    expect(await service.connect('b', ['ada', 'falsch'])).toBe(5);
  });

  test('changes nothing when the configuration is wrong, and says where', async () => {
    const service = await running();
    service.files.put('a.conf', `${LISTENER}allow_anonymous true\nquatsch\n`);
    await service.kill('SIGHUP');
    expect(service.news).toEqual([
      'Reloading config.',
      'Error: Unknown configuration variable "quatsch".',
      'Error found at a.conf:3.',
    ]);
    expect(await service.connect('a')).toBe(5);
    expect(service.status).toBeUndefined();
  });

  test('takes over what the configuration says of the log and of the broker', async () => {
    const service = await running();
    service.files.put('a.conf', `${LISTENER}allow_anonymous true\nlog_dest stdout\nlog_type all\n`);
    await service.kill('SIGHUP');
    expect(await service.connect('a')).toBe(0);
    expect(service.stdout.text).toContain('Sending CONNACK to a (0, 0)');
  });

  test('renews certificates, and keeps the earlier ones when the new ones cannot be used', async () => {
    const service = await Service.start(`${LISTENER}certfile crt\nkeyfile key\n`, { crt: 'ONE', key: 'KEY' });
    service.files.put('crt', 'TWO');
    await service.kill('SIGHUP');
    expect(service.network.renewed.map(({ certificate }) => new TextDecoder().decode(certificate))).toEqual(['TWO']);
    void service.news;
    service.network.failure = new SystemError('EINVAL', 'key', 'key values mismatch');
    await service.kill('SIGHUP');
    expect(service.news).toEqual([
      'Reloading config.',
      'Error: Unable to load server key file "key". Check keyfile.',
      'OpenSSL Error[0]: key values mismatch',
      "Error when reloading certificate 'crt' or key 'key'.",
    ]);
  });
});

describe('what lasts', () => {
  const PERSISTENT = `${LISTENER}allow_anonymous true\npersistence true\npersistence_location /var/lib\n`;

  test('is there for the next broker, and each saving is said', async () => {
    const first = await Service.start(PERSISTENT);
    const client = first.client();
    await client.connect('x');
    client.publish('a', 'kept', { retain: true });
    await first.kill('SIGUSR1');
    expect(first.news.at(-1)).toBe('Saving in-memory database to /var/lib/mosquitto.db.');
    await first.kill('SIGTERM');
    await first.advance(2_000);
    expect(first.news.slice(-2)).toEqual([
      'mosquitto version 2.0.11 terminating',
      'Saving in-memory database to /var/lib/mosquitto.db.',
    ]);
    expect(first.status).toBe(0);
    const second = new Service(['mosquitto', '-c', 'a.conf']);
    for (const [path, bytes] of first.files.contents) second.files.contents.set(path, bytes);
    await second.start(mosquitto);
    const reader = second.client();
    await reader.connect('y');
    await reader.subscribe('a');
    expect(await reader.next()).toMatchObject({ topic: 'a', retain: true });
  });

  test('is left as it is when it is something else, and the broker does not start', async () => {
    const service = await Service.start(PERSISTENT, { '/var/lib/mosquitto.db': 'something else' });
    expect(service.lines).toEqual([
      expect.stringMatching(/^Error: \/var\/lib\/mosquitto\.db is no store of Kleber's\. /),
      "Error: Couldn't open database.",
    ]);
    expect([service.status, service.files.text('/var/lib/mosquitto.db')]).toEqual([1, 'something else']);
  });
});
