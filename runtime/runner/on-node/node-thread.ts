/** `node` in a thread of Node: one program of a Pi. */
import { enableCompileCache } from 'node:module';
import './page-packages.ts';
import type { NodeRoom } from '../node/node-room.ts';
import { bootInThread } from './thread-room.ts';
import { moduleUrl } from './source-modules.ts';

const { process } = globalThis;

const room: NodeRoom = {
  moduleUrl,
  onUncaught: (heard) => void process.on('uncaughtException', heard),
  onUnhandledRejection: (heard) => void process.on('unhandledRejection', heard),
};

// Types are taken out of our own files once, and not each time.
enableCompileCache();

// After the packages have been led to those of a page.
const { runNode } = await import('../node/run-node.ts');
bootInThread((program) => runNode(program, room));
