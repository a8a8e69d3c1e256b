/** Plays the script before the Mosquitto of this machine: `npx node test/broker/sys-tree/record.ts`, a minute and a half. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programPath } from '../../kit/programs.ts';
import { tcpClient } from '../../kit/server.ts';
import { record, type Started } from './script.ts';

const program = programPath('mosquitto');
if (program === undefined) throw new Error('no mosquitto on the PATH: install it (apt-get install mosquitto)');
const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as { port: number };
server.close();
await once(server, 'close');

const folder = mkdtempSync(join(tmpdir(), 'kleber-sys-'));
const conf = join(folder, 'mosquitto.conf');
writeFileSync(conf, `listener ${port} 127.0.0.1\nallow_anonymous true\nsys_interval 1\n`);
let mosquitto: ChildProcess | undefined;

async function stop(): Promise<void> {
  if (mosquitto === undefined) return;
  const ended = once(mosquitto, 'close');
  mosquitto.kill('SIGTERM');
  await ended;
}

async function start(path: string): Promise<Started> {
  await stop();
  // It counts whole seconds: begun early in one, its looks are where they are expected.
  await sleep(1_050 - (Date.now() % 1_000));
  const startedAt = Date.now();
  const process = spawn(path, ['-c', conf, '-v'], { stdio: ['ignore', 'ignore', 'pipe'] });
  mosquitto = process;
  await new Promise<void>((resolve) => {
    let log = '';
    process.stderr.on('data', (data: Buffer) => {
      log += String(data);
      if (/ running/.test(log)) resolve();
    });
  });
  await sleep(120);
  return {
    connect: () => tcpClient(port),
    until: (seconds) => sleep(Math.max(0, startedAt + seconds * 1000 - Date.now())),
    settle: () => sleep(100),
  };
}

const recording = await record(() => start(program));
await stop();
rmSync(folder, { recursive: true, force: true });
writeFileSync(new URL('./recording.json', import.meta.url), `${JSON.stringify(recording, null, 2)}\n`);
