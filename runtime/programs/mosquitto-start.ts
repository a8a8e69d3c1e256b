import { parseConfig } from '#runtime/config/parse.ts';
import { atoi } from '#runtime/config/read-value.ts';
import { ALL_LOG_TYPES, type ConfigValues, defaultValues } from '#runtime/config/values.ts';
import type { Process } from '#runtime/pi/process.ts';
import { MOSQUITTO_HELP } from './mosquitto-help.ts';
import type { MosquittoLog } from './mosquitto-log.ts';

/** What the broker is started with. */
export interface BrokerStart {
  readonly values: ConfigValues;
  /** As named on the command line; absent: none. */
  readonly configFile?: string;
  /** `-p`: used where the configuration names no listener. */
  readonly ports: readonly number[];
  /** `-v`: everything is logged, whatever the configuration says, now and later. */
  readonly verbose: boolean;
  /** `-d`: in the background. */
  readonly daemon: boolean;
  /** `--durable`, which is ours: what is acknowledged survives a loss of power, too. */
  readonly durable: boolean;
}

/** Thrown when the broker is not to be started; its text is printed, and the exit code is 3. */
export class NoStart extends Error {
  override readonly name = 'NoStart';
  /** Lines with a time before them, as they go to the log. */
  readonly lines: readonly string[];
  /** Printed on standard error and on standard output as they are. */
  readonly err: string;
  readonly out: string;

  constructor({ lines = [], err = '', out = '' }: { lines?: readonly string[]; err?: string; out?: string }) {
    super(lines.at(-1) ?? err);
    this.lines = lines;
    this.err = err;
    this.out = out;
  }
}

/**
 * Reads the command line, mosquitto(8), word by word; a file that it names is read at once, so that
 * whatever is wrong first is said first.
 * @param log gets what does not end the program
 * @throws NoStart
 */
export async function readStart(process: Process, log: MosquittoLog): Promise<BrokerStart> {
  let values = defaultValues();
  let configFile: string | undefined;
  let [verbose, daemon, durable] = [false, false, false];
  const ports: number[] = [];
  const words = process.argv.slice(1);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    switch (word) {
      case '-c':
      case '--config-file':
        configFile = words.shift();
        if (configFile === undefined) {
          throw new NoStart({ lines: ['Error: -c argument given, but no config file specified.'] });
        }
        values = await readConfig(process, configFile, log);
        break;
      case '-p':
      case '--port':
        ports.push(readPort(words.shift()));
        break;
      case '-v':
      case '--verbose':
        verbose = true;
        break;
      case '-d':
      case '--daemon':
        if (process.background === undefined) {
          throw new NoStart({
            err: 'Error: -d is not there on this machine: start it in the background by `mosquitto … &`.\n',
          });
        }
        daemon = true;
        break;
      case '--durable':
        durable = true;
        break;
      case '-h':
      case '--help':
        throw new NoStart({ out: MOSQUITTO_HELP });
      default:
        throw new NoStart({ err: `Error: Unknown option '${word}'.\n`, out: MOSQUITTO_HELP });
    }
  }
  if (verbose) values.log_type = ALL_LOG_TYPES;
  return { values, ports, verbose, daemon, durable, ...(configFile !== undefined && { configFile }) };
}

function readPort(word: string | undefined): number {
  if (word === undefined) throw new NoStart({ lines: ['Error: -p argument given, but no port specified.'] });
  const port = atoi(word);
  if (port < 1 || port > 65_535) throw new NoStart({ lines: [`Error: Invalid port specified (${port}).`] });
  return port;
}

async function readConfig(process: Process, path: string, log: MosquittoLog): Promise<ConfigValues> {
  const parsed = await parseConfig(path, process.files);
  // As by Mosquitto: the time has its form from here on, also before what is wrong.
  if ('values' in parsed) log.stampAs(parsed.values);
  for (const { level, text } of parsed.notes) log.say(level, text);
  if ('error' in parsed) throw new NoStart({ lines: parsed.error });
  return parsed.values;
}

const OPTIONS = ['--durable', '-c', '-d', '-h', '-p', '-v'];

/** Tab: @see MosquittoProgram.complete */
export function completeMosquitto(words: readonly string[]): readonly string[] {
  const word = words.at(-1) ?? '';
  const awaitsValue = ['-c', '-p'].includes(words.at(-2) ?? '');
  return word.startsWith('-') && !awaitsValue ? OPTIONS.filter((option) => option.startsWith(word)) : [];
}
