/** The files that a grep looks into: those named, and with -r those below them. */
import type { PiProcess, Stat } from '../../../system.ts';
import type { Settings } from './settings.ts';

export interface Visit {
  readonly path: string;
  /** Absent: it could not be looked at. */
  readonly stat?: Stat;
  readonly error?: unknown;
  /** It was found below a directory. */
  readonly isBelow?: boolean;
}

export const filesToSearch = function* (process: PiProcess, settings: Settings): Generator<Visit> {
  const isGivenDot = settings.recurses && settings.files.length === 1 && settings.files[0] === '.';
  const isImplied = isGivenDot && !process.argv.includes('.');
  for (const path of settings.files) {
    if (path === '-') yield { path };
    else yield* visit(process, settings, path, isImplied ? '' : path, true);
  }
};

const visit = function* (
  process: PiProcess,
  settings: Settings,
  path: string,
  shown: string,
  isNamed: boolean,
): Generator<Visit> {
  const isFollowed = isNamed || settings.has('R');
  let stat: Stat;
  try {
    stat = isFollowed ? process.fs.stat(path) : process.fs.lstat(path);
  } catch (error) {
    yield { path: shown, error };
    return;
  }
  if (stat.kind !== 'directory') {
    const isSkipped = skips(path, settings.exclude, settings.include);
    if (!isSkipped && (stat.kind === 'file' || isNamed)) yield { path: shown, stat, isBelow: !isNamed };
    return;
  }
  if (!settings.recurses) {
    yield { path: shown, stat };
    return;
  }
  let names: readonly string[];
  try {
    names = process.fs.list(path);
  } catch (error) {
    yield { path: shown, error };
    return;
  }
  for (const name of names) {
    const below = `${path.replace(/\/+$/, '')}/${name}`;
    const isDirectory = process.fs.lstat(below).kind === 'directory';
    if (isDirectory && settings.excludeDirectories.some((glob) => fits(name, glob))) continue;
    yield* visit(process, settings, below, shown === '' ? name : `${shown.replace(/\/+$/, '')}/${name}`, false);
  }
};

const skips = (path: string, exclude: readonly string[], include: readonly string[]): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isNamed = (globs: readonly string[]): boolean => globs.some((glob) => fits(name, glob) || fits(path, glob));
  return isNamed(exclude) || (include.length > 0 && !isNamed(include));
};

/** fnmatch(3): `*.conf`, `[a-z]?` */
const fits = (name: string, glob: string): boolean => {
  const source = glob.replace(/\\(.)|\[!?\]?[^\]]*\]|[*?]|[\\^$.|+()[\]{}]/gs, (found, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted.replace(/[\\^$.|+()[\]{}*?]/, '\\$&');
    if (found === '*') return '[^]*';
    if (found === '?') return '[^]';
    return found.length > 1 ? found.replace(/^\[!/, '[^').replaceAll('\\', '\\\\') : `\\${found}`;
  });
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return name === glob;
  }
};
