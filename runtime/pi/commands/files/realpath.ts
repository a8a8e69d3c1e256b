import { SystemError } from '#runtime/ports.ts';
import { quotedName } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { canonicalPath } from './canonical.ts';
import { Complaints } from './complaints.ts';

/** realpath(1) */
export const realpath = command({
  page: {
    name: 'realpath',
    section: 1,
    summary: 'print the whole path of a file',
    synopsis: ['realpath [OPTION]... FILE...'],
    description: [
      'Prints the absolute path of each FILE, without links, “.” and “..”. All but the last part must exist.',
    ],
    options: [
      ['-e, --canonicalize-existing', 'all parts must exist'],
      ['-m, --canonicalize-missing', 'nothing need exist'],
      ['-L, --logical', 'resolve “..” before links'],
      ['-P, --physical', 'resolve links as they come; so it is anyway'],
      ['-q, --quiet', 'do not complain'],
      ['-s, --strip', 'do not follow links'],
      ['--no-symlinks', 'do not follow links'],
      ['--relative-to=DIR', 'print the way from DIR'],
      ['--relative-base=DIR', 'print relative paths only for what is below DIR'],
      ['-z, --zero', 'end each with a NUL byte instead of a newline'],
    ],
    seeAlso: ['readlink(1)'],
  },
  run: async (process, { options, all, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const complaints = new Complaints(process, out);
    const last = all.findLast(([key]) => key === 'e' || key === 'm')?.[0];
    const existence = last === 'e' ? 'all' : last === 'm' ? 'any' : 'all-but-last';
    const keepsLinks = options.has('s') || options.has('no-symlinks');
    const resolve = (path: string): string => {
      if (!keepsLinks && !options.has('L')) return canonicalPath(process, path, existence);
      if (path === '') throw new SystemError('ENOENT', path);
      const straight = process.fs.resolve(path);
      if (!keepsLinks) return canonicalPath(process, straight, existence);
      if (existence === 'all') process.fs.stat(straight);
      return straight;
    };
    let base: string | undefined;
    let from: string | undefined;
    for (const [option, set] of [
      ['relative-to', (path: string) => (from = path)],
      ['relative-base', (path: string) => (base = path)],
    ] as const) {
      const directory = options.get(option);
      if (directory === undefined) continue;
      try {
        set(resolve(directory));
      } catch (error) {
        await complaints.failed(quotedName(directory), error);
        return complaints.status;
      }
    }
    for (const path of operands) {
      try {
        const whole = resolve(path);
        const origin = from ?? base;
        const isBelow = base === undefined || isIn(whole, base);
        const isShort = origin !== undefined && isBelow && (base === undefined || isIn(origin, base));
        await out.write((isShort ? wayFrom(origin, whole) : whole) + (options.has('z') ? '\0' : '\n'));
      } catch (error) {
        if (options.has('q') && error instanceof SystemError && !out.failed(error)) complaints.status = 1;
        else await complaints.failed(quotedName(path), error);
      }
    }
    return complaints.status;
  },
});

const isIn = (path: string, directory: string): boolean =>
  directory === '/' || path === directory || path.startsWith(`${directory}/`);

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** `/a/b` to `/a/c/d` → `../c/d` */
const wayFrom = (from: string, to: string): string => {
  const start = partsOf(from);
  const end = partsOf(to);
  let common = 0;
  while (common < start.length && start[common] === end[common]) common += 1;
  return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/') || '.';
};
