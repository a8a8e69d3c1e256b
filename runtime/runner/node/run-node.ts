import type { Program } from '../inside/program.ts';
import type { NodeRoom } from './node-room.ts';

/**
 * node(1): runs what its command line asks for. It owns the globals of this worker from then on, so whoever calls
 * it has taken what it needs of them before (`postMessage`, `setTimeout`, `performance`).
 */
export function runNode(program: Program, room: NodeRoom): void {
  void room;
  program.write(2, new TextEncoder().encode('node: not yet\n'));
  program.exit(1);
}
