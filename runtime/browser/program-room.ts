import { boot } from '#runtime/runner/inside/boot.ts';
import type { Program } from '#runtime/runner/inside/program.ts';
import type { WorkerRoom } from '#runtime/runner/inside/room.ts';
import type { ToProgram } from '#runtime/runner/protocol.ts';

/** What one call of crypto.getRandomValues gives at most. */
const MOST_RANDOM = 65_536;

/** What a worker of a page is to a program, which may take every global for itself. */
export function workerRoom(): WorkerRoom {
  const { crypto, performance } = globalThis;
  return {
    post: postMessage.bind(globalThis) as WorkerRoom['post'],
    soon: soonByChannel(),
    elapsed: () => performance.now(),
    random(length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += MOST_RANDOM) crypto.getRandomValues(bytes.subarray(at, at + MOST_RANDOM));
      return bytes;
    },
  };
}

/** In a worker of a page: runs one program when its process begins. */
export function bootInWorker(run: (program: Program) => void): void {
  const { reportError, setTimeout } = globalThis;
  // As in a thread of Node: a rejection that nobody handles ends the program, unless the runner looks after it.
  addEventListener('unhandledrejection', (event) => {
    setTimeout(() => {
      if (!event.defaultPrevented) reportError(event.reason);
    });
  });
  const receive = boot(workerRoom(), run);
  addEventListener('message', ({ data }: MessageEvent<ToProgram>) => receive(data));
}

/** By a message port: a timer of 0 ms would be held back to 4. */
const soonByChannel = (): WorkerRoom['soon'] => {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  // One turn for each, as setImmediate has it: an error of one does not take the others along.
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    port2.postMessage(null);
  };
};
