import { command } from './command.ts';
import { UsageProblem } from './options.ts';

/** whoami(1) */
export const whoami = command({
  name: 'whoami',
  syntax: {},
  help: `Usage: whoami
Prints the name of the user you are.
`,
  run: async (process, { operands }) => {
    if (operands[0] !== undefined) throw new UsageProblem(`extra operand '${operands[0]}'`);
    await process.stdout.write(`${process.user}\n`);
    return 0;
  },
});
