/**
 * A job: the processes of one pipeline (bash(1), JOB CONTROL). It is running while any of its
 * processes is, stopped when some are stopped and none runs, done when all have ended; its status is
 * that of the last.
 */
import { SIGNAL_NUMBER } from '../process.ts';
import type { Signal } from '../process.ts';
import type { Exit } from '../system.ts';
import type { Command } from './ast.ts';
import type { Shell } from './shell.ts';

export interface Member {
  /** Absent: it could not be started. */
  readonly pid?: number;
  /** The command as job lists show it. */
  readonly text: string;
  state: 'running' | 'stopped' | 'done';
  status: number;
  signal?: Signal;
}

export type JobState = Member['state'];

export class Job {
  readonly members: Member[] = [];
  /** Its process group, where the shell has job control. */
  group: number | undefined;
  /** As in `%1`; absent: it is in the foreground and was never anything else. */
  number: number | undefined;
  background = false;
  /** The state the learner was last told of. */
  told: JobState = 'running';
  /** Where it was started. */
  directory = '';
  /** `disown -h`: no SIGHUP when the shell ends. */
  keeps = false;
  /** Somebody waits for it: its death is told of, or not, by who does. */
  awaited = false;
  readonly #commands: readonly Command[] | string;
  readonly #shell: Pick<Shell, 'atHand'>;
  #text: string | undefined;
  readonly #listeners = new Set<() => void>();
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param commands the pipeline, or the text of what is more than one
   * @param shell in whose table it is
   */
  constructor(commands: readonly Command[] | string, shell: Pick<Shell, 'atHand'>) {
    this.#commands = commands;
    this.#shell = shell;
  }

  /** The whole as typed, more or less; made only when somebody asks. */
  get text(): string {
    const commands = this.#commands;
    this.#text ??=
      typeof commands === 'string'
        ? commands
        : commands.map((command) => this.#shell.atHand.formatCommand(command)).join(' | ');
    return this.#text;
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

  /** pid of the first: what `jobs -p` shows. */
  get leader(): number | undefined {
    return this.group ?? this.members.find(({ pid }) => pid !== undefined)?.pid;
  }

  /** As `$?`: of a stopped job 128 + SIGTSTP. */
  get status(): number {
    if (this.state === 'stopped')
      return 128 + SIGNAL_NUMBER[this.members.find((m) => m.state === 'stopped')?.signal ?? 'SIGTSTP'];
    return this.last?.status ?? 0;
  }

  /** One more process of it; or, without a pid, one that could not be started. */
  add(pid: number | undefined, status = 0): Member {
    const index = this.members.length;
    const commands = this.#commands;
    const shell = this.#shell;
    const member: Member = {
      ...(pid === undefined ? {} : { pid }),
      get text() {
        if (typeof commands === 'string') return commands;
        const command = commands[index];
        return command === undefined ? '' : shell.atHand.formatCommand(command);
      },
      state: pid === undefined ? 'done' : 'running',
      status,
    };
    this.members.push(member);
    return member;
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

  /** Resolves when a process of it has ended, stopped or gone on. */
  changed(): Promise<void> {
    return new Promise<void>((resolve) => this.#listeners.add(resolve));
  }

  /** Resolves as soon as none of its processes runs. */
  async settled(): Promise<void> {
    while (this.state === 'running' && this.#failure === undefined) await this.changed();
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

export const signalText = (signal: Signal): string => SIGNAL_TEXT[signal];

/** `Running`, `Stopped`, `Done`, `Exit 3`, `Terminated`. */
const stateText = (job: Job, member: Member, long: boolean): string => {
  if (job.state === 'stopped' && !long) return 'Stopped';
  if (job.state === 'running') return 'Running';
  if (member.signal !== undefined) return SIGNAL_TEXT[member.signal];
  return member.status === 0 ? 'Done' : `Exit ${member.status}`;
};

/** Columns of a state in a list. */
const STATE_WIDTH = 24;

/**
 * One job as a list shows it, behind its number.
 *
 *     ` Running                 sleep 9 | cat &`
 *     `  812 Running                 sleep 9`        with pids: a line for each process
 *     `     813                       | cat &`
 * @param directory where the shell is now, and how it is written: another one is named
 */
export const jobLines = (
  job: Job,
  long: boolean,
  directory?: { here: string; shown: (path: string) => string },
): string => {
  const { members } = job;
  const [first] = members;
  const last = job.last;
  if (first === undefined || last === undefined) return '';
  const away = directory !== undefined && job.directory !== directory.here && job.directory !== '';
  const end = `${job.state === 'running' && job.background ? ' &' : ''}${away ? `  (wd: ${directory.shown(job.directory)})` : ''}`;
  if (!long) return ` ${stateText(job, last, false).padEnd(STATE_WIDTH)}${job.text}${end}`;
  return members
    .map((member) => {
      const same = member !== first && member.state === first.state && member.status === first.status;
      const state = same ? '' : stateText(job, member, true);
      const lead = member === first ? '' : '     ';
      const padding = ' '.repeat(Math.max(0, STATE_WIDTH - (state.length || 2)));
      const bar = member === first ? '' : '| ';
      return `${lead}${String(member.pid ?? 0).padStart(5)} ${state}${padding}${bar}${member.text}${member === last ? end : ''}`;
    })
    .join('\n');
};
