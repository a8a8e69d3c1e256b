import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programPath } from '../../kit/programs.ts';
import { tcpClient } from '../../kit/server.ts';
import { freePort } from '../real-mosquitto.ts';
import { aclText, passwordText } from './setup.ts';
import type { Guard, Setup } from './setup.ts';

/** The Mosquitto of this machine with the same rules. */
export const guardedMosquitto: Guard = async (first) => {
  const program = programPath('mosquitto');
  if (program === undefined) throw new Error('no mosquitto on the PATH: install it (apt-get install mosquitto)');
  const folder = mkdtempSync(join(tmpdir(), 'kleber-guarded-'));
  // It gives up being root, and then has to read them nevertheless.
  chmodSync(folder, 0o755);
  const port = await freePort();
  await write(folder, port, first);
  const process = spawn(program, ['-c', join(folder, 'mosquitto.conf'), '-v'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(process, 'close');
  let log = '';
  let wake = (): void => {};
  process.stderr.on('data', (data: Buffer) => {
    log += String(data);
    wake();
  });
  const said = async (what: RegExp): Promise<void> => {
    while (!what.test(log)) {
      if (process.exitCode !== null) throw new Error(`mosquitto has ended: ${log}`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  process.once('close', () => wake());
  await said(/mosquitto version \S+ running/);
  return {
    connect: () => tcpClient(port),
    async reload(setup) {
      await write(folder, port, setup);
      log = '';
      process.kill('SIGHUP');
      await said(/Reloading config/);
      // The line comes first: whoever is answered after it finds all done.
      const client = await tcpClient(port);
      client.sendBytes(0xff);
      await client.end();
    },
    async close() {
      process.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

async function write(folder: string, port: number, setup: Setup): Promise<void> {
  const { allowAnonymous = true, passwords, acl, settings = {}, listener = {} } = setup;
  const lines = [`listener ${port} 127.0.0.1`, `allow_anonymous ${allowAnonymous}`];
  for (const [name, value] of Object.entries({ ...settings, ...listener })) lines.push(`${snakeCase(name)} ${value}`);
  if (passwords !== undefined) {
    writeFileSync(join(folder, 'passwords'), await passwordText(passwords));
    lines.push(`password_file ${join(folder, 'passwords')}`);
  }
  if (acl !== undefined) {
    writeFileSync(join(folder, 'acl'), aclText(acl));
    lines.push(`acl_file ${join(folder, 'acl')}`);
  }
  writeFileSync(join(folder, 'mosquitto.conf'), [...lines, ''].join('\n'));
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
