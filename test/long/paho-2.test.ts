/**
 * Programs written for paho 2, on a simulated Pi. What they print there is what they printed with paho-mqtt 2.1.0,
 * Python 3.11 and Mosquitto 2.0.11: `python3 FILE.py 127.0.0.1 PORT > FILE.out`. Debian has paho 1.6.1 only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { labMachine } from '../golden/lab-machine.ts';
import { programThreads } from '../kit/program-threads.ts';

const folder = new URL('./paho-2/', import.meta.url);
const programs = readdirSync(folder).filter((name) => name.endsWith('.py'));
const threads = programThreads();
const PATIENCE_MS = 10_000;

it.each(programs)('%s', async (name) => {
  const machine = await labMachine(threads);
  try {
    await machine.write(name, readFileSync(new URL(name, folder), 'utf8'));
    const running = machine.start(`exec python3 ${name} 127.0.0.1 1883`);
    await running.wait(PATIENCE_MS);
    expect({ stderr: running.text('stderr'), status: running.exit, stdout: running.text('stdout') }).toEqual({
      stderr: '',
      status: 0,
      stdout: readFileSync(new URL(name.replace(/py$/, 'out'), folder), 'utf8'),
    });
  } finally {
    await machine.dispose();
  }
});
