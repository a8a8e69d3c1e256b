import { ProcessEnded, SIGNAL_NUMBER, type Signal } from '#runtime/pi/process.ts';
import type { OpenFile, PiProcess, PiProgram } from '#runtime/pi/system.ts';
import { SystemError, type Timer } from '#runtime/ports.ts';
import type { ProgramHost, ProgramWorker, Runner } from '../program-host.ts';
import type { AnswerOf, FromProgram, ProgramStart, Question, StreamInfo, ToProgramBody } from '../protocol.ts';
import { Deeds } from './deeds.ts';
import { failureOf } from './failure.ts';
import { HandledSignals } from './handled-signals.ts';
import { MirrorFeed } from './mirror-feed.ts';
import { HostedOutput, OutputOrder, type OutputListener } from './output.ts';
import { HostedSockets } from './sockets.ts';

/** How a program ends whose memory is full; Node does so by SIGABRT. */
const OUT_OF_MEMORY: Readonly<Record<Runner, { readonly says: string; readonly status: number }>> = {
  node: {
    says:
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory: ' +
      'more was written than anybody has read\n',
    status: 134,
  },
  python3: { says: 'MemoryError: more was written than anybody has read\n', status: 1 },
};
/**
 * What a program has done and nobody has looked at yet, in messages and in bytes: one that is stopped goes on to compute
 * in its worker. Beyond this it is killed, as by a Pi whose memory is full.
 */
const MOST_UNHEARD = 250_000;
const MOST_UNHEARD_BYTES = 128 * 1024 * 1024;
const CLEAR_LINE = '\r\x1b[K';

const NOWHERE = 'this lab has no place to run programs: it was opened without workers and without threads';

/** The program of a Pi behind `node` or `python3`: it runs in a worker, which is part of the process. */
export const hostedProgram =
  (host: ProgramHost | undefined, runner: Runner): PiProgram =>
  async (process) => {
    const lack = host === undefined ? NOWHERE : host.lacks?.(runner);
    if (host !== undefined && lack === undefined) return new HostedProgram(host, runner, process).run();
    await process.stderr.write(`${process.argv[0] ?? runner}: ${lack}\n`);
    return 1;
  };

interface Ending {
  readonly status: number;
  readonly signal?: Signal;
  /** What is under way to standard output is not waited for. */
  readonly isAborted?: true;
}

class HostedProgram {
  readonly #host: ProgramHost;
  readonly #runner: Runner;
  readonly #worker: ProgramWorker;
  readonly #process: PiProcess;
  readonly #deeds: Deeds;
  readonly #sockets: HostedSockets;
  readonly #signals: HandledSignals;
  readonly #outputs: Readonly<Record<1 | 2, HostedOutput>>;
  /** Before the program begins, and none of its writing. */
  readonly #progressLine: HostedOutput;
  readonly #timers = new Map<number, Timer>();
  #feed: MirrorFeed | undefined;
  #progress = '';
  #unheard = 0;
  #unheardBytes = 0;
  #ended: (exit: Ending) => void = () => {};

  constructor(host: ProgramHost, runner: Runner, process: PiProcess) {
    this.#host = host;
    this.#runner = runner;
    this.#worker = host.begin(runner);
    this.#process = process;
    const post = (message: ToProgramBody): void => this.#post(message);
    this.#deeds = new Deeds(process);
    this.#sockets = new HostedSockets(process, post, () => this.#outOfMemory());
    this.#signals = new HandledSignals(process, post);
    const order = new OutputOrder();
    const terminal = process.fds.get(1)?.terminal;
    const isOneTerminal = terminal !== undefined && terminal === process.fds.get(2)?.terminal;
    const errorOrder = isOneTerminal ? order : new OutputOrder();
    this.#outputs = { 1: this.#output(1, order), 2: this.#output(2, errorOrder) };
    this.#progressLine = new HostedOutput(() => process.fds.get(2), errorOrder, NOBODY);
  }

  /** @returns its exit status */
  async run(): Promise<number> {
    const process = this.#process;
    process.attach({
      release: () => {
        this.#feed?.end();
        this.#worker.terminate();
      },
    });
    const exit = await new Promise<Ending>((resolve) => {
      this.#ended = resolve;
      this.#worker.onMessage = (message) => this.#hear(message);
      this.#worker.onFailure = (message) => {
        this.#outputs[2].write(new TextEncoder().encode(`${process.argv[0] ?? 'program'}: ${message}\n`));
        resolve({ status: 1 });
      };
    });
    this.#worker.onMessage = () => {};
    this.#feed?.end();
    this.#worker.terminate();
    this.#signals.end();
    if (exit.isAborted !== true) await this.#outputs[1].drained();
    await this.#outputs[2].drained();
    if (exit.signal === undefined) return exit.status;
    process.onSignal(exit.signal, 'default');
    process.kill(process.pid, exit.signal);
    return 128 + SIGNAL_NUMBER[exit.signal];
  }

  #post(message: ToProgramBody): void {
    this.#worker.post({ ...message, now: this.#process.clock.now() });
  }

  #hear(message: FromProgram): void {
    const bytes = bytesIn(message);
    this.#unheard += 1;
    this.#unheardBytes += bytes;
    if (this.#unheard > MOST_UNHEARD || this.#unheardBytes > MOST_UNHEARD_BYTES) return this.#kill();
    this.#process.clock.soon(() => {
      this.#unheard -= 1;
      this.#unheardBytes -= bytes;
      this.#receive(message);
    });
  }

  #kill(): void {
    try {
      this.#process.kill(this.#process.pid, 'SIGKILL');
    } catch (error) {
      // To the process nothing comes after it.
      if (!(error instanceof ProcessEnded)) throw error;
    }
  }

  #receive(message: FromProgram): void {
    switch (message.type) {
      case 'progress':
        return this.#show(message.text);
      case 'ready':
        this.#show('');
        return this.#start();
      case 'kit':
      case 'loads':
        // Its place has heard it.
        return;
      case 'ask':
        return void this.#ask(message.id, message.question);
      case 'did':
        return this.#did(message);
      case 'mirrored':
        return this.#feed?.mirrored(message.id);
      case 'write':
        return this.#outputs[message.fd].write(message.bytes);
      case 'raw-mode':
        return this.#setRawMode(message.on);
      case 'disposition':
        return this.#signals.dispose(message.signal, message.what);
      case 'send':
        return this.#sockets.send(message.socket, message.bytes);
      case 'got':
        return this.#sockets.got(message.socket, message.bytes);
      case 'end':
      case 'destroy':
      case 'pause':
      case 'resume':
        return this.#sockets.act(message.socket, message.type);
      case 'timer':
        return this.#arm(message.timer, message.ms);
      case 'cancel':
        this.#timers.get(message.timer)?.cancel();
        this.#timers.delete(message.timer);
        return;
      case 'pong':
        this.#signals.pong(message.id);
        return;
      case 'exit':
        return this.#ended(message);
    }
  }

  #start(): void {
    const process = this.#process;
    const { mirror } = process;
    this.#feed = new MirrorFeed(process, this.#deeds, (changed) => this.#post(changed));
    const hardware = mirror.hardware?.();
    const card = process.fs.usage();
    const start: ProgramStart = {
      argv: process.argv,
      env: { ...process.env },
      cwd: process.cwd,
      umask: process.umask,
      pid: process.pid,
      parent: process.parent,
      user: process.user,
      groups: process.groups,
      hostname: process.hostname,
      booted: process.machine.booted,
      clockRuns: this.#host.clockRuns,
      streams: [streamInfo(process.fds.get(0)), streamInfo(process.fds.get(1)), streamInfo(process.fds.get(2))],
      files: mirror.files(),
      card: { bytes: card.size, inodes: card.inodes },
      live: mirror.live(),
      ...(hardware === undefined ? {} : { hardware }),
    };
    this.#post({ type: 'start', ...start });
    process.onSignal('SIGWINCH', () => {
      const { terminal } = process;
      if (terminal !== undefined) this.#post({ type: 'resized', columns: terminal.columns, rows: terminal.rows });
    });
  }

  async #ask(id: number, question: Question): Promise<void> {
    try {
      this.#post({ type: 'answer', id, value: await this.#answer(question) });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#post({ type: 'failed', id, failure: failureOf(error) });
    }
  }

  async #answer(question: Question): Promise<AnswerOf[Question['kind']]> {
    const process = this.#process;
    switch (question.kind) {
      case 'read':
        return this.#read(question.max);
      case 'connect':
        return this.#sockets.connect(question);
      case 'resolve':
        return process.network.resolve(question.host);
      case 'kill':
        if (question.signal !== 0) process.kill(question.pid, question.signal);
        else if (!process.processes().some(({ pid }) => pid === question.pid))
          throw new SystemError('ESRCH', String(question.pid));
        return undefined;
    }
  }

  /** A handler that has run meanwhile does not end the reading: SA_RESTART. */
  async #read(max: number): Promise<Uint8Array | null> {
    for (;;) {
      const file = this.#process.fds.get(0);
      if (file === undefined) throw new SystemError('EBADF');
      try {
        return await file.read(max);
      } catch (error) {
        if (!(error instanceof SystemError && error.code === 'EINTR')) throw error;
      }
    }
  }

  #did({ deed }: Extract<FromProgram, { type: 'did' }>): void {
    try {
      this.#deeds.act(deed);
      this.#feed?.done(deed, true);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      this.#feed?.done(deed, false);
      // An address that nobody answers at has been said already, by the mirror.
      if (deed.kind !== 'i2c') this.#post({ type: 'deed-failed', deed, failure: failureOf(error) });
    }
  }

  #arm(id: number, ms: number): void {
    const timer = this.#process.clock.timer(ms, () => {
      this.#timers.delete(id);
      this.#post({ type: 'fired', timer: id });
    });
    this.#timers.set(id, timer);
  }

  #setRawMode(on: boolean): void {
    const terminal = this.#process.fds.get(0)?.terminal;
    if (terminal !== undefined) terminal.mode = { canonical: !on, echo: !on, signals: !on };
  }

  /** What is being fetched, to whoever looks at a terminal. */
  #show(text: string): void {
    if (text === this.#progress || this.#process.fds.get(2)?.terminal === undefined) return;
    this.#progress = text;
    this.#progressLine.write(new TextEncoder().encode(CLEAR_LINE + text));
  }

  /** What waits is not written any more: whoever does not read would be waited for. */
  #outOfMemory(): void {
    this.#outputs[1].discard();
    this.#outputs[2].discard();
    const { says, status } = OUT_OF_MEMORY[this.#runner];
    this.#outputs[2].write(new TextEncoder().encode(says));
    this.#ended({ status, isAborted: true });
  }

  #output(fd: 1 | 2, order: OutputOrder): HostedOutput {
    return new HostedOutput(() => this.#process.fds.get(fd), order, {
      taken: (bytes) => this.#post({ type: 'taken', fd, bytes }),
      failed: (failure) => this.#post({ type: 'write-failed', fd, failure }),
      overflowed: () => this.#outOfMemory(),
    });
  }
}

const NOBODY: OutputListener = { taken: () => {}, failed: () => {}, overflowed: () => {} };

const streamInfo = (file: OpenFile | undefined): StreamInfo => {
  if (file === undefined) return { kind: 'closed' };
  const { terminal } = file;
  if (terminal !== undefined) return { kind: 'terminal', columns: terminal.columns, rows: terminal.rows };
  return { kind: file.kind === 'pipe' || file.kind === 'file' ? file.kind : 'device' };
};

const bytesIn = (message: FromProgram): number => {
  if (message.type === 'did') return 'bytes' in message.deed ? message.deed.bytes.length : 0;
  return message.type === 'write' || message.type === 'send' ? message.bytes.length : 0;
};
