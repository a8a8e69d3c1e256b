import type { Candidate } from '../readline/completion.ts';
import { codeOf } from '../shell.ts';
import type { Shell } from '../shell.ts';

/** Names in a directory; one that cannot be read offers none. */
export const namesIn = (shell: Shell, directory: string): readonly string[] => {
  try {
    return shell.process.fs.list(directory);
  } catch (error) {
    codeOf(error);
    return [];
  }
};

export const isDirectory = (shell: Shell, path: string): boolean => {
  try {
    return shell.process.fs.stat(path).kind === 'directory';
  } catch (error) {
    codeOf(error);
    return false; // A link to nothing.
  }
};

/** Where a word leads: `~/x`, `$HOME/x` and `${HOME}/x` lead home. */
const directoryOf = (shell: Shell, typed: string): string => {
  const [, user] = /^~([A-Za-z0-9_-]*)\//.exec(typed) ?? [];
  if (user !== undefined) return (shell.homeOf(user) ?? `~${user}`) + typed.slice(1 + user.length);
  const [variable, name = '', other] = /^\$(?:\{(\w+)\}|(\w+))(?=\/)/.exec(typed) ?? [];
  const value = variable === undefined ? undefined : shell.variables.get(name === '' ? (other ?? '') : name);
  return variable === undefined || value === undefined ? typed : value + typed.slice(variable.length);
};

/** Files whose names go on from `word`, hidden ones too. */
export const files = (
  shell: Shell,
  word: string,
  wanted: (path: string, isFolder: boolean) => boolean = () => true,
): Candidate[] => {
  const slash = word.lastIndexOf('/') + 1;
  const typed = word.slice(0, slash);
  const prefix = word.slice(slash);
  const directory = directoryOf(shell, typed);
  return namesIn(shell, directory === '' ? '.' : directory)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name): Candidate[] => {
      const path = directory + name;
      const folder = isDirectory(shell, path);
      if (!wanted(path, folder)) return [];
      const mark = folder ? '/' : '';
      return [{ text: typed + name + mark, suffix: folder ? '' : ' ', label: name + mark, isFile: true }];
    });
};
