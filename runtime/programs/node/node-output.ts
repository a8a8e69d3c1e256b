import type { Writable } from 'node:stream';
import type { Output } from '#runtime/pi/process.ts';
import { systemError } from './system-error.ts';

/** Standard output or standard error of Node, as a process writes to it. */
export class NodeOutput implements Output {
  readonly isTerminal: boolean;
  readonly #stream: Writable;
  readonly #broken: () => void;

  /** @param broken called when nobody reads any more: Node ignores SIGPIPE, which would end other programs */
  constructor(stream: Writable & { isTTY?: boolean }, broken: () => void) {
    this.#stream = stream;
    this.#broken = broken;
    this.isTerminal = stream.isTTY === true;
    // The callback of `write` has it too.
    stream.on('error', () => undefined);
  }

  write(data: Uint8Array | string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream.write(data, (cause) => {
        if (cause === null || cause === undefined) return resolve();
        const error = systemError(cause);
        if (error.code === 'EPIPE') this.#broken();
        reject(error);
      });
    });
  }
}
