import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import { Complaints } from './complaints.ts';

/** pwd(1), the program; bash has its own. */
export const pwd = command({
  page: {
    name: 'pwd',
    section: 1,
    summary: 'print the directory you are in',
    synopsis: ['pwd [OPTION]...'],
    description: ['Prints the directory you are in, without symbolic links.'],
    options: [
      ['-L, --logical', 'as PWD says, links and all'],
      ['-P, --physical', 'without symbolic links'],
    ],
    differences: ['bash does *pwd* itself, with -L; this is /usr/bin/pwd.'],
  },
  run: async (process, { all, operands }, out) => {
    const complaints = new Complaints(process, out);
    if (operands.length > 0) await complaints.note(`${process.argv[0] ?? 'pwd'}: ignoring non-option arguments\n`);
    const isLogical = all.at(-1)?.[0] === 'L';
    const said = process.env['PWD'];
    try {
      const here = process.fs.canonical('.');
      const isTrue = isLogical && said?.startsWith('/') === true && !/\/\.\.?(\/|$)/.test(said);
      await out.write(`${isTrue && leadsTo(process, said, here) ? said : here}\n`);
      return 0;
    } catch (error) {
      await complaints.failed("couldn't find directory entry in ‘..’ with matching i-node", error);
      return 1;
    }
  },
});

const leadsTo = ({ fs }: PiProcess, path: string, here: string): boolean => {
  try {
    return fs.stat(path).inode === fs.stat(here).inode;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};
