import { SystemError } from '#runtime/ports.ts';
import type { Address, ByteStream, Destination, Listener, ListenAt, StreamReceiver } from '#runtime/ports.ts';
import type { WireProtocol } from '#runtime/lan/lan-connection.ts';
import type { LanNetwork } from '#runtime/lan/lan-host.ts';
import type { PiNetwork, SocketInfo } from '../system.ts';
import type { Resource, Task } from './task.ts';

/** Ports below this are root's (ip(7), "privileged ports"). */
const FIRST_FREE_PORT = 1_024;

/** A process's sockets: known to the LAN by their owner, and closed by the kernel when it ends. */
export class ProcessNetwork implements PiNetwork {
  readonly #task: Task;
  readonly #network: LanNetwork;

  constructor(task: Task) {
    this.#task = task;
    this.#network = task.kernel.lan.network({
      process: task.ref,
      by: task.by,
      ...(task.terminalId === undefined ? {} : { terminal: task.terminalId }),
    });
  }

  get lacks(): ReadonlySet<'tls' | 'proxy' | 'path'> {
    return this.#network.lacks ?? new Set();
  }

  get plugged(): boolean {
    return this.#task.kernel.lan.plugged;
  }

  resolve(host: string): string {
    this.#task.check();
    return this.#task.kernel.lan.addressOf(host);
  }

  async echo(host: string): Promise<number> {
    await this.#task.enter();
    return this.#task.until(this.#task.kernel.lan.echo(host));
  }

  neighbours(): readonly { readonly name: string; readonly address: string }[] {
    return this.#task.kernel.lan.neighbours();
  }

  sockets(): readonly SocketInfo[] {
    const { kernel, user } = this.#task;
    const maySee = (pid: number): boolean => user === 'root' || kernel.find(pid)?.user === user;
    return kernel.lan
      .sockets()
      .map(({ process, ...socket }) =>
        process === undefined || !maySee(process.pid)
          ? socket
          : { ...socket, process: { pid: process.pid, program: process.program } },
      );
  }

  async connect(to: Destination & { readonly protocol?: WireProtocol }): Promise<ProcessStream> {
    await this.#task.enter();
    // Wrapped when it comes: a process that ended while it was connecting gives it back.
    return this.#task.until(this.#network.connect(to).then((stream) => new ProcessStream(this.#task, stream)));
  }

  async listen(at: ListenAt, accept: (stream: ByteStream) => void): Promise<Listener> {
    const task = this.#task;
    await task.enter();
    if (at.path === undefined && at.port > 0 && at.port < FIRST_FREE_PORT && task.user !== 'root')
      throw new SystemError('EACCES', `${at.host ?? '0.0.0.0'}:${at.port}`);
    const listener = await this.#network.listen(at, (stream) => {
      const socket = new ProcessStream(task, stream);
      task.callback(() => accept(socket));
    });
    const resource = { release: () => listener.close() };
    if (task.ended) listener.close();
    else task.keep(resource);
    return task.until(
      Promise.resolve({
        address: listener.address,
        close() {
          listener.close();
          task.drop(resource);
        },
      }),
    );
  }
}

type LanStream = ByteStream & { readonly protocol?: WireProtocol | undefined };

/** A socket of one process. When the process ends, the kernel closes it in order (FIN), and says nothing more. */
class ProcessStream implements ByteStream, StreamReceiver, Resource {
  readonly #task: Task;
  readonly #stream: LanStream;
  #receiver: StreamReceiver | undefined;
  #paused = false;

  constructor(task: Task, stream: LanStream) {
    this.#task = task;
    this.#stream = stream;
    if (task.ended) stream.end();
    else task.keep(this);
  }

  get protocol(): WireProtocol | undefined {
    return this.#stream.protocol;
  }

  get local(): Address {
    return this.#stream.local;
  }

  get remote(): Address {
    return this.#stream.remote;
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    this.#stream.open(this);
    if (this.#task.state === 'stopped') this.#stream.pause();
  }

  write(bytes: Uint8Array): boolean {
    return this.#task.ended ? true : this.#stream.write(bytes);
  }

  end(): void {
    this.#stream.end();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  pause(): void {
    this.#paused = true;
    this.#stream.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#task.state !== 'stopped') this.#stream.resume();
  }

  data(bytes: Uint8Array): void {
    this.#task.callback(() => this.#receiver?.data(bytes));
  }

  drain(): void {
    this.#task.callback(() => this.#receiver?.drain());
  }

  closed(error?: SystemError): void {
    this.#task.drop(this);
    this.#task.callback(() => this.#receiver?.closed(error));
  }

  release(): void {
    this.#stream.end();
  }

  stopped(): void {
    this.#stream.pause();
  }

  continued(): void {
    if (!this.#paused) this.#stream.resume();
  }
}
