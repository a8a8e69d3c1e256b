import { SystemError } from '#runtime/ports.ts';
import { inQuotes, shellEscaped } from '../../quoting.ts';
import type { PiProcess, Stat } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { argmatch } from './argmatch.ts';
import { Complaints } from './complaints.ts';
import { kindText } from './mode-text.ts';
import { inDirectory, lastName } from './names.ts';

type Asks = 'never' | 'sometimes' | 'once' | 'always';

/** rm(1) */
export const rm = command({
  page: {
    name: 'rm',
    section: 1,
    summary: 'remove files and directories',
    synopsis: ['rm [OPTION]... [FILE]...'],
    description: [
      'Removes each FILE; directories only with -r (with all that is in them) or -d (empty ones). What is removed is gone: there is no bin to take it out of again.',
    ],
    options: [
      ['-f, --force', 'no error for what does not exist, and no questions'],
      ['-i', 'ask before every removal'],
      ['-I', 'ask once before removing more than three files, or directories with all that is in them'],
      ['--interactive[=WHEN]', 'ask never, once (as -I) or always (as -i)'],
      ['--one-file-system', 'does nothing: this Pi has one file system'],
      ['--no-preserve-root', 'let “rm -r /” happen'],
      ['--preserve-root[=all]', 'refuse “rm -r /”; so it is anyway'],
      ['-r, --recursive', 'remove directories and all that is in them'],
      ['-R', 'the same'],
      ['-d, --dir', 'remove empty directories'],
      ['-v, --verbose', 'say what is being done'],
    ],
    examples: [
      ['rm -- -x', 'removes a file called “-x”; so does rm ./-x'],
      ['rm -ri old', 'asks about each file in the directory'],
    ],
    seeAlso: ['rmdir(1)', 'unlink(2)'],
  },
  // A file may have a name that looks like an option.
  advice: ({ argv, fs }) => {
    const file = argv.slice(1).find((arg) => arg.startsWith('-') && arg !== '-' && exists(fs, arg));
    return file === undefined
      ? ''
      : `Try '${argv[0] ?? 'rm'} ./${shellEscaped(file)}' to remove the file ${inQuotes(file)}.\n`;
  },
  run: async (process, parsed, out) => {
    const { all, operands } = parsed;
    let asks: Asks = 'sometimes';
    let isForced = false;
    for (const [key, value] of all) {
      if (key === 'f') [asks, isForced] = ['never', true];
      if (key === 'i') [asks, isForced] = ['always', false];
      if (key === 'I') [asks, isForced] = ['once', false];
      if (key === 'interactive') [asks, isForced] = [whenOf(value), false];
    }
    if (operands.length === 0 && !isForced) throw new UsageProblem('missing operand');
    const removal = new Removal(process, out, parsed, asks, isForced);
    await removal.run(operands);
    return removal.complaints.status;
  },
});

const exists = (fs: PiProcess['fs'], path: string): boolean => {
  try {
    fs.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};

const whenOf = (value: string): Asks =>
  value === '' ? 'always' : argmatch('--interactive', value, [['never', 'no', 'none'], ['once'], ['always', 'yes']]);

class Removal {
  readonly complaints: Complaints;
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #asks: Asks;
  readonly #isForced: boolean;
  readonly #isRecursive: boolean;
  readonly #options: Parsed['options'];
  #steps = 0;

  constructor(process: PiProcess, out: StandardOut, { options }: Parsed, asks: Asks, isForced: boolean) {
    this.complaints = new Complaints(process, out);
    this.#process = process;
    this.#out = out;
    this.#asks = asks;
    this.#isForced = isForced;
    this.#isRecursive = options.has('r') || options.has('R');
    this.#options = options;
  }

  async run(paths: readonly string[]): Promise<void> {
    const count = paths.length;
    if (this.#asks === 'once' && (count > 3 || (this.#isRecursive && count > 0))) {
      const what = `remove ${count} argument${count === 1 ? '' : 's'}${this.#isRecursive ? ' recursively' : ''}?`;
      if (!(await this.complaints.agrees(what))) return;
    }
    for (const path of paths) {
      let stat: Stat;
      try {
        stat = this.#process.fs.lstat(path);
      } catch (error) {
        const isNothing = error instanceof SystemError && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
        if (!(this.#isForced && isNothing)) await this.complaints.failed(`cannot remove ${inQuotes(path)}`, error);
        continue;
      }
      if (stat.kind === 'directory' && this.#isRecursive && (await this.#isRefused(path, stat))) continue;
      await this.#remove(path, stat);
    }
  }

  async #isRefused(path: string, stat: Stat): Promise<boolean> {
    if (['.', '..'].includes(lastName(path))) {
      await this.complaints.say(`refusing to remove '.' or '..' directory: skipping ${inQuotes(path)}`);
      return true;
    }
    if (this.#options.has('no-preserve-root') || stat.inode !== this.#process.fs.stat('/').inode) return false;
    const same = path === '/' ? '' : ` (same as ${inQuotes('/')})`;
    await this.complaints.say(`it is dangerous to operate recursively on ${inQuotes(path)}${same}`);
    await this.complaints.say('use --no-preserve-root to override this failsafe');
    return true;
  }

  /** @returns whether it is gone */
  async #remove(path: string, stat: Stat): Promise<boolean> {
    this.#steps += 1;
    if (this.#steps % 32 === 0) await this.#process.yield();
    if (stat.kind === 'directory') return this.#removeDirectory(path, stat);
    if (!(await this.#mayGo('remove', path, stat))) return false;
    return this.#gone(path, '', () => this.#process.fs.unlink(path));
  }

  async #removeDirectory(path: string, stat: Stat): Promise<boolean> {
    if (!this.#isRecursive) {
      if (this.#options.has('d')) {
        if (!(await this.#mayGo('remove', path, stat))) return false;
        return this.#gone(path, 'directory ', () => this.#process.fs.removeDirectory(path));
      }
      await this.complaints.failed(`cannot remove ${inQuotes(path)}`, new SystemError('EISDIR'));
      return false;
    }
    let names: readonly string[];
    try {
      names = this.#process.fs.list(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return this.#gone(path, 'directory ', () => this.#emptied(path, error));
    }
    if (names.length > 0 && !(await this.#mayGo('descend into', path, stat))) return false;
    let isEmpty = true;
    for (const name of names) {
      const inside = inDirectory(path, name);
      let child: Stat;
      try {
        child = this.#process.fs.lstat(inside);
      } catch (error) {
        await this.complaints.failed(`cannot remove ${inQuotes(inside)}`, error);
        isEmpty = false;
        continue;
      }
      if (!(await this.#remove(inside, child))) isEmpty = false;
    }
    if (!isEmpty || !(await this.#mayGo('remove', path, stat))) return false;
    return this.#gone(path, 'directory ', () => this.#process.fs.removeDirectory(path));
  }

  /** A directory that may not be read may still be empty. @throws SystemError why it could not be read */
  #emptied(path: string, why: SystemError): void {
    try {
      this.#process.fs.removeDirectory(path);
    } catch (error) {
      throw error instanceof SystemError && error.code === 'ENOTEMPTY' ? why : error;
    }
  }

  async #gone(path: string, word: string, remove: () => void): Promise<boolean> {
    try {
      remove();
    } catch (error) {
      await this.complaints.failed(`cannot remove ${inQuotes(path)}`, error);
      return false;
    }
    if (this.#options.has('v')) await this.#out.write(`removed ${word}${inQuotes(path)}\n`);
    return true;
  }

  async #mayGo(verb: string, path: string, stat: Stat): Promise<boolean> {
    if (this.#asks === 'never') return true;
    const isGuarded = stat.kind !== 'link' && this.#process.stdin.isTerminal && !this.#process.fs.access(path, 'write');
    if (this.#asks !== 'always' && !isGuarded) return true;
    const guarded = isGuarded ? 'write-protected ' : '';
    return this.complaints.agrees(`${verb} ${guarded}${kindText(stat)} ${inQuotes(path)}?`);
  }
}
