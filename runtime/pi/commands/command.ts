import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../error-text.ts';
import { helpOf } from '../manual/help.ts';
import type { ManualPage } from '../manual/page.ts';
import type { Command, PiProcess } from '../system.ts';
import { commandPath } from './catalogue.ts';
import { parseOptions, UsageProblem } from './options.ts';
import type { Parsed, Syntax } from './options.ts';
import { StandardOut } from './stdio.ts';

/**
 * Something that ends the program and is no mistake of the command line's form: `head: invalid number
 * of lines: ‘x’`, without the hint at --help.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number | undefined;

  /** @param status absent: that of the program's usage mistakes */
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

export interface CommandOptions extends Omit<Syntax, 'options'> {
  /** Its name, its options and what `--help` prints are those of its page. */
  readonly page: ManualPage;
  /** Rewrites the command line before its options are read: old forms such as `tail -5f`, and `chmod -x f`. */
  readonly prepare?: (args: readonly string[], process: PiProcess) => readonly string[];
  /** Exit status after a mistake on the command line. */
  readonly usageStatus?: number;
  /** What the tool advises after a mistake, beside its --help: whole lines. */
  readonly advice?: (process: PiProcess) => string;
  /**
   * @param out standard output, buffered as stdio(3) does; it is flushed when `run` is done
   * @returns the exit status
   */
  readonly run: (process: PiProcess, parsed: Parsed, out: StandardOut) => Promise<number>;
  readonly complete?: Command['complete'];
}

/** A command with the manners of GNU coreutils: `--help`, `--version`, and how it complains. */
export const command = (options: CommandOptions): Command => {
  const { page, usageStatus = 1, prepare = (args) => args, advice = () => '', run, complete, ...syntax } = options;
  return raw({
    page,
    ...(complete === undefined ? {} : { complete }),
    run: async (process, out) => {
      try {
        const parsed = parseOptions(prepare(process.argv.slice(1), process), {
          ...syntax,
          options: page.options ?? [],
        });
        if (parsed.options.has('help')) return await say(out, helpOf(page));
        if (parsed.options.has('version')) return await say(out, `${page.name} (Kleber, simulated Raspberry Pi)\n`);
        return await run(process, parsed, out);
      } catch (error) {
        const called = process.argv[0] ?? page.name;
        if (error instanceof Failure || isOutOfMemory(error)) {
          await out.flush();
          await process.stderr.write(`${called}: ${error instanceof Failure ? error.message : 'memory exhausted'}\n`);
          return (error instanceof Failure ? error.status : undefined) ?? usageStatus;
        }
        if (!(error instanceof UsageProblem)) throw error;
        await out.flush();
        const help = `Try '${called} --help' for more information.\n`;
        const what = error.message === '' ? '' : `${called}: ${error.message}\n`;
        await process.stderr.write(what + advice(process) + help);
        return error.status ?? usageStatus;
      }
    },
  });
};

/** A command that reads its line itself, `--help` too (`echo`, `find`, `ps`, `[`); its output is buffered and flushed. */
export const raw = ({
  page,
  run,
  complete,
}: {
  readonly page: ManualPage;
  readonly run: (process: PiProcess, out: StandardOut) => Promise<number>;
  readonly complete?: Command['complete'];
}): Command => ({
  name: page.name,
  paths: [commandPath(page.name)],
  page,
  ...(complete === undefined ? {} : { complete }),
  run: async (process: PiProcess) => {
    const out = new StandardOut(process);
    try {
      const status = await run(process, out);
      await out.flush();
      return status;
    } catch (error) {
      if (!(error instanceof SystemError) || !out.failed(error)) throw error;
      await process.stderr.write(`${process.argv[0] ?? page.name}: write error: ${strerror(error.code)}\n`);
      return 1;
    }
  },
});

/** What a program says whose malloc(3) fails; `LineReader` and `readAll` know no file to blame. */
const isOutOfMemory = (error: unknown): boolean =>
  error instanceof SystemError && error.code === 'ENOMEM' && error.subject === undefined;

const say = async (out: StandardOut, text: string): Promise<number> => {
  await out.write(text);
  return 0;
};

/** `cat: x: No such file or directory`, on standard error. @throws what is no SystemError */
export const complain = async (process: PiProcess, about: string, error: unknown): Promise<void> => {
  if (!(error instanceof SystemError)) throw error;
  await process.stderr.write(`${process.argv[0] ?? ''}: ${about}: ${strerror(error.code)}\n`);
};
