import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quote } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { argmatch } from './argmatch.ts';
import { Complaints } from './complaints.ts';
import { readDate } from './date-words.ts';
import { lstatOf } from './file-kinds.ts';
import { readStamp } from './timestamps.ts';

/** touch(1) */
export const touch = command({
  page: {
    name: 'touch',
    section: 1,
    summary: 'set the time of files, and create what is missing',
    synopsis: ['touch [OPTION]... FILE...'],
    description: ['Sets the time at which each FILE was changed to now. A FILE that does not exist is created, empty.'],
    options: [
      ['-a', 'only the time of reading'],
      ['-c, --no-create', 'create nothing'],
      ['-d, --date=STRING', 'the time that STRING says: “2026-11-22 10:39”, “yesterday”, “2 hours ago”'],
      ['-f', 'does nothing'],
      ['-h, --no-dereference', 'of a symbolic link itself'],
      ['-m', 'only the time of changing'],
      ['-r, --reference=FILE', 'the time of this FILE'],
      ['-t STAMP', 'the time [[CC]YY]MMDDhhmm[.ss]'],
      ['--time=WORD', 'access, atime or use: as -a; modify or mtime: as -m'],
    ],
    differences: [
      'This Pi keeps one time of a file, that of its last change: *-a* alone changes nothing, and *-h* leaves a link as it is.',
    ],
    seeAlso: ['date(1)', 'stat(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const complaints = new Complaints(process, out);
    const zone = process.env['TZ'];
    const now = process.clock.now();
    const onlyRead =
      (options.has('a') || (options.has('time') && timeWord(options.get('time') ?? '') === 'atime')) &&
      !options.has('m');
    const stamp = options.get('t');
    const words = options.get('d');
    const reference = options.get('r');
    let at: number | undefined;
    if (stamp !== undefined && (words !== undefined || reference !== undefined))
      throw new UsageProblem('cannot specify times from more than one source');
    if (reference !== undefined) {
      try {
        at = process.fs[options.has('h') ? 'lstat' : 'stat'](reference).modified;
      } catch (error) {
        await complaints.failed(`failed to get attributes of ${inQuotes(reference)}`, error);
        return 1;
      }
    }
    if (words !== undefined) at = readDate(words, at ?? now, zone);
    if (stamp !== undefined) at = readStamp(stamp, now, zone);
    if (at === undefined && (words ?? stamp) !== undefined) {
      await complaints.say(`invalid date format ${quote(words ?? stamp ?? '')}`);
      return 1;
    }
    if (operands.length === 0) throw new UsageProblem('missing file operand');
    for (const path of operands) {
      if (path === '-') continue;
      try {
        const existing = lstatOf(process, path);
        if (options.has('c') && existing === undefined) {
          if (path.endsWith('/')) process.fs.stat(path);
          continue;
        }
        if (options.has('h') && existing?.kind === 'link') continue;
        if (existing === undefined && path.endsWith('/')) throw new SystemError('ENOENT', path);
        if (onlyRead && existing !== undefined) process.fs.stat(path);
        else process.fs.touch(path, onlyRead ? undefined : at);
      } catch (error) {
        const isMissing = error instanceof SystemError && error.code === 'ENOENT' && options.has('c');
        if (isMissing) continue;
        const isCreating = !path.endsWith('/') && lstatOf(process, path) === undefined;
        await complaints.failed(`${isCreating ? 'cannot touch' : 'setting times of'} ${inQuotes(path)}`, error);
      }
    }
    return complaints.status;
  },
});

const timeWord = (word: string): 'atime' | 'mtime' =>
  argmatch('--time', word, [
    ['atime', 'access', 'use'],
    ['mtime', 'modify'],
  ]);
