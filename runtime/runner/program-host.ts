import type { FromProgram, ToProgram } from './protocol.ts';

export type Runner = 'node' | 'python3';

/** Where programs run beside the lab: workers of a page, or threads of Node. */
export interface ProgramHost {
  /** Whether the lab's clock runs by itself here. */
  readonly clockRuns: boolean;
  /** What this place cannot do, in one line for the learner: `this browser has no JSPI…`. Absent: it can. */
  lacks?(runner: Runner): string | undefined;
  /** Starts a worker. It says `ready` when its code is there, and waits for `start`. */
  begin(runner: Runner): ProgramWorker;
}

export interface ProgramWorker {
  post(message: ToProgram): void;
  onMessage: (message: FromProgram) => void;
  /** It broke down, or could not be fetched. Nothing follows. */
  onFailure: (message: string) => void;
  /** Ends it however it loops. Nothing follows. */
  terminate(): void;
}
