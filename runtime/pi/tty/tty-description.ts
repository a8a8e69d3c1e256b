import { Description, WAIT } from '../kernel/description.ts';
import type { Wait } from '../kernel/description.ts';
import type { Task } from '../kernel/task.ts';
import type { Tty } from './tty.ts';

/** A terminal line as an open file. */
export class TtyDescription extends Description {
  readonly kind = 'device';
  override readonly terminal: Tty;
  /** Nobody has it open any more. */
  isUnused = false;
  onUnused: () => void = () => {};

  constructor(tty: Tty) {
    super();
    this.terminal = tty;
  }

  override read(max: number, reader: Task): Uint8Array | null | Wait {
    const bytes = this.terminal.read(max, reader);
    return bytes === undefined ? WAIT : bytes;
  }

  override isReadable(reader: Task): boolean {
    return this.terminal.isReadable(reader);
  }

  protected override opened(): void {
    this.isUnused = false;
  }

  protected override closed(): void {
    this.isUnused = true;
    this.onUnused();
  }

  override write(bytes: Uint8Array, writer: Task): number | Wait {
    const taken = this.terminal.write(bytes, writer);
    return taken === 0 ? WAIT : taken;
  }
}
