import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quotedName } from '../../quoting.ts';
import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { BACKUP_OPTIONS, backupName, backupOf } from './backup.ts';
import type { Backup } from './backup.ts';
import { canonicalPath } from './canonical.ts';
import { Complaints } from './complaints.ts';
import { isDirectory, lstatOf, statOf } from './file-kinds.ts';
import { directoryName, inDirectory, lastName } from './names.ts';

/** ln(1) */
export const ln = command({
  page: {
    name: 'ln',
    section: 1,
    summary: 'make links: more names for files',
    synopsis: [
      'ln [OPTION]... [-T] TARGET LINK_NAME',
      'ln [OPTION]... TARGET',
      'ln [OPTION]... TARGET... DIRECTORY',
      'ln [OPTION]... -t DIRECTORY TARGET...',
    ],
    description: [
      'Gives TARGET one more name: a hard link, or with -s a symbolic link, which says only where to look and may lead nowhere. Without a LINK_NAME: the last part of TARGET, in the directory you are in.',
    ],
    options: [
      ...BACKUP_OPTIONS,
      ['-f, --force', 'remove what is there under the new name'],
      ['-i, --interactive', 'ask whether to remove it'],
      ['-L, --logical', 'hard links: to where a symbolic link leads'],
      ['-n, --no-dereference', 'a LINK_NAME that is a link to a directory is a name, no directory'],
      ['-P, --physical', 'hard links: to a symbolic link itself; so it is anyway'],
      ['-r, --relative', 'with -s: write the way from the link to TARGET'],
      ['-s, --symbolic', 'make symbolic links'],
      ['-t, --target-directory=DIRECTORY', 'make the links in DIRECTORY'],
      ['-T, --no-target-directory', 'LINK_NAME is a name, also when it is a directory'],
      ['-v, --verbose', 'say what is being done'],
    ],
    examples: [['ln -sfn /srv/new current', 'lets the link “current” lead to another directory']],
    seeAlso: ['readlink(1)', 'cp(1)'],
  },
  absent: 'd F directory',
  run: async (process, parsed, out) => {
    const { options, operands } = parsed;
    const complaints = new Complaints(process, out);
    const [first, second] = operands;
    if (first === undefined) throw new UsageProblem('missing file operand');
    if (options.has('r') && !options.has('s')) throw new Failure('cannot do --relative without --symbolic');
    const linking = new Linking(process, out, complaints, parsed, backupOf(process, parsed));
    if (options.has('T')) {
      if (second === undefined) throw new UsageProblem(`missing destination file operand after ${inQuotes(first)}`);
      if (operands[2] !== undefined) throw new UsageProblem(`extra operand ${inQuotes(operands[2])}`);
      await linking.make(first, second);
      return complaints.status;
    }
    const last = operands.at(-1) ?? first;
    const isOne = operands.length === 1;
    const directory = options.get('t') ?? (isOne ? '.' : last);
    const isPlace =
      isDirectory(process, directory) &&
      !(options.has('n') && !options.has('t') && lstatOf(process, directory)?.kind === 'link');
    if (!isPlace && (options.has('t') || operands.length > 2)) {
      const kind = statOf(process, directory);
      await complaints.failed(
        `${options.has('t') ? 'failed to access' : 'target'} ${inQuotes(directory)}`,
        new SystemError(kind === undefined ? 'ENOENT' : 'ENOTDIR'),
      );
      return complaints.status;
    }
    if (!isPlace) {
      await linking.make(first, last);
      return complaints.status;
    }
    const targets = options.has('t') || isOne ? operands : operands.slice(0, -1);
    for (const target of targets) await linking.make(target, inDirectory(directory, lastName(target)));
    return complaints.status;
  },
});

class Linking {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: Parsed['options'];
  readonly #backup: Backup | undefined;

  constructor(
    process: PiProcess,
    out: StandardOut,
    complaints: Complaints,
    { options }: Parsed,
    backup: Backup | undefined,
  ) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
    this.#backup = backup;
  }

  async make(target: string, path: string): Promise<void> {
    const { fs } = this.#process;
    const isSymbolic = this.#options.has('s');
    if (!isSymbolic) {
      try {
        if ((this.#options.has('L') ? fs.stat(target) : fs.lstat(target)).kind === 'directory')
          return await this.#complaints.say(`${quotedName(target)}: hard link not allowed for directory`);
      } catch (error) {
        return this.#complaints.failed(`failed to access ${inQuotes(target)}`, error);
      }
    }
    let saved = '';
    const existing = lstatOf(this.#process, path);
    if (existing !== undefined) {
      if (
        existing.kind === 'directory' &&
        (this.#options.has('f') || this.#options.has('i') || this.#backup !== undefined)
      )
        return this.#complaints.say(`${quotedName(path)}: cannot overwrite directory`);
      const mayGo = this.#options.has('f') || this.#backup !== undefined || this.#options.has('i');
      const isSame =
        mayGo &&
        (fs.resolve(target) === fs.resolve(path) ||
          (!isSymbolic &&
            existing.inode === lstatOf(this.#process, target)?.inode &&
            this.#backup === undefined &&
            fs.resolve(target) === fs.resolve(path)));
      if (isSame) return this.#complaints.say(`${inQuotes(target)} and ${inQuotes(path)} are the same file`);
      if (this.#options.has('i') && !(await this.#complaints.agrees(`replace ${inQuotes(path)}?`))) return;
      try {
        if (this.#backup !== undefined) {
          const name = backupName(this.#process, path, this.#backup);
          fs.rename(path, name);
          saved = `${inQuotes(name)} ~ `;
        } else if (mayGo) fs.unlink(path);
      } catch (error) {
        return this.#complaints.failed(
          `cannot ${this.#backup === undefined ? 'remove' : 'backup'} ${inQuotes(path)}`,
          error,
        );
      }
    }
    const content = this.#options.has('r') ? wayTo(this.#process, target, path) : target;
    try {
      if (isSymbolic) fs.symlink(content, path);
      else fs.link(this.#options.has('L') ? fs.canonical(target) : target, path);
    } catch (error) {
      const kind = isSymbolic ? 'symbolic' : 'hard';
      const code = error instanceof SystemError ? error.code : undefined;
      const to = isSymbolic
        ? code === 'ENOENT' && content === ''
          ? ` -> ${inQuotes(content)}`
          : ''
        : code === 'EEXIST' || code === 'ENOSPC' || code === 'EROFS'
          ? ''
          : ` => ${inQuotes(target)}`;
      return this.#complaints.failed(`failed to create ${kind} link ${inQuotes(path)}${to}`, error);
    }
    if (this.#options.has('v'))
      await this.#out.write(`${saved}${inQuotes(path)} ${isSymbolic ? '->' : '=>'} ${inQuotes(content)}\n`);
  }
}

/** What a link at `path` must say to lead to `target`. */
const wayTo = (process: PiProcess, target: string, path: string): string => {
  const from = canonicalPath(process, directoryName(path), 'any').split('/').slice(1);
  const to = canonicalPath(process, target, 'any').split('/').slice(1);
  const start = from.filter((part) => part !== '');
  const end = to.filter((part) => part !== '');
  let common = 0;
  while (common < start.length && start[common] === end[common]) common += 1;
  return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/') || '.';
};
