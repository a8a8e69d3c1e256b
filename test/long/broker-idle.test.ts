/**
 * Ten thousand clients that have subscribed and do nothing. Their sockets are held by several processes,
 * since one may have so many files open and no more.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { residentBytes } from '../bench/load/process-figures.ts';
import { brokerProcess } from './broker-process.ts';

const CLIENTS = 10_000;
const HOLDERS = 4;
const MOST_BYTES = 8_000;
/** Files that the broker itself needs. */
const OTHER_FILES = 100;

const holder = new URL('./idle-clients.ts', import.meta.url).pathname;

/** What `ulimit -Hn` says: Node raises its own limit to that. */
async function mostFiles(): Promise<number> {
  const shell = spawn('sh', ['-c', 'ulimit -Hn'], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  shell.stdout.on('data', (data: Buffer) => (output += String(data)));
  await once(shell, 'close');
  return output.trim() === 'unlimited' ? Infinity : Number(output);
}

const files = await mostFiles();

test.skipIf(files < CLIENTS + OTHER_FILES)(
  `${CLIENTS} idle clients take at most ${MOST_BYTES} bytes each, and one more is served as usual`,
  async () => {
    const broker = await brokerProcess('log_type error\nlog_type notice\nlog_type information\n');
    const before = residentBytes(broker.pid);
    const holders = Array.from({ length: HOLDERS }, (_, index) =>
      spawn(process.execPath, [holder, String(broker.port), String(index), String(CLIENTS / HOLDERS)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    try {
      await Promise.all(holders.map(({ stdout }) => once(stdout, 'data')));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const each = (residentBytes(broker.pid) - before) / CLIENTS;
      expect(each).toBeLessThan(MOST_BYTES);
      const client = await broker.connect();
      await client.connect('one-more');
      await client.subscribe('+/x');
      client.publish('one-more/x', 'hello');
      expect(await client.sync()).toHaveLength(1);
    } finally {
      for (const process of holders) process.kill('SIGKILL');
    }
    // All of them are gone at once: nothing is left of them, and the broker is still there.
    const client = await broker.connect();
    await client.connect('last');
    expect(await client.sync()).toEqual([]);
    await broker.stop();
  },
);
