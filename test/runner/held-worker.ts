/** A program beside the test, without a thread: what it and its process say to each other goes when the test says so. */
import { boot } from '#runtime/runner/inside/boot.ts';
import type { Program } from '#runtime/runner/inside/program.ts';
import type { ProgramHost, ProgramWorker } from '#runtime/runner/program-host.ts';
import type { FromProgram, ToProgram } from '#runtime/runner/protocol.ts';
import { TestLab } from '../kit/lab.ts';

/** What is thrown where a program ends: nothing after it runs. */
class Exited extends Error {}

export type Run = (program: Program) => void | Promise<void>;

export class HeldWorker implements ProgramWorker {
  onMessage: (message: FromProgram) => void = () => {};
  onFailure: (message: string) => void = () => {};
  /** Said, and not heard yet. */
  readonly toProgram: ToProgram[] = [];
  readonly fromProgram: FromProgram[] = [];
  program: Program | undefined;
  isTerminated = false;
  readonly #soon: (() => void)[] = [];
  readonly #receive: (message: ToProgram) => void;
  #elapsed = 0;
  #hasExited = false;

  constructor(run: Run) {
    this.#receive = boot(
      {
        post: (message) => this.#say(message),
        soon: (later) => this.#soon.push(later),
        // Its pace never holds it up.
        elapsed: () => (this.#elapsed += 1_000),
        random: (length) => new Uint8Array(length),
      },
      (program) => {
        this.program = program;
        // A fault of the test's own is one of the worker.
        void Promise.resolve(run(program)).catch((error: unknown) => this.#failed(error));
      },
    );
  }

  post(message: ToProgram): void {
    if (!this.isTerminated) this.toProgram.push(structuredClone(message));
  }

  terminate(): void {
    this.isTerminated = true;
    this.toProgram.length = this.#soon.length = 0;
  }

  /** The program hears the next thing. @returns whether there was one */
  hear(): boolean {
    const message = this.toProgram.shift();
    const runs = this.#soon.splice(0);
    if (this.#hasExited) return false;
    try {
      if (message !== undefined) this.#receive(message);
      for (const run of runs) run();
    } catch (error) {
      this.#failed(error);
    }
    return message !== undefined || runs.length > 0;
  }

  /** Its process hears the next thing. @returns whether there was one */
  tell(): boolean {
    const message = this.fromProgram.shift();
    if (message !== undefined && !this.isTerminated) this.onMessage(message);
    return message !== undefined;
  }

  #say(message: FromProgram): void {
    if (this.#hasExited) return;
    this.fromProgram.push(structuredClone(message));
    if (message.type !== 'exit') return;
    this.#hasExited = true;
    throw new Exited();
  }

  #failed(error: unknown): void {
    if (!(error instanceof Exited)) this.onFailure(String(error));
  }
}

export class HeldWorkers implements ProgramHost {
  readonly clockRuns = false;
  readonly begun: HeldWorker[] = [];
  /** What is said stays where it is. */
  isHeld = false;
  readonly #run: Run;

  constructor(run: Run = () => {}) {
    this.#run = run;
  }

  begin(): HeldWorker {
    const worker = new HeldWorker(this.#run);
    this.begun.push(worker);
    return worker;
  }

  get running(): number {
    return this.begun.filter(({ isTerminated }) => !isTerminated).length;
  }

  /** One thing each way, for each of them. */
  async quiet(): Promise<boolean> {
    if (this.isHeld) return false;
    let was = false;
    for (const worker of this.begun) {
      if (worker.isTerminated) continue;
      if (worker.hear()) was = true;
      if (worker.tell()) was = true;
    }
    return was;
  }
}

/** A lab in which `node` runs the test's own program. */
export async function heldLab(run: Run): Promise<{ test: TestLab; workers: HeldWorkers }> {
  const workers = new HeldWorkers(run);
  const test = await TestLab.open({ terminals: ['rpi-pub', 'rpi-pub', 'rpi-sub'], programs: workers }, workers);
  return { test, workers };
}

export const PUB = 'rpi-pub#1';
/** Another window of the same Pi. */
export const PUB2 = 'rpi-pub#2';
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const say = (program: Program, text: string): boolean => program.write(1, bytesOf(text));
