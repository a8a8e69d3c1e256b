/** Copies files, directories and links for cp(1), as its options say. */
import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quotedName } from '../../quoting.ts';
import { strerror } from '../../error-text.ts';
import type { PiProcess, Stat } from '../../system.ts';
import type { StandardOut } from '../stdio.ts';
import { backupName } from './backup.ts';
import type { Backup } from './backup.ts';
import type { Complaints } from './complaints.ts';
import type { Errand } from './destination.ts';
import { lstatOf, statOf } from './file-kinds.ts';
import { octalMode, permissionText } from './mode-text.ts';
import { directoryName, inDirectory } from './names.ts';

export interface CopyOptions {
  readonly recursive: boolean;
  /** Which symbolic links are followed: all, those that are named, none. */
  readonly follow: 'all' | 'named' | 'none';
  readonly preserve: ReadonlySet<'mode' | 'ownership' | 'timestamps' | 'links'>;
  readonly instead: 'link' | 'symlink' | 'attributes' | undefined;
  readonly overwrite: 'always' | 'ask' | 'never';
  readonly force: boolean;
  readonly removeFirst: boolean;
  readonly update: boolean;
  readonly verbose: boolean;
  readonly backup: Backup | undefined;
}

const BLOCK = 65_536;
const BITS = 0o777;

export class Copier {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: CopyOptions;
  /** Files that this run has made: two sources of one name shall not lose one of them. */
  readonly #made = new Set<number>();
  /** Directories that this run has made, which are not copied again. */
  readonly #directories = new Set<number>();
  /** Where a file with several names was copied to. */
  readonly #copies = new Map<number, string>();
  #errand: Errand = { from: '', to: '' };

  constructor(process: PiProcess, out: StandardOut, complaints: Complaints, options: CopyOptions) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
  }

  async run(errand: Errand): Promise<void> {
    this.#errand = errand;
    await this.#copy(errand.from, errand.to, true);
  }

  async #copy(from: string, to: string, isNamed: boolean): Promise<void> {
    const { fs } = this.#process;
    const { follow, recursive, instead } = this.#options;
    const follows = follow === 'all' || (follow === 'named' && isNamed);
    let source: Stat;
    try {
      source = follows ? fs.stat(from) : fs.lstat(from);
    } catch (error) {
      return this.#complaints.failed(`cannot stat ${inQuotes(from)}`, error);
    }
    if (source.kind === 'directory' && !recursive)
      return this.#complaints.say(`-r not specified; omitting directory ${inQuotes(from)}`);
    if (source.kind === 'directory' && this.#directories.has(source.inode))
      return this.#complaints.say(
        `cannot copy a directory, ${inQuotes(this.#errand.from)}, into itself, ${inQuotes(this.#errand.to)}`,
      );
    const own = lstatOf(this.#process, to);
    const isNewName = own === undefined;
    const target = source.kind === 'link' || instead !== undefined ? own : (statOf(this.#process, to) ?? own);
    let saved = '';
    if (target !== undefined) {
      if (!(await this.#mayReplace(from, to, source, target))) return;
      if (source.kind !== 'directory') {
        const kept = await this.#setAside(to, source, target);
        if (kept === undefined) return;
        saved = kept;
      }
    }
    // A directory that is there already is not said to be copied.
    if (this.#options.verbose && (source.kind !== 'directory' || isNewName))
      await this.#out.write(`${inQuotes(from)} -> ${inQuotes(to)}${saved}\n`);
    if (source.kind === 'directory') return this.#copyDirectory(from, to, source);
    if (await this.#copyFile(from, to, source)) {
      const made = lstatOf(this.#process, to);
      if (made !== undefined) this.#made.add(made.inode);
    }
  }

  async #mayReplace(from: string, to: string, source: Stat, target: Stat): Promise<boolean> {
    const { overwrite, update, instead, backup, removeFirst } = this.#options;
    const { fs } = this.#process;
    const refuse = async (message: string): Promise<boolean> => {
      await this.#complaints.say(message);
      return false;
    };
    const isSame = statOf(this.#process, to)?.inode === source.inode || target.inode === source.inode;
    if (isSame && source.kind !== 'directory') {
      if (instead === 'link') return false;
      const isOther = fs.resolve(from) !== fs.resolve(to);
      if (!(isOther && (removeFirst || backup !== undefined))) {
        if (overwrite === 'never') return false;
        return refuse(`${inQuotes(from)} and ${inQuotes(to)} are the same file`);
      }
    }
    if (source.kind === 'directory') {
      if (target.kind === 'directory') return true;
      return refuse(`cannot overwrite non-directory ${inQuotes(to)} with directory ${inQuotes(from)}`);
    }
    if (update && target.modified >= source.modified) return false;
    if (overwrite === 'never') return false;
    if (target.kind === 'directory') return refuse(`cannot overwrite directory ${inQuotes(to)} with non-directory`);
    if (overwrite === 'ask' && !(await this.#complaints.agrees(this.#question(to, target)))) return false;
    if (this.#made.has(target.inode) && backup?.control !== 'numbered')
      return refuse(`will not overwrite just-created ${inQuotes(to)} with ${inQuotes(from)}`);
    return true;
  }

  #question(to: string, { mode, kind }: Stat): string {
    if (kind === 'link' || this.#process.fs.access(to, 'write')) return `overwrite ${inQuotes(to)}?`;
    const how = `${octalMode(mode)} (${permissionText(mode)})`;
    return this.#options.force || this.#options.removeFirst
      ? `replace ${inQuotes(to)}, overriding mode ${how}?`
      : `unwritable ${inQuotes(to)} (mode ${octalMode(mode)}, ${permissionText(mode)}); try anyway?`;
  }

  /** Moves or takes away what is there. @returns what to say of a backup; undefined after a complaint */
  async #setAside(to: string, source: Stat, target: Stat): Promise<string | undefined> {
    const { fs } = this.#process;
    const { backup, removeFirst, instead, force, preserve } = this.#options;
    if (backup !== undefined) {
      const name = backupName(this.#process, to, backup);
      try {
        fs.rename(to, name);
      } catch (error) {
        await this.#complaints.failed(`cannot backup ${inQuotes(to)}`, error);
        return undefined;
      }
      return ` (backup: ${inQuotes(name)})`;
    }
    const isLinking = (instead === 'link' || instead === 'symlink') && force;
    const isOddOne = target.kind === 'link' || (preserve.has('links') && target.links > 1);
    if (
      removeFirst ||
      isLinking ||
      (source.kind === 'link' && target.kind !== 'directory') ||
      (isOddOne && preserve.has('links'))
    ) {
      if (!(await this.#unlink(to))) return undefined;
    }
    return '';
  }

  async #unlink(path: string): Promise<boolean> {
    try {
      this.#process.fs.unlink(path);
    } catch (error) {
      await this.#complaints.failed(`cannot remove ${inQuotes(path)}`, error);
      return false;
    }
    if (this.#options.verbose) await this.#out.write(`removed ${inQuotes(path)}\n`);
    return true;
  }

  async #copyDirectory(from: string, to: string, source: Stat): Promise<void> {
    const { fs } = this.#process;
    const isNew = lstatOf(this.#process, to) === undefined;
    if (isNew) {
      try {
        fs.makeDirectory(to);
      } catch (error) {
        return this.#complaints.failed(`cannot create directory ${inQuotes(to)}`, error);
      }
      // Until it is filled it must be open to its owner.
      fs.chmod(to, (fs.stat(to).mode & BITS) | 0o700);
      this.#directories.add(fs.stat(to).inode);
    }
    let names: readonly string[] = [];
    try {
      names = fs.list(from);
    } catch (error) {
      await this.#complaints.failed(`cannot access ${inQuotes(from)}`, error);
    }
    for (const name of names) {
      await this.#process.yield();
      await this.#copy(inDirectory(from, name), inDirectory(to, name), false);
    }
    if (isNew && !this.#options.preserve.has('mode')) fs.chmod(to, source.mode & BITS & ~this.#process.umask);
    await this.#preserve(to, source);
  }

  /** @returns whether there is a copy now */
  async #copyFile(from: string, to: string, source: Stat): Promise<boolean> {
    const { fs } = this.#process;
    const { instead, preserve, recursive } = this.#options;
    try {
      if (instead === 'link') return this.#link(from, to);
      if (instead === 'symlink') return await this.#symlink(from, to, from);
      if (source.kind === 'link') return await this.#symlink(from, to, source.target ?? '');
    } catch (error) {
      await this.#complaints.failed(`cannot create hard link ${inQuotes(to)} to ${inQuotes(from)}`, error);
      return false;
    }
    const earlier = this.#copies.get(source.inode);
    if (preserve.has('links') && source.links > 1 && earlier !== undefined) {
      if (lstatOf(this.#process, to) !== undefined) fs.unlink(to);
      fs.link(earlier, to);
      return true;
    }
    if (source.kind === 'device' && recursive) {
      await this.#complaints.failed(`cannot create special file ${inQuotes(to)}`, new SystemError('EPERM'));
      return false;
    }
    if (!(await this.#content(from, to, source))) return false;
    this.#copies.set(source.inode, to);
    await this.#preserve(to, source);
    return true;
  }

  #link(from: string, to: string): boolean {
    const target = this.#options.follow === 'all' ? this.#process.fs.canonical(from) : from;
    this.#process.fs.link(target, to);
    return true;
  }

  async #symlink(from: string, to: string, target: string): Promise<boolean> {
    if (this.#options.instead === 'symlink' && !from.startsWith('/') && !this.#isHere(directoryName(to))) {
      await this.#complaints.say(`${quotedName(to)}: can make relative symbolic links only in current directory`);
      return false;
    }
    try {
      this.#process.fs.symlink(target, to);
      return true;
    } catch (error) {
      await this.#complaints.failed(`cannot create symbolic link ${inQuotes(to)} to ${inQuotes(target)}`, error);
      return false;
    }
  }

  /** Also when there is nothing: then making the link says so. */
  #isHere(directory: string): boolean {
    const found = statOf(this.#process, directory);
    return found === undefined || found.inode === this.#process.fs.stat('.').inode;
  }

  async #content(from: string, to: string, source: Stat): Promise<boolean> {
    const process = this.#process;
    const own = lstatOf(process, to);
    if (own?.kind === 'link' && statOf(process, to) === undefined && !this.#options.force) {
      await this.#complaints.say(`not writing through dangling symlink ${inQuotes(to)}`);
      return false;
    }
    let input;
    try {
      input = process.open(from, { read: true });
    } catch (error) {
      await this.#complaints.failed(`cannot open ${inQuotes(from)} for reading`, error);
      return false;
    }
    let output;
    const mode = this.#options.preserve.has('mode') ? source.mode & 0o700 : source.mode & BITS;
    const truncate = this.#options.instead !== 'attributes';
    try {
      // A name with a slash behind it can only be a directory's.
      if (to.endsWith('/') && own === undefined) throw new SystemError('ENOTDIR', to);
      output = process.open(to, { write: true, create: true, truncate, mode });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const isForced = this.#options.force && own !== undefined && error.code !== 'EISDIR';
      if (!isForced || !(await this.#unlink(to))) {
        if (!isForced) await this.#complaints.failed(`cannot create regular file ${inQuotes(to)}`, error);
        input.close();
        return false;
      }
      output = process.open(to, { write: true, create: true, truncate: true, mode });
    }
    try {
      if (truncate)
        for (let block = await input.read(BLOCK); block !== null; block = await input.read(BLOCK))
          await output.write(block);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await this.#complaints.say(
        `error ${error.code === 'EISDIR' ? `reading ${inQuotes(from)}` : `writing ${inQuotes(to)}`}: ${strerror(error.code)}`,
      );
      return false;
    } finally {
      input.close();
      output.close();
    }
    return true;
  }

  async #preserve(to: string, source: Stat): Promise<void> {
    const { fs } = this.#process;
    const { preserve } = this.#options;
    if (lstatOf(this.#process, to)?.kind === 'link') return;
    if (preserve.has('timestamps')) fs.touch(to, source.modified);
    if (preserve.has('ownership')) {
      try {
        fs.chown(to, source.owner, source.group);
      } catch (error) {
        // cp(1) says nothing of it when who copies is not root.
        if (!(error instanceof SystemError) || error.code !== 'EPERM') throw error;
      }
    }
    const isOurs = fs.stat(to).owner === source.owner;
    if (preserve.has('mode')) fs.chmod(to, source.mode & (isOurs ? 0o7777 : BITS));
  }
}
