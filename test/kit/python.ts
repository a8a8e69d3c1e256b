import type { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import { TestLab } from './lab.ts';

export const PUB = 'rpi-pub#1';

/** A lab whose programs run in threads. */
export const pythonLab = (threads: ProgramThreads): Promise<TestLab> =>
  TestLab.open({ terminals: ['rpi-pub', 'rpi-broker', 'rpi-sub'], programs: threads }, threads);

/** Writes a file in the home directory of the user `pi`, by the shell. */
export async function write(lab: TestLab, name: string, text: string): Promise<void> {
  const bytes = [...new TextEncoder().encode(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  await lab.type(PUB, `printf '${bytes}' > ${name}`);
}

/** What a command line has printed so far, without the prompt behind it. @param line at most as long as the screen is wide */
export const printed = (lab: TestLab, line: string): string =>
  (lab.screen(PUB).split(`$ ${line}\n`).at(-1) ?? '').replace(/pi@rpi-pub:~ \$ $/, '');
