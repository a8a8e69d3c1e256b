/** Plays the script before the Mosquitto of this machine: `npx node test/broker/sys-tree/record.ts`, a minute and a half. */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../golden/free-ports.ts';
import { mosquittoProcess, type MosquittoProcess } from '../../kit/mosquitto.ts';
import { tcpClient } from '../../kit/server.ts';
import { record, type Started } from './script.ts';

const [port = 0] = await freePorts(1);
let mosquitto: MosquittoProcess | undefined;

async function start(): Promise<Started> {
  await mosquitto?.stop();
  // It counts whole seconds: begun early in one, its looks are where they are expected.
  await sleep(1_050 - (Date.now() % 1_000));
  const startedAt = Date.now();
  mosquitto = await mosquittoProcess(`listener ${port} 127.0.0.1\nallow_anonymous true\nsys_interval 1\n`);
  await sleep(120);
  return {
    connect: () => tcpClient(port),
    until: (seconds) => sleep(Math.max(0, startedAt + seconds * 1000 - Date.now())),
    settle: () => sleep(100),
  };
}

const recording = await record(start);
await mosquitto?.stop();
writeFileSync(new URL('./recording.json', import.meta.url), `${JSON.stringify(recording, null, 2)}\n`);
