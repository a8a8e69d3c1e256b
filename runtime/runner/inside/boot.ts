import type { ToProgram } from '../protocol.ts';
import { ProcessInside } from './process-inside.ts';
import type { Program } from './program.ts';
import type { WorkerRoom } from './room.ts';

/**
 * Says that the code is there, and runs it when the process begins.
 * @param run of one program; it ends by `exit`
 * @returns what messages of the host are given to
 */
export function boot(room: WorkerRoom, run: (program: Program) => void): (message: ToProgram) => void {
  let inside: ProcessInside | undefined;
  room.post({ type: 'ready' });
  return (message) => {
    if (inside !== undefined) return inside.receive(message);
    if (message.type === 'ping') return room.post({ type: 'pong', id: message.id });
    if (message.type !== 'start') throw new Error(`A program is started before it is told ${message.type}.`);
    inside = new ProcessInside(room, message, message.now);
    run(inside);
  };
}
