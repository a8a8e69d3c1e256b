/**
 * What a program sees of the machine it runs on: the same on a simulated Pi and, for the
 * mosquitto_* programs, on Node. A program is an async function of a process; its calls suspend it
 * as system calls do.
 *
 * A process that has been ended (SIGKILL, or a signal left to its default action) is taken off the
 * machine at once: its files and sockets are closed and its parent is told. A call that it waits in,
 * or would wait in, never returns on the simulated Pi: nothing of a dead process runs again. Any
 * other call throws `ProcessEnded`, which unwinds what is left and is caught by the machine.
 */
import type { Clock, Hashes, Network, Random, RecordStore } from '#runtime/ports.ts';

export type Program = (process: Process) => Promise<number>;

export type Signal =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGKILL'
  | 'SIGPIPE'
  | 'SIGALRM'
  | 'SIGTERM'
  | 'SIGUSR1'
  | 'SIGUSR2'
  | 'SIGCHLD'
  | 'SIGCONT'
  | 'SIGSTOP'
  | 'SIGTSTP'
  | 'SIGTTIN'
  | 'SIGTTOU'
  | 'SIGWINCH';

/** signal(7), arm and x86. A process ended by a signal has status 128 + its number. */
export const SIGNAL_NUMBER: Readonly<Record<Signal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGWINCH: 28,
};

/** Thrown into a process that is no more. Programs let it pass. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}

export interface Input {
  /** @returns at most `max` bytes, as soon as there are any; null at the end of the input */
  read(max?: number): Promise<Uint8Array | null>;
  readonly isTerminal: boolean;
  /** Of a terminal: whether it shows what is typed (ECHO of termios(3)). Absent: it always does. */
  setEcho?(shows: boolean): void;
}

export interface Output {
  /**
   * Resolves when the bytes are taken (a full pipe makes the writer wait). Text is written as UTF-8.
   * @throws SystemError `EPIPE` when nobody reads any more and SIGPIPE is ignored, `ENOSPC`
   */
  write(data: Uint8Array | string): Promise<void>;
  readonly isTerminal: boolean;
}

/** The file calls that portable programs need. Paths may be relative to `cwd`. */
export interface Files {
  /** @throws SystemError `ENOENT`, `EACCES`, `EISDIR` */
  read(path: string): Promise<Uint8Array>;
  /** Creates or truncates. @throws SystemError `ENOENT`, `EACCES`, `EISDIR`, `ENOSPC` */
  write(path: string, data: Uint8Array | string, options?: { append?: boolean; mode?: number }): Promise<void>;
  /** unlink(2). @throws SystemError `ENOENT`, `EACCES`, `EISDIR` */
  remove(path: string): Promise<void>;
  /** rename(2). @throws SystemError `ENOENT`, `EACCES`, `EISDIR`, `ENOTDIR` */
  rename(from: string, to: string): Promise<void> | void;
  /** Names in a directory, sorted by byte. @throws SystemError `ENOENT`, `EACCES`, `ENOTDIR` */
  list(path: string): Promise<readonly string[]> | readonly string[];
  /**
   * Opens a file to be written at its end, and makes it with `mode` if it is not there. What is written goes
   * to that file even when it has been renamed, until `close`. Absent: there is `write` alone.
   * @throws SystemError `ENOENT`, `EACCES`, `EISDIR`, `ENOSPC`
   */
  append?(path: string, mode: number): Promise<OpenFile>;
}

export interface OpenFile {
  /** @throws SystemError `ENOSPC`, `EIO` */
  write(data: Uint8Array | string): Promise<void>;
  close(): Promise<void>;
}

/** A line for the machine's own log, syslog(3). */
export interface SyslogEntry {
  /** Who says it. */
  readonly name: string;
  readonly facility: 'daemon' | `local${number}`;
  readonly severity: 'err' | 'warning' | 'notice' | 'info' | 'debug';
  readonly text: string;
}

export interface Process {
  readonly pid: number;
  /** argv[0] is the name it was called by. */
  readonly argv: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly hostname: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly files: Files;
  /** Absent: whoever needs them computes them itself, a little at a time. */
  readonly hashes?: Hashes;
  /**
   * A store of records in one file, which is made with its first commit. Absent: programs keep them in a
   * file of their own making.
   * @throws SystemError `EACCES`, `ENOENT`; StoreRefused
   */
  openRecords?(path: string, options: { readonly durable: boolean }): Promise<RecordStore>;
  /** Writes to the machine's own log, and waits for nothing. Absent: it has none that this process can reach. */
  syslog?(entry: SyslogEntry): void;
  /** On this process's clock. */
  sleep(ms: number): Promise<void>;
  /**
   * A handler instead of the default action; `ignore` and `default` as in signal(2). SIGKILL and
   * SIGSTOP cannot be handled. Handlers run between two calls of the program.
   */
  onSignal(signal: Signal, action: (() => void) | 'ignore' | 'default'): void;
  /**
   * setuid(2) and initgroups(3) of whoever is root. `stays`: another user cannot become anyone; `root`: it is
   * what was asked for. Absent, or undefined: there is no such call here.
   */
  becomeUser?(name: string): Promise<'done' | 'stays' | 'root' | 'unknown' | undefined>;
  /**
   * daemon(3), in our way: runs the same program with these words in the background, with no terminal and
   * without standard streams. @returns 0 once it has said `ready`, its exit status if it ended before. Absent: it cannot
   */
  background?(words: readonly string[]): Promise<number>;
  /** sd_notify(3), READY=1: whoever waits for this service to start may go on. Absent: nobody waits. */
  ready?(): void;
}
