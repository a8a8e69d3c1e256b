/**
 * An open file description (open(2)): what stands behind one or several descriptors. It never
 * waits itself: where a real one would block it answers `WAIT`, and `changed` is woken when it is
 * worth asking again. So a process that is stopped or ended while it waits takes nothing.
 */
import type { Stat } from '../system.ts';
import type { Tty } from '../tty/tty.ts';
import type { Task } from './task.ts';
import { SystemError } from '#runtime/ports.ts';
import { WaitQueue } from './wait-queue.ts';

export const WAIT: unique symbol = Symbol('nothing yet');
export type Wait = typeof WAIT;

export abstract class Description {
  abstract readonly kind: Stat['kind'];
  readonly terminal: Tty | undefined = undefined;
  readonly changed: WaitQueue = new WaitQueue();
  #references = 0;

  /** @returns at most `max` bytes, null at the end. @throws SystemError `EBADF`, `EISDIR`, `EIO` */
  read(_max: number, _reader: Task, _until?: number): Uint8Array | null | Wait {
    throw new SystemError('EBADF');
  }

  /** @returns how many bytes were taken, at least one. @throws SystemError `EBADF`, `EPIPE`, `ENOSPC`, `EIO` */
  write(_bytes: Uint8Array, _writer: Task): number | Wait {
    throw new SystemError('EBADF');
  }

  /** Whether a read would be answered at once, be it with the end or an error: poll(2). */
  isReadable(_reader: Task): boolean {
    return true;
  }

  /** lseek(2). Absent: there is no offset. @throws SystemError `EINVAL` before the beginning */
  seek?(offset: number, from: 'start' | 'here' | 'end'): number;

  /** fstat(2). Absent: it is no file of the card. */
  stat?(): Stat;

  /** pwrite(2). Absent: there are no offsets. @throws SystemError `EBADF`, `ENOSPC` */
  writeAt?(bytes: Uint8Array, offset: number, writer: Task): number;

  /** ftruncate(2). @throws SystemError `EBADF`, `EINVAL`, `ENOSPC` */
  truncate?(size: number, writer: Task): void;

  retain(): void {
    if (this.#references === 0) this.opened();
    this.#references += 1;
  }

  release(): void {
    this.#references -= 1;
    if (this.#references === 0) this.closed();
  }

  /** The first reference is there. */
  protected opened(): void {}

  /** The last reference is gone. */
  protected closed(): void {}
}
