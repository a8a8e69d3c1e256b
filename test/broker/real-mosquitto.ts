import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../kit/programs.ts';
import { tcpClient } from '../kit/server.ts';
import type { Serve } from './contract.ts';

/** A port of this machine that a moment ago nobody had. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The Mosquitto of this machine, a fresh process each time: the contract is held against it as well. */
export const realMosquitto: Serve = async () => {
  const program = programPath('mosquitto');
  if (program === undefined) throw new Error('no mosquitto on the PATH: install it (apt-get install mosquitto)');
  const folder = mkdtempSync(join(tmpdir(), 'kleber-mosquitto-'));
  const port = await freePort();
  writeFileSync(join(folder, 'mosquitto.conf'), `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  const process = spawn(program, ['-c', join(folder, 'mosquitto.conf'), '-v'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(process, 'close');
  await new Promise<void>((resolve, reject) => {
    let log = '';
    process.stderr.on('data', (data: Buffer) => {
      log += String(data);
      if (/mosquitto version \S+ running/.test(log)) resolve();
    });
    process.once('close', () => reject(new Error(`mosquitto did not start: ${log}`)));
  });
  return {
    connect: () => tcpClient(port),
    async close() {
      process.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
