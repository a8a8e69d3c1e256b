import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quote, quotedName } from '../../quoting.ts';
import type { PiProcess, Stat } from '../../system.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { Complaints } from './complaints.ts';
import { statOf } from './file-kinds.ts';
import { changedMode, readMode } from './mode-change.ts';
import type { ModeChange } from './mode-change.ts';
import { octalMode, permissionText } from './mode-text.ts';
import { inDirectory } from './names.ts';

/** `-x`, `-rw`: a mode, where others have an option. */
const isModeOption = (arg: string): boolean => /^-[rwxXstugoa,+=0-7]/.test(arg);

/** Modes that look like options become the first operand. */
const prepare = (args: readonly string[]): readonly string[] => {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  const modes = before.filter(isModeOption);
  if (modes.length === 0) return args;
  const isOption = (arg: string) => arg.startsWith('-') && arg !== '-';
  const others = before.filter((arg) => !isModeOption(arg));
  const after = end < 0 ? [] : args.slice(end + 1);
  return [...others.filter(isOption), '--', modes.join(','), ...others.filter((arg) => !isOption(arg)), ...after];
};

/** chmod(1) */
export const chmod = command({
  page: {
    name: 'chmod',
    section: 1,
    summary: 'change who may do what with files',
    synopsis: [
      'chmod [OPTION]... MODE[,MODE]... FILE...',
      'chmod [OPTION]... OCTAL-MODE FILE...',
      'chmod [OPTION]... --reference=RFILE FILE...',
    ],
    description: [
      'Changes the mode of each FILE: who may read (r), write (w) and execute it (x; for a directory: go into it).',
      'MODE is for whom (u the owner, g the group, o the others, a all), + (also), - (no longer) or = (just), and which rights: r, w, x, X (x for directories and what somebody may execute), s (run as its owner or group), t (only owners remove files there), or u, g, o (what those have). Without for whom: all, but what the umask forbids stays.',
      'OCTAL-MODE is up to four digits, the sum of 4 (r), 2 (w) and 1 (x) for owner, group, others; before them 4 (set-user-ID), 2 (set-group-ID), 1 (sticky).',
    ],
    options: [
      ['-c, --changes', 'say what was changed'],
      ['-f, --silent', 'do not complain'],
      ['--quiet', 'do not complain'],
      ['-v, --verbose', 'say of each file what became of it'],
      ['--no-preserve-root', 'let “chmod -R … /” happen; so it is anyway'],
      ['--preserve-root', 'refuse “chmod -R … /”'],
      ['--reference=RFILE', 'the mode of RFILE'],
      ['-R, --recursive', 'directories with all that is in them'],
    ],
    examples: [
      ['chmod +x led', 'makes the script a program that can be started as ./led'],
      ['chmod 600 secret', 'only the owner may read and write it'],
      ['chmod -R u=rwX,go=rX site', 'for all to read, and directories to be gone into'],
    ],
    seeAlso: ['chown(1)', 'ls(1)', 'stat(1)'],
  },
  prepare,
  run: async (process, parsed, out) => {
    const { options } = parsed;
    const complaints = new Complaints(process, out);
    const reference = options.get('reference');
    const [text, ...others]: readonly (string | undefined)[] =
      reference === undefined ? parsed.operands : [undefined, ...parsed.operands];
    if (reference === undefined && text === undefined) throw new UsageProblem('missing operand');
    if (others.length === 0)
      throw new UsageProblem(
        text === undefined || isModeOption(text) ? 'missing operand' : `missing operand after ${quote(text)}`,
      );
    let changes: ModeChange | undefined;
    if (reference === undefined) {
      changes = readMode(text ?? '');
      if (changes === undefined) throw new UsageProblem(`invalid mode: ${quote(text ?? '')}`);
    } else {
      try {
        changes = readMode(octalMode(process.fs.stat(reference).mode).padStart(5, '0')) ?? [];
      } catch (error) {
        await complaints.failed(`failed to get attributes of ${inQuotes(reference)}`, error);
        return 1;
      }
    }
    const work = new ModeWork(process, out, complaints, parsed, changes, isModeOption(text ?? ''));
    for (const path of others) if (path !== undefined) await work.run(path, true);
    return complaints.status;
  },
});

class ModeWork {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: Parsed['options'];
  readonly #changes: ModeChange;
  readonly #looksLikeOption: boolean;

  constructor(
    process: PiProcess,
    out: StandardOut,
    complaints: Complaints,
    { options }: Parsed,
    changes: ModeChange,
    looksLikeOption: boolean,
  ) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
    this.#changes = changes;
    this.#looksLikeOption = looksLikeOption;
  }

  async run(path: string, isNamed: boolean): Promise<void> {
    const { fs } = this.#process;
    let own: Stat;
    try {
      own = fs.lstat(path);
    } catch (error) {
      await this.#fail(`cannot access ${inQuotes(path)}`, error);
      return this.#verbose(`${inQuotes(path)} could not be accessed`);
    }
    if (own.kind === 'link' && !isNamed)
      return this.#verbose(`neither symbolic link ${inQuotes(path)} nor referent has been changed`);
    const stat = statOf(this.#process, path);
    if (stat === undefined) {
      if (!this.#isQuiet) await this.#complaints.say(`cannot operate on dangling symlink ${inQuotes(path)}`);
      else this.#complaints.status = 1;
      return;
    }
    if (isNamed && this.#options.has('R') && this.#options.has('preserve-root') && stat.inode === fs.stat('/').inode) {
      await this.#complaints.say(`it is dangerous to operate recursively on ${inQuotes(path)}`);
      return this.#complaints.say('use --no-preserve-root to override this failsafe');
    }
    await this.#change(path, stat);
    if (stat.kind !== 'directory' || !this.#options.has('R')) return;
    let names: readonly string[] = [];
    try {
      names = fs.list(path);
    } catch (error) {
      await this.#fail(`cannot read directory ${inQuotes(path)}`, error);
    }
    await this.#process.yield();
    for (const name of names) await this.run(inDirectory(path, name), false);
  }

  async #change(path: string, stat: Stat): Promise<void> {
    const { fs, umask } = this.#process;
    const wanted = changedMode(stat.mode, stat.kind === 'directory', umask, this.#changes);
    const how = (mode: number) => `${octalMode(mode)} (${permissionText(mode)})`;
    try {
      fs.chmod(path, wanted);
    } catch (error) {
      await this.#fail(`changing permissions of ${inQuotes(path)}`, error);
      return this.#verbose(`failed to change mode of ${inQuotes(path)} from ${how(stat.mode)} to ${how(wanted)}`);
    }
    if (wanted !== stat.mode) {
      if (this.#options.has('v') || this.#options.has('c'))
        await this.#out.write(`mode of ${inQuotes(path)} changed from ${how(stat.mode)} to ${how(wanted)}\n`);
    } else await this.#verbose(`mode of ${inQuotes(path)} retained as ${how(stat.mode)}`);
    if (!this.#looksLikeOption) return;
    const naive = changedMode(stat.mode, stat.kind === 'directory', 0, this.#changes);
    if ((wanted & ~naive) !== 0)
      await this.#complaints.say(
        `${quotedName(path)}: new permissions are ${permissionText(wanted)}, not ${permissionText(naive)}`,
      );
  }

  get #isQuiet(): boolean {
    return this.#options.has('f') || this.#options.has('quiet');
  }

  async #verbose(message: string): Promise<void> {
    if (this.#options.has('v')) await this.#out.write(`${message}\n`);
  }

  async #fail(what: string, error: unknown): Promise<void> {
    if (this.#isQuiet && error instanceof SystemError) this.#complaints.status = 1;
    else await this.#complaints.failed(what, error);
  }
}
