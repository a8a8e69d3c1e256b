import { pbkdf2 } from 'node:crypto';
import { appendFile, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Files, Process, Signal } from '#runtime/pi/process.ts';
import { SIGNAL_NUMBER } from '#runtime/pi/process.ts';
import type { Hashes } from '#runtime/ports.ts';
import { background, ready } from './background.ts';
import { becomeUser } from './become-user.ts';
import { NodeClock } from './node-clock.ts';
import { NodeInput } from './node-input.ts';
import { NodeNetwork } from './node-network.ts';
import { NodeOutput } from './node-output.ts';
import { nodeRandom } from './node-random.ts';
import { nodeSyslog } from './node-syslog.ts';
import { openToAppend } from './open-to-append.ts';
import { aboutFile } from './system-error.ts';

/** The process that Node itself is, as a portable program sees it. */
export interface NodeProcess extends Process {
  readonly network: NodeNetwork;
}

/** @param argv argv[0] is the program's name */
export function nodeProcess(argv: readonly string[]): NodeProcess {
  const clock = new NodeClock();
  // Node ignores SIGPIPE, whose default action is to end: it is made up for where a write fails.
  let broken: (() => void) | undefined = endByPipe;
  const syslog = nodeSyslog();
  return {
    pid: process.pid,
    argv,
    // Portable programs know their time zone by TZ alone; here the system has one besides.
    env: { TZ: Intl.DateTimeFormat().resolvedOptions().timeZone, ...definedOnly(process.env) },
    cwd: process.cwd(),
    hostname: hostname(),
    stdin: new NodeInput(process.stdin),
    stdout: new NodeOutput(process.stdout, () => broken?.()),
    stderr: new NodeOutput(process.stderr, () => broken?.()),
    clock,
    random: nodeRandom,
    network: new NodeNetwork(),
    files,
    hashes,
    becomeUser,
    background: (words) => background(words, argv.length - 1),
    ready,
    ...(syslog !== undefined && { syslog }),
    openRecords: async (path, options) => {
      // SQLite is read when it is needed: most tools never do.
      const { SqliteRecords } = await import('./sqlite-records.ts');
      return new SqliteRecords(path, options);
    },
    sleep: (ms) => new Promise((wake) => void clock.timer(ms, wake)),
    onSignal(signal, action) {
      if (signal !== 'SIGPIPE') return onSignal(signal, action);
      broken = action === 'default' ? endByPipe : action === 'ignore' ? undefined : action;
    },
  };
}

const files: Files = {
  append: openToAppend,
  async read(path) {
    return aboutFile(path, readFile(resolve(path)));
  },
  async write(path, data, { append = false, mode } = {}) {
    const write = append ? appendFile : writeFile;
    await aboutFile(path, write(resolve(path), data, mode === undefined ? {} : { mode }));
  },
  async remove(path) {
    await aboutFile(path, unlink(resolve(path)));
  },
  async rename(from, to) {
    await aboutFile(from, rename(resolve(from), resolve(to)));
  },
  async list(path) {
    const names = await aboutFile(path, readdir(resolve(path)));
    return names.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  },
};

/** On the threads of Node's pool: others are served meanwhile. */
const hashes: Hashes = {
  pbkdf2: (password, salt, iterations) =>
    new Promise((resolve, reject) => {
      pbkdf2(password, salt, iterations, 64, 'sha512', (error, key) => {
        if (error === null) resolve(new Uint8Array(key));
        else reject(error);
      });
    }),
};

function endByPipe(): never {
  process.exit(128 + SIGNAL_NUMBER.SIGPIPE);
}

function onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void {
  process.removeAllListeners(signal);
  if (action === 'default') return;
  process.on(signal, action === 'ignore' ? () => undefined : action);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
