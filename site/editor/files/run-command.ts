/** The command line that runs a file, as a learner would type it. */
import type { FileLanguage } from './language-of.ts';

export interface Runnable {
  /** Absolute. */
  readonly path: string;
  readonly language: FileLanguage;
  /** Somebody may execute it. */
  readonly executable: boolean;
}

const INTERPRETER: Readonly<Partial<Record<FileLanguage, string>>> = {
  python: 'python3',
  typescript: 'node',
  javascript: 'node',
  shell: 'bash',
};

/**
 * `python3 controller.py`, `node controller.ts`, `./led`.
 * @param directory where the terminal's shell is, absolute; absent: nobody knows, and the path is written out
 * @returns undefined: no program, as far as anyone can tell
 */
export function runCommand(
  { path, language, executable }: Runnable,
  home: string,
  directory?: string,
): string | undefined {
  const interpreter = INTERPRETER[language];
  const isScriptOfItsOwn = executable && !/\.[^/]+$/.test(path);
  if (interpreter !== undefined && !isScriptOfItsOwn) return `${interpreter} ${nameFrom(path, home, directory)}`;
  if (!executable) return undefined;
  const name = nameFrom(path, home, directory);
  return name.startsWith('/') || name.startsWith('~') ? name : `./${name}`;
}

/** As short as it can be said from that directory. */
function nameFrom(path: string, home: string, directory: string | undefined): string {
  if (directory !== undefined && path.startsWith(directory === '/' ? '/' : `${directory}/`)) {
    const rest = quoted(path.slice(directory === '/' ? 1 : directory.length + 1));
    return rest.startsWith('-') ? `./${rest}` : rest;
  }
  return path.startsWith(`${home}/`) ? `~/${quoted(path.slice(home.length + 1))}` : quoted(path);
}

/** For the shell: what is more than letters, digits and the like stands in quotes. */
export const quoted = (text: string): string =>
  /^[\w./+@%:,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Where a shell is that waits for a command, by the line of its cursor: `pi@rpi-pub:~/logs $ `.
 * @param line of the screen, up to its end
 * @returns absolute; undefined: no prompt, so that something else has this terminal
 */
export function promptDirectory(line: string, home: string): string | undefined {
  const shown = /^[\w-]+@[\w-]+:(~|~?\/[^\0]*?) [$#](?: |$)/.exec(line)?.[1];
  if (shown === undefined) return undefined;
  return shown.startsWith('~') ? home + shown.slice(1) : shown;
}
