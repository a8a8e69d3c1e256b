/** The manners of procps: after a mistake on the command line the whole help, on standard error. */
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import type { Command, PiProcess } from '../../system.ts';
import { Failure, raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import type { Parsed } from '../options.ts';
import type { StandardOut } from '../stdio.ts';

export interface ProcpsOptions {
  readonly page: ManualPage;
  readonly absent?: string;
  /** `watch`: the first operand ends the options. */
  readonly firstOperandEnds?: boolean;
  readonly run: (process: PiProcess, parsed: Parsed, out: StandardOut) => Promise<number>;
}

export const procps = ({ page, run, ...syntax }: ProcpsOptions): Command =>
  raw({
    page,
    run: async (process, out) => {
      const called = process.argv[0] ?? page.name;
      try {
        const parsed = parseOptions(process.argv.slice(1), { ...syntax, options: page.options ?? [] });
        if (parsed.options.has('help')) await out.write(`\n${helpOf(page)}`);
        else if (parsed.options.has('version') || parsed.options.has('V'))
          await out.write(`${page.name} (Kleber, simulated Raspberry Pi)\n`);
        else return await run(process, parsed, out);
        return 0;
      } catch (error) {
        if (error instanceof Failure) {
          await process.stderr.write(`${called}: ${error.message}\n`);
          return error.status ?? 1;
        }
        if (!(error instanceof UsageProblem)) throw error;
        await process.stderr.write(`${error.message === '' ? '' : `${called}: ${error.message}\n`}\n${helpOf(page)}`);
        return 1;
      }
    },
  });
