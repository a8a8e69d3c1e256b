/**
 * `kleber sh`: a simulated Pi's shell in a real terminal, or a script in it with real streams.
 *
 *     kleber sh                       log in to rpi-broker, as a page's window does
 *     kleber sh --host rpi-sub
 *     kleber sh -c 'ls | wc -l'       run these lines, exit with their status
 *     kleber sh script.sh a b         run a file of this machine, with arguments
 *     kleber sh < script.sh           run what comes in
 *
 * Each run has a lab of its own, which ends with the shell; nothing is kept.
 */
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, isAbsolute, posix } from 'node:path';
import { HOSTS } from '#runtime/lab/hosts.ts';
import { Lab } from '#runtime/lab/lab.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import type { Pi } from '#runtime/pi/machine.ts';
import type { OpenFile, PiProcess } from '#runtime/pi/system.ts';
import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { NodeInput } from '#runtime/programs/node/node-input.ts';
import { NodeOutput } from '#runtime/programs/node/node-output.ts';
import { systemError } from '#runtime/programs/node/system-error.ts';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '#runtime/pi/error-text.ts';
import { Refusal } from './refusal.ts';

export const SH_HELP = `Usage: npx kleber sh [--host HOST] [-c LINES [NAME [ARGUMENT ...]] | FILE [ARGUMENT ...]]

Opens a shell on a simulated Raspberry Pi, with its network and its broker. With -c or a FILE it runs
that, with the streams of this terminal, and exits with its status. Every run has a fresh lab of its
own; nothing in it is kept, nothing of it reaches this machine.

  -c LINES     run these lines; the words behind them are $0, $1, $2, ...
  FILE         run this file of this machine
  --host HOST  ${Object.keys(HOSTS).join(', ')}; the first if you do not say
`;

export interface ShOptions {
  readonly help: boolean;
  readonly host: string;
  /** Words for bash; empty: what comes in on standard input, or a terminal. */
  readonly words: readonly string[];
}

const [FIRST_HOST = ''] = Object.keys(HOSTS);

/** @throws Refusal */
export const parseShOptions = (args: readonly string[]): ShOptions => {
  const rest = [...args];
  let host = FIRST_HOST;
  while (rest[0]?.startsWith('--') === true) {
    const [name, attached] = rest.shift()?.split('=', 2) ?? [];
    if (name === '--') break;
    if (name === '--help') return { help: true, host, words: [] };
    if (name !== '--host') throw new Refusal(`sh: no option "${name}"; npx kleber sh --help lists them`, 2);
    host = attached ?? rest.shift() ?? '';
    if (!(host in HOSTS)) {
      throw new Refusal(`sh: no host "${host}" in the lab; there are ${Object.keys(HOSTS).join(', ')}`, 2);
    }
  }
  if (rest[0] === '-c' && rest[1] === undefined) throw new Refusal('sh: -c needs the lines to run', 2);
  if (rest[0] !== '-c' && rest[0]?.startsWith('-') === true) {
    throw new Refusal(`sh: no option "${rest[0]}"; npx kleber sh --help lists them`, 2);
  }
  return { help: false, host, words: rest };
};

/** Runs `kleber sh`. Does not return: the lab ends with its shell. @throws Refusal */
export const sh = async ({ host, words }: ShOptions): Promise<never> => {
  const interactive = words.length === 0 && process.stdin.isTTY && process.stdout.isTTY;
  const script = words[0] === '-c' ? undefined : words[0];
  const content = script === undefined ? undefined : await scriptOf(script);
  const lab = new Lab({
    clock: new NodeClock(),
    seed: randomInt(2 ** 32),
    ...WHOLE_LAB,
    programs: new ProgramThreads(),
    terminals: interactive ? [host] : [],
  });
  await lab.ready;
  if (interactive) return atTerminal(lab);
  const pi = lab.pi(host);
  if (script !== undefined && content !== undefined) putScript(pi, script, content);
  return process.exit(await withStreams(pi, ['bash', ...words]));
};

/** @throws Refusal when the file cannot be read, with bash's exit status for that */
const scriptOf = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = systemError(cause as Error);
    throw new Refusal(`sh: ${path}: ${strerror(code)}`, code === 'ENOENT' ? 127 : 126);
  }
};

/** The script under the name by which it was called, so that `$0` and messages have it. */
const putScript = (pi: Pi, path: string, content: Uint8Array): void => {
  const name = isAbsolute(path) ? path : `/home/pi/${path.startsWith('../') ? basename(path) : path}`;
  const whole = posix.normalize(name);
  const owner = { owner: 'pi', group: 'pi' };
  for (let at = whole.indexOf('/', 1); at > 0; at = whole.indexOf('/', at + 1)) {
    const directory = whole.slice(0, at);
    if (!pi.files.exists(directory)) pi.files.makeDirectory(directory, owner);
  }
  pi.files.writeFile(whole, content, { mode: 0o755, ...owner });
};

const atTerminal = (lab: Lab): Promise<never> =>
  new Promise(() => {
    const [info] = lab.terminals;
    if (info === undefined) throw new Error('the lab has no terminal');
    const terminal = lab.terminal(info.id);
    const { stdin, stdout } = process;
    const shell = lab
      .pi(info.host)
      .processes()
      .find((process) => process.terminal === info.id)?.pid;
    terminal.output = (text) => stdout.write(text, () => terminal.drawn(text.length));
    const resize = (): void => terminal.resize(stdout.columns, stdout.rows);
    stdout.on('resize', resize);
    resize();
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.on('data', (keys) => terminal.input(String(keys)));
    lab.log.fold((event) => {
      if (event.kind !== 'process-ended' || event.host !== info.host || event.pid !== shell) return;
      const { status } = event;
      // What the shell said last is on its way to the screen still.
      setImmediate(() => {
        stdin.setRawMode(false);
        process.exit(status);
      });
    });
  });

/** Runs bash with this process's own three streams. @returns its exit status */
const withStreams = (pi: Pi, argv: readonly string[]): Promise<number> =>
  new Promise((resolve) => {
    const run = async (outer: PiProcess): Promise<number> => {
      const [input, feed] = outer.pipe();
      const [stdout, out] = outer.pipe();
      const [stderr, err] = outer.pipe();
      const files = new Map([
        [0, input],
        [1, out],
        [2, err],
      ]);
      const pid = outer.spawn({ run: '/usr/bin/bash', argv, files, group: 'new' });
      for (const file of files.values()) file.close();
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => send(outer, -pid, signal));
      }
      void feedFrom(new NodeInput(process.stdin), feed);
      const shown = Promise.all([pump(stdout, process.stdout), pump(stderr, process.stderr)]);
      const { status } = await outer.wait(pid);
      // Jobs that it left behind keep its pipes open: they end with the lab, and what was printed is shown.
      await Promise.race([shown, outer.sleep(LINGER)]);
      resolve(status);
      return 0;
    };
    pi.spawn({ run, argv: ['kleber-sh'], user: 'pi', by: 'learner' });
  });

/** Milliseconds for what was printed last to reach this machine's streams. */
const LINGER = 50;

const send = (outer: PiProcess, target: number, signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
  try {
    outer.kill(target, signal);
  } catch (error) {
    if (!(error instanceof SystemError && error.code === 'ESRCH')) throw error;
  }
};

const feedFrom = async (stdin: NodeInput, feed: OpenFile): Promise<void> => {
  try {
    for (let bytes = await stdin.read(); bytes !== null; bytes = await stdin.read()) await feed.write(bytes);
  } catch (error) {
    // Nobody in the lab reads it any more.
    if (!(error instanceof SystemError && error.code === 'EPIPE')) throw error;
  } finally {
    feed.close();
  }
};

/** Until its end, or until this machine's side is closed: then the lab's side is, and writers get SIGPIPE. */
const pump = async (from: OpenFile, to: NodeJS.WriteStream): Promise<void> => {
  const output = new NodeOutput(to, () => {});
  try {
    for (let bytes = await from.read(65_536); bytes !== null; bytes = await from.read(65_536))
      await output.write(bytes);
  } catch (error) {
    if (!(error instanceof SystemError && error.code === 'EPIPE')) throw error;
  } finally {
    from.close();
  }
};
