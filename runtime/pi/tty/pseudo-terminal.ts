/**
 * The far end of a pseudo-terminal (pty(7)): where script(1) and unbuffer(1) stand in for a screen.
 * What the processes of the line write is read here, what is written here are its keys. When nobody
 * has the line open any more, reading is at its end; closing this end hangs the line up.
 */
import type { TerminalId } from '#runtime/events/event.ts';
import { SystemError } from '#runtime/ports.ts';
import { Description, WAIT } from '../kernel/description.ts';
import type { Wait } from '../kernel/description.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Tty } from './tty.ts';

export class PseudoTerminal extends Description {
  readonly kind = 'device';
  readonly line: Tty;
  readonly #keys = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #shown: { readonly bytes: Uint8Array; readonly units: number }[] = [];

  constructor(kernel: Kernel, size: { readonly id: TerminalId; readonly columns: number; readonly rows: number }) {
    super();
    const encoder = new TextEncoder();
    this.line = new Tty({
      ...size,
      kernel,
      output: (text) => {
        this.#shown.push({ bytes: encoder.encode(text), units: text.length });
        this.changed.wake();
      },
    });
    this.line.description.onUnused = () => this.changed.wake();
  }

  override read(max: number): Uint8Array | null | Wait {
    const first = this.#shown.shift();
    if (first === undefined) return this.line.description.isUnused ? null : WAIT;
    const { bytes, units } = first;
    if (bytes.length > max) this.#shown.unshift({ bytes: bytes.subarray(max), units });
    else this.line.drawn(units);
    return bytes.subarray(0, max);
  }

  override isReadable(): boolean {
    return this.#shown.length > 0 || this.line.description.isUnused;
  }

  override write(bytes: Uint8Array): number {
    if (this.line.description.isUnused) throw new SystemError('EIO');
    this.line.input(this.#keys.decode(bytes, { stream: true }));
    return bytes.length;
  }

  protected override closed(): void {
    this.line.hangUp();
  }
}
