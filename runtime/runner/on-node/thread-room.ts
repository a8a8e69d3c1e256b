import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { boot } from '../inside/boot.ts';
import type { Program } from '../inside/program.ts';
import type { WorkerRoom } from '../inside/room.ts';
import type { ToProgram } from '../protocol.ts';

/**
 * What a thread of Node is to a program.
 * @returns `listen`: who takes the host's messages, from now on; those that came before have waited
 * @throws Error in the main thread
 */
export function threadRoom(): { room: WorkerRoom; listen: (receive: (message: ToProgram) => void) => void } {
  const port = parentPort;
  if (port === null) throw new Error('A program of a Pi runs in a thread of its own.');
  // The program takes the globals for itself.
  const { performance, setImmediate } = globalThis;
  const room: WorkerRoom = {
    post: (message) => port.postMessage(message),
    soon: (later) => void setImmediate(later),
    elapsed: () => performance.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
  };
  return { room, listen: (receive) => void port.on('message', receive) };
}

/** In a thread of Node: runs one program when its process begins. @throws Error in the main thread */
export function bootInThread(run: (program: Program) => void): void {
  const { room, listen } = threadRoom();
  listen(boot(room, run));
}
