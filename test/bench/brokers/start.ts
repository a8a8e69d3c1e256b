import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../golden/free-ports.ts';
import { programPath } from '../../kit/programs.ts';

/** Debian's. */
const mosquitto = programPath('mosquitto');

/** Brokers that are made for the measurement: they take a port. */
const SCRIPTS = { aedes: './aedes.ts', sink: './sink.ts', websocket: './websocket.ts' } as const;

export type BrokerName = 'ours' | 'mosquitto' | 'aedes';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const isInstalled = (name: BrokerName): boolean => name !== 'mosquitto' || mosquitto !== undefined;

export interface RunningBroker {
  readonly pid: number;
  readonly port: number;
  /** Kills it. */
  stop(): Promise<void>;
}

/** What of it outlives ours: nothing, what was acknowledged when it is killed, or also when the power fails. */
export type Lasting = 'nothing' | 'persistence' | 'durable';

/** A new process on a free port of this machine, that accepts connections. */
export async function startBroker(
  name: BrokerName | keyof typeof SCRIPTS,
  lasting: Lasting = 'nothing',
): Promise<RunningBroker> {
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'kleber-bench-'));
  const [command, ...args] = commandOf(name, port, folder, lasting);
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  await Promise.race([accepting(port), ended.then(([status]) => Promise.reject(new Error(`${name}: exit ${status}`)))]);
  return {
    pid: child.pid as number,
    port,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

function commandOf(
  name: BrokerName | keyof typeof SCRIPTS,
  port: number,
  folder: string,
  lasting: Lasting,
): [string, ...string[]] {
  if (name !== 'ours' && name !== 'mosquitto') return [process.execPath, here(SCRIPTS[name]), String(port)];
  const conf = join(folder, 'mosquitto.conf');
  writeFileSync(
    conf,
    // Debian's loses messages of QoS 2 past its window: it is given one that is large enough.
    `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 200\nlog_dest none\n` +
      (lasting === 'nothing' ? '' : `persistence true\npersistence_location ${folder}/\n`),
  );
  if (name === 'ours') {
    const ours = [here('../../../runtime/server/main.ts'), 'mosquitto', '-c', conf];
    return [process.execPath, ...ours, ...(lasting === 'durable' ? ['--durable'] : [])];
  }
  if (mosquitto === undefined) throw new Error('mosquitto is not installed');
  return [mosquitto, '-c', conf];
}

async function accepting(port: number): Promise<void> {
  for (;;) {
    const socket = connect({ port, host: '127.0.0.1' });
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    } finally {
      socket.destroy();
    }
  }
}
