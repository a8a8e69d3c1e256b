import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from './programs.ts';

/** The Mosquitto of this machine, running, with its log (`-v`). */
export interface MosquittoProcess {
  /** What it has logged and nobody has taken. */
  log(): string;
  /** Waits until the log says it, and takes it away. @returns what came before. @throws Error when the process ends instead */
  logUntil(text: string): Promise<string>;
  signal(name: 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2'): void;
  /** Its own, with its mosquitto.conf. */
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * @param conf lines of its mosquitto.conf, or what makes them for its folder. Files that they name must be readable
 * for all: it gives up being root
 */
export async function mosquittoProcess(
  conf: string | ((folder: string) => string | Promise<string>),
): Promise<MosquittoProcess> {
  const program = programPath('mosquitto');
  if (program === undefined) throw new Error('no mosquitto on the PATH: install it (apt-get install mosquitto)');
  const folder = mkdtempSync(join(tmpdir(), 'kleber-mosquitto-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'mosquitto.conf'), typeof conf === 'string' ? conf : await conf(folder));
  const child = spawn(program, ['-c', join(folder, 'mosquitto.conf'), '-v'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close');
  let hasEnded = false;
  let log = '';
  let wake = (): void => {};
  child.stderr.on('data', (data: Buffer) => {
    log += String(data);
    wake();
  });
  child.once('close', () => {
    hasEnded = true;
    wake();
  });
  const logUntil = async (text: string): Promise<string> => {
    for (;;) {
      const at = log.indexOf(text);
      if (at >= 0) {
        const before = log.slice(0, at);
        log = log.slice(at + text.length);
        return before;
      }
      if (hasEnded) throw new Error(`mosquitto has ended:\n${log}`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const whileStarting = await logUntil(' running\n');
  log = whileStarting + log;
  return { folder, log: () => log, logUntil, signal: (name) => void child.kill(name), stop };
}
