/**
 * mosquitto(8): the broker as a program of its own, until SIGTERM or SIGINT. What it prints and exits with
 * is Mosquitto's: 0 after a signal; 1 when it cannot come up, for an address or a certificate say; 3 when
 * the command line or the configuration cannot be used; 13 when a password or ACL file is missing.
 */
import type { ConfigValues } from '#runtime/config/values.ts';
import type { Process, Signal } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import { MosquittoLog } from './mosquitto-log.ts';
import { MosquittoService, NotStarted } from './mosquitto-service.ts';
import { type BrokerStart, NoStart, readStart } from './mosquitto-start.ts';

export async function mosquitto(process: Process): Promise<number> {
  const log = new MosquittoLog(process);
  let start: BrokerStart;
  try {
    start = await readStart(process, log);
  } catch (error) {
    if (!(error instanceof NoStart)) throw error;
    for (const line of error.lines) log.say('error', line);
    await log.flush();
    if (error.err !== '') await process.stderr.write(error.err);
    if (error.out !== '') await process.stdout.write(error.out);
    return 3;
  }
  try {
    return await run(process, start, log);
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    return error.status;
  } finally {
    await log.close();
  }
}

/** @returns the exit code, once a signal has ended it. @throws NotStarted */
async function run(process: Process, start: BrokerStart, log: MosquittoLog): Promise<number> {
  const { values } = start;
  // A log that nobody reads any more does not end a broker.
  process.onSignal('SIGPIPE', 'ignore');
  await becomeUser(process, values, log);
  if (start.daemon) return daemonise(process, log);
  if (!(await writePidFile(process, values))) {
    log.say('error', 'Error: Unable to write pid file.');
    return 1;
  }
  const signals = new Signals(process);
  try {
    const service = await MosquittoService.start(process, start, log);
    for (;;) {
      const signal = await signals.next();
      if (signal === 'SIGHUP') await service.reload();
      else if (signal === 'SIGUSR1') service.save();
      else if (signal === 'SIGUSR2') await service.print();
      else break;
    }
    await service.stop();
    return 0;
  } finally {
    if (values.pid_file !== undefined) await process.files.remove(values.pid_file).catch(ignoreMissing);
  }
}

/** Root becomes the `user` of the configuration; whoever else has started it stays. @throws NotStarted */
async function becomeUser(process: Process, { user }: ConfigValues, log: MosquittoLog): Promise<void> {
  if (user === undefined) return;
  const became = await process.becomeUser?.(user);
  if (became === undefined) {
    log.say('warning', 'Warning: user: this broker stays the user who started it.');
  } else if (became === 'unknown') {
    log.say('error', `Error: Unable to drop privileges to '${user}' because this user does not exist.`);
    throw new NotStarted(1);
  } else if (became === 'root') {
    log.say('warning', 'Warning: Mosquitto should not be run as root/administrator.');
  }
}

/** `-d`: the same again in the background, without the word itself. @returns 0 as soon as that runs */
async function daemonise(process: Process, log: MosquittoLog): Promise<number> {
  const words = process.argv.slice(1).filter((word) => word !== '-d' && word !== '--daemon');
  const status = (await process.background?.(words)) ?? 3;
  if (status !== 0) {
    log.say('error', `Error: The broker has ended in the background with ${status}: without -d it says why.`);
  }
  return status;
}

/** @returns whether it could be written; nothing is asked for: also true */
async function writePidFile({ files, pid }: Process, { pid_file: path }: ConfigValues): Promise<boolean> {
  if (path === undefined) return true;
  try {
    await files.write(path, String(pid));
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

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const satisfies readonly Signal[];

/** Signals one after the other: what one asks for is done before the next is looked at. */
class Signals {
  readonly #came: (typeof SIGNALS)[number][] = [];
  #wake: (() => void) | undefined;

  constructor(process: Process) {
    for (const signal of SIGNALS) {
      process.onSignal(signal, () => {
        this.#came.push(signal);
        this.#wake?.();
      });
    }
  }

  async next(): Promise<(typeof SIGNALS)[number]> {
    for (;;) {
      const signal = this.#came.shift();
      if (signal !== undefined) return signal;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
