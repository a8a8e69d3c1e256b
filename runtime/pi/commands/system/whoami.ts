import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';

/** whoami(1) */
export const whoami = command({
  page: {
    name: 'whoami',
    section: 1,
    summary: 'print the name of the user you are',
    synopsis: ['whoami'],
    description: ['Prints the name of the user you are.'],
  },
  run: async (process, { operands }) => {
    if (operands[0] !== undefined) throw new UsageProblem(`extra operand '${operands[0]}'`);
    await process.stdout.write(`${process.user}\n`);
    return 0;
  },
});
