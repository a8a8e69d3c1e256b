import { mosquitto } from '#runtime/programs/mosquitto.ts';
import type { Files, Signal } from '#runtime/pi/process.ts';
import type { ByteStream, ListenAt, Listener } from '#runtime/ports.ts';
import { SystemError } from '#runtime/ports.ts';
import { FakeNetwork, FakeProcess } from '../../kit/fake-process.ts';
import { manualClock } from '../../kit/clock.ts';
import { MqttTestClient } from '../../kit/mqtt-client.ts';
import { streamPair } from '../../kit/wire.ts';
import { masked, type Room, type Scene } from './scene.ts';
import type { Recording } from './scenes.ts';

const FOLDER = '/etc/mosquitto';
const PORTS = [18_831, 18_832, 18_833];

/** A machine whose addresses are 127.0.0.1 and ::1, and which knows no other host. */
class MemoryNetwork extends FakeNetwork {
  readonly accepting = new Map<number, (stream: ByteStream) => void>();
  readonly #places = new Set<string>();

  override listen(at: ListenAt, accept: (stream: ByteStream) => void): Promise<Listener> {
    const { host = '*', port, path, family = 'both' } = at;
    if (/[a-z]\.[a-z]/.test(host)) return Promise.reject(new SystemError('ENOTFOUND', host));
    if (!['*', '127.0.0.1', '::1'].includes(host)) return Promise.reject(new SystemError('EADDRNOTAVAIL', host));
    const place = path ?? `${host} ${port} ${family}`;
    if (this.#places.has(place)) return Promise.reject(new SystemError('EADDRINUSE', place));
    this.#places.add(place);
    this.accepting.set(port, accept);
    const close = (): void => {
      this.#places.delete(place);
      this.accepting.delete(port);
    };
    return Promise.resolve({ address: { host, port }, close });
  }
}

/** Files that last from one process to the next. */
function filesIn(contents: Map<string, Uint8Array>): Files {
  const found = (path: string): Uint8Array => {
    const content = contents.get(path);
    if (content === undefined) throw new SystemError('ENOENT', path);
    return content;
  };
  return {
    read: async (path) => found(path),
    write: async (path, data, { append = false } = {}) => {
      const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      const before = append ? (contents.get(path) ?? new Uint8Array()) : new Uint8Array();
      contents.set(path, Uint8Array.from([...before, ...bytes]));
    },
    remove: async (path) => {
      found(path);
      contents.delete(path);
    },
    rename: async (from, to) => {
      contents.set(to, found(from));
      contents.delete(from);
    },
    list: async (path) =>
      [...contents.keys()]
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1))
        .sort(),
  };
}

class MemoryProcess extends FakeProcess {
  override readonly files: Files;
  override readonly network = new MemoryNetwork(this.clock, 'ECONNREFUSED');

  constructor(words: readonly string[], clock: FakeProcess['clock'], files: Files) {
    super(words, { clock });
    this.files = files;
  }
}

/** Our mosquitto, on a machine of nothing but memory, whose time passes when the scene says so. */
export class MemoryRoom implements Room {
  readonly #scene: Scene;
  readonly #clock = manualClock();
  readonly #contents = new Map<string, Uint8Array>();
  #process: MemoryProcess | undefined;
  #log = '';
  #out = '';
  #lastClient = 40_000;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  async open(): Promise<void> {
    await this.write('mosquitto.conf', this.#scene.conf);
    for (const [name, content] of Object.entries(this.#scene.files ?? {})) await this.write(name, content);
    await this.#start();
  }

  async close(): Promise<Recording> {
    const status = await this.#stop();
    const lines = this.#log.split('\n').slice(0, -1);
    return {
      ...(this.#out !== '' && { out: this.#out }),
      status,
      lines: lines.map((line) => this.#named(masked(line))),
    };
  }

  async client(listener = 1): Promise<MqttTestClient> {
    const port = PORTS[listener - 1]!;
    const accept = this.#process?.network.accepting.get(port);
    if (accept === undefined) throw new Error(`nobody listens at @${listener}`);
    const client = { host: '127.0.0.1', port: ++this.#lastClient };
    const [near, far] = streamPair({ clock: this.#clock, client, server: { host: '127.0.0.1', port } });
    accept(far);
    await this.settle();
    return new MqttTestClient(near, () => this.settle());
  }

  async settle(): Promise<void> {
    await this.#process?.settle();
  }

  async pass(seconds: number): Promise<void> {
    await this.#process?.advance(seconds * 1000);
  }

  async signal(signal: Signal): Promise<void> {
    await this.#process?.kill(signal);
  }

  async restart(): Promise<void> {
    await this.#stop();
    await this.#start();
  }

  write(file: string, content: string): Promise<void> {
    const filled = content.replaceAll('~', FOLDER).replace(/@(\d)/g, (_, n: string) => String(PORTS[Number(n) - 1]));
    this.#contents.set(`${FOLDER}/${file}`, new TextEncoder().encode(filled));
    return Promise.resolve();
  }

  async #start(): Promise<void> {
    const words = ['mosquitto', '-c', `${FOLDER}/mosquitto.conf`, ...(this.#scene.options ?? ['-v'])];
    this.#process = new MemoryProcess(words, this.#clock, filesIn(this.#contents));
    await this.#process.start(mosquitto);
  }

  async #stop(): Promise<number> {
    const process = this.#process;
    if (process === undefined) return -1;
    if (process.status === undefined) await process.kill('SIGTERM');
    await process.settle();
    this.#log += process.stderr.text;
    this.#out += process.stdout.text;
    return process.status ?? -1;
  }

  #named(line: string): string {
    let named = line.replaceAll(FOLDER, '~');
    PORTS.forEach((port, index) => (named = named.replaceAll(String(port), `@${index + 1}`)));
    return named;
  }
}
