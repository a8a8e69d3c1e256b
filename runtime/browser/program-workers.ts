import type { ProgramHost, ProgramWorker, Runner } from '#runtime/runner/program-host.ts';
import type { FromProgram, ToProgram } from '#runtime/runner/protocol.ts';

/**
 * Opens a worker; its code is fetched then, and not before.
 * @param kit of an earlier worker of the same runner; undefined: there is none yet
 */
export type OpenWorker = (kit: unknown) => Worker;

const NO_JSPI =
  'this browser cannot run Python: it lacks JSPI (WebAssembly.Suspending), which Chrome and Edge have from 137, ' +
  'Firefox from 153 and Safari from 27. Programs in TypeScript run here: node FILE';
const NOT_FETCHED = 'its code could not be fetched; is the server still there?';

/** Learners' programs in a page: each in a worker of its own, made by the lab's. */
export class ProgramWorkers implements ProgramHost {
  readonly clockRuns = true;
  readonly #open: Readonly<Record<Runner, OpenWorker>>;
  readonly #kits = new Map<Runner, unknown>();

  /** @param open the worker of each runner; it calls `bootInWorker` */
  constructor(open: Readonly<Record<Runner, OpenWorker>>) {
    this.#open = open;
  }

  lacks(runner: Runner): string | undefined {
    return runner === 'python3' && !('Suspending' in WebAssembly) ? NO_JSPI : undefined;
  }

  begin(runner: Runner): ProgramWorker {
    const worker = this.#open[runner](this.#kits.get(runner));
    return new ProgramInWorker(worker, (kit) => this.#kits.set(runner, kit));
  }
}

class ProgramInWorker implements ProgramWorker {
  onMessage: (message: FromProgram) => void = () => {};
  onFailure: (message: string) => void = () => {};
  readonly #worker: Worker;
  #ended = false;

  constructor(worker: Worker, keep: (kit: unknown) => void) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromProgram>) => {
      if (data.type === 'kit') keep(data.kit);
      else if (!this.#ended) this.onMessage(data);
    };
    worker.onerror = (event: Event) => this.#failed(event);
    worker.onmessageerror = () => this.#fail('it said something that cannot be understood');
  }

  post(message: ToProgram): void {
    if (!this.#ended) this.#worker.postMessage(message);
  }

  terminate(): void {
    this.#ended = true;
    this.#worker.terminate();
  }

  /** A script that cannot be fetched is an event without a message; whatever was thrown has one. */
  #failed(event: Event): void {
    // It is said in the terminal, where the program was started: the lab itself goes on.
    event.preventDefault();
    this.#fail(event instanceof ErrorEvent ? `${event.message} (${event.filename}:${event.lineno})` : NOT_FETCHED);
  }

  #fail(message: string): void {
    if (this.#ended) return;
    this.terminate();
    this.onFailure(message);
  }
}
