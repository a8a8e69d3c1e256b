/**
 * mosquitto(8): the broker as a program of its own, in the foreground, until SIGTERM or SIGINT. What it
 * prints and exits with is Mosquitto's: 0 after a signal, 1 when an address cannot be had, 3 when the
 * command line or the configuration cannot be used.
 */
import { Broker } from '#runtime/broker/broker.ts';
import { DEFAULT_LOG_TYPES } from '#runtime/config/values.ts';
import type { Process, Signal } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import { isLocalOnly, openListeners } from './mosquitto-listeners.ts';
import { MosquittoLog } from './mosquitto-log.ts';
import { brokerSettings, unsupported } from './mosquitto-settings.ts';
import { type BrokerStart, NoStart, readStart } from './mosquitto-start.ts';

const NAME = 'mosquitto version 2.0.11';

export async function mosquitto(process: Process): Promise<number> {
  const log = new MosquittoLog(process);
  const say = (line: string): void => log.say(line);
  let start: BrokerStart;
  try {
    start = await readStart(process, say);
  } catch (error) {
    if (!(error instanceof NoStart)) throw error;
    error.lines.forEach(say);
    await log.flush();
    if (error.err !== '') await process.stderr.write(error.err);
    if (error.out !== '') await process.stdout.write(error.out);
    return 3;
  }
  const why = unsupported(start);
  if (why !== undefined) {
    say(why);
    await log.flush();
    return 3;
  }
  const status = await serve(process, start, log);
  await log.flush();
  return status;
}

/** @returns the exit code, once a signal has ended it */
async function serve(process: Process, start: BrokerStart, log: MosquittoLog): Promise<number> {
  const { values, configFile } = start;
  // A log that nobody reads any more does not end a broker.
  process.onSignal('SIGPIPE', 'ignore');
  log.configure(values);
  const logLevels = values.log_type ?? DEFAULT_LOG_TYPES;
  // The lines about the program itself are of these kinds, too.
  const info = (line: string): void => void (logLevels.includes('info') && log.say(line));
  const warn = (line: string): void => void (logLevels.includes('warning') && log.say(line));
  const fail = (line: string): void => void (logLevels.includes('error') && log.say(line));

  if (!(await writePidFile(process, start))) {
    fail('Error: Unable to write pid file.');
    return 1;
  }
  info(`${NAME} starting`);
  info(configFile === undefined ? 'Using default config.' : `Config loaded from ${configFile}.`);
  if (values.user !== undefined) warn('Warning: user: this broker stays the user who started it.');
  const broker = new Broker({
    clock: process.clock,
    random: process.random,
    settings: brokerSettings(values, isLocalOnly(start)),
    // Nobody listens: then nothing is put into words, either.
    ...(!log.isSilent && { log: ({ text }) => log.say(text) }),
    logLevels,
  });
  const ended = signalled(process, warn);
  const listeners = await openListeners(
    process,
    start,
    (line) => (line.startsWith('Error') ? fail(line) : info(line)),
    (stream) => broker.accept(stream),
  );
  if (listeners === undefined) return 1;
  info(`${NAME} running`);

  await ended;
  info(`${NAME} terminating`);
  for (const listener of listeners) listener.close();
  broker.close();
  if (values.pid_file !== undefined) await process.files.remove(values.pid_file).catch(ignoreMissing);
  return 0;
}

/** @returns whether it could be written; nothing is asked for: also true */
async function writePidFile({ files, pid }: Process, { values }: BrokerStart): Promise<boolean> {
  if (values.pid_file === undefined) return true;
  try {
    await files.write(values.pid_file, String(pid));
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}

/** As Mosquitto: if somebody else has removed it, or it cannot be removed, that is that. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof SystemError)) throw error;
}

const END: readonly Signal[] = ['SIGTERM', 'SIGINT'];

/** What Mosquitto does at these signals is not there yet; it must not end the broker. */
const NOT_YET: Readonly<Partial<Record<Signal, string>>> = {
  SIGHUP: 'SIGHUP: reading the configuration again is not there yet in this broker; start it anew.',
  SIGUSR1: 'SIGUSR1: keeping messages on disk is not there yet in this broker.',
  SIGUSR2: 'SIGUSR2: printing the subscriptions is not there yet in this broker.',
};

function signalled(process: Process, warn: (line: string) => void): Promise<void> {
  for (const [signal, text] of Object.entries(NOT_YET)) process.onSignal(signal as Signal, () => warn(text));
  return new Promise((resolve) => {
    for (const signal of END) process.onSignal(signal, () => resolve());
  });
}
