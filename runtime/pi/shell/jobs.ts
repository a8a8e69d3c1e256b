import { SystemError } from '#runtime/ports.ts';
import { Dying, Interrupted, LeaveLoop } from './flow.ts';
import { jobLines, signalText } from './job.ts';
import type { Job, Member } from './job.ts';
import type { Shell } from './shell.ts';
import type { Signal } from '../process.ts';

/** So many ended processes are remembered. */
const MANY = 1_000;

/** The jobs of one shell: those in the background and the stopped ones, by number. */
export class Jobs {
  readonly #shell: Shell;
  #table: Job[] = [];
  /** Numbers in the order they were last stopped or started: the last is `%+`, the one before `%-`. */
  #recent: Job[] = [];
  /** Status of ended background processes, for `wait PID`. */
  readonly #ended = new Map<number, number>();
  /** Those of a process substitution: in no list, but `wait PID` knows them. */
  readonly #quiet = new Set<Job>();
  /** Processor time of the processes that have ended, in milliseconds. */
  cpu = 0;
  /** A subshell lists its parent's jobs until it has some of its own. */
  #borrowed = false;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  get all(): readonly Job[] {
    return this.#table;
  }

  get current(): Job | undefined {
    return this.#recent.findLast((job) => job.state === 'stopped') ?? this.#recent.at(-1);
  }

  get previous(): Job | undefined {
    const others = this.#recent.filter((job) => job !== this.current);
    return others.findLast((job) => job.state === 'stopped') ?? others.at(-1);
  }

  /** `%1`, `%%`, `%+`, `%-`, `%sleep`, `%?text`; undefined: no such job. */
  find(spec: string): Job | undefined | 'ambiguous' {
    const name = spec.replace(/^%/, '');
    if (name === '' || name === '%' || name === '+') return this.current;
    if (name === '-') return this.previous;
    if (/^\d+$/.test(name)) return this.#table.find((job) => job.number === Number(name));
    const inside = name.startsWith('?');
    const matches = this.#table.filter(({ text }) => (inside ? text.includes(name.slice(1)) : text.startsWith(name)));
    return matches.length > 1 ? 'ambiguous' : matches[0];
  }

  ofProcess(pid: number): Job | undefined {
    return [...this.#table, ...this.#quiet].find((job) => job.members.some((member) => member.pid === pid));
  }

  /** Whether a job is this shell's own, and not one it has only heard of. */
  owns(job: Job): boolean {
    return !this.#borrowed && (this.#table.includes(job) || this.#quiet.has(job));
  }

  /** Status of a background process that has ended. */
  endedStatus(pid: number): number | undefined {
    return this.#ended.get(pid);
  }

  /** Follows a process that was just started as part of `job`. */
  adopt(job: Job, pid: number): void {
    const member = job.add(pid);
    if (job.directory === '') job.directory = this.#shell.process.cwd;
    void this.#follow(job, member, pid).catch((error: unknown) => job.fail(error));
  }

  /** Gives the job a number, if it has none. */
  enlist(job: Job): void {
    this.#own();
    if (job.number === undefined) {
      job.number = Math.max(0, ...this.#table.map(({ number }) => number ?? 0)) + 1;
      this.#table.push(job);
    }
    this.#recent = [...this.#recent.filter((other) => other !== job), job];
  }

  /** A process that is in no list: <(…). */
  enlistQuietly(job: Job): void {
    job.background = true;
    this.#quiet.add(job);
  }

  forget(job: Job): void {
    this.#table = this.#table.filter((other) => other !== job);
    this.#recent = this.#recent.filter((other) => other !== job);
    this.#quiet.delete(job);
    job.number = undefined;
  }

  /**
   * Waits for a job in the foreground; it has the terminal meanwhile.
   * @returns its status; a stopped one's is 148
   * @throws Interrupted it ended by Ctrl-C, and the shell is interactive; LeaveLoop it was stopped, in a loop; Dying
   */
  async foreground(job: Job): Promise<number> {
    const shell = this.#shell;
    const { process } = shell;
    const terminal = shell.jobControl ? process.terminal : undefined;
    const mode = terminal?.mode;
    const interrupts = this.#watchInterrupts();
    let interrupted = false;
    try {
      await Promise.race([job.settled(), shell.traps.doom]);
    } finally {
      interrupted = interrupts();
      if (terminal !== undefined) terminal.foreground = process.group;
    }
    const signal = job.last?.signal;
    if (job.state === 'stopped' || signal !== undefined) {
      if (terminal !== undefined && mode !== undefined) terminal.mode = mode;
    }
    if (job.state === 'stopped') {
      job.background = true;
      this.enlist(job);
      job.told = 'stopped';
      await shell.print(`\n${this.line(job)}\n`, 2);
      // A loop would only start the next round beside the stopped one: bash leaves it.
      if (shell.loops > 0) throw new LeaveLoop('break', shell.loops);
      return job.status;
    }
    this.forget(job);
    // Its handler runs in a turn of its own.
    if (shell.traps.get('SIGCHLD') !== undefined) await process.yield();
    if (signal === 'SIGINT' && interrupted) await this.#dieOfInterrupt();
    if (signal === 'SIGINT' && shell.interactive && shell.traps.get('SIGINT') === undefined) {
      await shell.print('\n', 2);
      shell.pipeStatus = job.members.map(({ status }) => status);
      throw new Interrupted();
    }
    await this.reportDeath(job);
    await this.deaths();
    return job.status;
  }

  /** The terminal is gone, or `huponexit` is set: all jobs hear of it but those of `disown -h`. */
  hangUp(): void {
    for (const job of this.#table) if (!job.keeps) this.#signal(job, 'SIGHUP');
  }

  /** The shell ends: nobody could make its stopped jobs go on. */
  endStopped(): void {
    for (const job of this.#table) if (job.state === 'stopped') this.#signal(job, 'SIGTERM');
  }

  /** A stopped process acts on a signal when it goes on. */
  #signal(job: Job, signal: Signal): void {
    if (job.group === undefined) return;
    const { process } = this.#shell;
    for (const each of job.state === 'stopped' ? [signal, 'SIGCONT' as const] : [signal]) {
      try {
        process.kill(-job.group, each);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error; // It has just ended, or is another user's.
      }
    }
  }

  /** `[1]+  Running                 sleep 100 &` */
  line(job: Job, long = false): string {
    const mark = job === this.current ? '+' : job === this.previous ? '-' : ' ';
    const here = this.#shell.process.cwd;
    return `[${job.number}]${mark} ${jobLines(job, long, { here, shown: (path) => this.#shortened(path) })}`;
  }

  #shortened(path: string): string {
    const home = this.#shell.variables.get('HOME');
    if (home === undefined || home === '/') return path;
    return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  }

  /** Tells what has become of the jobs since the last prompt, and forgets the ended ones. */
  async notices(): Promise<void> {
    for (const job of this.#table) {
      if (job.state === job.told) continue;
      job.told = job.state;
      if (job.state !== 'running') await this.#shell.print(`${this.line(job)}\n`, 2);
      if (job.state === 'done') this.forget(job);
    }
  }

  /** A script has no notices: only of a violent end it tells. */
  async deaths(): Promise<void> {
    const { interactive, jobControl } = this.#shell;
    if (interactive || jobControl || this.#borrowed) return;
    for (const job of this.#table) {
      if (job.state !== 'done' || job.told === 'done') continue;
      job.told = 'done';
      await this.reportDeath(job);
    }
  }

  /** Ended jobs of a script just go, when there are many. */
  sweep(): void {
    if (this.#table.length < MANY) return;
    for (const job of this.#table) if (job.state === 'done') this.forget(job);
  }

  /** A subshell knows its parent's jobs, to list them: `kill $(jobs -p)`. */
  inherit(parent: Jobs): void {
    this.#table = [...parent.#table];
    this.#recent = [...parent.#recent];
    this.#borrowed = true;
  }

  #own(): void {
    if (!this.#borrowed) return;
    this.#borrowed = false;
    this.#table = [];
    this.#recent = [];
  }

  async #follow(job: Job, member: Member, pid: number): Promise<void> {
    for (;;) {
      try {
        const exit = await this.#shell.process.wait(pid, { untraced: true });
        if (exit.stopped !== true) this.cpu += exit.cpu;
        if (exit.stopped !== true && job.background) this.#remember(pid, exit.status);
        job.update(member, exit);
        if (exit.stopped !== true) return;
      } catch (error) {
        if (!(error instanceof SystemError && error.code === 'EINTR')) throw error;
      }
    }
  }

  #remember(pid: number, status: number): void {
    this.#ended.set(pid, status);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > MANY && oldest !== undefined) this.#ended.delete(oldest);
  }

  /**
   * A shell without a prompt shares its child's fate only if the child dies of the same Ctrl-C: a
   * program that handles SIGINT and ends in order lets the script go on.
   * @returns whether SIGINT came meanwhile; ends the watch
   */
  #watchInterrupts(): () => boolean {
    const { process, interactive, ignoresInterrupt, traps } = this.#shell;
    const trapped = traps.get('SIGINT');
    if (interactive || ignoresInterrupt || trapped !== undefined) return () => false;
    let came = false;
    process.onSignal('SIGINT', () => (came = true));
    return () => {
      traps.restore('SIGINT');
      return came;
    };
  }

  async #dieOfInterrupt(): Promise<void> {
    const { process, traps } = this.#shell;
    if (traps.get('EXIT') !== undefined) throw new Dying('SIGINT');
    process.kill(process.pid, 'SIGINT');
    await process.yield();
  }

  /** `bash: line 3:   812 Killed                  sleep 9`; of what ends every day, less or nothing. */
  async reportDeath(job: Job): Promise<void> {
    const shell = this.#shell;
    const signal = job.last?.signal ?? job.members.find((member) => member.signal !== undefined)?.signal;
    if (signal === undefined || signal === 'SIGINT' || signal === 'SIGPIPE') return;
    const isLast = job.last?.signal !== undefined;
    if (shell.interactive) {
      if (isLast) await shell.print(`${signalText(signal)}\n`, 2);
    } else if (isLast && !shell.inSubstitution) {
      const isTrapped = shell.traps.get(signal) !== undefined;
      if (signal !== 'SIGTERM' && !isTrapped) await shell.print(`${shell.whereabouts}${jobLines(job, true)}\n`, 2);
      else if (!job.background) await shell.print(`${signalText(signal)}\n`, 2);
    }
  }
}
