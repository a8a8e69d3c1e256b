import type { PiProcess } from '../../system.ts';
import type { OptionText } from '../../manual/page.ts';
import type { Parsed } from '../options.ts';
import { argmatch } from './argmatch.ts';
import { lstatOf } from './file-kinds.ts';

/** What becomes of a file that is to be overwritten: `a~`, `a.~1~`. */
export type Backup = { readonly control: 'numbered' | 'existing' | 'simple'; readonly suffix: string };

/** The options of cp, mv and ln. */
export const BACKUP_OPTIONS: readonly OptionText[] = [
  ['-b', 'keep what would be overwritten, under its name with a ~'],
  ['--backup[=CONTROL]', 'the same; CONTROL: none, numbered (a.~1~), existing, simple (a~)'],
  ['-S, --suffix=SUFFIX', 'SUFFIX instead of the ~'],
];

/** @throws UsageProblem */
export const backupOf = (process: PiProcess, { options }: Parsed): Backup | undefined => {
  if (!options.has('b') && !options.has('backup') && !options.has('S')) return undefined;
  const word = options.get('backup') || process.env['VERSION_CONTROL'] || 'existing';
  const control = argmatch('backup type', word, [
    ['none', 'off'],
    ['simple', 'never'],
    ['existing', 'nil'],
    ['numbered', 't'],
  ]);
  return control === 'none'
    ? undefined
    : { control, suffix: options.get('S') ?? process.env['SIMPLE_BACKUP_SUFFIX'] ?? '~' };
};

/** The name that a file's backup is to have. */
export const backupName = (process: PiProcess, path: string, { control, suffix }: Backup): string => {
  let number = 1;
  while (lstatOf(process, `${path}.~${number}~`) !== undefined) number += 1;
  return control === 'numbered' || (control === 'existing' && number > 1) ? `${path}.~${number}~` : path + suffix;
};
