/**
 * One configuration, our broker and Debian's, our clients, bridges and Debian's, each with each: TLS with a
 * certificate of the server alone, with certificates of the clients, and with a shared key.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePorts } from '../golden/free-ports.ts';
import { programPath } from '../kit/programs.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const main = new URL('../../runtime/programs/node/main.ts', import.meta.url).pathname;
const isThere = programPath('mosquitto') !== undefined && programPath('mosquitto_pub') !== undefined;

type Maker = 'ours' | "Debian's";
const MAKERS: readonly Maker[] = isThere ? ['ours', "Debian's"] : ['ours'];

const command = (maker: Maker, name: string, ...words: string[]): [file: string, words: string[]] =>
  maker === 'ours' ? [process.execPath, [main, name, ...words]] : [programPath(name) ?? name, words];

const folder = mkdtempSync(join(tmpdir(), 'kleber-tls-'));
const file = (name: string): string => join(folder, name);

function prepare(): void {
  // A mosquitto that root starts becomes another user, and reads here.
  chmodSync(folder, 0o755);
  for (const name of ['ca.crt', 'other.crt', 'server.crt', 'server.key', 'client.crt', 'client.key']) {
    copyFileSync(new URL(`../programs/certificates/${name}`, import.meta.url), file(name));
    chmodSync(file(name), 0o644);
  }
  writeFileSync(file('keys'), 'ada:deadbeef\nbob:0a1\neve:00a1b\n');
}

const CERTIFICATE = `certfile ${file('server.crt')}\nkeyfile ${file('server.key')}\ncafile ${file('ca.crt')}\n`;

/** The certificate's common name, or the key's identity, is the user name, and decides what is allowed. */
const CONFIGURATION = (ports: readonly number[]): string => `per_listener_settings true
listener ${ports[0]} 127.0.0.1
allow_anonymous true
${CERTIFICATE}
listener ${ports[1]} 127.0.0.1
allow_anonymous false
${CERTIFICATE}require_certificate true
use_identity_as_username true
acl_file ${file('acl')}

listener ${ports[2]} 127.0.0.1
allow_anonymous false
psk_hint kleber
psk_file ${file('keys')}
use_identity_as_username true
acl_file ${file('acl')}
`;

/** A broker that hands on what is ada's. */
const BRIDGING = (port: number, far: number, how: string): string => `listener ${port} 127.0.0.1
allow_anonymous true
connection up
address localhost:${far}
topic ada/# out 1
notifications false
restart_timeout 1
${how}`;

const OWN = ['--cert', file('client.crt'), '--key', file('client.key')];
const TRUSTED = ['--cafile', file('ca.crt')];

class Server {
  readonly ports: readonly number[];
  readonly #child: ChildProcess;
  #log = '';

  constructor(maker: Maker, ports: readonly number[], configuration: string) {
    this.ports = ports;
    const path = file(`${ports[0]}.conf`);
    writeFileSync(path, configuration);
    this.#child = spawn(...command(maker, 'mosquitto', '-c', path, '-v'), { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child.stderr?.on('data', (data: Buffer) => (this.#log += String(data)));
  }

  get log(): string {
    return this.#log;
  }

  logged(pattern: RegExp): Promise<void> {
    return vi.waitUntil(() => pattern.test(this.#log), { timeout: 20_000 }).then(() => undefined);
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}

/** Publishes to a topic. @returns the exit code */
async function publish(maker: Maker, port: number, words: readonly string[], topic = 'ada/x'): Promise<number> {
  const [program, all] = command(maker, 'mosquitto_pub', '-h', 'localhost', '-p', String(port), '-q', '1', '-t', topic, '-m', 'x', ...words); // prettier-ignore
  return promisify(execFile)(program, all).then(
    () => 0,
    (error: { code: number }) => error.code,
  );
}

describe.each(MAKERS)('%s broker', (maker) => {
  let server: Server;
  beforeAll(async () => {
    prepare();
    writeFileSync(file('acl'), 'pattern write %u/#\n');
    const ports = await freePorts(3);
    server = new Server(maker, ports, CONFIGURATION(ports));
    await server.logged(/running/);
  });
  afterAll(async () => {
    await server.end();
    if (maker === MAKERS.at(-1)) rmSync(folder, { recursive: true });
  });

  describe.each(MAKERS)('%s clients', (client) => {
    test('reach it when they trust its certificate, and only then', async () => {
      const [port = 0] = server.ports;
      expect(await publish(client, port, TRUSTED)).toBe(0);
      expect(await publish(client, port, ['--cafile', file('other.crt')])).not.toBe(0);
      expect(await publish(client, port, [])).not.toBe(0);
    });

    test('need a certificate of their own where one is asked for, which names the user', async () => {
      const [, port = 0] = server.ports;
      const before = server.log.length;
      expect(await publish(client, port, [...TRUSTED, ...OWN])).toBe(0);
      await server.logged(/u'ada'/);
      expect(await publish(client, port, [...TRUSTED, ...OWN], 'bob/x')).toBe(0);
      await vi.waitUntil(() => /Denied PUBLISH .*'bob\/x'/.test(server.log.slice(before)), { timeout: 5_000 });
      expect(await publish(client, port, TRUSTED)).not.toBe(0);
    });

    test('come in with the key that both know, and with no other', async () => {
      const [, , port = 0] = server.ports;
      expect(await publish(client, port, ['--psk', 'deadbeef', '--psk-identity', 'ada'])).toBe(0);
      expect(await publish(client, port, ['--psk', 'a1', '--psk-identity', 'bob'], 'bob/x')).toBe(0);
      await server.logged(/u'bob'/);
      expect(await publish(client, port, ['--psk', 'deadbee', '--psk-identity', 'ada'])).not.toBe(0);
      expect(await publish(client, port, ['--psk', 'deadbeef', '--psk-identity', 'nobody'])).not.toBe(0);
      expect(await publish(client, port, ['--psk', '000a1b', '--psk-identity', 'eve'], 'eve/x')).toBe(0);
      expect(await publish(client, port, ['--psk', 'a1b', '--psk-identity', 'eve'], 'eve/x')).not.toBe(0);
    });
  });

  describe.each(MAKERS)('%s bridge', (bridging) => {
    const trusting = (ca: string): string =>
      `bridge_cafile ${file(ca)}\nbridge_certfile ${file('client.crt')}\nbridge_keyfile ${file('client.key')}\n`;

    test.each([
      ['by certificates', 1, trusting('ca.crt')],
      ['by a shared key', 2, 'bridge_psk deadbeef\nbridge_identity ada\n'],
    ])('carries messages, encrypted %s', async (_, listener, how) => {
      const [port = 0] = await freePorts(1);
      const near = new Server(bridging, [port], BRIDGING(port, server.ports[listener] ?? 0, how));
      try {
        await near.logged(/running/);
        // Nobody else publishes that.
        const topic = `ada/${bridging === 'ours' ? 'ours' : 'theirs'}/${listener}`;
        expect(await publish(bridging, port, [], topic)).toBe(0);
        await server.logged(new RegExp(`Received PUBLISH from .*'${topic}'`));
      } finally {
        await near.end();
      }
    });

    // Two of Debian's would say nothing about ours.
    if (maker !== 'ours' && bridging !== 'ours') return;
    test.each([
      ['a certificate that it does not trust', 1, trusting('other.crt')],
      ['another key', 2, 'bridge_psk 00\nbridge_identity ada\n'],
    ])('brings nothing to who has %s', async (_, listener, how) => {
      const [port = 0] = await freePorts(1);
      const before = server.log.length;
      const near = new Server(bridging, [port], BRIDGING(port, server.ports[listener] ?? 0, how));
      try {
        await near.logged(/running/);
        expect(await publish(bridging, port, [], 'ada/never')).toBe(0);
        // It has tried, in vain, more than once.
        await vi.waitUntil(() => (server.log.slice(before).match(/New connection from/g) ?? []).length >= 2, {
          timeout: 50_000,
        });
        expect(server.log).not.toContain('ada/never');
      } finally {
        await near.end();
      }
    });
  });
});
