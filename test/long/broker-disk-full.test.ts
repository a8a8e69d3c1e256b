/** A disk that is full while messages come: nothing is acknowledged that was not written, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { brief } from '../kit/mqtt-client.ts';
import { tcpClient } from '../kit/server.ts';
import { KilledBroker } from './killed/killed-broker.ts';
import { waitingSession } from './killed/waiting-session.ts';

test('acknowledgements wait while the disk is full, come when there is room, and are true after kill -9', async () => {
  const broker = await KilledBroker.create({ fault: new URL('./killed/fault-small-files.ts', import.meta.url) });
  try {
    await broker.start();
    const pub = await waitingSession(broker.port);
    pub.publish('a', '1', { qos: 1, packetId: 1 });
    await pub.expect('PUBACK');

    const limit = (bytes: number | string): unknown =>
      execFileSync('prlimit', [`--pid=${broker.pid}`, `--fsize=${bytes}:unlimited`]);
    limit(statSync(join(broker.folder, 'mosquitto.db-wal')).size);
    const before = pub.chunks.length;
    for (const packetId of [2, 3]) pub.publish('a', `${packetId}`, { qos: 1, packetId });
    await pause(1_500);
    expect(pub.chunks.length).toBe(before);
    const said = (): string[] => broker.log.split('\n').filter((line) => line.includes('persistence store cannot'));
    await expect.poll(said).toHaveLength(1);

    limit('unlimited');
    for (const packetId of [2, 3]) expect((await pub.expect('PUBACK')).packetId).toBe(packetId);
    // A pipe of its own brings the log; the PUBACK may be here first.
    await expect.poll(() => broker.log).toContain('The persistence store can be written again');
    await broker.kill();
    await broker.start();
    const back = await tcpClient(broker.port);
    await back.connect('sub', { clean: false });
    expect((await back.sync()).map(brief)).toEqual(['a=1 q1 r0', 'a=2 q1 r0', 'a=3 q1 r0']);
    back.stream.destroy();
  } finally {
    await broker.remove();
  }
}, 60_000);
