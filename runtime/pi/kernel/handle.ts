import { SystemError } from '#runtime/ports.ts';
import type { OpenFile, Stat, TerminalDevice } from '../system.ts';
import { WAIT } from './description.ts';
import type { Description, Wait } from './description.ts';
import type { Task } from './task.ts';

/**
 * One process's reference to an open file description. It belongs to that process: its calls
 * suspend with it, and it is closed with it.
 */
export class Handle implements OpenFile {
  readonly terminal?: TerminalDevice;
  readonly seek?: (offset: number, from: 'start' | 'here' | 'end') => number;
  readonly stat?: () => Stat;
  readonly writeAt?: (bytes: Uint8Array, offset: number) => number;
  readonly truncate?: (size: number) => void;
  readonly #task: Task;
  readonly #description: Description;
  #closed = false;

  /** @throws SystemError `EMFILE` */
  constructor(task: Task, description: Description) {
    this.#task = task;
    this.#description = description;
    if (description.terminal !== undefined) this.terminal = description.terminal;
    if (description.seek !== undefined) {
      this.seek = (offset, from) => {
        task.check();
        return this.description.seek?.(offset, from) ?? 0;
      };
    }
    if (description.stat !== undefined) {
      const stat = description.stat.bind(description);
      this.stat = () => {
        task.check();
        return stat();
      };
    }
    if (description.writeAt !== undefined) {
      this.writeAt = (bytes, offset) => {
        task.check();
        return this.description.writeAt?.(bytes, offset, task) ?? 0;
      };
    }
    if (description.truncate !== undefined) {
      this.truncate = (size) => {
        task.check();
        this.description.truncate?.(size, task);
      };
    }
    task.holds(this);
    description.retain();
  }

  get kind(): Stat['kind'] {
    return this.#description.kind;
  }

  /** For another process, or this one, to refer to the same. @throws SystemError `EBADF` when closed */
  get description(): Description {
    if (this.#closed) throw new SystemError('EBADF');
    return this.#description;
  }

  async read(max: number, until?: number): Promise<Uint8Array | null> {
    const description = this.#description;
    return this.#task.block(description.changed, () => this.description.read(max, this.#task, until));
  }

  async write(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    do {
      const taken = await this.#task.block(this.#description.changed, () => this.#writeSome(rest));
      rest = rest.subarray(taken);
    } while (rest.length > 0);
  }

  async readable(ms?: number): Promise<boolean> {
    return this.#task.poll(this.#description.changed, () => this.description.isReadable(this.#task), ms);
  }

  dup(): Handle {
    this.#task.check();
    return new Handle(this.#task, this.description);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#task.lets(this);
    this.#description.release();
  }

  #writeSome(bytes: Uint8Array): number | Wait {
    if (bytes.length === 0) return 0;
    try {
      const taken = this.description.write(bytes, this.#task);
      if (taken !== WAIT) this.#task.printed(this, bytes.subarray(0, taken));
      return taken;
    } catch (error) {
      // pipe(7): the writer gets SIGPIPE, and EPIPE if it lives on.
      if (error instanceof SystemError && error.code === 'EPIPE') this.#task.signal('SIGPIPE');
      throw error;
    }
  }
}
