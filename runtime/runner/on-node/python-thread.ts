/** `python3` in a thread of Node: one program of a Pi. */
import { workerData } from 'node:worker_threads';
import { bootPython } from '../python/boot-python.ts';
import type { PythonKit } from '../python/python-kit.ts';
import type { ThreadData } from './program-threads.ts';
import { pythonRealm } from './python-realm.ts';
import { threadRoom } from './thread-room.ts';

const { room, listen } = threadRoom();
const { kit } = workerData as ThreadData;
listen(await bootPython(room, pythonRealm, kit as PythonKit | undefined));
