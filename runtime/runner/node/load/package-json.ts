/** package.json, as far as it decides what is loaded: the nearest one above a file. */
import { codedError } from '../errors/node-error.ts';
import type { MirrorFiles } from '../../inside/mirror-files.ts';
import { readTextIfThere } from './read-text.ts';

export interface PackageJson {
  readonly path: string;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

/** @param directory absolute @throws Error `ERR_INVALID_PACKAGE_CONFIG` */
export function packageIn(files: MirrorFiles, directory: string): PackageJson | undefined {
  const path = `${directory === '/' ? '' : directory}/package.json`;
  const text = readTextIfThere(files, path);
  if (text === undefined) return undefined;
  try {
    const read = JSON.parse(text) as object | null;
    return { ...(typeof read === 'object' ? read : {}), path };
  } catch (error) {
    throw codedError('ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${path}. ${(error as Error).message}`);
  }
}

/** @param path of a file, absolute */
export function packageAbove(files: MirrorFiles, path: string): PackageJson | undefined {
  for (let directory = parentOf(path); ; directory = parentOf(directory)) {
    const found = packageIn(files, directory);
    if (found !== undefined || directory === '/') return found;
  }
}

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
