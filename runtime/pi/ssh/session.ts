import type { ConnectionOwner } from '#runtime/lan/lan-connection.ts';
import type { ByteStream } from '#runtime/ports.ts';
import { accountOf } from '../files/rights.ts';
import type { Description } from '../kernel/description.ts';
import type { Handle } from '../kernel/handle.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { lastLoginLine, loginEnvironment } from '../login.ts';
import type { OpenFile, PiProcess } from '../system.ts';
import { LOGIN_SHELL } from '../terminal.ts';
import { Tty } from '../tty/tty.ts';
import { Channel } from './channel.ts';
import type { SessionRequest } from './frames.ts';

const BLOCK = 16_384;

/** One connection: waits for the request, then carries bytes between it and the session's processes. */
export class SshSession {
  readonly #process: PiProcess;
  readonly #kernel: Kernel;
  readonly #channel: Channel;
  /** When the daemon ends, its sessions are hung up. */
  readonly #end = { release: () => this.#hungUp() };
  #tty: Tty | undefined;
  #stdin: OpenFile | undefined;
  /** Input goes to the pipe in order, each piece after the one before. */
  #fed: Promise<void> = Promise.resolve();
  readonly #keys = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(process: PiProcess, kernel: Kernel, stream: ByteStream) {
    this.#process = process;
    this.#kernel = kernel;
    kernel.task(process.pid).keep(this.#end);
    this.#channel = new Channel(
      stream,
      (type, payload) => {
        if (type === 'request') this.#request(JSON.parse(new TextDecoder().decode(payload)) as SessionRequest);
        else if (type === 'input') this.#input(payload);
        else if (type === 'end-of-input') this.#feed((stdin) => stdin.close());
        else if (type === 'resize') {
          const { columns, rows } = JSON.parse(new TextDecoder().decode(payload)) as { columns: number; rows: number };
          this.#tty?.resize(columns, rows);
        }
      },
      () => this.#hungUp(),
    );
  }

  #request(request: SessionRequest): void {
    const account = accountOf(request.user);
    if (account === undefined || account.name !== 'pi') {
      void this.#channel.send('denied', request.user);
      this.#channel.stream.end();
      return;
    }
    const owner = this.#owner();
    const terminal = owner?.terminal;
    if (request.terminal !== undefined && terminal !== undefined) {
      const tty = new Tty({
        id: terminal,
        kernel: this.#kernel,
        ...request.terminal,
        output: (text) => this.#show(text),
      });
      this.#tty = tty;
      if (request.command === undefined) this.#greet();
      void this.#run(request, owner, [tty.description, tty.description, tty.description], []);
    } else {
      const [input, stdin] = this.#process.pipe();
      const [stdout, output] = this.#process.pipe();
      const [stderr, errors] = this.#process.pipe();
      this.#stdin = stdin;
      const carried = [this.#carry(stdout, 'output'), this.#carry(stderr, 'error')];
      const files = [input, output, errors];
      void this.#run(request, owner, files.map(description), carried);
      for (const file of files) file.close();
    }
  }

  /** Which process, on which window, is at the other end: what identd(8) would tell. */
  #owner(): ConnectionOwner | undefined {
    const { remote } = this.#channel.stream;
    for (const { client, serverHost, owner } of this.#kernel.lan.lan.connections.values())
      if (client.host === remote.host && client.port === remote.port && serverHost === this.#kernel.hostname)
        return owner;
    return undefined;
  }

  #greet(): void {
    const { lastLogin } = this.#kernel;
    this.#show(`${lastLoginLine(lastLogin, this.#channel.stream.remote.host)}\r\n`);
    this.#kernel.lastLogin = this.#kernel.clock.now();
  }

  async #run(
    { user, command }: SessionRequest,
    owner: ConnectionOwner | undefined,
    descriptors: readonly Description[],
    carried: readonly Promise<void>[],
  ): Promise<void> {
    const { local, remote } = this.#channel.stream;
    const env = loginEnvironment(user, this.#tty !== undefined, this.#kernel.environment);
    const shell = command === undefined ? LOGIN_SHELL : { run: LOGIN_SHELL.run, argv: ['bash', '-c', command] };
    const task = this.#kernel.start({
      ...shell,
      env: {
        ...env,
        SSH_CONNECTION: `${remote.host} ${remote.port} ${local.host} ${local.port}`,
        ...(this.#tty === undefined ? {} : { SSH_TTY: this.#tty.name }),
      },
      cwd: env['HOME'] ?? '/',
      user,
      by: owner?.by ?? 'outside',
      parent: this.#kernel.task(this.#process.pid),
      group: 'session',
      ...(this.#tty === undefined ? {} : { terminal: this.#tty }),
      descriptors: new Map(descriptors.map((description, number) => [number, description] as const)),
      ignore: [],
    });
    const { status } = await this.#process.wait(task.pid);
    await Promise.all(carried);
    void this.#channel.send('exit', JSON.stringify(status));
    this.#channel.stream.end();
    this.#hungUp();
  }

  // ---- between the connection and the processes ------------------------------------------------

  #show(text: string): void {
    const room = this.#channel.send('output', text);
    if (room === undefined) this.#tty?.drawn(text.length);
    else void room.then(() => this.#tty?.drawn(text.length));
  }

  async #carry(from: OpenFile, type: 'output' | 'error'): Promise<void> {
    for (let block = await from.read(BLOCK); block !== null; block = await from.read(BLOCK))
      await this.#channel.send(type, block);
    from.close();
  }

  #input(bytes: Uint8Array): void {
    if (this.#tty !== undefined) this.#tty.input(this.#keys.decode(bytes, { stream: true }));
    else this.#feed((stdin) => stdin.write(bytes));
  }

  #feed(step: (stdin: OpenFile) => Promise<void> | void): void {
    const stdin = this.#stdin;
    if (stdin === undefined) return;
    this.#channel.stream.pause();
    this.#fed = this.#fed.then(async () => {
      try {
        await step(stdin);
      } catch {
        // The command reads no more: what is still to come goes nowhere, as with a real ssh.
        this.#stdin = undefined;
        stdin.close();
      }
      this.#channel.stream.resume();
    });
  }

  #hungUp(): void {
    this.#kernel.find(this.#process.pid)?.drop(this.#end);
    this.#tty?.hangUp();
    this.#stdin?.close();
    this.#stdin = undefined;
  }
}

const description = (file: OpenFile): Description => (file as Handle).description;
