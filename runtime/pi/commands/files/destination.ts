import { SystemError } from '#runtime/ports.ts';
import { inQuotes } from '../../quoting.ts';
import { strerror } from '../../error-text.ts';
import type { PiProcess } from '../../system.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { Complaints } from './complaints.ts';
import { inDirectory, lastName, withoutSlashes } from './names.ts';

/** What goes where. */
export interface Errand {
  readonly from: string;
  readonly to: string;
}

/**
 * The operands of cp and mv: `FROM TO`, `FROM… DIRECTORY`, `-t DIRECTORY FROM…`, `-T FROM TO`.
 * @param named how a source's name is put into a directory (cp --parents)
 * @returns undefined after a complaint. @throws UsageProblem
 */
export const errandsOf = async (
  process: PiProcess,
  { options, operands }: Parsed,
  complaints: Complaints,
  named: (from: string) => string = lastName,
): Promise<readonly Errand[] | undefined> => {
  const strip = (path: string) => (options.has('strip-trailing-slashes') ? withoutSlashes(path) : path);
  const into = (sources: readonly string[], directory: string): Errand[] =>
    sources.map((source) => {
      const from = strip(source);
      const name = named(from);
      return { from, to: name === '..' ? directory : inDirectory(directory, name) };
    });
  const directory = options.get('t');
  const [first, second, third] = operands;
  if (first === undefined) throw new UsageProblem('missing file operand');
  if (directory !== undefined) {
    if (options.has('T'))
      throw new UsageProblem('cannot combine --target-directory (-t) and --no-target-directory (-T)');
    return (await isTarget(process, directory, complaints, 'target directory '))
      ? into(operands, directory)
      : undefined;
  }
  if (second === undefined) throw new UsageProblem(`missing destination file operand after ${inQuotes(first)}`);
  if (options.has('T')) {
    if (third !== undefined) throw new UsageProblem(`extra operand ${inQuotes(third)}`);
    return [{ from: strip(first), to: second }];
  }
  const last = operands.at(-1) ?? second;
  const sources = operands.slice(0, -1);
  if (sources.length > 1)
    return (await isTarget(process, last, complaints, 'target ')) ? into(sources, last) : undefined;
  const isDirectory = kindOf(process, last) === 'directory';
  return isDirectory || options.has('parents') ? into(sources, last) : [{ from: strip(first), to: last }];
};

const kindOf = (process: PiProcess, path: string): string => {
  try {
    return process.fs.stat(path).kind;
  } catch (error) {
    if (error instanceof SystemError) return strerror(error.code);
    throw error;
  }
};

const isTarget = async (process: PiProcess, path: string, complaints: Complaints, word: string): Promise<boolean> => {
  try {
    if (process.fs.stat(path).kind === 'directory') return true;
    await complaints.failed(`${word}${inQuotes(path)}`, new SystemError('ENOTDIR'));
  } catch (error) {
    await complaints.failed(`${word}${inQuotes(path)}`, error);
  }
  return false;
};
