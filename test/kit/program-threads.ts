import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';

const entry = (name: string): URL => new URL(`../../runtime/runner/on-node/${name}`, import.meta.url);

/** Where programs of a lab on a manual clock run: Node's and Python's, each in a thread of its own. */
export const programThreads = (): ProgramThreads =>
  new ProgramThreads({
    clockRuns: false,
    // None of them computes without end; on a busy machine an answer may take its time.
    busyMs: 1_500,
    entries: { node: entry('node-thread.ts'), python3: entry('python-thread.ts') },
  });
