/**
 * What a shell does when a signal comes, or when it ends, fails, begins a command, returns (bash(1),
 * `trap`). A signal's handler only notes it; its command runs between two commands of the script, or
 * ends a `wait` early.
 *
 *     trap 'rm -f $tmp' EXIT     when this shell ends, however it ends
 *     trap '' INT                ignored, also by the commands it starts
 *     trap - INT                 as before
 */
import { SIGNAL_NUMBER } from '../process.ts';
import type { Signal } from '../process.ts';
import { Dying, ReturnFromSource } from './flow.ts';
import type { Shell } from './shell.ts';

/** Conditions that are no signals. */
export type PseudoSignal = 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN';

/** These end a shell; its EXIT trap runs before they do. */
const DEADLY: readonly Signal[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGALRM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGPIPE',
];

export class Traps {
  readonly #shell: Shell;
  readonly #commands = new Map<string, string>();
  /** Of the shell that this one is a copy of: listed, never run, until one of its own is set. */
  #inherited: ReadonlyMap<string, string> | undefined;
  /** What an interactive shell does with a signal that has no trap. */
  readonly #usual = new Map<Signal, () => void>();
  #pending: Signal[] = [];
  #running = new Set<string>();
  #arrival = Promise.withResolvers<Signal>();
  #death: Signal | undefined;
  readonly #doom = Promise.withResolvers<never>();
  #guarded = false;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#doom.promise.catch(() => {}); // Not everybody waits for it.
  }

  inherit(parent: Traps): void {
    for (const [name, command] of parent.all) if (command === '') this.#commands.set(name, '');
    if (this.#shell.options.errtrace) this.#take(parent, ['ERR']);
    if (this.#shell.options.functrace) this.#take(parent, ['DEBUG', 'RETURN']);
    this.#inherited = parent.all;
  }

  #take(parent: Traps, names: readonly PseudoSignal[]): void {
    for (const name of names) {
      const command = parent.get(name);
      if (command !== undefined) this.#commands.set(name, command);
    }
  }

  /** What `trap` lists: by name as `SIGINT`, `EXIT`. */
  get all(): ReadonlyMap<string, string> {
    return this.#inherited ?? this.#commands;
  }

  get(name: Signal | PseudoSignal): string | undefined {
    return this.#commands.get(name);
  }

  /** A handler of an interactive shell's own, for as long as there is no trap. */
  usually(signal: Signal, handler: () => void): void {
    this.#usual.set(signal, handler);
    if (!this.#commands.has(signal)) this.#shell.process.onSignal(signal, handler);
  }

  /** @param command '' ignores it; undefined: as it was */
  set(name: Signal | PseudoSignal, command: string | undefined): void {
    if (this.#inherited !== undefined) this.#inherited = undefined;
    if (command === undefined) this.#commands.delete(name);
    else this.#commands.set(name, command);
    if (isSignal(name)) this.#listen(name);
    else if (name === 'EXIT') this.#guard();
  }

  /**
   * A function does not run its caller's DEBUG, RETURN and ERR unless told to (`set -T`, `set -E`).
   * @returns what puts them back; what the function has set for itself stays
   */
  hide(names: readonly PseudoSignal[]): () => void {
    const hidden = names.flatMap((name) => {
      const command = this.#commands.get(name);
      this.#commands.delete(name);
      return command === undefined ? [] : [[name, command] as const];
    });
    return () => {
      for (const [name, command] of hidden) if (!this.#commands.has(name)) this.#commands.set(name, command);
    };
  }

  /** After something else has listened for a signal: what this shell does with it holds again. */
  restore(signal: Signal): void {
    this.#listen(signal);
  }

  #listen(signal: Signal): void {
    if (signal === 'SIGKILL' || signal === 'SIGSTOP') return;
    const { process } = this.#shell;
    const command = this.#commands.get(signal);
    if (command === '') process.onSignal(signal, 'ignore');
    else if (command !== undefined) process.onSignal(signal, () => this.came(signal));
    else if (this.#usual.has(signal)) process.onSignal(signal, this.#usual.get(signal) ?? 'default');
    else if (this.#guarded && DEADLY.includes(signal)) process.onSignal(signal, () => this.#die(signal));
    else process.onSignal(signal, 'default');
  }

  /** With an EXIT trap, a signal that ends the shell lets it run first. */
  #guard(): void {
    const wanted = (this.#commands.get('EXIT') ?? '') !== '';
    if (wanted === this.#guarded) return;
    this.#guarded = wanted;
    if (this.#shell.interactive) return;
    for (const signal of DEADLY) {
      const ignored = signal === 'SIGINT' || signal === 'SIGQUIT' ? this.#shell.ignoresInterrupt : false;
      if (!this.#commands.has(signal) && !ignored) this.#listen(signal);
    }
  }

  #die(signal: Signal): void {
    this.#death = signal;
    this.#doom.reject(new Dying(signal));
  }

  /** A trapped signal has come. */
  came(signal: Signal): void {
    if (!this.#pending.includes(signal)) this.#pending.push(signal);
    this.#arrival.resolve(signal);
  }

  /** Whether the command of one is being run. */
  get running(): boolean {
    return this.#running.size > 0;
  }

  /** A pipeline's commands have had their DEBUG trap before they were started. */
  forgetDebug(): void {
    this.#commands.delete('DEBUG');
  }

  /** Whether there is one that could run. */
  get any(): boolean {
    return this.#commands.size > 0;
  }

  get pending(): boolean {
    return this.#pending.length > 0 || this.#death !== undefined;
  }

  /** Resolves when a trapped signal comes, with the first that did. `wait` and `read` watch it. */
  get arrival(): Promise<Signal> {
    return this.#arrival.promise;
  }

  /** Never resolves; rejects with Dying when the shell is to end. Waits of the shell race with it. */
  get doom(): Promise<never> {
    return this.#doom.promise;
  }

  /** Runs the commands of what has come. @throws Dying */
  async run(): Promise<void> {
    if (this.#death !== undefined) throw new Dying(this.#death);
    while (this.#pending.length > 0) {
      const pending = this.#pending;
      this.#pending = [];
      this.#arrival = Promise.withResolvers();
      for (const signal of pending) await this.#command(signal, this.#commands.get(signal));
    }
  }

  /** Runs the command of a condition, if it has one; `$?` is as before afterwards. */
  async condition(name: PseudoSignal): Promise<void> {
    const command = this.#commands.get(name);
    if (command === undefined || command === '' || this.#running.has(name)) return;
    if (this.#running.has('DEBUG') || (name === 'DEBUG' && this.#running.size > 0)) return;
    await this.#command(name, command);
  }

  async #command(name: string, command: string | undefined): Promise<void> {
    if (command === undefined || command === '') return;
    const shell = this.#shell;
    const { status, pipeStatus, line, conditions } = shell;
    this.#running.add(name);
    try {
      await shell.setting.runText(shell, command, {
        name: 'trap',
        firstLine: name === 'DEBUG' || name === 'ERR' ? line : 1,
      });
    } finally {
      this.#running.delete(name);
      shell.conditions = conditions;
      shell.line = line;
    }
    shell.status = status;
    shell.pipeStatus = pipeStatus;
  }

  /** The shell ends: its EXIT trap, once. @returns the status that it then has; @throws ExitShell of an `exit` in it */
  async exit(status: number): Promise<number> {
    const shell = this.#shell;
    const command = this.#commands.get('EXIT');
    this.#commands.delete('EXIT');
    if (command === undefined || command === '') return status;
    shell.status = status;
    shell.loops = 0;
    this.#death = undefined;
    try {
      await this.#command('EXIT', command);
    } catch (error) {
      if (error instanceof ReturnFromSource) return error.status;
      throw error;
    }
    return status;
  }
}

const isSignal = (name: string): name is Signal => name in SIGNAL_NUMBER;
