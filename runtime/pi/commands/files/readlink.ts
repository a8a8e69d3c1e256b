import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { SystemError } from '#runtime/ports.ts';
import { quotedName } from '../../quoting.ts';
import { canonicalPath } from './canonical.ts';
import type { Existence } from './canonical.ts';
import { Complaints } from './complaints.ts';

const MODES: Readonly<Record<string, Existence>> = { f: 'all-but-last', e: 'all', m: 'any' };

/** readlink(1) */
export const readlink = command({
  page: {
    name: 'readlink',
    section: 1,
    summary: 'print where a symbolic link leads',
    synopsis: ['readlink [OPTION]... FILE...'],
    description: ['Prints what is in each symbolic link; with -f, -e or -m the whole path that it leads to.'],
    options: [
      ['-f, --canonicalize', 'follow every link; all but the last part must exist'],
      ['-e, --canonicalize-existing', 'follow every link; all parts must exist'],
      ['-m, --canonicalize-missing', 'follow every link; nothing need exist'],
      ['-n, --no-newline', 'no newline at the end'],
      ['-q, --quiet', 'do not complain; so it is anyway'],
      ['-s, --silent', 'the same'],
      ['-v, --verbose', 'complain'],
      ['-z, --zero', 'end each with a NUL byte instead of a newline'],
    ],
    seeAlso: ['realpath(1)', 'ln(1)'],
  },
  run: async (process, { options, all, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const complaints = new Complaints(process, out);
    const mode = all.map(([key]) => MODES[key]).findLast((each) => each !== undefined);
    const end = options.has('z') ? '\0' : options.has('n') && operands.length === 1 ? '' : '\n';
    if (options.has('n') && operands.length > 1)
      await complaints.note(`${process.argv[0] ?? ''}: ignoring --no-newline with multiple arguments\n`);
    let status = 0;
    for (const path of operands) {
      try {
        const target = mode === undefined ? process.fs.lstat(path).target : canonicalPath(process, path, mode);
        if (target === undefined) throw new SystemError('EINVAL', path);
        await out.write(target + end);
      } catch (error) {
        if (!(error instanceof SystemError) || out.failed(error)) throw error;
        status = 1;
        if (options.has('v')) await complaints.failed(quotedName(path), error);
      }
    }
    return status;
  },
});
