import type { Command } from '#runtime/pi/system.ts';
import { PAGES } from '#runtime/programs/pages.ts';
import type { MosquittoProgram } from '#runtime/programs/program.ts';
import { programPath } from '#runtime/programs/program-path.ts';

/** Programs of `runtime/programs` as commands of a Pi, where Debian's package puts them. */
export const programCommands = (programs: readonly MosquittoProgram[]): readonly Command[] =>
  programs.map((program) => {
    const page = PAGES[program.name];
    return { ...program, paths: [programPath(program.name)], ...(page === undefined ? {} : { page }) };
  });
