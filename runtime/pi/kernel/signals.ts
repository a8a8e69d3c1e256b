import type { Signal } from '../process.ts';

/** What a signal does to a process that says nothing about it. */
export type DefaultAction = 'terminate' | 'stop' | 'continue' | 'ignore';

/** signal(7), "Standard signals". Dumping core is terminating here. */
const DEFAULT_ACTION: Readonly<Record<Signal, DefaultAction>> = {
  SIGHUP: 'terminate',
  SIGINT: 'terminate',
  SIGQUIT: 'terminate',
  SIGKILL: 'terminate',
  SIGUSR1: 'terminate',
  SIGUSR2: 'terminate',
  SIGPIPE: 'terminate',
  SIGALRM: 'terminate',
  SIGTERM: 'terminate',
  SIGCHLD: 'ignore',
  SIGCONT: 'continue',
  SIGSTOP: 'stop',
  SIGTSTP: 'stop',
  SIGTTIN: 'stop',
  SIGTTOU: 'stop',
  SIGWINCH: 'ignore',
};

export const defaultAction = (signal: Signal): DefaultAction => DEFAULT_ACTION[signal];

/** Of these a process has no say. */
export const isUncatchable = (signal: Signal): boolean => signal === 'SIGKILL' || signal === 'SIGSTOP';
