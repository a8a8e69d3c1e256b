/** `--durable`: the disk has what is acknowledged, before it is. Seen by strace, which must be installed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KilledBroker } from './killed/killed-broker.ts';
import { seenIn, straceTo, syncedBefore } from './killed/system-calls.ts';
import { waitingSession } from './killed/waiting-session.ts';

const ROUNDS = 30;

/** Publishes some batches of QoS 1, each acknowledged before the next, to a session that lasts. */
async function traced(args: readonly string[]): Promise<ReturnType<typeof syncedBefore>> {
  const broker = await KilledBroker.create({ args });
  const trace = join(broker.folder, 'trace');
  try {
    await broker.start();
    const strace = spawn('strace', straceTo(trace, broker.pid), { stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = once(strace, 'exit');
    // It says that it is attached.
    await Promise.race([
      once(strace.stderr, 'data'),
      ended.then(() => Promise.reject(new Error('strace has ended: may this user trace processes here?'))),
    ]);
    const pub = await waitingSession(broker.port);
    for (let round = 0; round < ROUNDS; round++) {
      for (let each = 1; each <= 5; each++) pub.publish('a', 'x', { qos: 1, packetId: round * 5 + each });
      for (let each = 1; each <= 5; each++) await pub.expect('PUBACK');
    }
    await pub.leave();
    await broker.kill('SIGTERM');
    await ended;
    return syncedBefore(seenIn(readFileSync(trace, 'utf8')));
  } finally {
    await broker.remove();
  }
}

test('every batch of PUBACKs comes behind an fdatasync of the write-ahead log', async () => {
  const { synced, unsynced } = await traced(['--durable']);
  expect(unsynced).toBe(0);
  expect(synced).toBeGreaterThanOrEqual(ROUNDS);
}, 120_000);

test('without it none does: it is the option that does it, and this test would see it missing', async () => {
  const { synced, unsynced } = await traced([]);
  expect(synced).toBe(0);
  expect(unsynced).toBeGreaterThanOrEqual(ROUNDS);
}, 120_000);
