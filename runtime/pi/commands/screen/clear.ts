import { raw } from '../command.ts';
import { parseOptions, UsageProblem } from '../options.ts';
import { capability, isKnownTerminal } from './terminfo.ts';

const page = {
  name: 'clear',
  section: 1,
  summary: 'clear the screen',
  synopsis: ['clear [-T TERMINAL] [-x]'],
  description: ['Empties the screen, forgets the lines that have scrolled away, and puts the cursor at the top.'],
  options: [
    ['-T TERMINAL', 'the kind of terminal, instead of TERM'],
    ['-V', 'print the version'],
    ['-x', 'keep the lines that have scrolled away'],
  ],
  exitStatus: [
    ['0', 'success'],
    ['1', 'the terminal is not known'],
  ],
  seeAlso: ['reset(1)', 'tput(1)'],
} as const;

/** clear(1) of ncurses. */
export const clear = raw({
  page,
  run: async (process, out) => {
    try {
      const { options, operands } = parseOptions(process.argv.slice(1), { options: page.options });
      if (operands.length > 0 || options.has('help') || options.has('version')) throw new UsageProblem('');
      if (options.has('V')) {
        await out.write('ncurses (Kleber, simulated Raspberry Pi)\n');
        return 0;
      }
      const terminal = options.get('T') ?? process.env['TERM'] ?? '';
      if (terminal === '') {
        await process.stderr.write('TERM environment variable not set.\n');
        return 1;
      }
      if (!isKnownTerminal(terminal)) {
        await process.stderr.write(`'${terminal}': unknown terminal type.\n`);
        return 1;
      }
      await out.write(`${capability('clear')}${options.has('x') ? '' : capability('E3')}`);
      return 0;
    } catch (error) {
      if (!(error instanceof UsageProblem)) throw error;
      const usage = `Usage: clear [options]\n\n${page.options.map(([name, text]) => `  ${name.padEnd(13)}${text}\n`).join('')}`;
      if (process.argv[1] === '--help') {
        await out.write(usage);
        return 0;
      }
      await process.stderr.write(`${error.message === '' ? '' : `clear: ${error.message}\n`}${usage}`);
      return 1;
    }
  },
});
