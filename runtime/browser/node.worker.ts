/** `node` in a worker of the page: one program of a Pi. */
import type { NodeRoom } from '#runtime/runner/node/node-room.ts';
import { runNode } from '#runtime/runner/node/run-node.ts';
import { bootInWorker } from './program-room.ts';

const room: NodeRoom = {
  moduleUrl: (source) => URL.createObjectURL(new Blob([source], { type: 'text/javascript' })),
  onUncaught(heard) {
    addEventListener('error', (event) => {
      event.preventDefault();
      heard(event.error);
    });
  },
  onUnhandledRejection(heard) {
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault();
      heard(event.reason, event.promise);
    });
  },
};

bootInWorker((program) => runNode(program, room));
