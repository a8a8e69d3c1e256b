/**
 * What all editors of this Pi do: each file is opened in the editor of the page that shows the Pi, one after
 * the other, and the command waits until that is left.
 *
 *     nano note            note, where the learner was in it
 *     nano +12 note        line 12; so `nano note +12`
 *     nano +12,5 note      the column is passed over
 *     vi +/word note       refused: there are no commands of vi in the page
 *     nano                 refused: the page's editor has to know what to save
 */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { LARGEST_EDITED } from '../../../files/largest-edited.ts';
import { joined } from '../../../files/inode.ts';
import type { PiProcess, Stat } from '../../../system.ts';
import { Failure } from '../../command.ts';

interface Wanted {
  readonly name: string;
  readonly line?: number;
}

/** @returns the exit status */
export const editFiles = async (process: PiProcess, operands: readonly string[]): Promise<number> => {
  const { edit } = process;
  if (edit === undefined) {
    throw new Failure(
      "no page shows this Pi, so there is no editor. To write a file: 'cat > FILE', then its lines, then Ctrl-D",
    );
  }
  const wanted = wantedOf(operands);
  const [first] = wanted;
  if (first === undefined) throw new Failure("which file? The editor of the page has to know: 'nano FILE'");
  // All are looked at before the first is opened: a slip is said while its line is on the screen.
  const files = wanted.map(({ name, line }) => ({ name, path: pathOf(process, name), line }));
  for (const { name, path, line } of files) {
    if (process.stderr.isTerminal)
      await process.stderr.write(`${name} is open in the editor of this page. Leave it there, or press Ctrl-C here.\n`);
    await edit(path, line);
  }
  return 0;
};

const wantedOf = (operands: readonly string[]): readonly Wanted[] => {
  const wanted: Wanted[] = [];
  let line: number | undefined;
  for (const operand of operands) {
    const place = /^\+(\d+)(?:,\d+)?$/.exec(operand);
    if (place?.[1] !== undefined) line = Math.max(1, Number(place[1]));
    else if (operand.startsWith('+'))
      throw new Failure(`${operand}: the page knows lines only, as in +12; a file of that name is ./${operand}`);
    else if (operand === '-')
      throw new Failure("standard input cannot be edited: write it to a file first, 'COMMAND > FILE'");
    else {
      wanted.push(line === undefined ? { name: operand } : { name: operand, line });
      line = undefined;
    }
  }
  const last = wanted.at(-1);
  if (line !== undefined && last !== undefined) wanted[wanted.length - 1] = { ...last, line };
  return wanted;
};

/** The path to be opened: of a file that can be read and is not too large, or of a new one. @throws Failure */
const pathOf = (process: PiProcess, name: string): string => {
  const { fs } = process;
  const stat = statOrNothing(process, name);
  if (stat === undefined) return newPath(process, name);
  if (stat.kind === 'directory') throw new Failure(`"${name}" is a directory`);
  if (stat.kind !== 'file') throw new Failure(`"${name}" is not a normal file`);
  if (!fs.access(name, 'read')) throw unreadable(name, 'EACCES');
  if (stat.size > LARGEST_EDITED) {
    const mebibytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);
    throw new Failure(
      `"${name}" has ${mebibytes(stat.size)} MiB, and the editor of the page takes ${mebibytes(LARGEST_EDITED)} at most: 'less ${name}' shows it`,
    );
  }
  return fs.canonical(name);
};

const newPath = ({ fs }: PiProcess, name: string): string => {
  const [, directory = '', file = ''] = /^(.*\/)?([^/]*)$/s.exec(name) ?? [];
  try {
    if (file === '' || fs.stat(directory === '' ? '.' : directory).kind !== 'directory')
      throw new SystemError('ENOENT', directory);
    return joined(fs.canonical(directory === '' ? '.' : directory), file);
  } catch (error) {
    if (error instanceof SystemError) throw new Failure(`Directory '${directory}' does not exist`);
    throw error;
  }
};

const statOrNothing = ({ fs }: PiProcess, name: string): Stat | undefined => {
  try {
    return fs.stat(name);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    if (error.code === 'ENOENT') return undefined;
    throw unreadable(name, error.code);
  }
};

const unreadable = (name: string, code: SystemError['code']): Failure =>
  new Failure(`Error reading ${name}: ${strerror(code)}`);
