import { SystemError } from '#runtime/ports.ts';
import { inQuotes } from '../../quoting.ts';
import type { PiProcess, Stat } from '../../system.ts';
import { command } from '../command.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { BACKUP_OPTIONS, backupName, backupOf } from './backup.ts';
import type { Backup } from './backup.ts';
import { Complaints } from './complaints.ts';
import { errandsOf } from './destination.ts';
import type { Errand } from './destination.ts';
import { lstatOf } from './file-kinds.ts';
import { octalMode, permissionText } from './mode-text.ts';
import { withoutSlashes } from './names.ts';

/** mv(1) */
export const mv = command({
  page: {
    name: 'mv',
    section: 1,
    summary: 'rename files, or move them into a directory',
    synopsis: [
      'mv [OPTION]... [-T] SOURCE DEST',
      'mv [OPTION]... SOURCE... DIRECTORY',
      'mv [OPTION]... -t DIRECTORY SOURCE...',
    ],
    description: [
      'Renames SOURCE to DEST, or moves each SOURCE into DIRECTORY. What is there under that name is overwritten.',
    ],
    options: [
      ...BACKUP_OPTIONS,
      ['-f, --force', 'do not ask before overwriting'],
      ['-i, --interactive', 'ask before overwriting'],
      ['-n, --no-clobber', 'do not overwrite'],
      ['--strip-trailing-slashes', 'take slashes off the end of each SOURCE'],
      ['-t, --target-directory=DIRECTORY', 'move every SOURCE into DIRECTORY'],
      ['-T, --no-target-directory', 'DEST is a name, also when it is a directory'],
      ['-u, --update', 'only if SOURCE is newer, or DEST is not there'],
      ['-v, --verbose', 'say what is being done'],
    ],
    differences: ['Of *-i*, *-f* and *-n* the last one counts, as in the real mv.'],
    seeAlso: ['cp(1)', 'rename(2)'],
  },
  absent: 'Z context debug exchange no-copy',
  run: async (process, parsed, out) => {
    const complaints = new Complaints(process, out);
    const backup = backupOf(process, parsed);
    const errands = await errandsOf(process, parsed, complaints);
    if (errands === undefined) return complaints.status;
    const move = new Move(process, out, complaints, parsed, backup);
    for (const errand of errands) await move.run(errand);
    return complaints.status;
  },
});

class Move {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: Parsed['options'];
  readonly #asks: 'f' | 'i' | 'n' | undefined;
  readonly #backup: Backup | undefined;
  readonly #made = new Set<string>();

  constructor(
    process: PiProcess,
    out: StandardOut,
    complaints: Complaints,
    { options, all }: Parsed,
    backup: Backup | undefined,
  ) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
    this.#backup = backup;
    this.#asks = all.map(([key]) => key).findLast((key): key is 'f' | 'i' | 'n' => 'fin'.includes(key));
  }

  async run({ from, to }: Errand): Promise<void> {
    const { fs } = this.#process;
    let source: Stat;
    try {
      source = fs.lstat(from);
    } catch (error) {
      return this.#complaints.failed(`cannot stat ${inQuotes(from)}`, error);
    }
    const target = lstatOf(this.#process, withoutSlashes(to));
    let saved = '';
    if (target !== undefined) {
      if (!(await this.#mayReplace(from, to, source, target))) return;
      if (this.#backup !== undefined && target.kind !== 'directory') {
        const name = backupName(this.#process, to, this.#backup);
        try {
          fs.rename(to, name);
        } catch (error) {
          return this.#complaints.failed(`cannot backup ${inQuotes(to)}`, error);
        }
        saved = ` (backup: ${inQuotes(name)})`;
      }
    }
    try {
      // A name with a slash behind it can only be a directory's.
      if (to.endsWith('/') && source.kind !== 'directory' && target === undefined) throw new SystemError('ENOTDIR', to);
      fs.rename(from, to);
    } catch (error) {
      const isInside = error instanceof SystemError && error.code === 'EINVAL' && source.kind === 'directory';
      if (isInside)
        return this.#complaints.say(`cannot move ${inQuotes(from)} to a subdirectory of itself, ${inQuotes(to)}`);
      return this.#complaints.failed(`cannot move ${inQuotes(from)} to ${inQuotes(to)}`, error);
    }
    this.#made.add(fs.resolve(to));
    if (this.#options.has('v')) await this.#out.write(`renamed ${inQuotes(from)} -> ${inQuotes(to)}${saved}\n`);
  }

  async #mayReplace(from: string, to: string, source: Stat, target: Stat): Promise<boolean> {
    const { fs } = this.#process;
    if (source.inode === target.inode && (source.kind === 'directory' || fs.resolve(from) === fs.resolve(to))) {
      await this.#complaints.say(
        source.kind === 'directory' && fs.resolve(from) !== fs.resolve(to)
          ? `cannot move ${inQuotes(from)} to a subdirectory of itself, ${inQuotes(to)}`
          : `${inQuotes(from)} and ${inQuotes(to)} are the same file`,
      );
      return false;
    }
    if (this.#asks === 'n') return false;
    if (this.#options.has('u') && target.modified >= source.modified) return false;
    if (this.#asks === 'i' && !(await this.#complaints.agrees(this.#question(to, target)))) return false;
    if (this.#asks === undefined && this.#process.stdin.isTerminal && target.kind !== 'link')
      if (!fs.access(to, 'write') && !(await this.#complaints.agrees(this.#question(to, target)))) return false;
    if (source.kind === 'directory' && target.kind !== 'directory') {
      await this.#complaints.say(`cannot overwrite non-directory ${inQuotes(to)} with directory ${inQuotes(from)}`);
      return false;
    }
    if (source.kind !== 'directory' && target.kind === 'directory') {
      await this.#complaints.say(`cannot overwrite directory ${inQuotes(to)} with non-directory`);
      return false;
    }
    if (target.kind !== 'directory' && this.#made.has(fs.resolve(to))) {
      await this.#complaints.say(`will not overwrite just-created ${inQuotes(to)} with ${inQuotes(from)}`);
      return false;
    }
    return true;
  }

  #question(to: string, target: Stat): string {
    if (target.kind === 'link' || this.#process.fs.access(to, 'write')) return `overwrite ${inQuotes(to)}?`;
    return `replace ${inQuotes(to)}, overriding mode ${octalMode(target.mode)} (${permissionText(target.mode)})?`;
  }
}
