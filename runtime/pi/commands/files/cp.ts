import type { PiProcess } from '../../system.ts';
import { inQuotes } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import { argmatch } from './argmatch.ts';
import { BACKUP_OPTIONS, backupOf } from './backup.ts';
import { Complaints } from './complaints.ts';
import { Copier } from './copier.ts';
import type { CopyOptions } from './copier.ts';
import { errandsOf } from './destination.ts';
import { isDirectory } from './file-kinds.ts';
import { directoryName } from './names.ts';

/** cp(1) */
export const cp = command({
  page: {
    name: 'cp',
    section: 1,
    summary: 'copy files and directories',
    synopsis: [
      'cp [OPTION]... [-T] SOURCE DEST',
      'cp [OPTION]... SOURCE... DIRECTORY',
      'cp [OPTION]... -t DIRECTORY SOURCE...',
    ],
    description: ['Copies SOURCE to DEST, or each SOURCE into DIRECTORY. Directories only with -r.'],
    options: [
      ['-a, --archive', 'all as it is: -d -R --preserve=all'],
      ['--attributes-only', 'mode, owner and time, not what is in it'],
      ...BACKUP_OPTIONS,
      ['-d', 'copy links as links, and keep files with several names one'],
      ['-f, --force', 'if the old file cannot be opened, remove it and try again'],
      ['-i, --interactive', 'ask before overwriting'],
      ['-H', 'follow symbolic links that are named'],
      ['-l, --link', 'make hard links instead of copies'],
      ['-L, --dereference', 'follow all symbolic links'],
      ['-n, --no-clobber', 'do not overwrite'],
      ['-P, --no-dereference', 'copy symbolic links as links'],
      ['-p', 'keep mode, owner and time'],
      ['--preserve[=ATTR_LIST]', 'keep these: mode, ownership, timestamps, links, all'],
      ['--no-preserve=ATTR_LIST', 'do not keep these'],
      ['--parents', 'with the whole path of SOURCE under DIRECTORY'],
      ['-R, --recursive', 'directories with all that is in them'],
      ['-r', 'the same'],
      ['--reflink[=WHEN]', 'does nothing: auto, always or never'],
      ['--remove-destination', 'remove what is there before copying'],
      ['--sparse=WHEN', 'does nothing: auto, always or never'],
      ['--strip-trailing-slashes', 'take slashes off the end of each SOURCE'],
      ['-s, --symbolic-link', 'make symbolic links instead of copies'],
      ['-t, --target-directory=DIRECTORY', 'copy every SOURCE into DIRECTORY'],
      ['-T, --no-target-directory', 'DEST is a name, also when it is a directory'],
      ['-u, --update', 'only if SOURCE is newer, or DEST is not there'],
      ['-v, --verbose', 'say what is being done'],
      ['-x, --one-file-system', 'does nothing: this Pi has one file system'],
    ],
    examples: [
      ['cp mosquitto.conf mosquitto.conf.old', 'makes a copy under another name'],
      ['cp -r project /tmp', 'copies a directory with all that is in it'],
    ],
    differences: ['This Pi has no way to copy a device file; -r says so.'],
    seeAlso: ['mv(1)', 'ln(1)', 'rm(1)'],
  },
  absent: 'Z context copy-contents debug',
  run: async (process, parsed, out) => {
    const complaints = new Complaints(process, out);
    const options = copyOptions(process, parsed);
    const withParents = parsed.options.has('parents');
    if (
      withParents &&
      !parsed.options.has('t') &&
      parsed.operands.length > 1 &&
      !isDirectory(process, parsed.operands.at(-1) ?? '')
    )
      throw new UsageProblem('with --parents, the destination must be a directory');
    const errands = await errandsOf(process, parsed, complaints, ...(withParents ? [wholeName] : []));
    if (errands === undefined) return complaints.status;
    const copier = new Copier(process, out, complaints, options);
    for (const errand of errands) {
      if (withParents && !(await makeParents(process, errand.to, complaints))) continue;
      await copier.run(errand);
    }
    return complaints.status;
  },
});

const wholeName = (from: string): string => from;

const makeParents = async (process: PiProcess, to: string, complaints: Complaints): Promise<boolean> => {
  const parent = directoryName(to);
  if (isDirectory(process, parent)) return true;
  if (parent !== to && !(await makeParents(process, parent, complaints))) return false;
  try {
    process.fs.makeDirectory(parent);
    return true;
  } catch (error) {
    await complaints.failed(`cannot make directory ${inQuotes(parent)}`, error);
    return false;
  }
};

type Attribute = 'mode' | 'ownership' | 'timestamps' | 'links';
const USUAL: readonly Attribute[] = ['mode', 'ownership', 'timestamps'];

/** @throws UsageProblem */
const attributesOf = (option: string, text: string): readonly Attribute[] =>
  text.split(',').flatMap((word) => {
    const found = argmatch(option, word, [
      ['mode'],
      ['timestamps'],
      ['ownership'],
      ['links'],
      ['context'],
      ['xattr'],
      ['all'],
    ]);
    if (found === 'all') return [...USUAL, 'links'] as const;
    return found === 'context' || found === 'xattr' ? [] : [found];
  });

const copyOptions = (process: PiProcess, parsed: Parsed): CopyOptions => {
  const { options, all } = parsed;
  const has = (...keys: readonly string[]) => keys.some((key) => options.has(key));
  const preserve = new Set<Attribute>();
  let follow: CopyOptions['follow'] | undefined;
  let overwrite: CopyOptions['overwrite'] = 'always';
  for (const [key, value] of all) {
    if (key === 'p' || (key === 'preserve' && value === '')) for (const attribute of USUAL) preserve.add(attribute);
    else if (key === 'preserve') for (const attribute of attributesOf('--preserve', value)) preserve.add(attribute);
    else if (key === 'no-preserve')
      for (const attribute of attributesOf('--no-preserve', value)) preserve.delete(attribute);
    else if (key === 'a') for (const attribute of [...USUAL, 'links'] as const) preserve.add(attribute);
    else if (key === 'd') preserve.add('links');
    if (key === 'a' || key === 'd' || key === 'P') follow = 'none';
    else if (key === 'L') follow = 'all';
    else if (key === 'H') follow = 'named';
    if (key === 'i') overwrite = 'ask';
    else if (key === 'n') overwrite = 'never';
  }
  if (has('l') && has('s')) throw new UsageProblem('cannot make both hard and symbolic links');
  const backup = backupOf(process, parsed);
  if (backup !== undefined && overwrite === 'never')
    throw new UsageProblem('options --backup and --no-clobber are mutually exclusive');
  const recursive = has('R', 'r', 'a');
  return {
    recursive,
    follow: follow ?? (recursive && !has('l') ? 'none' : 'all'),
    preserve,
    instead: has('l') ? 'link' : has('s') ? 'symlink' : has('attributes-only') ? 'attributes' : undefined,
    overwrite,
    force: has('f'),
    removeFirst: has('remove-destination'),
    update: has('u'),
    verbose: has('v'),
    backup,
  };
};
