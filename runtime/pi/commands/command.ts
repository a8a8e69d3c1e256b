import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../error-text.ts';
import type { Command, PiProcess } from '../system.ts';
import { parseOptions, UsageProblem } from './options.ts';
import type { Parsed, Syntax } from './options.ts';

export interface CommandOptions {
  readonly name: string;
  readonly syntax: Syntax;
  /** What `--help` prints: ours, and short. */
  readonly help: string;
  /** Exit status after a mistake on the command line. */
  readonly usageStatus?: number;
  readonly run: (process: PiProcess, parsed: Parsed) => Promise<number>;
}

/** A command with the manners of GNU coreutils: `--help`, `--version`, and how it complains. */
export const command = ({ name, syntax, help, usageStatus = 1, run }: CommandOptions): Command => ({
  name,
  paths: [`/usr/bin/${name}`],
  run: async (process: PiProcess) => {
    try {
      const parsed = parseOptions(process.argv.slice(1), syntax);
      if (parsed.options.has('help')) return await say(process, help);
      if (parsed.options.has('version')) return await say(process, `${name} (Kleber, simulated Raspberry Pi)\n`);
      return await run(process, parsed);
    } catch (error) {
      if (!(error instanceof UsageProblem)) throw error;
      const called = process.argv[0] ?? name;
      await process.stderr.write(`${called}: ${error.message}\nTry '${called} --help' for more information.\n`);
      return usageStatus;
    }
  },
});

const say = async (process: PiProcess, text: string): Promise<number> => {
  await process.stdout.write(text);
  return 0;
};

/** `cat: x: No such file or directory`, on standard error. @throws what is no SystemError */
export const complain = async (process: PiProcess, about: string, error: unknown): Promise<void> => {
  if (!(error instanceof SystemError)) throw error;
  await process.stderr.write(`${process.argv[0] ?? ''}: ${about}: ${strerror(error.code)}\n`);
};
