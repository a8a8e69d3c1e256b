/**
 * Plays every scene before the Mosquitto of this machine, and writes down what it says:
 *
 *     npx node test/programs/log-scenes/record.ts          all of them
 *     npx node test/programs/log-scenes/record.ts saving   those in whose name that is
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Signal } from '#runtime/pi/process.ts';
import type { MqttTestClient } from '../../kit/mqtt-client.ts';
import { programPath } from '../../kit/programs.ts';
import { tcpClient } from '../../kit/server.ts';
import { masked, type Room, type Scene } from './scene.ts';
import { type Recording, RECORDINGS, SCENES } from './scenes.ts';

/** Long enough for a line to be written, on a machine that is busy. */
const SETTLED_MS = 120;

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return servers.map((server) => {
    const address = server.address();
    server.close();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  });
}

class RealRoom implements Room {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kleber-log-'));
  readonly #ports: readonly number[];
  readonly #scene: Scene;
  #process: ChildProcess | undefined;
  #log = '';
  #out = '';
  statuses: number[] = [];

  constructor(scene: Scene, ports: readonly number[]) {
    this.#scene = scene;
    this.#ports = ports;
  }

  async open(): Promise<void> {
    // Run by root, it would become another user, who may not read what lies here.
    writeFileSync(this.#path('mosquitto.conf'), `${this.#filled(this.#scene.conf)}user root\n`);
    for (const [name, content] of Object.entries(this.#scene.files ?? {})) writeFileSync(this.#path(name), content);
    chmodSync(this.#folder, 0o755);
    await this.#start();
  }

  async close(): Promise<Recording> {
    await this.#stop();
    rmSync(this.#folder, { recursive: true, force: true });
    const lines = this.#log
      .split('\n')
      .slice(0, -1)
      .map((line) => this.#named(masked(line)));
    return {
      ...(this.#out !== '' && { out: this.#out }),
      status: this.statuses.at(-1) ?? -1,
      lines: lines.filter((line) => line !== 'Warning: Mosquitto should not be run as root/administrator.'),
    };
  }

  async client(listener = 1): Promise<MqttTestClient> {
    const client = await tcpClient(this.#ports[listener - 1]!);
    await this.settle();
    return client;
  }

  settle(): Promise<void> {
    return sleep(SETTLED_MS);
  }

  pass(seconds: number): Promise<void> {
    return sleep(seconds * 1000);
  }

  async signal(signal: Signal): Promise<void> {
    this.#process?.kill(signal);
    await this.settle();
    // It heeds signals when its loop comes round, which a quiet broker makes wait.
    await sleep(300);
  }

  async restart(): Promise<void> {
    await this.#stop();
    await this.#start();
  }

  write(file: string, content: string): Promise<void> {
    writeFileSync(this.#path(file), this.#filled(content));
    return Promise.resolve();
  }

  async #start(): Promise<void> {
    const program = programPath('mosquitto');
    if (program === undefined) throw new Error('no mosquitto on the PATH: install it (apt-get install mosquitto)');
    const options = this.#scene.options ?? ['-v'];
    const process = spawn(program, ['-c', this.#path('mosquitto.conf'), ...options], { cwd: this.#folder });
    this.#process = process;
    process.stderr.on('data', (data: Buffer) => (this.#log += String(data)));
    process.stdout.on('data', (data: Buffer) => (this.#out += String(data)));
    await sleep(500);
  }

  async #stop(): Promise<void> {
    const process = this.#process;
    if (process === undefined) return;
    if (process.exitCode === null) {
      const ended = once(process, 'close');
      process.kill('SIGTERM');
      await ended;
    }
    this.statuses.push(process.exitCode ?? -1);
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #filled(text: string): string {
    return text.replaceAll('~', this.#folder).replace(/@(\d)/g, (_, n: string) => String(this.#ports[Number(n) - 1]));
  }

  #named(line: string): string {
    let named = line.replaceAll(this.#folder, '~');
    this.#ports.forEach((port, index) => (named = named.replaceAll(String(port), `@${index + 1}`)));
    return named;
  }
}

async function recorded(scene: Scene): Promise<Recording> {
  const room = new RealRoom(scene, await freePorts(3));
  await room.open();
  try {
    await scene.play?.(room);
  } catch (error) {
    process.stderr.write(`${scene.name}: ${String(error)}\n`);
  }
  return room.close();
}

const [wanted = ''] = process.argv.slice(2);
const known: Record<string, Recording> = existsSync(RECORDINGS) ? JSON.parse(readFileSync(RECORDINGS, 'utf8')) : {};
const all: Record<string, Recording> = {};
for (const scene of SCENES) {
  const recording = scene.name.includes(wanted) ? await recorded(scene) : known[scene.name];
  if (recording === undefined) continue;
  all[scene.name] = recording;
  writeFileSync(RECORDINGS, `${JSON.stringify({ ...known, ...all }, null, 2)}\n`);
}
writeFileSync(RECORDINGS, `${JSON.stringify(all, null, 2)}\n`);
