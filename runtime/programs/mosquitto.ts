/**
 * mosquitto(8): the broker as a program of its own, in the foreground, until SIGTERM or SIGINT. What it
 * prints and exits with is Mosquitto's: 0 after a signal, 1 when an address cannot be had, 3 when the
 * command line or the configuration cannot be used.
 */
import { Broker } from '#runtime/broker/broker.ts';
import type { Process, Signal } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import { isLocalOnly, openListeners } from './mosquitto-listeners.ts';
import { MosquittoLog, type Say } from './mosquitto-log.ts';
import { brokerSettings, unsupported } from './mosquitto-settings.ts';
import { type BrokerStart, NoStart, readStart } from './mosquitto-start.ts';

const NAME = 'mosquitto version 2.0.11';

export async function mosquitto(process: Process): Promise<number> {
  const log = new MosquittoLog(process);
  const say: Say = (level, line) => log.say(level, line);
  let start: BrokerStart;
  try {
    start = await readStart(process, say);
  } catch (error) {
    if (!(error instanceof NoStart)) throw error;
    for (const line of error.lines) log.say('error', line);
    await log.flush();
    if (error.err !== '') await process.stderr.write(error.err);
    if (error.out !== '') await process.stdout.write(error.out);
    return 3;
  }
  const why = unsupported(start);
  if (why !== undefined) {
    log.say('error', why);
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
  await log.configure(values);

  if (!(await writePidFile(process, start))) {
    log.say('error', 'Error: Unable to write pid file.');
    return 1;
  }
  log.say('info', `${NAME} starting`);
  log.say('info', configFile === undefined ? 'Using default config.' : `Config loaded from ${configFile}.`);
  if (values.user !== undefined) log.say('warning', 'Warning: user: this broker stays the user who started it.');
  const broker = new Broker({
    clock: process.clock,
    random: process.random,
    settings: brokerSettings(values, isLocalOnly(start)),
    // Nobody listens: then nothing is put into words, either.
    ...(!log.isSilent && { log: ({ level, text }) => log.say(level, text), logLevels: log.types }),
  });
  const ended = signalled(process, (line) => log.say('warning', line));
  const listeners = await openListeners(
    process,
    start,
    (level, line) => log.say(level, line),
    (stream) => broker.accept(stream),
  );
  if (listeners === undefined) return 1;
  log.say('info', `${NAME} running`);
  process.ready?.();

  await ended;
  log.say('info', `${NAME} terminating`);
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
