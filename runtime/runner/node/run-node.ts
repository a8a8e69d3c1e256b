/// <reference path="./packages.d.ts" />
import type { Program } from '../inside/program.ts';
import { readCommandLine } from './command-line.ts';
import { NodeRun } from './node-run.ts';
import type { NodeRoom } from './node-room.ts';

/**
 * node(1): runs what its command line asks for. It owns the globals of this worker from then on, so whoever calls
 * it has taken what it needs of them before (`postMessage`, `setTimeout`, `performance`).
 */
export function runNode(program: Program, room: NodeRoom): void {
  const command = readCommandLine(program.start.argv, program.streams[0].kind === 'terminal');
  new NodeRun(program, room).run(command);
}
