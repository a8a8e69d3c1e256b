import { boot } from '../inside/boot.ts';
import type { WorkerRoom } from '../inside/room.ts';
import type { ToProgram } from '../protocol.ts';
import { loadPython } from './load-python.ts';
import type { PythonKit, PythonRealm } from './python-kit.ts';
import { runPython } from './run-python.ts';

/**
 * A worker for one Python program. Python is there when it says `ready`, so that workers can be started ahead; until
 * then it tells its progress.
 * @param kit of an earlier worker
 * @returns what messages of the host are given to, when Python is there; those that come before must wait
 * @throws Error (rejects) in words: Python could not be fetched
 */
export async function bootPython(
  room: WorkerRoom,
  realm: PythonRealm,
  kit: PythonKit | undefined,
): Promise<(message: ToProgram) => void> {
  const python = await loadPython(realm, kit, (text) => room.post({ type: 'progress', text }));
  if (python.kit !== undefined) room.post({ type: 'kit', kit: python.kit });
  return boot(room, (program) => runPython(program, python));
}
