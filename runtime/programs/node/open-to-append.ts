import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OpenFile } from '#runtime/pi/process.ts';
import { aboutFile } from './system-error.ts';

/** open(2) with O_APPEND and O_CREAT. @throws SystemError */
export async function openToAppend(path: string, mode: number): Promise<OpenFile> {
  const file = await aboutFile(path, open(resolve(path), 'a', mode));
  return {
    write: (data) => aboutFile(path, file.appendFile(data)),
    close: () => aboutFile(path, file.close()),
  };
}
