import type * as programs from '#runtime/lab/programs.ts';
import type { Process } from '#runtime/pi/process.ts';
import type { Command } from '#runtime/pi/system.ts';
import { programPath } from '#runtime/programs/program-path.ts';
import { FetchedLate } from './fetched-late.ts';

/** Exit status of a program that was found and cannot be run, as bash has it. */
const CANNOT_RUN = 126;

/** The names in `runtime/programs`; known here so that they need not be fetched to be listed. */
export const LAZY_PROGRAMS = ['mosquitto', 'mosquitto_pub', 'mosquitto_sub', 'mosquitto_rr'] as const;

type Programs = typeof programs;

/**
 * The mosquitto_* programs, fetched with the learner's first key instead of with the page: a prompt
 * comes sooner, and they are there before a command can be typed to its end.
 */
export class LazyPrograms {
  readonly commands: readonly Command[];
  readonly #programs: FetchedLate<Programs>;

  constructor(load: () => Promise<Programs> = () => import('#runtime/lab/programs.ts')) {
    this.#programs = new FetchedLate(load);
    this.commands = LAZY_PROGRAMS.map((name) => ({
      name,
      paths: [programPath(name)],
      run: (process: Process) => this.#run(name, process),
      complete: (words, process) => this.#find(name)?.complete?.(words, process) ?? [],
    }));
  }

  /** Begins to fetch them. */
  fetch(): void {
    this.#programs.prefetch();
  }

  #find(name: string): Command | undefined {
    return this.#programs.now?.programs.find((program) => program.name === name);
  }

  async #run(name: string, process: Process): Promise<number> {
    try {
      await this.#programs.get();
    } catch (error) {
      await process.stderr.write(
        `${name}: this page could not fetch the program (${String(error)}). Reload the page.\n`,
      );
      return CANNOT_RUN;
    }
    const program = this.#find(name);
    if (program === undefined) throw new Error(`runtime/programs has no ${name}`);
    return (program.run as (process: Process) => Promise<number>)(process);
  }
}
