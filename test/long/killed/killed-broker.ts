import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../golden/free-ports.ts';

const main = new URL('../../../runtime/server/main.ts', import.meta.url).pathname;

export interface KilledBrokerOptions {
  /** Where its store is, instead of a new directory. */
  readonly folder?: string;
  readonly args?: readonly string[];
  /** A module that Node loads before it: a planted fault. */
  readonly fault?: URL;
}

/** `kleber mosquitto` with persistence, a process that is killed and started again where it was. */
export class KilledBroker {
  readonly port: number;
  readonly folder: string;
  readonly #options: KilledBrokerOptions;
  #child: ChildProcess | undefined;
  #log = '';

  private constructor(port: number, options: KilledBrokerOptions) {
    this.port = port;
    this.#options = options;
    this.folder = options.folder ?? mkdtempSync(join(tmpdir(), 'kleber-killed-'));
    writeFileSync(
      join(this.folder, 'mosquitto.conf'),
      `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n` +
        `persistence true\npersistence_location ${this.folder}/\n`,
    );
  }

  static async create(options: KilledBrokerOptions = {}): Promise<KilledBroker> {
    const [port = 0] = await freePorts(1);
    return new KilledBroker(port, options);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** What it has said, over all its lives. */
  get log(): string {
    return this.#log;
  }

  /** @throws Error with its log when it ends instead */
  async start(): Promise<void> {
    const { fault, args = [] } = this.#options;
    const planted = fault === undefined ? [] : ['--import', fault.href];
    const conf = join(this.folder, 'mosquitto.conf');
    const child = spawn(process.execPath, [...planted, main, 'mosquitto', '-c', conf, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    const from = this.#log.length;
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (data: Buffer) => {
        this.#log += String(data);
        if (/ running$/m.test(this.#log.slice(from))) resolve();
      });
      child.once('exit', () => reject(new Error(`the broker ended:\n${this.#log.slice(from)}`)));
    });
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
