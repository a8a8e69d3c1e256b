import { SystemError } from '#runtime/ports.ts';
import { Interrupted, LeaveLoop } from './flow.ts';
import { signalText, stateText } from './job.ts';
import type { Member, Job } from './job.ts';
import type { Shell } from './shell.ts';

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
    return this.#table.find((job) => job.members.some((member) => member.pid === pid));
  }

  /** Status of a background process that has ended. */
  endedStatus(pid: number): number | undefined {
    return this.#ended.get(pid);
  }

  /** Follows a process that was just started as part of `job`. */
  adopt(job: Job, pid: number): void {
    const member: Member = { pid, state: 'running', status: 0 };
    job.members.push(member);
    void this.#follow(job, member, pid).catch((error: unknown) => job.fail(error));
  }

  /** Gives the job a number, if it has none. */
  enlist(job: Job): void {
    if (job.number === undefined) {
      job.number = Math.max(0, ...this.#table.map(({ number }) => number ?? 0)) + 1;
      this.#table.push(job);
    }
    this.#recent = [...this.#recent.filter((other) => other !== job), job];
  }

  forget(job: Job): void {
    this.#table = this.#table.filter((other) => other !== job);
    this.#recent = this.#recent.filter((other) => other !== job);
    job.number = undefined;
  }

  /**
   * Waits for a job in the foreground; it has the terminal meanwhile.
   * @returns its status; a stopped one's is 148
   * @throws Interrupted it ended by Ctrl-C, and the shell is interactive; LeaveLoop it was stopped, in a loop
   */
  async foreground(job: Job): Promise<number> {
    const shell = this.#shell;
    const { process } = shell;
    const terminal = shell.jobControl ? process.terminal : undefined;
    const mode = terminal?.mode;
    const interrupts = this.#watchInterrupts();
    try {
      await job.settled();
    } finally {
      if (terminal !== undefined) terminal.foreground = process.group;
    }
    const interrupted = interrupts();
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
    if (signal === 'SIGINT' && interrupted) return this.#dieOfInterrupt(job.status);
    if (signal === 'SIGINT' && shell.interactive) {
      await shell.print('\n', 2);
      throw new Interrupted();
    }
    if (signal !== undefined && signal !== 'SIGPIPE' && signal !== 'SIGINT') await this.#reportDeath(job, signal);
    return job.status;
  }

  /** `[1]+  Running                 sleep 100 &` */
  line(job: Job, withPid = false): string {
    const mark = job === this.current ? '+' : job === this.previous ? '-' : ' ';
    const state = stateText(job).padEnd(24);
    const pid = withPid ? `${String(job.group ?? job.pid ?? '').padStart(5)} ` : ' ';
    return `[${job.number}]${mark} ${pid}${state}${job.text}${job.state === 'running' ? ' &' : ''}`;
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

  /** A script has no notices: ended jobs just go, when there are many. */
  sweep(): void {
    if (this.#table.length < MANY) return;
    for (const job of this.#table) if (job.state === 'done') this.forget(job);
  }

  /** A subshell knows its parent's jobs, to list them: `kill $(jobs -p)`. */
  inherit(parent: Jobs): void {
    this.#table = [...parent.#table];
    this.#recent = [...parent.#recent];
  }

  async #follow(job: Job, member: Member, pid: number): Promise<void> {
    for (;;) {
      try {
        const exit = await this.#shell.process.wait(pid, { untraced: true });
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
    const { process, interactive, ignoresInterrupt } = this.#shell;
    if (interactive || ignoresInterrupt) return () => false;
    let came = false;
    process.onSignal('SIGINT', () => (came = true));
    return () => {
      process.onSignal('SIGINT', 'default');
      return came;
    };
  }

  async #dieOfInterrupt(status: number): Promise<number> {
    this.#shell.process.kill(this.#shell.process.pid, 'SIGINT');
    await this.#shell.process.yield();
    return status;
  }

  async #reportDeath(job: Job, signal: NonNullable<Member['signal']>): Promise<void> {
    const shell = this.#shell;
    if (shell.interactive) await shell.print(`${signalText(signal)}\n`, 2);
    else if (!shell.subshell) {
      const pid = String(job.last?.pid ?? '').padStart(5);
      await shell.complain(`${pid} ${signalText(signal).padEnd(23)} ${job.text}`);
    }
  }
}
