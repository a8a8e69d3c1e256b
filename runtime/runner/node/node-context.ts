import type { Program } from '../inside/program.ts';
import type { EventLoop } from './event-loop.ts';
import type { Sources } from './load/sources.ts';
import type { NodeRoom } from './node-room.ts';
import type { NodeProcess } from './process/node-process.ts';

/** What the modules of the Pi's node stand on. */
export interface NodeContext {
  readonly program: Program;
  readonly room: NodeRoom;
  readonly loop: EventLoop;
  readonly sources: Sources;
  readonly process: NodeProcess;
}
