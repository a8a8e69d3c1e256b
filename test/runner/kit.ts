import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import { hostedProgram } from '#runtime/runner/host/hosted-program.ts';
import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import { TestLab } from '../kit/lab.ts';

const scripted = new URL('./scripted.worker.ts', import.meta.url);

/** A lab with a command `scripted NAME`: a program of `programs/`, in a thread. */
export async function scriptedLab(): Promise<{ test: TestLab; threads: ProgramThreads }> {
  const threads = new ProgramThreads({ clockRuns: false, entries: { node: scripted, python3: scripted } });
  const command = { name: 'scripted', paths: ['/usr/bin/scripted'], run: hostedProgram(threads, 'node') };
  const test = await TestLab.open(
    { terminals: ['rpi-pub', 'rpi-sub'], commands: (knowledge) => [...WHOLE_LAB.commands(knowledge), command] },
    threads,
  );
  return { test, threads };
}
