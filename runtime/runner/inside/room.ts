import type { FromProgram } from '../protocol.ts';

/** The worker that a program runs in, as far as it differs between a page and Node. */
export interface WorkerRoom {
  post(message: FromProgram): void;
  /** Calls `run` in a later turn of the event loop, after messages that have come. */
  soon(run: () => void): void;
  /** Milliseconds of the real world, of which only differences count. */
  elapsed(): number;
  /** Cryptographically random bytes. */
  random(length: number): Uint8Array;
}
