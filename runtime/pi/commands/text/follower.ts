import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { quotedName } from '../../quoting.ts';
import type { OpenFile, PiProcess, Stat } from '../../system.ts';
import type { StandardOut } from '../stdio.ts';
import { inputNameQuoted } from './head.ts';
import type { FileProblems } from './input.ts';

/** A file that tail(1) stays with. */
export interface Followed {
  readonly name: string;
  /** Absent: it could not be opened, or is gone. */
  file: OpenFile | undefined;
  /** By which it is known again. */
  inode?: number;
  /** Why it could not be had when last looked for. */
  lost?: string;
}

export interface FollowerOptions {
  readonly process: PiProcess;
  readonly out: StandardOut;
  readonly problems: FileProblems;
  readonly followed: Followed[];
  readonly withHeading: boolean;
  /** -F: what the name leads to now, not what was opened once. */
  readonly byName: boolean;
  readonly retries: boolean;
  /** Whose heading was printed last. */
  readonly shown: string | undefined;
}

/** `tail -f`: looks again and again whether there is more. */
export class Follower {
  readonly #options: FollowerOptions;
  #shown: string | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#shown = options.shown;
  }

  /** Ends when the process `pid` has, or when no file is left. */
  async run(interval: number, pid: number | undefined): Promise<void> {
    const { process, out, followed, problems, retries } = this.#options;
    await out.flush();
    for (;;) {
      // Asked before the files are read: what it wrote last is still printed.
      const isOver =
        pid !== undefined && !process.processes().some((each) => each.pid === pid && each.state !== 'zombie');
      for (const each of followed.slice()) {
        if (this.#options.byName) await this.#look(each);
        if (each.file !== undefined) await this.#print(each, each.file);
        else if (!retries) followed.splice(followed.indexOf(each), 1);
      }
      await out.flush();
      if (isOver) return;
      if (followed.length === 0) return problems.say('no files remaining');
      await process.sleep(interval);
    }
  }

  async #print(followed: Followed, file: OpenFile): Promise<void> {
    const { out, problems, withHeading } = this.#options;
    if (file.seek === undefined) return this.#printTerminal(followed, file);
    const here = file.seek(0, 'here');
    const size = file.seek(0, 'end');
    if (size < here) await problems.note(`${quotedName(followed.name)}: file truncated`);
    file.seek(size < here ? 0 : here, 'start');
    try {
      for (let block = await file.read(65_536); block !== null; block = await file.read(65_536)) {
        if (withHeading && this.#shown !== followed.name) await out.write(`\n==> ${followed.name} <==\n`);
        this.#shown = followed.name;
        await out.write(block);
      }
    } catch (error) {
      await problems.failed(`error reading ${inputNameQuoted(followed.name)}`, error);
    }
  }

  async #printTerminal(followed: Followed, file: OpenFile): Promise<void> {
    if (!(await file.readable(0))) return;
    const block = await file.read(65_536);
    if (block !== null) await this.#options.out.write(block);
    this.#shown = followed.name;
  }

  /** Where does the name lead now? */
  async #look(followed: Followed): Promise<void> {
    const { process, problems } = this.#options;
    const name = inputNameQuoted(followed.name);
    let stat: Stat;
    let file: OpenFile | undefined;
    try {
      stat = process.fs.stat(followed.name);
      if (stat.inode === followed.inode && followed.file !== undefined) return;
      if (stat.kind === 'file') file = process.open(followed.name, { read: true });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      const reason = strerror(error.code);
      if (followed.file !== undefined) {
        // What was written before the name went.
        await this.#print(followed, followed.file);
        await problems.say(`${name} has become inaccessible: ${reason}`);
      } else if (followed.lost !== undefined && followed.lost !== reason)
        await problems.say(`${name} has become inaccessible: ${reason}`);
      followed.file?.close();
      followed.file = undefined;
      followed.lost = reason;
      return;
    }
    if (file === undefined) return;
    if (followed.file === undefined) await problems.note(`${name} has appeared;  following new file`);
    else {
      await this.#print(followed, followed.file);
      await problems.note(`${name} has been replaced;  following new file`);
      followed.file.close();
    }
    followed.file = file;
    followed.inode = stat.inode;
    delete followed.lost;
  }
}
