import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OpenFile } from '#runtime/pi/process.ts';
import { systemError } from './system-error.ts';

/** open(2) with O_APPEND and O_CREAT. @throws SystemError */
export async function openToAppend(path: string, mode: number): Promise<OpenFile> {
  const wrapped = async <Value>(promise: Promise<Value>): Promise<Value> => {
    try {
      return await promise;
    } catch (error) {
      throw systemError(error, path);
    }
  };
  const file = await wrapped(open(resolve(path), 'a', mode));
  return { write: (data) => wrapped(file.appendFile(data)), close: () => wrapped(file.close()) };
}
