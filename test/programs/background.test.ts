/** mosquitto -d and `user` on a real machine. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePorts } from '../golden/free-ports.ts';
import { ourPrograms } from '../golden/implementation.ts';
import { ShellProcess } from '../golden/shell-process.ts';
import { tcpClient } from '../kit/server.ts';

vi.setConfig({ testTimeout: 60_000 });

const ours = ourPrograms({ broker: true });
afterAll(() => ours.dispose());

let folder = '';
let port = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kleber-daemon-'));
  chmodSync(folder, 0o777);
  [port = 0] = await freePorts(1);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, name);

async function run(words: string, conf: string): Promise<{ status: number | 'running'; stderr: string }> {
  writeFileSync(file('a.conf'), conf);
  const process = new ShellProcess(`mosquitto ${words}`, folder, { PATH: `${ours.bin}:/usr/bin:/bin`, HOME: folder });
  await process.wait(40_000);
  return { status: process.exit, stderr: process.text('stderr') };
}

const CONF = (): string =>
  `pid_file ${file('m.pid')}\nlog_dest file ${file('m.log')}\nlistener ${port} 127.0.0.1\nallow_anonymous true\n`;

test('-d goes into the background as soon as it serves, and SIGTERM ends it there', async () => {
  expect(await run('-c a.conf -d', CONF())).toEqual({ status: 0, stderr: '' });
  const pid = Number(readFileSync(file('m.pid'), 'utf8'));
  try {
    const client = await tcpClient(port);
    expect(await client.connect('a')).toMatchObject({ reasonCode: 0 });
  } finally {
    process.kill(pid, 'SIGTERM');
  }
  await vi.waitUntil(() => !existsSync(file('m.pid')), { timeout: 10_000 });
  expect(readFileSync(file('m.log'), 'utf8')).toMatch(/running\n.*[^]*terminating\n$/);
});

test('-d says so when it could not come up', async () => {
  const { status, stderr } = await run('-c a.conf -d', `listener ${port} 192.0.2.1\n`);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^\d{10}: Error: The broker has ended in the background with 1: without -d it says why\.\n$/);
});

test.runIf(process.getuid?.() === 0)(
  'root becomes the user of the configuration before it writes anything',
  async () => {
    expect(await run('-c a.conf -d', `user nobody\n${CONF()}`)).toEqual({ status: 0, stderr: '' });
    const pid = Number(readFileSync(file('m.pid'), 'utf8'));
    try {
      expect(statSync(file('m.log')).uid).not.toBe(0);
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).not.toMatch(/^Uid:.*\b0\b/m);
    } finally {
      process.kill(pid, 'SIGTERM');
    }
    await vi.waitUntil(() => !existsSync(file('m.pid')), { timeout: 10_000 });
  },
);

test.runIf(process.getuid?.() === 0)('a user who does not exist ends it with 1', async () => {
  const { status, stderr } = await run('-c a.conf', `user nobody-of-that-name\n${CONF()}`);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /Error: Unable to drop privileges to 'nobody-of-that-name' because this user does not exist\.\n$/,
  );
});
