/**
 * The manners that the tools of libgpiod 1.6 share: options stand before the words, and all that is wrong is said in one
 * line behind the program's name.
 */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { helpOf } from '../../../manual/help.ts';
import type { ManualPage, OptionText } from '../../../manual/page.ts';
import type { Command, PiProcess } from '../../../system.ts';
import { Failure, raw } from '../../command.ts';
import { parseOptions, UsageProblem, type Parsed } from '../../options.ts';
import type { StandardOut } from '../../stdio.ts';

const VERSION = '1.6.3';

export interface GpioProgram {
  readonly page: ManualPage;
  /** What could not be done, in front of the error of a call on the chip: `error reading GPIO values`. */
  readonly failing: string;
  /** @throws Failure, SystemError of the chip */
  readonly run: (process: PiProcess, parsed: Parsed, out: StandardOut) => Promise<number>;
  readonly complete?: Command['complete'];
}

export const gpioProgram = ({ page, failing, run, complete }: GpioProgram): Command =>
  raw({
    page,
    ...(complete === undefined ? {} : { complete }),
    run: async (process, out) => {
      const complain = async (...lines: readonly string[]): Promise<number> => {
        await out.flush();
        await process.stderr.write(lines.map((line) => `${page.name}: ${line}\n`).join(''));
        return 1;
      };
      try {
        const options: readonly OptionText[] = [...(page.options ?? []), ['-h', '']];
        const parsed = parseOptions(process.argv.slice(1), { options, firstOperandEnds: true });
        if (parsed.options.has('h') || parsed.options.has('help')) await out.write(helpOf(page));
        else if (parsed.options.has('v') || parsed.options.has('version'))
          await out.write(`${page.name} (libgpiod) v${VERSION}\nSimulated by Kleber.\n`);
        else return await run(process, parsed, out);
        return 0;
      } catch (error) {
        if (error instanceof UsageProblem) return await complain(error.message, `try ${page.name} --help`);
        if (error instanceof Failure) return await complain(error.message);
        if (error instanceof SystemError && !out.failed(error))
          return await complain(`${failing}: ${strerror(error.code)}`);
        throw error;
      }
    },
  });

export const VERSION_OPTION: OptionText = ['-v', 'print the version'];
