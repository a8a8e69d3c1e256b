import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../golden/free-ports.ts';
import type { MqttTestClient } from '../kit/mqtt-client.ts';
import { tcpClient } from '../kit/server.ts';

const root = new URL('../..', import.meta.url).pathname;

export interface BrokerProcess {
  readonly pid: number;
  readonly port: number;
  /** A client that has not said CONNECT. */
  connect(): Promise<MqttTestClient>;
  /** What it has logged. */
  log(): string;
  stop(): Promise<void>;
}

/** `kleber mosquitto` as a process of its own. @param settings further lines of its configuration */
export async function brokerProcess(settings = ''): Promise<BrokerProcess> {
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'kleber-broker-'));
  const conf = join(folder, 'mosquitto.conf');
  writeFileSync(conf, `listener ${port} 127.0.0.1\nallow_anonymous true\n${settings}`);
  const child = spawn(process.execPath, [join(root, 'runtime/server/main.ts'), 'mosquitto', '-c', conf], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (data: Buffer) => {
      log += String(data);
      if (/ running$/m.test(log)) resolve();
    });
    child.once('exit', () => reject(new Error(`the broker ended:\n${log}`)));
  });
  return {
    pid: child.pid as number,
    port,
    connect: () => tcpClient(port),
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
