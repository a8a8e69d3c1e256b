/**
 * One running shell: its variables, functions, options, traps, jobs, and the process that it is. A
 * subshell is a copy in a process of its own.
 */
import { SystemError } from '#runtime/ports.ts';
import type { SystemErrorCode } from '#runtime/ports.ts';
import type { Late } from '../late.ts';
import type { Command, OpenFile, PiProcess } from '../system.ts';
import type { Assignment, Command as Ast, FunctionCommand, List } from './ast.ts';
import { defineDynamicVariables } from './dynamic-variables.ts';
import type { DynamicState } from './dynamic-variables.ts';
import { strerror } from '../error-text.ts';
import { CallStack } from './call-stack.ts';
import { Interrupted } from './flow.ts';
import type { History } from './history.ts';
import type * as lateParts from './late-parts.ts';
import type { TextSetting } from './run-text.ts';
import { Jobs } from './jobs.ts';
import { shellFlags, shellOptions, shoptDefaults } from './shell-options.ts';
import type { ShellOptions } from './shell-options.ts';
import { Traps } from './traps.ts';
import type { Variables } from './variables.ts';

export type { ShellOptions } from './shell-options.ts';

/** A command of the shell itself. Reads and writes through the descriptors of its shell. */
export type Builtin = (shell: Shell, args: readonly string[]) => Promise<number>;

export type LateParts = typeof lateParts;

/** What all shells of one machine share. */
export interface ShellSetting {
  readonly late: Late<LateParts>;
  /** All of them by name; some fetch their code when they are first called. */
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** Runs a list: the executor, which builtins like `eval` need. */
  readonly execute: (shell: Shell, list: List) => Promise<number>;
  /** Runs one command in this shell itself. */
  readonly executeCommand: (shell: Shell, command: Ast) => Promise<number>;
  /** Runs a whole text, as `eval` and traps do. @returns status of the last command */
  readonly runText: (shell: Shell, text: string, setting?: TextSetting) => Promise<number>;
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
  /** The script that is run: BASH_SOURCE. */
  readonly script?: string;
  /** `-c`: its functions say that they come from `environment`, as bash's do. */
  readonly fromArgument?: boolean;
}

export interface ShellFunction {
  readonly command: FunctionCommand;
  /** The file it was defined in. */
  readonly source: string;
}

const encoder = new TextEncoder();

export class Shell {
  readonly setting: ShellSetting;
  readonly variables: Variables;
  name: string;
  readonly interactive: boolean;
  readonly login: boolean;
  readonly fromArgument: boolean;
  readonly jobs: Jobs;
  readonly traps: Traps;
  /** `$$`: in a subshell still the pid of the shell it came from. */
  readonly pid: number;
  /** `set -o` */
  readonly options: ShellOptions = shellOptions();
  /** `shopt` */
  readonly shopts: Map<string, boolean> = shoptDefaults();
  readonly functions = new Map<string, ShellFunction>();
  readonly exportedFunctions = new Set<string>();
  readonly readonlyFunctions = new Set<string>();
  /** Functions and sourced files being run: FUNCNAME, BASH_SOURCE, BASH_LINENO. */
  readonly calls: CallStack;
  /** Expanded when `expandsAliases`. */
  readonly aliases = new Map<string, string>();
  /** Where commands were found on PATH: `hash`. */
  readonly hashed = new Map<string, { path: string; hits: number }>();
  /** Builtins switched off by `enable -n`. */
  readonly disabled = new Set<string>();
  /** Words of `complete`, by command. */
  readonly completions = new Map<string, readonly string[]>();
  /** Below the working directory: pushd, popd, dirs. */
  directories: readonly string[] = [];
  positional: readonly string[];
  /** Pipelines get process groups, and the terminal's foreground moves with them. */
  jobControl = false;
  /** `$?` */
  status = 0;
  /** PIPESTATUS */
  pipeStatus: readonly number[] = [0];
  /** `$!` */
  lastBackground: number | undefined;
  /** `$_`: the last word of the last command. */
  lastArgument: string;
  /** Status of the last $(…) of the command being expanded. */
  substitutionStatus: number | undefined;
  /** Line of the script that is being run. */
  line = 1;
  /** SIGINT came to this interactive shell. */
  interrupted = false;
  /** Loops around the command being run. */
  loops = 0;
  /** Files being sourced. */
  sources = 0;
  /** Inside a condition, `!`, `&&` or `||`: `set -e` and ERR look away. */
  conditions = 0;
  /** Is a ( … ), a part of a pipeline, a $(…). */
  subshell = false;
  /** BASH_SUBSHELL */
  depth = 0;
  /** Started as `cmd &` without job control: SIGINT is ignored and must stay so. */
  ignoresInterrupt = false;
  history: History | undefined;
  /** Commands read so far: `\\#` in a prompt. */
  commandNumber = 0;
  /** `exit` has warned of stopped jobs. */
  warnedOfStopped = false;
  /** Commands since others had their turn. */
  commands = 0;
  /** The command being run: BASH_COMMAND. */
  current: Ast | undefined;
  /** Descriptors of <(…) and >(…): closed when their command is over. */
  readonly substitutions: number[] = [];
  /** `name=(…)` among the arguments of `declare` and its like. */
  readonly compounds = new Map<string, Assignment>();
  /** Is a $(…): nothing is told of jobs. */
  inSubstitution = false;
  /** How deep in $(…), eval, source, traps: `set -x` shows it. */
  indirection = 0;
  /** What RANDOM and SECONDS go on from. */
  readonly dynamic: DynamicState;
  /** eval and source within one another. */
  nesting = 0;
  /** Reads its commands from standard input: `s` in `$-`. */
  fromInput = false;
  #process: PiProcess;
  /** Resolved when SIGINT comes to an interactive shell. */
  #interruption = Promise.withResolvers<void>();

  constructor(start: ShellStart, from?: Shell) {
    this.#process = start.process;
    this.setting = start.setting;
    this.variables = start.variables;
    this.variables.arithmetic = (expression) => {
      return this.atHand.evaluateArithmetic(expression, { variables: this.variables, nounset: this.options.nounset });
    };
    this.name = start.name;
    this.interactive = start.interactive ?? false;
    this.login = start.login ?? false;
    this.fromArgument = start.fromArgument ?? from?.fromArgument ?? false;
    this.positional = start.positional ?? [];
    this.pid = from?.pid ?? start.process.pid;
    this.calls = from?.calls.clone() ?? new CallStack(start.script);
    this.showLines = from?.showLines ?? !this.interactive;
    this.lastArgument = from?.lastArgument ?? start.process.env['_'] ?? '';
    this.dynamic = { since: start.process.clock.now() };
    this.traps = new Traps(this);
    this.jobs = new Jobs(this);
    if (from === undefined && !this.interactive) this.shopts.set('expand_aliases', false);
  }

  /** The late parts, for who cannot wait. @throws Error nobody has asked for them */
  get atHand(): LateParts {
    const { now } = this.setting.late;
    if (now === undefined) throw new Error('a late part is needed that nobody has asked for');
    return now;
  }

  /** Messages of a script or -c name the line; at a prompt there is none. */
  readonly showLines: boolean;

  get process(): PiProcess {
    return this.#process;
  }

  /** The process that this copy was made for has begun. */
  beginIn(process: PiProcess): void {
    this.#process = process;
  }

  /** A command begins: BASH_COMMAND. Those of a trap do not count. */
  begins(command: Ast): void {
    if (!this.traps.running) this.current = command;
  }

  /** A copy: what it changes stays its own. Its process is to begin in a later turn. */
  fork(): Shell {
    const { setting, name, positional, process } = this;
    const copy = new Shell({ process, setting, name, positional, variables: this.variables.clone() }, this);
    Object.assign(copy.options, this.options);
    copyInto(copy.shopts, this.shopts);
    copyInto(copy.functions, this.functions);
    copyInto(copy.aliases, this.aliases);
    copyInto(copy.hashed, this.hashed);
    copyInto(copy.completions, this.completions);
    for (const each of this.exportedFunctions) copy.exportedFunctions.add(each);
    for (const each of this.readonlyFunctions) copy.readonlyFunctions.add(each);
    for (const each of this.disabled) copy.disabled.add(each);
    copy.directories = this.directories;
    copy.status = this.status;
    copy.pipeStatus = this.pipeStatus;
    copy.lastBackground = this.lastBackground;
    copy.line = this.line;
    copy.current = this.current;
    copy.inSubstitution = this.inSubstitution;
    copy.indirection = this.indirection;
    copy.nesting = this.nesting;
    copy.fromInput = this.fromInput;
    copy.loops = this.loops;
    copy.sources = this.sources;
    copy.conditions = this.conditions;
    copy.history = this.history;
    copy.jobs.inherit(this.jobs);
    copy.traps.inherit(this.traps);
    copy.subshell = true;
    copy.depth = this.depth + 1;
    Object.assign(copy.dynamic, this.dynamic);
    defineDynamicVariables(copy);
    return copy;
  }

  /** A builtin that is not switched off. */
  builtin(name: string): Builtin | undefined {
    return this.disabled.has(name) ? undefined : this.setting.builtins.get(name);
  }

  /** Whether it is a function, a builtin or a job rather than a program. */
  isOwn(name: string): boolean {
    return this.functions.has(name) || this.builtin(name) !== undefined || name.startsWith('%');
  }

  get expandsAliases(): boolean {
    return this.shopts.get('expand_aliases') === true;
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
      case '_':
        return this.lastArgument;
      case '-':
        return shellFlags(this);
      default:
        return this.variables.get(name);
    }
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
    await this.write(encoder.encode(text));
  }

  /** Bytes to standard output. @throws SystemError as `print` */
  async write(bytes: Uint8Array): Promise<void> {
    const file = this.process.fds.get(1);
    if (file === undefined) throw new SystemError('EBADF');
    await file.write(bytes);
  }

  /** A message as bash gives it: `bash: line 3: text`, at a prompt `-bash: text`. */
  async complain(text: string, to: OpenFile | undefined = this.process.fds.get(2)): Promise<void> {
    await this.#printError(`${this.whereabouts}${text}\n`, to);
  }

  /** What messages begin with: the file of the function being run, else `$0`, and the line. */
  get whereabouts(): string {
    if (!this.showLines) return `${this.name}: `;
    return `${this.calls.source ?? this.name}: line ${this.line}: `;
  }

  async #printError(text: string, file: OpenFile | undefined): Promise<void> {
    try {
      await file?.write(encoder.encode(text));
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
   * The next byte from a file. Ctrl-C ends the waiting; traps run meanwhile.
   * @returns undefined at the end
   * @throws Interrupted; Dying
   */
  async readByte(file: OpenFile): Promise<number | undefined> {
    return (await this.readSome(file, 1))?.[0];
  }

  /** @returns null at the end. @throws Interrupted; Dying */
  async readSome(file: OpenFile, max: number, until?: number): Promise<Uint8Array | null> {
    // A read cannot be taken back: who may be interrupted waits until it will not have to wait.
    if (this.interactive || this.traps.any) await this.waitReadable(file);
    return file.read(max, until);
  }

  /** Waits until there is something to read. @returns false when the time is up. @throws Interrupted; Dying */
  async waitReadable(file: OpenFile, ms?: number): Promise<boolean> {
    const end = ms === undefined ? undefined : this.process.clock.now() + ms;
    for (;;) {
      if (this.interrupted) throw new Interrupted();
      try {
        return await file.readable(end === undefined ? undefined : Math.max(0, end - this.process.clock.now()));
      } catch (error) {
        if (codeOf(error) !== 'EINTR') throw error;
        if (this.interrupted) throw new Interrupted();
        await this.traps.run();
      }
    }
  }

  /** Forgets a SIGINT: the prompt is back. */
  settleInterrupt(): void {
    this.interrupted = false;
    this.#interruption = Promise.withResolvers<void>();
  }

  get interruption(): Promise<void> {
    return this.#interruption.promise;
  }
}

const copyInto = <Value>(to: Map<string, Value>, from: ReadonlyMap<string, Value>): void => {
  to.clear();
  for (const [name, value] of from) to.set(name, value);
};

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
