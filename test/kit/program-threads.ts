import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';

/**
 * Where programs of a lab on a manual clock run: Node's and Python's, each in a thread of its own. None of them
 * computes without end; on a busy machine an answer may take its time.
 */
export const programThreads = (): ProgramThreads => new ProgramThreads({ clockRuns: false, busyMs: 1_500 });
