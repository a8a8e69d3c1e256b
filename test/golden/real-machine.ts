import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePorts } from './free-ports.ts';
import type { Machine } from './machine.ts';
import { ShellProcess } from './shell-process.ts';

/**
 * This machine: processes in a directory of their own.
 * @param bin directory searched first for the programs; absent: the system's own
 */
export async function realMachine(bin?: string): Promise<Machine> {
  const ports = await freePorts(4);
  const directory = mkdtempSync(join(tmpdir(), 'golden-'));
  // A real mosquitto that root starts becomes another user and writes here.
  chmodSync(directory, 0o777);
  const env = {
    PATH: [...(bin === undefined ? [] : [bin]), '/usr/bin', '/usr/sbin', '/bin'].join(':'),
    HOME: directory,
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONUNBUFFERED: '1',
  };
  return {
    directory,
    ports,
    async write(name, text) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    start: (command, stdin) => new ShellProcess(command, directory, env, stdin),
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    async dispose() {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
