import { ConfigError } from './config-error.ts';
import { isNotYet } from './not-yet.ts';
import { OPTIONS } from './options.ts';
import { type ConfigValues, defaultValues } from './values.ts';

const byName = new Map(OPTIONS.map((option) => [option.name, option]));

/** What a file said: its values, or the lines that say why there are none. `notes` are printed either way, first. */
export type Parsed = { readonly notes: readonly string[] } & (
  { readonly values: ConfigValues } | { readonly error: readonly [what: string, where: string] }
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
 */
export function parseConfig(text: string, path: string): Parsed {
  const values = defaultValues();
  const notes: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    try {
      parseLine(line.replace(/\r+$/, ''), values, (note) => notes.push(note));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return { notes, error: [error.message, `Error found at ${path}:${index + 1}.`] };
    }
  }
  return { notes, values };
}

function parseLine(line: string, values: ConfigValues, say: (note: string) => void): void {
  if (line.startsWith('#')) return;
  const [, name, value = ''] = /^ *([^ ]+)(.*)$/.exec(line) ?? [];
  if (name === undefined) return;
  const option = byName.get(name);
  if (option !== undefined) return option.take(values, value, say);
  if (isNotYet(name)) {
    throw new ConfigError(`Error: Mosquitto knows "${name}"; it is not there yet in this broker.`);
  }
  throw new ConfigError(`Error: Unknown configuration variable "${name}".`);
}
