import { SystemError } from '#runtime/ports.ts';
import { inQuotes } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from './complaints.ts';
import { lstatOf } from './file-kinds.ts';
import { withoutSlashes } from './names.ts';

/** rmdir(1) */
export const rmdir = command({
  page: {
    name: 'rmdir',
    section: 1,
    summary: 'remove empty directories',
    synopsis: ['rmdir [OPTION]... DIRECTORY...'],
    description: ['Removes each DIRECTORY, if it is empty.'],
    options: [
      ['-p, --parents', 'then those above it too: a/b/c, a/b, a'],
      ['-v, --verbose', 'say what is being done'],
      ['--ignore-fail-on-non-empty', 'no error if a directory is not empty'],
    ],
    seeAlso: ['mkdir(1)', 'rm(1)'],
  },
  run: async (process, { options, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const complaints = new Complaints(process, out);
    const remove = async (path: string, word: string): Promise<boolean> => {
      if (options.has('v')) await out.write(`${process.argv[0] ?? 'rmdir'}: removing directory, ${inQuotes(path)}\n`);
      try {
        process.fs.removeDirectory(path);
        return true;
      } catch (error) {
        const isFull = error instanceof SystemError && error.code === 'ENOTEMPTY';
        if (isFull && options.has('ignore-fail-on-non-empty')) return false;
        const isLink = error instanceof SystemError && error.code === 'ENOTDIR' && path.endsWith('/');
        if (isLink && lstatOf(process, withoutSlashes(path))?.kind === 'link')
          await complaints.say(`failed to remove ${inQuotes(path)}: Symbolic link not followed`);
        else await complaints.failed(`failed to remove ${word}${inQuotes(path)}`, error);
        return false;
      }
    };
    for (const path of operands) {
      let went = await remove(path, '');
      if (!options.has('p')) continue;
      for (let at = withoutSlashes(path); went && at.includes('/', 1);) {
        at = withoutSlashes(at.slice(0, at.lastIndexOf('/')));
        went = await remove(at, 'directory ');
      }
    }
    return complaints.status;
  },
});
