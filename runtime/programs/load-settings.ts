import type { Process } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import { parseOptions } from './option.ts';
import { NEVER } from './option-values.ts';
import { OPTIONS } from './options.ts';
import type { GivenProperty } from './property-option.ts';
import { SESSION_EXPIRY_INTERVAL, collectProperties } from './property-option.ts';
import type { Settings, ToolName } from './settings.ts';
import { defaultSettings } from './settings.ts';
import { checkTlsTogether } from './tls-settings.ts';
import { optionError } from './usage-error.ts';

/**
 * Settings from the file with default options, then from the command line, then checked together.
 * @throws UsageError, HelpRequest
 */
export async function loadSettings(process: Process, tool: ToolName): Promise<Settings> {
  const settings = defaultSettings(tool);
  // Line by line: a value that one lacks is not on the next.
  for (const line of await defaultOptions(process, tool)) parseOptions(OPTIONS, line, settings);
  parseOptions(OPTIONS, process.argv.slice(1), settings);
  checkTogether(settings);
  return settings;
}

/**
 * `$XDG_CONFIG_HOME/mosquitto_sub`, else `~/.config/mosquitto_sub`: an option a line, with its value
 * after one space; the value is the rest of the line, spaces and quotes included. Lines that begin
 * with `#` are comments.
 */
async function defaultOptions(process: Process, tool: ToolName): Promise<string[][]> {
  const { XDG_CONFIG_HOME: config, HOME: home } = process.env;
  const directory = config ?? (home === undefined ? undefined : `${home}/.config`);
  if (directory === undefined) return [];
  const lines: string[][] = [];
  for (const line of (await readIfThere(process, `${directory}/${tool}`)).split('\n')) {
    if (line.startsWith('#')) continue;
    const [, option, value] = /^ *([^ ]+)(?: (.*))?$/s.exec(line.replace(/\r+$/, '')) ?? [];
    if (option === undefined) continue;
    lines.push(value === undefined || value === '' ? [option] : [option, value]);
  }
  return lines;
}

async function readIfThere(process: Process, path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await process.files.read(path));
  } catch (error) {
    // As the real one: a file that cannot be read is no file.
    if (error instanceof SystemError) return '';
    throw error;
  }
}

function checkTogether(settings: Settings): void {
  const { willTopic, willPayload, willRetain, tool, topics, tls } = settings;
  if (willTopic === undefined) {
    if (willPayload !== undefined) throw optionError('Will payload given, but no will topic given.');
    if (willRetain) throw optionError('Will retain given, but no will topic given.');
  }
  checkTlsTogether(tls);
  checkSession(settings);
  if (tool === 'mosquitto_sub' && topics.length === 0) {
    throw optionError('You must specify a topic to subscribe to.');
  }
  settings.properties = collectProperties([...settings.given, ...sessionExpiryProperty(settings)]);
}

/** A session that outlives the connection belongs to an id that stays the same. */
function checkSession(settings: Settings): void {
  const { clean, id, level } = settings;
  // -c without -x: the session of 3.1.1, which never expires.
  if (level === 5 && !clean) settings.sessionExpiry ??= NEVER;
  if (id !== undefined) return;
  if (level === 5 && settings.sessionExpiry === NEVER) {
    throw optionError('You must provide a client id if you are using an infinite session expiry interval.');
  }
  if (level < 5 && !clean) throw optionError('You must provide a client id if you are using the -c option.');
}

/** -x, as a property of CONNECT; 0 is what holds without it. */
function sessionExpiryProperty({ level, sessionExpiry }: Settings): GivenProperty[] {
  if (level < 5 || sessionExpiry === undefined || sessionExpiry === 0) return [];
  return [{ command: 'CONNECT', property: SESSION_EXPIRY_INTERVAL, value: sessionExpiry }];
}
