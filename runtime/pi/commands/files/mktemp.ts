import { SystemError } from '#runtime/ports.ts';
import type { PiProcess } from '../../system.ts';
import { quote } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from './complaints.ts';
import { lstatOf } from './file-kinds.ts';
import { inDirectory } from './names.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ATTEMPTS = 1_000;
/** mktemp(1): every X at the end of a template stands for a character by chance. Errors show it as it is, so it is spelled out. */
const DEFAULT_TEMPLATE = 'tmp.XXXXXXXXXX';

/** mktemp(1) */
export const mktemp = command({
  page: {
    name: 'mktemp',
    section: 1,
    summary: 'make a file or directory of a name that is not taken',
    synopsis: ['mktemp [OPTION]... [TEMPLATE]'],
    description: [
      'Makes an empty file that only you can read, and prints its name. The last Xs of TEMPLATE, three at least, become letters by chance. Without a TEMPLATE: tmp. and ten of them, in $TMPDIR or /tmp.',
    ],
    options: [
      ['-d, --directory', 'make a directory'],
      ['-u, --dry-run', 'make nothing, only print a name'],
      ['-q, --quiet', 'do not complain'],
      ['--suffix=SUFFIX', 'put SUFFIX behind the TEMPLATE'],
      ['-p DIR, --tmpdir[=DIR]', 'in DIR; without it in $TMPDIR or /tmp'],
      ['-t', 'TEMPLATE is a name in a directory: $TMPDIR, -p or /tmp'],
    ],
    examples: [['mktemp -d', 'makes a directory like /tmp/tmp.k3Wq09aZbX']],
  },
  run: async (process, { options, operands }, out) => {
    const complaints = new Complaints(process, out);
    if (operands.length > 1) throw new UsageProblem('too many templates');
    let template = operands[0] ?? DEFAULT_TEMPLATE;
    const suffix = options.get('suffix') ?? /[^X]*$/.exec(template)?.[0] ?? '';
    if (options.has('suffix') && !template.endsWith('X')) {
      await complaints.say(`with --suffix, template ${quote(template)} must end in X`);
      return 1;
    }
    if (!options.has('suffix')) template = template.slice(0, template.length - suffix.length);
    const whole = template + suffix;
    const xs = /X*$/.exec(template)?.[0].length ?? 0;
    if (xs < 3) {
      await complaints.say(`too few X's in template ${quote(whole)}`);
      return 1;
    }
    if (suffix.includes('/')) {
      await complaints.say(`invalid suffix ${quote(suffix)}, contains directory separator`);
      return 1;
    }
    let directory: string | undefined;
    if (options.has('t')) {
      if (template.includes('/')) {
        await complaints.say(`invalid template, ${quote(whole)}, contains directory separator`);
        return 1;
      }
      directory = process.env['TMPDIR'] || options.get('p') || '/tmp';
    } else if (operands.length === 0 || options.has('p')) {
      if (operands.length > 0 && template.startsWith('/')) {
        await complaints.say(`invalid template, ${quote(whole)}; with --tmpdir, it may not be absolute`);
        return 1;
      }
      directory = options.get('p') || process.env['TMPDIR'] || '/tmp';
    }
    const base = template.slice(0, template.length - xs);
    const place = (name: string) => (directory === undefined ? name : inDirectory(directory, name));
    const what = options.has('d') ? 'directory' : 'file';
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const path = place(base + letters(process, xs) + suffix);
        if (lstatOf(process, path) !== undefined) continue;
        if (!options.has('u')) create(process, path, options.has('d'));
        await out.write(`${path}\n`);
        return 0;
      }
      throw new SystemError('EEXIST');
    } catch (error) {
      if (!(error instanceof SystemError) || out.failed(error)) throw error;
      if (!options.has('q'))
        await complaints.failed(`failed to create ${what} via template ${quote(place(whole))}`, error);
      return 1;
    }
  },
});

const letters = ({ random }: PiProcess, count: number): string =>
  [...random.bytes(count)].map((byte) => LETTERS[byte % LETTERS.length] ?? '').join('');

const create = (process: PiProcess, path: string, isDirectory: boolean): void => {
  if (isDirectory) process.fs.makeDirectory(path, 0o700);
  else process.open(path, { write: true, create: true, exclusive: true, mode: 0o600 }).close();
};
