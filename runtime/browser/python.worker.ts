/** `python3` in a worker of the page: one program of a Pi. */
import { bootPython } from '#runtime/runner/python/boot-python.ts';
import type { PythonKit } from '#runtime/runner/python/python-kit.ts';
import type { ToProgram } from '#runtime/runner/protocol.ts';
import { workerRoom } from './program-room.ts';
import { pythonRealm } from './python-realm.ts';

/** The first message; then come those of the host, which wait until Python is there. */
interface Kit {
  readonly type: 'kit';
  readonly kit: PythonKit | undefined;
}

const room = workerRoom();
const early: ToProgram[] = [];
let receive = (message: ToProgram): void => void early.push(message);

addEventListener('message', ({ data }: MessageEvent<Kit | ToProgram>) => {
  if (data.type !== 'kit') return receive(data);
  bootPython(room, pythonRealm, data.kit).then(
    (listens) => {
      receive = listens;
      for (const message of early.splice(0)) receive(message);
    },
    (error: unknown) => {
      // As a worker reports it whose code could not be fetched.
      setTimeout(() => {
        throw error;
      });
    },
  );
});
