import { SystemError } from '#runtime/ports.ts';
import type { MirrorFiles } from '../../inside/mirror-files.ts';

/** The whole of a file. @throws SystemError as open(2) and read(2) */
export function readBytes(files: MirrorFiles, path: string): Uint8Array {
  const fd = files.open(path, { read: true });
  try {
    const bytes = new Uint8Array(Math.max(files.statOpen(fd).size, 1));
    return bytes.subarray(0, files.read(fd, bytes));
  } finally {
    files.close(fd);
  }
}

export const readText = (files: MirrorFiles, path: string): string => new TextDecoder().decode(readBytes(files, path));

/** @returns undefined: there is none, or none that may be read */
export function readTextIfThere(files: MirrorFiles, path: string): string | undefined {
  try {
    return readText(files, path);
  } catch (error) {
    if (error instanceof SystemError) return undefined;
    throw error;
  }
}
