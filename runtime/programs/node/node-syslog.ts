/**
 * The system log of a machine with Node, which cannot speak to /dev/log itself: `logger` of util-linux,
 * logger(1), is started with the first line and passes them all on, each behind its priority.
 *
 *     <29>1795390386: mosquitto version 2.0.11 running         daemon.notice
 *     <131>1795390386: Error: Address already in use            local0.err
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { SyslogEntry } from '#runtime/pi/process.ts';

/** Of syslog(3). */
const DAEMON = 3;
const LOCAL0 = 16;
const SEVERITIES: Readonly<Record<SyslogEntry['severity'], number>> = {
  err: 3,
  warning: 4,
  notice: 5,
  info: 6,
  debug: 7,
};

/**
 * @param socket where the system listens
 * @returns undefined where nobody listens, or without that `logger`
 */
export function nodeSyslog(
  platform: string = process.platform,
  socket = '/dev/log',
): ((entry: SyslogEntry) => void) | undefined {
  if (platform !== 'linux' || !existsSync(socket)) return undefined;
  const program = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'logger'))
    .find(isExecutable);
  if (program === undefined) return undefined;
  let logger: ChildProcess | undefined;
  return ({ name, facility, severity, text }) => {
    logger ??= start(program, name);
    logger.stdin?.write(`<${facilityNumber(facility) * 8 + SEVERITIES[severity]}>${text}\n`);
  };
}

/** It says on standard error what is wrong with it; what it does not take is lost. */
function start(program: string, name: string): ChildProcess {
  const logger = spawn(program, ['--prio-prefix', '--tag', name, `--id=${process.pid}`], {
    stdio: ['pipe', 'ignore', 'inherit'],
    // A Ctrl-C that ends the broker must not end it before the last line.
    detached: true,
  });
  const ended = (): void => undefined;
  logger.on('error', ended);
  logger.stdin?.on('error', ended);
  logger.unref();
  return logger;
}

function facilityNumber(facility: SyslogEntry['facility']): number {
  return facility === 'daemon' ? DAEMON : LOCAL0 + Number(facility.slice('local'.length));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
