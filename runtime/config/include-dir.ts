import { SystemError } from '../ports.ts';
import { ConfigError } from './config-error.ts';
import { emptyValue } from './read-value.ts';

/**
 * The files of `include_dir`, in the order in which they are read: letters of both cases together, the
 * upper case before the lower one.
 *
 *     00.conf  01.conf  A.conf  a.conf  B.conf  b.conf
 *     notes.txt and .conf are not among them
 *
 * @throws ConfigError
 */
export async function configFilesIn(
  directory: string,
  files: { list(path: string): Promise<readonly string[]> | readonly string[] },
): Promise<string[]> {
  if (directory === '') throw emptyValue('include_dir');
  const names = (await namesIn(directory, files)).filter((name) => name.endsWith('.conf') && name !== '.conf');
  return names.sort(inOrder).map((name) => `${directory}/${name}`);
}

async function namesIn(directory: string, files: Parameters<typeof configFilesIn>[1]): Promise<readonly string[]> {
  try {
    return await files.list(directory);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new ConfigError(`Error: Unable to open include_dir '${directory}'.`);
  }
}

/** Letter by letter: `aB` is before `ab`, and both are before `Ac`… as bytes, as far as both are ASCII. */
function inOrder(one: string, other: string): number {
  for (let index = 0; ; index += 1) {
    const [a, b] = [one[index], other[index]];
    if (a === undefined || b === undefined) return one.length - other.length;
    if (a === b) continue;
    const [upperA, upperB] = [a.toUpperCase(), b.toUpperCase()];
    return upperA === upperB ? compare(a, b) : compare(upperA, upperB);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);
