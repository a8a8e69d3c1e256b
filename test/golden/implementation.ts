import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mosquittoPrograms } from '#runtime/programs/index.ts';
import type { Machine } from './machine.ts';
import { realMachine } from './real-machine.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Whether Debian's mosquitto is installed. */
export const hasMosquitto = ['/usr/sbin/mosquitto', '/usr/bin/mosquitto'].some((path) => existsSync(path));

/** Whether Debian's mosquitto-clients is, in the version that was recorded or any other. */
export const hasMosquittoClients = existsSync('/usr/bin/mosquitto_pub');

/** Whether the system's Python has paho-mqtt, with which the talk's controller is written. */
export const hasPaho = spawnSync('/usr/bin/python3', ['-c', 'import paho.mqtt.client']).status === 0;

/** What of the recorded tools this machine lacks. */
export const missingTools = (): string[] => [
  ...(hasMosquitto ? [] : ['mosquitto']),
  ...(hasMosquittoClients ? [] : ['mosquitto_pub, mosquitto_sub, mosquitto_rr']),
  ...(hasPaho ? [] : ['paho-mqtt for /usr/bin/python3']),
];

/** A directory to be put first on PATH, and how to be rid of it. */
export interface Implementation {
  readonly bin: string;
  /** This machine, with these programs. */
  open(): Promise<Machine>;
  dispose(): void;
}

/** Our programs under their names; with `broker`, our broker as `mosquitto` too. */
export function ourPrograms(options: { broker: boolean }): Implementation {
  const bin = mkdtempSync(join(tmpdir(), 'golden-bin-'));
  const put = (name: string, script: string, ...words: string[]): void => {
    const command = [process.execPath, here(script), ...words].map((word) => `'${word}'`).join(' ');
    const path = join(bin, name);
    // Compiled once for all the processes of a run.
    writeFileSync(path, `#!/bin/sh\nexport NODE_COMPILE_CACHE='${join(bin, 'cache')}'\nexec ${command} "$@"\n`);
    chmodSync(path, 0o755);
  };
  for (const { name } of mosquittoPrograms) {
    if (name !== 'mosquitto' || options.broker) put(name, '../../runtime/programs/node/main.ts', name);
  }
  return { bin, open: () => realMachine(bin), dispose: () => rmSync(bin, { recursive: true, force: true }) };
}
