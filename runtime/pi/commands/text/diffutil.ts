import type { Command, PiProcess } from '../../system.ts';
import type { ManualPage } from '../../manual/page.ts';
import { helpOf } from '../../manual/help.ts';
import { Failure, raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';

/**
 * A program of GNU diffutils: as those of coreutils, but its hint at --help begins with its name, and
 * trouble is 2.
 */
export const diffutil = ({
  page,
  absent = '',
  digits,
  prepare = (args) => args,
  run,
}: {
  readonly page: ManualPage;
  readonly absent?: string;
  readonly digits?: string;
  /** Rewrites the command line before its options are read. */
  readonly prepare?: (args: readonly string[]) => readonly string[];
  readonly run: (process: PiProcess, parsed: Parsed, out: StandardOut) => Promise<number>;
}): Command =>
  raw({
    page,
    run: async (process, out) => {
      const called = process.argv[0] ?? page.name;
      try {
        const syntax = { options: page.options ?? [], absent, ...(digits === undefined ? {} : { digits }) };
        const parsed = parseOptions(prepare(process.argv.slice(1)), syntax);
        if (parsed.options.has('help')) {
          await out.write(helpOf(page));
          return 0;
        }
        if (parsed.options.has('version')) {
          await out.write(`${page.name} (Kleber, simulated Raspberry Pi)\n`);
          return 0;
        }
        return await run(process, parsed, out);
      } catch (error) {
        if (error instanceof UsageProblem) {
          await out.flush();
          await process.stderr.write(
            `${called}: ${error.message}\n${called}: Try '${called} --help' for more information.\n`,
          );
          return 2;
        }
        if (!(error instanceof Failure)) throw error;
        await out.flush();
        await process.stderr.write(`${called}: ${error.message}\n`);
        return error.status ?? 2;
      }
    },
  });
