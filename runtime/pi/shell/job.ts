/**
 * A job: the processes of one pipeline (bash(1), JOB CONTROL). It is running while any of its
 * processes is, stopped when some are stopped and none runs, done when all have ended; its status is
 * that of the last.
 */
import { SIGNAL_NUMBER } from '../process.ts';
import type { Signal } from '../process.ts';
import type { Exit } from '../system.ts';

export interface Member {
  /** Absent: it could not be started. */
  readonly pid?: number;
  state: 'running' | 'stopped' | 'done';
  status: number;
  signal?: Signal;
}

export type JobState = Member['state'];

export class Job {
  readonly text: string;
  readonly members: Member[] = [];
  /** Its process group, where the shell has job control. */
  group: number | undefined;
  /** As in `%1`; absent: it is in the foreground and was never anything else. */
  number: number | undefined;
  background = false;
  /** The state the learner was last told of. */
  told: JobState = 'running';
  readonly #listeners = new Set<() => void>();
  #failure: { readonly error: unknown } | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get state(): JobState {
    if (this.members.some(({ state }) => state === 'running')) return 'running';
    return this.members.some(({ state }) => state === 'stopped') ? 'stopped' : 'done';
  }

  get last(): Member | undefined {
    return this.members.at(-1);
  }

  /** pid of the last process: `$!`. */
  get pid(): number | undefined {
    return this.members.findLast(({ pid }) => pid !== undefined)?.pid;
  }

  /** As `$?`: of a stopped job 128 + SIGTSTP. */
  get status(): number {
    if (this.state === 'stopped')
      return 128 + SIGNAL_NUMBER[this.members.find((m) => m.state === 'stopped')?.signal ?? 'SIGTSTP'];
    return this.last?.status ?? 0;
  }

  update(member: Member, exit: Exit): void {
    member.state = exit.stopped === true ? 'stopped' : 'done';
    member.status = exit.status;
    if (exit.signal === undefined) delete member.signal;
    else member.signal = exit.signal;
    this.#notify();
  }

  /** The stopped processes go on. */
  continued(): void {
    for (const member of this.members) if (member.state === 'stopped') member.state = 'running';
    this.told = 'running';
    this.#notify();
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#notify();
  }

  /** Resolves as soon as none of its processes runs. */
  async settled(): Promise<void> {
    while (this.state === 'running' && this.#failure === undefined) {
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #notify(): void {
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener();
  }
}

/** strsignal(3), as bash's job lists show it. */
const SIGNAL_TEXT: Readonly<Record<Signal, string>> = {
  SIGHUP: 'Hangup',
  SIGINT: 'Interrupt',
  SIGQUIT: 'Quit',
  SIGKILL: 'Killed',
  SIGPIPE: 'Broken pipe',
  SIGALRM: 'Alarm clock',
  SIGTERM: 'Terminated',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
  SIGCHLD: 'Child exited',
  SIGCONT: 'Continued',
  SIGSTOP: 'Stopped (signal)',
  SIGTSTP: 'Stopped',
  SIGTTIN: 'Stopped (tty input)',
  SIGTTOU: 'Stopped (tty output)',
  SIGWINCH: 'Window changed',
};

/** `Running`, `Stopped`, `Done`, `Exit 3`, `Terminated`. */
export const stateText = (job: Job): string => {
  if (job.state === 'running') return 'Running';
  const member = job.state === 'stopped' ? job.members.find((m) => m.state === 'stopped') : job.last;
  if (member?.signal !== undefined) return SIGNAL_TEXT[member.signal];
  return member?.status === 0 ? 'Done' : `Exit ${member?.status}`;
};

export const signalText = (signal: Signal): string => SIGNAL_TEXT[signal];
