import { raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import { capability } from './terminfo.ts';

const page: ManualPage = {
  name: 'reset',
  section: 1,
  summary: 'put a confused terminal in order',
  synopsis: ['reset [-q]'],
  description: [
    'Lets the terminal show what is typed again and sets it back as it was when it was opened: after a program that was killed, or a binary file that was printed. If Enter does not work any more, type ^J reset ^J.',
  ],
  options: [
    ['-q', 'print the kind of terminal, and do nothing'],
    ['-V', 'print the version'],
  ],
  seeAlso: ['clear(1)', 'stty(1)', 'tput(1)'],
};

/** reset(1): tset of ncurses by that name. */
export const reset = raw({
  page,
  run: async (process, out) => {
    try {
      const { options, operands } = parseOptions(process.argv.slice(1), {
        options: page.options ?? [],
        absent: 'c e I i k m Q r s w',
      });
      if (options.has('help')) return await say(out.write(helpOf(page)));
      if (options.has('V') || options.has('version'))
        return await say(out.write('ncurses (Kleber, simulated Raspberry Pi)\n'));
      const terminal = operands[0] ?? process.env['TERM'] ?? 'unknown';
      if (options.has('q')) return await say(out.write(`${terminal}\n`));
    } catch (error) {
      if (!(error instanceof UsageProblem)) throw error;
      await process.stderr.write(`reset: ${error.message}\n${helpOf(page)}`);
      return 1;
    }
    const device = process.fds.get(2)?.terminal ?? process.terminal;
    if (device === undefined) {
      await process.stderr.write('reset: terminal attributes: No such device or address\n');
      return 1;
    }
    device.mode = { canonical: true, echo: true, signals: true };
    await process.stderr.write(capability('rs1') + capability('rs2'));
    return 0;
  },
});

const say = async (written: Promise<void>): Promise<number> => {
  await written;
  return 0;
};
