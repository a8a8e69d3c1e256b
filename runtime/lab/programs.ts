import type { Command } from '#runtime/pi/system.ts';
import { mosquittoPrograms } from '#runtime/programs/index.ts';
import { PAGES } from '#runtime/programs/pages.ts';
import { programPath } from '#runtime/programs/program-path.ts';

/** The programs of `runtime/programs` as commands of a Pi, where Debian's package puts them. */
export const programs: readonly Command[] = mosquittoPrograms.map((program) => {
  const page = PAGES[program.name];
  return { ...program, paths: [programPath(program.name)], ...(page === undefined ? {} : { page }) };
});
