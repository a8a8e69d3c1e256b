import { SystemError } from '#runtime/ports.ts';
import type { Input, Output } from '../process.ts';
import type { OpenFile } from '../system.ts';
import type { Task } from './task.ts';

const BLOCK = 65_536;
const encoder = new TextEncoder();

/** Descriptor 0, whatever stands there at the moment of the call. */
export class StandardInput implements Input {
  readonly #task: Task;

  constructor(task: Task) {
    this.#task = task;
  }

  get isTerminal(): boolean {
    return this.#task.fds.get(0)?.terminal !== undefined;
  }

  async read(max = BLOCK): Promise<Uint8Array | null> {
    return descriptor(this.#task, 0).read(max);
  }

  setEcho(shows: boolean): void {
    const terminal = this.#task.fds.get(0)?.terminal;
    if (terminal !== undefined) terminal.mode = { ...terminal.mode, echo: shows };
  }
}

/** Descriptor 1 or 2, whatever stands there at the moment of the call. */
export class StandardOutput implements Output {
  readonly #task: Task;
  readonly #number: 1 | 2;

  constructor(task: Task, number: 1 | 2) {
    this.#task = task;
    this.#number = number;
  }

  get isTerminal(): boolean {
    return this.#task.fds.get(this.#number)?.terminal !== undefined;
  }

  async write(data: Uint8Array | string): Promise<void> {
    await descriptor(this.#task, this.#number).write(typeof data === 'string' ? encoder.encode(data) : data);
  }
}

const descriptor = (task: Task, number: number): OpenFile => {
  const handle = task.fds.get(number);
  if (handle === undefined) throw new SystemError('EBADF');
  return handle;
};
