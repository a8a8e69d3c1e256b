import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';

/** tty(1) of coreutils. */
export const tty = command({
  page: {
    name: 'tty',
    section: 1,
    summary: 'print the name of the terminal',
    synopsis: ['tty [-s]'],
    description: ['Prints the file name of the terminal that standard input comes from.'],
    options: [
      ['-s, --silent', 'print nothing; the exit status says it'],
      ['--quiet', 'the same'],
    ],
    exitStatus: [
      ['0', 'standard input is a terminal'],
      ['1', 'it is none'],
      ['2', 'the command line was wrong'],
    ],
    seeAlso: ['stty(1)', 'who(1)'],
  },
  usageStatus: 2,
  run: async (process, { options, operands }, out) => {
    if (operands[0] !== undefined) throw new UsageProblem(`extra operand ‘${operands[0]}’`);
    const terminal = process.fds.get(0)?.terminal;
    if (!options.has('s') && !options.has('quiet')) await out.write(`${terminal?.name ?? 'not a tty'}\n`);
    return terminal === undefined ? 1 : 0;
  },
});
