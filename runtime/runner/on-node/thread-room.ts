import { randomBytes } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { boot } from '../inside/boot.ts';
import type { Program } from '../inside/program.ts';
import type { WorkerRoom } from '../inside/room.ts';
import type { ToProgram } from '../protocol.ts';

/** In a thread of Node: runs one program when its process begins. @throws Error in the main thread */
export function bootInThread(run: (program: Program) => void): void {
  const port = parentPort;
  if (port === null) throw new Error('A program of a Pi runs in a thread of its own.');
  const room: WorkerRoom = {
    post: (message) => port.postMessage(message),
    soon: (later) => void setImmediate(later),
    elapsed: () => performance.now(),
    random: (length) => new Uint8Array(randomBytes(length)),
  };
  const receive = boot(room, run);
  port.on('message', (message: ToProgram) => receive(message));
}
