import type { Signal } from '#runtime/pi/process.ts';
import { SystemError, type Clock, type Random, type Timer } from '#runtime/ports.ts';
import type { AnswerOf, Failure, ProgramStart, Question, StreamInfo, ToProgram } from '../protocol.ts';
import { MirrorFiles } from './mirror-files.ts';
import { MirrorHardware } from './mirror-hardware.ts';
import { Pace } from './pace.ts';
import type { Program } from './program.ts';
import type { WorkerRoom } from './room.ts';
import { ownBytes } from './own-bytes.ts';
import { SocketInside } from './socket-inside.ts';

/** Bytes under way to a descriptor, above which `write` says that it is enough. */
const ENOUGH = 64 * 1024;

interface Outgoing {
  bytes: number;
  error: SystemError | undefined;
  waiting: { readonly resolve: () => void; readonly reject: (error: SystemError) => void }[];
}

interface Asked {
  resolve(value: never): void;
  reject(error: SystemError): void;
}

/** A process of the Pi, in the worker of its program. */
export class ProcessInside implements Program {
  readonly start: ProgramStart;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: MirrorFiles;
  readonly hardware: MirrorHardware;
  onResize: () => void = () => {};
  onWriteFailed: (fd: 1 | 2, error: SystemError) => void = () => {};
  onDeedFailed: (error: SystemError) => void = () => {};
  readonly #room: WorkerRoom;
  readonly #pace: Pace;
  readonly #streams: [StreamInfo, StreamInfo, StreamInfo];
  readonly #outgoing: Readonly<Record<1 | 2, Outgoing>> = { 1: outgoing(), 2: outgoing() };
  readonly #asked = new Map<number, Asked>();
  readonly #sockets = new Map<number, SocketInside>();
  readonly #handlers = new Map<Signal, () => void>();
  readonly #timers = new Map<number, () => void>();
  #works = 0;
  /** Of these, what takes time. */
  #loads = 0;
  /** To be answered when no work is left. */
  readonly #pings: number[] = [];
  #nextQuestion = 1;
  #nextSocket = 1;
  #nextTimer = 1;
  #now: number;
  #nowAt: number;

  constructor(room: WorkerRoom, start: ProgramStart, now: number) {
    this.#room = room;
    this.start = start;
    this.#now = now;
    this.#nowAt = room.elapsed();
    this.#streams = [...start.streams];
    this.#pace = new Pace(() => room.elapsed());
    this.random = { bytes: (length) => room.random(length) };
    this.clock = {
      now: () => this.#now + (start.clockRuns ? room.elapsed() - this.#nowAt : 0),
      timer: (ms, run) => this.#timer(ms, run),
      soon: (run) => room.soon(run),
    };
    this.files = new MirrorFiles({
      start,
      clock: this.clock,
      room,
      pace: this.#pace,
      print: (fd, bytes) => void this.write(fd, bytes),
    });
    this.hardware = new MirrorHardware(start.hardware, this.clock, this.files);
  }

  get streams(): readonly [StreamInfo, StreamInfo, StreamInfo] {
    return this.#streams;
  }

  read(max: number): Promise<Uint8Array | null> {
    return this.#ask({ kind: 'read', max });
  }

  write(fd: 1 | 2, bytes: Uint8Array): boolean {
    const going = this.#outgoing[fd];
    if (going.error !== undefined || bytes.length === 0) return true;
    this.#pace.wait(bytes.length);
    going.bytes += bytes.length;
    this.#room.post({ type: 'write', fd, bytes: ownBytes(bytes) });
    return going.bytes < ENOUGH;
  }

  drained(fd: 1 | 2): Promise<void> {
    const going = this.#outgoing[fd];
    if (going.error !== undefined) return Promise.reject(going.error);
    if (going.bytes === 0) return Promise.resolve();
    return new Promise((resolve, reject) => going.waiting.push({ resolve, reject }));
  }

  rawMode(on: boolean): void {
    this.#room.post({ type: 'raw-mode', on });
  }

  async connect(to: Parameters<Program['connect']>[0]): Promise<SocketInside> {
    const { host, port, protocol } = to;
    const id = this.#nextSocket++;
    const socket = new SocketInside(id, this.#room, this.#pace);
    this.#sockets.set(id, socket);
    try {
      const spoken = protocol === undefined ? {} : { protocol };
      return socket.connected(await this.#ask({ kind: 'connect', socket: id, host, port, ...spoken }));
    } catch (error) {
      this.#sockets.delete(id);
      throw error;
    }
  }

  resolve(host: string): Promise<string> {
    return this.#ask({ kind: 'resolve', host });
  }

  async kill(pid: number, signal: Signal | 0): Promise<void> {
    await this.#ask({ kind: 'kill', pid, signal });
  }

  onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void {
    if (typeof action === 'function') this.#handlers.set(signal, action);
    else this.#handlers.delete(signal);
    this.#room.post({ type: 'disposition', signal, what: typeof action === 'function' ? 'handled' : action });
  }

  works(what: 'load' | 'turn' = 'load'): () => void {
    this.#works += 1;
    if (what === 'load') this.#load(1);
    let works = true;
    return () => {
      if (!works) return;
      works = false;
      this.#works -= 1;
      if (what === 'load') this.#load(-1);
      if (this.#works > 0) return;
      for (const id of this.#pings.splice(0)) this.#room.soon(() => this.#room.post({ type: 'pong', id }));
    };
  }

  #load(more: 1 | -1): void {
    const before = this.#loads;
    this.#loads += more;
    const isOn = this.#loads > 0;
    if (isOn !== before > 0 && !this.start.clockRuns) this.#room.post({ type: 'loads', on: isOn });
  }

  exit(status: number, signal?: Signal): never {
    this.#room.post({ type: 'exit', status, ...(signal === undefined ? {} : { signal }) });
    // The worker is about to be ended from outside; until then nothing may run here any more.
    for (;;);
  }

  receive(message: ToProgram): void {
    this.#now = message.now;
    this.#nowAt = this.#room.elapsed();
    switch (message.type) {
      case 'start':
        throw new Error('A program is started once.');
      case 'answer':
        return this.#answered(message.id)?.resolve(message.value as never);
      case 'failed':
        return this.#answered(message.id)?.reject(errorOf(message.failure));
      case 'taken':
        return this.#taken(message.fd, message.bytes);
      case 'write-failed':
        return this.#writeFailed(message.fd, errorOf(message.failure));
      case 'signal':
        return this.#handlers.get(message.signal)?.();
      case 'resized':
        return this.#resized(message);
      case 'fired': {
        const run = this.#timers.get(message.timer);
        this.#timers.delete(message.timer);
        return run?.();
      }
      case 'changed':
        this.files.doings.done(message);
        this.files.apply(message);
        this.hardware.apply(message);
        this.#room.post({ type: 'mirrored', id: message.id });
        return;
      case 'deed-failed':
        return this.onDeedFailed(errorOf(message.failure));
      case 'received':
        return this.#sockets.get(message.socket)?.received(message.bytes);
      case 'drained':
        return this.#sockets.get(message.socket)?.drained(message.bytes);
      case 'closed': {
        const { socket, failure } = message;
        this.#sockets.get(socket)?.closed(failure && errorOf(failure));
        this.#sockets.delete(socket);
        return;
      }
      case 'ping':
        // Behind what the program does because of the messages before it.
        this.#room.soon(() => this.#ping(message));
        return;
    }
  }

  #ping({ id, quiet }: { readonly id: number; readonly quiet?: true }): void {
    if (quiet === true && this.#works > 0) this.#pings.push(id);
    else this.#room.post({ type: 'pong', id });
  }

  #ask<Asking extends Question>(question: Asking): Promise<AnswerOf[Asking['kind']]> {
    const id = this.#nextQuestion++;
    this.#room.post({ type: 'ask', id, question });
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
  }

  #answered(id: number): Asked | undefined {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    return asked;
  }

  #timer(ms: number, run: () => void): Timer {
    const timer = this.#nextTimer++;
    this.#timers.set(timer, run);
    this.#room.post({ type: 'timer', timer, ms });
    return {
      cancel: () => {
        if (this.#timers.delete(timer)) this.#room.post({ type: 'cancel', timer });
      },
    };
  }

  #taken(fd: 1 | 2, bytes: number): void {
    const going = this.#outgoing[fd];
    going.bytes -= bytes;
    if (going.bytes > 0) return;
    for (const { resolve } of going.waiting.splice(0)) resolve();
  }

  #writeFailed(fd: 1 | 2, error: SystemError): void {
    const going = this.#outgoing[fd];
    going.error = error;
    going.bytes = 0;
    for (const { reject } of going.waiting.splice(0)) reject(error);
    this.onWriteFailed(fd, error);
  }

  #resized({ columns, rows }: { readonly columns: number; readonly rows: number }): void {
    for (const [fd, { kind }] of this.#streams.entries())
      if (kind === 'terminal') this.#streams[fd] = { kind, columns, rows };
    this.onResize();
  }
}

const outgoing = (): Outgoing => ({ bytes: 0, error: undefined, waiting: [] });

const errorOf = ({ code, subject }: Failure): SystemError => new SystemError(code, subject);
