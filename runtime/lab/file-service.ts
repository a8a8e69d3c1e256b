/**
 * A Pi's files for the page's editor, with the rights of a user of that Pi. What is asked is done at once
 * or not at all, and every change is in the log: who else looks at the file hears of it.
 */
import { deliveredAt } from '#runtime/pi/files/delivered-at.ts';
import type { FileTree } from '#runtime/pi/files/file-tree.ts';
import { joined, type Inode } from '#runtime/pi/files/inode.ts';
import { LARGEST_EDITED } from '#runtime/pi/files/largest-edited.ts';
import { may, type Credentials } from '#runtime/pi/files/rights.ts';
import { sameBytes } from '#runtime/pi/files/same-bytes.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { Stat } from '#runtime/pi/system.ts';
import { SystemError } from '#runtime/ports.ts';
import type { FileAnswer, FileEntry, FileRequest } from './file-messages.ts';

type Request<Kind extends FileRequest['kind']> = Extract<FileRequest, { kind: Kind }>;

/** @param pi whose files; `EHOSTUNREACH` while it is not up. @param who with whose rights */
export const answerFiles = (pi: Pi, who: Credentials, request: Exclude<FileRequest, { kind: 'watch' }>): FileAnswer => {
  try {
    if (!request.path.startsWith('/')) throw new SystemError('EINVAL', request.path);
    if (pi.power !== 'up') throw new SystemError('EHOSTUNREACH', request.path);
    return new FileService(pi, who).answer(request);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return { kind: 'refused', code: error.code, path: error.subject ?? request.path };
  }
};

/** The path that events name; as it stands where nothing is, or where one may not look. */
export const canonicalPath = (pi: Pi, path: string, who: Credentials): string => {
  try {
    return pi.files.canonical(path, who);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return path;
  }
};

class FileService {
  readonly #pi: Pi;
  readonly #tree: FileTree;
  readonly #who: Credentials;

  constructor(pi: Pi, who: Credentials) {
    this.#pi = pi;
    this.#tree = pi.files;
    this.#who = who;
  }

  answer(request: Exclude<FileRequest, { kind: 'watch' }>): FileAnswer {
    switch (request.kind) {
      case 'list':
        return { kind: 'list', entries: this.#list(request.path) };
      case 'read':
        return this.#read(request.path);
      case 'save':
        return this.#save(request);
      case 'rename':
        return this.#rename(request);
      case 'remove':
        return this.#remove(request.path);
      case 'make-directory':
        this.#tree.makeDirectory(request.path, {}, this.#who);
        return this.#done(request.path);
      case 'delivered':
        return this.#delivered(request.path);
    }
  }

  #list(path: string): readonly FileEntry[] {
    return this.#tree.list(path, this.#who).flatMap((name) => {
      const stat = this.#statOrNothing(joined(path, name), false);
      // What a live directory named may be gone by now.
      if (stat === undefined) return [];
      const leads = stat.kind === 'link' ? this.#statOrNothing(joined(path, name), true) : undefined;
      return [{ name, stat, ...(leads === undefined ? {} : { leads }) }];
    });
  }

  #read(path: string): FileAnswer {
    const stat = this.#tree.stat(path, this.#who);
    if (stat.kind === 'directory') throw new SystemError('EISDIR', path);
    // To read from a device would take something out of it.
    if (stat.kind !== 'file') throw new SystemError('EINVAL', path);
    if (!this.#tree.access(path, 'read', this.#who)) throw new SystemError('EACCES', path);
    if (stat.size > LARGEST_EDITED) return { kind: 'too-large', size: stat.size };
    return { kind: 'read', bytes: this.#tree.readFile(path, this.#who), stat, mayWrite: this.#mayWrite(path) };
  }

  #save({ path, bytes, began }: Request<'save'>): FileAnswer {
    if (bytes.length > LARGEST_EDITED) return { kind: 'too-large', size: bytes.length };
    const there = this.#findOrNothing(path);
    if (there !== undefined && there.kind !== 'file')
      throw new SystemError(there.kind === 'directory' ? 'EISDIR' : 'EINVAL', path);
    if (there !== undefined && began !== undefined) {
      const now = this.#tree.readFile(path, this.#who);
      if (!sameBytes(now, began)) return { kind: 'changed', bytes: now };
    }
    const { size, used } = this.#tree.usage();
    const more = bytes.length - (there?.size ?? 0);
    // Before it is opened: what was there is not lost because the card is full.
    if (more > 0 && used + more > size) throw new SystemError('ENOSPC', path);
    this.#tree.writeFile(path, bytes, {}, this.#who);
    return this.#done(this.#tree.canonical(path, this.#who));
  }

  /** Replaces nothing: an editor's tree is no place to lose a file by a slip. */
  #rename({ path, to }: Request<'rename'>): FileAnswer {
    if (!to.startsWith('/')) throw new SystemError('EINVAL', to);
    this.#tree.stat(path, this.#who, false);
    if (this.#statOrNothing(to, false) !== undefined) throw new SystemError('EEXIST', to);
    this.#tree.rename(path, to, this.#who);
    this.#changed(path);
    return this.#done(to);
  }

  /** A file, or an empty directory. */
  #remove(path: string): FileAnswer {
    if (this.#tree.stat(path, this.#who, false).kind === 'directory') this.#tree.removeDirectory(path, this.#who);
    else this.#tree.unlink(path, this.#who);
    this.#changed(path);
    return { kind: 'done' };
  }

  #delivered(path: string): FileAnswer {
    const delivered = deliveredAt(this.#pi.delivered, canonicalPath(this.#pi, path, this.#who), this.#who);
    if (delivered === undefined) throw new SystemError('ENOENT', path);
    return { kind: 'delivered', ...delivered, mayWrite: this.#mayWrite(path) };
  }

  /** Also of a file that is not there: whether it can be made. */
  #mayWrite(path: string): boolean {
    const there = this.#findOrNothing(path);
    // /proc and /sys: what is found out when somebody looks cannot be written by an editor.
    if (there?.kind === 'file' && there.content !== undefined) return false;
    if (there !== undefined) return may(this.#who, there, 'write');
    const above = this.#findOrNothing(path.slice(0, path.lastIndexOf('/')) || '/');
    return above?.kind === 'directory' && above.isLive !== true && may(this.#who, above, 'write');
  }

  #statOrNothing(path: string, follow: boolean): Stat | undefined {
    try {
      return this.#tree.stat(path, this.#who, follow);
    } catch (error) {
      // A link may lead to nothing, to itself, or to where one may not look.
      if (error instanceof SystemError && (follow || error.code === 'ENOENT')) return undefined;
      throw error;
    }
  }

  #findOrNothing(path: string): Inode | undefined {
    try {
      return this.#tree.find(path, this.#who);
    } catch (error) {
      if (error instanceof SystemError && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #done(path: string): FileAnswer {
    this.#changed(path);
    return { kind: 'done', stat: this.#tree.stat(path, this.#who, false) };
  }

  #changed(path: string): void {
    const slash = path.replace(/(.)\/+$/, '$1').lastIndexOf('/');
    const directory = canonicalPath(this.#pi, path.slice(0, slash) || '/', this.#who);
    this.#pi.fileChanged('learner', joined(directory, path.slice(slash + 1)));
  }
}
