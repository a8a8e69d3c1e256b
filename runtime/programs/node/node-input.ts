import type { Readable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import type { Input } from '#runtime/pi/process.ts';
import { HiddenLine } from './hidden-line.ts';

/** A readable stream of Node, usually standard input, as a process reads it. */
export class NodeInput implements Input {
  readonly isTerminal: boolean;
  readonly #stream: Readable & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;
  /** While nothing is shown of what is typed. */
  #hidden: HiddenLine | undefined;

  constructor(stream: Readable & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>) {
    this.#stream = stream;
    this.isTerminal = stream.isTTY === true;
    // A closed descriptor reads as an input that has ended.
    stream.on('error', () => undefined);
  }

  /** Node can only take the whole line discipline away: what of it is needed is made up for. */
  setEcho(shows: boolean): void {
    if (!this.isTerminal) return;
    this.#stream.setRawMode?.(!shows);
    this.#hidden = shows ? undefined : new HiddenLine((signal) => process.kill(process.pid, signal));
  }

  async read(max = Infinity): Promise<Uint8Array | null> {
    for (;;) {
      const chunk = this.#stream.read() as Uint8Array | null;
      if (chunk !== null) {
        if (this.#hidden !== undefined) {
          const line = this.#hidden.type(chunk);
          if (line === undefined) continue;
          return line;
        }
        if (chunk.length > max) this.#stream.unshift(chunk.subarray(max));
        return chunk.subarray(0, max);
      }
      if (this.#stream.readableEnded || this.#stream.destroyed) return null;
      await this.#moved();
    }
  }

  /** Resolves when there is more, or nothing more. */
  #moved(): Promise<void> {
    const stream = this.#stream;
    return new Promise((resolve) => {
      const moved = (): void => {
        for (const event of ['readable', 'end', 'close', 'error']) stream.off(event, moved);
        resolve();
      };
      for (const event of ['readable', 'end', 'close', 'error']) stream.on(event, moved);
    });
  }
}
