import type { PiProcess } from '../../system.ts';
import { SystemError } from '#runtime/ports.ts';
import { quote, inQuotes } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { Complaints } from './complaints.ts';
import { isDirectory, lstatOf } from './file-kinds.ts';
import { changedMode, readMode } from './mode-change.ts';
import type { ModeChange } from './mode-change.ts';
import { withoutSlashes } from './names.ts';

/** mkdir(1) */
export const mkdir = command({
  page: {
    name: 'mkdir',
    section: 1,
    summary: 'make directories',
    synopsis: ['mkdir [OPTION]... DIRECTORY...'],
    description: ['Makes each DIRECTORY, if there is nothing of that name yet.'],
    options: [
      ['-m, --mode=MODE', 'give it this mode (as in chmod), not what the umask leaves'],
      ['-p, --parents', 'make what is missing above it too; no error if it is there'],
      ['-v, --verbose', 'say which directories were made'],
    ],
    examples: [['mkdir -p logs/2026/11', 'makes all three, as far as they are missing']],
    exitStatus: [
      ['0', 'all were made'],
      ['1', 'one was not'],
    ],
    seeAlso: ['rmdir(1)', 'chmod(1)'],
  },
  absent: 'Z context',
  run: async (process, { options, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    const text = options.get('m');
    const change = text === undefined ? undefined : readMode(text);
    const complaints = new Complaints(process, out);
    if (text !== undefined && change === undefined) {
      await complaints.say(`invalid mode ${quote(text)}`);
      return 1;
    }
    const maker = new Maker(process, out, complaints, options.has('v'), change);
    for (const path of operands) await maker.make(path, options.has('p'));
    return complaints.status;
  },
});

class Maker {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #isVerbose: boolean;
  readonly #change: ModeChange | undefined;

  constructor(
    process: PiProcess,
    out: StandardOut,
    complaints: Complaints,
    isVerbose: boolean,
    change: ModeChange | undefined,
  ) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#isVerbose = isVerbose;
    this.#change = change;
  }

  async make(path: string, withParents: boolean): Promise<void> {
    const { fs } = this.#process;
    if (withParents) {
      const trimmed = withoutSlashes(path);
      for (let slash = trimmed.indexOf('/', 1); slash > 0; slash = trimmed.indexOf('/', slash + 1)) {
        const parent = trimmed.slice(0, slash);
        if (trimmed[slash - 1] !== '/' && !isDirectory(this.#process, parent) && !(await this.#parent(parent))) return;
      }
      if (isDirectory(this.#process, path)) return;
    }
    if (!(await this.#one(path)) || this.#change === undefined) return;
    fs.chmod(path, changedMode(0o777, true, this.#process.umask, this.#change));
  }

  async #parent(path: string): Promise<boolean> {
    if (lstatOf(this.#process, path) === undefined) return this.#one(path);
    await this.#complaints.failed(`cannot create directory ${quote(path)}`, new SystemError('ENOTDIR'));
    return false;
  }

  async #one(path: string): Promise<boolean> {
    try {
      this.#process.fs.makeDirectory(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await this.#complaints.failed(`cannot create directory ${quote(path)}`, error);
      return false;
    }
    if (this.#isVerbose)
      await this.#out.write(`${this.#process.argv[0] ?? 'mkdir'}: created directory ${inQuotes(path)}\n`);
    return true;
  }
}
