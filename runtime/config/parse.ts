import { SystemError } from '../ports.ts';
import { checkBridges } from './check-bridges.ts';
import { ConfigError } from './config-error.ts';
import { configFilesIn } from './include-dir.ts';
import { linesOf } from './lines.ts';
import { optionNamed } from './option-table.ts';
import { INCLUDE_DIR } from './options/general.ts';
import { Reading, type Note } from './reading.ts';
import { runningAgain } from './running.ts';
import { type ConfigValues, defaultValues } from './values.ts';

/** Where configurations lie. */
export interface ConfigFiles {
  /** @throws SystemError */
  read(path: string): Promise<Uint8Array>;
  /** Names in a directory. @throws SystemError */
  list(path: string): Promise<readonly string[]> | readonly string[];
}

/**
 * What a file said: its values, or the lines that say why there are none: what is wrong, and where. `notes`
 * are printed either way, first.
 */
export type Parsed = { readonly notes: readonly Note[] } & (
  { readonly values: ConfigValues } | { readonly error: readonly string[] }
);

/**
 * Reads a mosquitto.conf, mosquitto.conf(5): an option a line, its name, spaces, its value. Empty lines
 * are skipped, and lines whose first character is `#`: a comment may follow nothing, not even a space.
 * Of most values the first word counts, and what follows is not looked at.
 *
 *     max_connections 5        a limit of five
 *     max_connections 5 # no   the same
 *       # not a comment        Error: Unknown configuration variable "#".
 *
 * @param path as it is named in complaints
 * @param running what the broker runs with, when it reads its file again: listeners and bridges stay as they are
 */
export async function parseConfig(path: string, files: ConfigFiles, running?: ConfigValues): Promise<Parsed> {
  const reading = new Reading(running === undefined ? defaultValues() : runningAgain(running), running);
  const { notes, values } = reading;
  try {
    await readFile(path, files, reading, true);
    checkBridges(values.bridges);
  } catch (error) {
    if (error instanceof ConfigError) return { notes, error: [error.message, ...error.where] };
    throw error;
  }
  return { notes, values };
}

/** @param isMain whether `include_dir` counts in it */
async function readFile(path: string, files: ConfigFiles, reading: Reading, isMain: boolean): Promise<void> {
  for (const [index, line] of (await linesIn(path, files)).entries()) {
    try {
      const directory = parseLine(line, reading);
      if (directory !== undefined && isMain) await includeAll(directory, files, reading);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw error.found(`Error found at ${path}:${index + 1}.`);
    }
  }
}

async function linesIn(path: string, files: ConfigFiles): Promise<string[]> {
  try {
    return linesOf(await files.read(path));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new ConfigError(
      error.code === 'EISDIR'
        ? `Error: Config file ${path} is a directory.`
        : `Error: Unable to open config file ${path}.`,
    );
  }
}

/** @returns the directory to be included, of a line that asks for it */
function parseLine(line: string, reading: Reading): string | undefined {
  if (line.startsWith('#')) return undefined;
  const [, name, rest = ''] = /^ *([^ ]+)(?: (.*))?$/su.exec(line) ?? [];
  if (name === undefined) return undefined;
  const option = optionNamed(name);
  if (option === undefined) throw new ConfigError(`Error: Unknown configuration variable "${name}".`);
  if (reading.running !== undefined && !option.reloaded) option.again?.(reading, rest);
  else option.take(reading, rest, name);
  return name === INCLUDE_DIR ? rest : undefined;
}

async function includeAll(directory: string, files: ConfigFiles, reading: Reading): Promise<void> {
  for (const path of await configFilesIn(directory, files)) {
    reading.say('info', `Loading config file ${path}`);
    await reading.included(() => readFile(path, files, reading, false));
  }
}
