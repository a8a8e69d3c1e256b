/**
 * One running shell: its variables, options, jobs, and the process that it is. A subshell is a copy
 * in a process of its own.
 */
import { SystemError } from '#runtime/ports.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';
import type { Late } from '../late.ts';
import type { Command, OpenFile, PiProcess } from '../system.ts';
import type { List } from './ast.ts';
import { strerror } from '../error-text.ts';
import { Interrupted } from './flow.ts';
import type { History } from './history.ts';
import { Jobs } from './jobs.ts';
import type { Variables } from './variables.ts';

/** A command of the shell itself. Reads and writes through the descriptors of its shell. */
export type Builtin = (shell: Shell, args: readonly string[]) => Promise<number>;

export interface ShellOptions {
  /** `set -u` */
  nounset: boolean;
  /** `set -f` */
  noglob: boolean;
  /** `set -C`: `>` does not overwrite. */
  noclobber: boolean;
  /** `set -e` */
  errexit: boolean;
  /** `set -x` */
  xtrace: boolean;
}

export type LateParts = typeof import('./late-parts.ts');

/** What all shells of one machine share. */
export interface ShellSetting {
  readonly late: Late<LateParts>;
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** Runs a list: the executor, which builtins like `eval` need. */
  readonly execute: (shell: Shell, list: List) => Promise<number>;
  /** Runs a file of commands in a shell of its own. @returns its exit status */
  readonly runScript: (
    process: PiProcess,
    path: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => Promise<number>;
  /** How the machine's command of that path completes its words for Tab, if it does. */
  readonly completerOf?: (path: string) => Command['complete'];
}

export interface ShellStart {
  readonly process: PiProcess;
  readonly setting: ShellSetting;
  readonly variables: Variables;
  /** `$0` and the beginning of messages. */
  readonly name: string;
  readonly positional?: readonly string[];
  readonly interactive?: boolean;
  readonly login?: boolean;
}

export class Shell {
  readonly process: PiProcess;
  readonly setting: ShellSetting;
  readonly variables: Variables;
  readonly name: string;
  readonly interactive: boolean;
  readonly login: boolean;
  readonly jobs: Jobs;
  /** `$$`: in a subshell still the pid of the shell it came from. */
  readonly pid: number;
  readonly options: ShellOptions = { nounset: false, noglob: false, noclobber: false, errexit: false, xtrace: false };
  /** Looked at only when the shell is interactive. */
  readonly aliases = new Map<string, string>();
  positional: readonly string[];
  /** Pipelines get process groups, and the terminal's foreground moves with them. */
  jobControl = false;
  /** `$?` */
  status = 0;
  /** `$!` */
  lastBackground: number | undefined;
  /** Status of the last $(…) of the command being expanded. */
  substitutionStatus: number | undefined;
  /** Line of the script that is being run. */
  line = 1;
  /** Messages of a script or -c name the line; at a prompt there is none. */
  showLines: boolean;
  /** SIGINT came to this interactive shell. */
  interrupted = false;
  /** Loops around the command being run. */
  loops = 0;
  /** Files being sourced. */
  sources = 0;
  /** Inside a condition, `!`, `&&` or `||`: `set -e` looks away. */
  conditions = 0;
  /** Is a ( … ), a part of a pipeline, a $(…). */
  subshell = false;
  /** Started as `cmd &` without job control: SIGINT is ignored and must stay so. */
  ignoresInterrupt = false;
  history: History | undefined;
  /** `exit` has warned of stopped jobs. */
  warnedOfStopped = false;
  readonly #reading = new Map<OpenFile, Promise<Uint8Array | null>>();
  /** Resolved when SIGINT comes to an interactive shell. */
  #interruption = Promise.withResolvers<void>();

  constructor(start: ShellStart, from?: Shell) {
    this.process = start.process;
    this.setting = start.setting;
    this.variables = start.variables;
    this.name = start.name;
    this.interactive = start.interactive ?? false;
    this.login = start.login ?? false;
    this.positional = start.positional ?? [];
    this.pid = from?.pid ?? start.process.pid;
    this.showLines = from?.showLines ?? !this.interactive;
    this.jobs = new Jobs(this);
  }

  /** A copy in `process`: what it changes stays its own. */
  fork(process: PiProcess): Shell {
    const { setting, name, positional } = this;
    const copy = new Shell({ process, setting, name, positional, variables: this.variables.clone() }, this);
    Object.assign(copy.options, this.options);
    copy.status = this.status;
    copy.lastBackground = this.lastBackground;
    copy.line = this.line;
    copy.loops = this.loops;
    copy.sources = this.sources;
    copy.conditions = this.conditions;
    copy.history = this.history;
    copy.jobs.inherit(this.jobs);
    copy.subshell = true;
    return copy;
  }

  /** A variable or special parameter. */
  parameter(name: string): string | undefined {
    switch (name) {
      case '?':
        return String(this.status);
      case '$':
        return String(this.pid);
      case '!':
        return this.lastBackground === undefined ? undefined : String(this.lastBackground);
      case '#':
        return String(this.positional.length);
      case '0':
        return this.name;
      case '-':
        return this.#flags();
      case 'BASHPID':
        return String(this.process.pid);
      case 'PPID':
        return String(this.process.parent);
      case 'RANDOM': {
        const [high = 0, low = 0] = this.process.random.bytes(2);
        return String(((high & 0x7f) << 8) | low);
      }
      case 'SECONDS':
        return String(Math.floor((this.process.clock.now() - this.#started) / 1_000));
      default:
        return this.variables.get(name);
    }
  }

  assign(name: string, value: string): void {
    this.variables.set(name, value);
  }

  homeOf(user: string): string | undefined {
    if (user === '' || user === this.process.user) return this.variables.get('HOME') ?? `/home/${this.process.user}`;
    if (user === 'root') return '/root';
    try {
      return this.process.fs.stat(`/home/${user}`).kind === 'directory' ? `/home/${user}` : undefined;
    } catch {
      return undefined; // No such user: `~name` stays as it is.
    }
  }

  /**
   * Writes to standard output or error.
   * @throws SystemError `EBADF`, `ENOSPC`, `EPIPE`, `EIO`, of standard output only
   */
  async print(text: string, descriptor: 1 | 2 = 1): Promise<void> {
    const file = this.process.fds.get(descriptor);
    if (descriptor === 2) return this.#printError(text, file);
    if (file === undefined) throw new SystemError('EBADF');
    await file.write(new TextEncoder().encode(text));
  }

  /** A message as bash gives it: `bash: line 3: text`, at a prompt `-bash: text`. */
  async complain(text: string, to: OpenFile | undefined = this.process.fds.get(2)): Promise<void> {
    const where = this.showLines ? `line ${this.line}: ` : '';
    await this.#printError(`${this.name}: ${where}${text}\n`, to);
  }

  async #printError(text: string, file: OpenFile | undefined): Promise<void> {
    try {
      await file?.write(new TextEncoder().encode(text));
    } catch (error) {
      // Standard error is closed, full or hung up: there is nowhere left to say so.
      codeOf(error);
    }
  }

  /** SIGINT came: every wait of an interactive shell ends. */
  interrupt(): void {
    this.interrupted = true;
    this.#interruption.resolve();
  }

  /**
   * The next byte from a file. A read that Ctrl-C has interrupted goes on waiting, as a system call
   * cannot be taken back here: the next reader gets what it brings.
   * @returns undefined at the end
   * @throws Interrupted
   */
  async readByte(file: OpenFile): Promise<number | undefined> {
    const reading = this.#reading.get(file) ?? file.read(1);
    this.#reading.set(file, reading);
    const bytes = await (this.interactive ? Promise.race([reading, this.#interruption.promise]) : reading);
    if (this.interrupted) throw new Interrupted();
    this.#reading.delete(file);
    return bytes?.[0];
  }

  /** Forgets a SIGINT: the prompt is back. */
  settleInterrupt(): void {
    this.interrupted = false;
    this.#interruption = Promise.withResolvers<void>();
  }

  get interruption(): Promise<void> {
    return this.#interruption.promise;
  }

  #flags(): string {
    const { errexit, noglob, nounset, xtrace, noclobber } = this.options;
    const set = [
      ['e', errexit],
      ['f', noglob],
      ['h', true],
      ['i', this.interactive],
      ['m', this.jobControl],
      ['u', nounset],
      ['x', xtrace],
      ['B', true],
      ['C', noclobber],
    ] as const;
    return set.map(([letter, on]) => (on ? letter : '')).join('');
  }

  get #started(): number {
    return this.process.processes().find(({ pid }) => pid === this.pid)?.started ?? this.process.clock.now();
  }
}

/** What a system call's error says to a person. */
export const reason = (error: unknown): string => {
  if (error instanceof SystemError) return strerror(error.code);
  throw error;
};

/** @returns the error's code; anything that is not the system's is thrown on */
export const codeOf = (error: unknown): SystemErrorCode => {
  if (error instanceof SystemError) return error.code;
  throw error;
};
