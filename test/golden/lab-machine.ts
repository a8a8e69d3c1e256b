import type { ManualClock } from '#runtime/lab/clock.ts';
import type { Signal } from '#runtime/pi/process.ts';
import type { OpenFile, PiProcess } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import { TestLab } from '../kit/lab.ts';
import type { Machine, Running } from './machine.ts';
import { shownBytes } from './machine.ts';

const HOME = '/home/pi';
/** Not 1883, where the lab's own broker listens. */
const PORTS = [21_883, 21_884, 21_885, 21_886];
/** Milliseconds of the lab's clock between looking whether a process has ended. */
const STEP = 5;

/**
 * `rpi-broker` of a lab: shell lines as its own bash runs them, on a clock that moves only while
 * something is waited for.
 * @param programs where learners' programs run; absent: nowhere
 */
export async function labMachine(programs?: ProgramThreads): Promise<Machine> {
  const { clock, lab } = await TestLab.open(programs === undefined ? {} : { programs }, programs);
  const conductor = await processOn(lab.pi('rpi-broker'), clock);
  return {
    directory: HOME,
    ports: PORTS,
    async write(name, text) {
      const folders = name.split('/').slice(0, -1);
      for (const [index] of folders.entries()) {
        const path = `${HOME}/${folders.slice(0, index + 1).join('/')}`;
        try {
          conductor.fs.makeDirectory(path);
        } catch (error) {
          if (!(error instanceof SystemError) || error.code !== 'EEXIST') throw error;
        }
      }
      const written = conductor.files.write(`${HOME}/${name}`, text);
      await clock.settle();
      await written;
    },
    start: (command, stdin) => new PiShell(conductor, clock, command, stdin),
    now: () => clock.now(),
    sleep: (ms) => clock.advance(ms),
    async dispose() {
      lab.end();
    },
  };
}

type Pi = ReturnType<TestLab['lab']['pi']>;

/** A process of user `pi` that does nothing by itself: what starts others needs to be one. */
async function processOn(pi: Pi, clock: ManualClock): Promise<PiProcess> {
  let conductor: PiProcess | undefined;
  pi.spawn({
    run: (process) => {
      conductor = process;
      return new Promise<number>(() => undefined);
    },
    argv: ['conductor'],
    user: 'pi',
    by: 'learner',
  });
  await clock.settle();
  if (conductor === undefined) throw new Error('the process that starts the others did not begin');
  return conductor;
}

class PiShell implements Running {
  readonly command: string;
  readonly #process: PiProcess;
  readonly #clock: ManualClock;
  readonly #pid: number;
  readonly #output = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] };
  #stdin: OpenFile | undefined;
  /** What is written goes in order. */
  #written: Promise<void> = Promise.resolve();
  #exit: number | 'running' = 'running';

  constructor(process: PiProcess, clock: ManualClock, command: string, stdin?: string) {
    this.command = command;
    this.#process = process;
    this.#clock = clock;
    const [input, typed] = stdin === undefined ? [process.open('/dev/null', { read: true })] : process.pipe();
    const [stdout, out] = process.pipe();
    const [stderr, err] = process.pipe();
    // No shell around a broker: it tells itself how it ended. (bash becomes the only command that it has to run; the Pi's cannot.)
    const isBroker = /^mosquitto\b(?!_)/.test(command);
    const argv = isBroker ? command.split(' ') : ['bash', '-c', command];
    this.#pid = process.spawn({
      run: isBroker ? '/usr/sbin/mosquitto' : '/usr/bin/bash',
      argv,
      env: { PATH: '/usr/bin:/usr/sbin:/bin', HOME, LC_ALL: 'C.UTF-8', TZ: 'UTC', PYTHONUNBUFFERED: '1' },
      cwd: HOME,
      group: 'new',
      files: new Map([
        [0, input],
        [1, out],
        [2, err],
      ]),
    });
    for (const file of [input, out, err]) file.close();
    this.#stdin = typed;
    const ended = Promise.all([this.#collect('stdout', stdout), this.#collect('stderr', stderr)]);
    void this.#follow(ended);
    if (stdin !== undefined && stdin !== 'open') {
      this.write(stdin);
      this.close();
    }
  }

  get exit(): number | 'running' {
    return this.#exit;
  }

  write(text: string): void {
    const file = this.#stdin;
    this.#written = this.#written.then(() => file?.write(new TextEncoder().encode(text)));
  }

  close(): void {
    const file = this.#stdin;
    this.#stdin = undefined;
    this.#written = this.#written.then(() => file?.close());
  }

  signal(signal: Signal): void {
    try {
      this.#process.kill(-this.#pid, signal);
    } catch (error) {
      // It has ended, or is about to.
      if (!(error instanceof SystemError) || error.code !== 'ESRCH') throw error;
    }
  }

  text(stream: 'stdout' | 'stderr'): string {
    return shownBytes(Buffer.concat(this.#output[stream]));
  }

  async wait(ms: number): Promise<boolean> {
    const end = this.#clock.now() + ms;
    await this.#clock.settle();
    while (this.#exit === 'running' && this.#clock.now() < end) await this.#clock.advance(STEP);
    return this.#exit !== 'running';
  }

  /** It has ended when its output has, too. */
  async #follow(output: Promise<unknown>): Promise<void> {
    const { status } = await this.#process.wait(this.#pid);
    await output;
    this.#exit = status;
  }

  async #collect(stream: 'stdout' | 'stderr', file: OpenFile): Promise<void> {
    for (;;) {
      const bytes = await file.read(65_536);
      if (bytes === null) break;
      // The pipe may hand out a part of a buffer that it goes on to use.
      this.#output[stream].push(bytes.slice());
    }
    file.close();
  }
}
