/** Programs over paho, with the paho 1.6.1 of this machine and with ours on a simulated Pi: they print the same. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labMachine } from '../golden/lab-machine.ts';
import { hasPaho } from '../golden/implementation.ts';
import { programThreads } from '../kit/program-threads.ts';
import { brokerProcess, type BrokerProcess } from './broker-process.ts';

const folder = new URL('./paho/', import.meta.url);
const programs = readdirSync(folder).filter((name) => name.endsWith('.py'));
const threads = programThreads();
/** None of them takes a second. */
const PATIENCE_MS = 10_000;

interface Printed {
  readonly stdout: string;
  /** Of a traceback the last line: what stands above it is as long as there are frames. */
  readonly stderr: string;
  readonly status: number | 'running' | null;
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

function real(name: string, port: number): Promise<Printed> {
  const child = spawn('/usr/bin/python3', [name, '127.0.0.1', String(port)], {
    cwd: folder.pathname,
    timeout: PATIENCE_MS,
  });
  const text = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (data) => (text[stream] += String(data)));
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ stdout: text.stdout, stderr: lastLine(text.stderr), status }));
  });
}

async function ours(name: string): Promise<Printed> {
  const machine = await labMachine(threads);
  try {
    await machine.write(name, readFileSync(new URL(name, folder), 'utf8'));
    const running = machine.start(`exec python3 ${name} 127.0.0.1 1883`);
    await running.wait(PATIENCE_MS);
    return { stdout: running.text('stdout'), stderr: lastLine(running.text('stderr')), status: running.exit };
  } finally {
    await machine.dispose();
  }
}

describe.skipIf(!hasPaho)('the same program prints the same with the real paho and with ours', () => {
  let broker: BrokerProcess;
  beforeAll(async () => {
    broker = await brokerProcess();
  });
  afterAll(() => broker.stop());

  it.each(programs)('%s', async (name) => {
    expect(await ours(name)).toEqual(await real(name, broker.port));
  });
});
