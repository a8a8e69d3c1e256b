import { command } from './command.ts';

/** pwd(1), the program; bash has its own. */
export const pwd = command({
  name: 'pwd',
  syntax: { letters: 'LP', long: { logical: 'L', physical: 'P' } },
  help: `Usage: pwd
Prints the directory you are in.
`,
  run: async (process, { operands }) => {
    if (operands.length > 0) await process.stderr.write(`${process.argv[0] ?? 'pwd'}: ignoring non-option arguments\n`);
    await process.stdout.write(`${process.cwd}\n`);
    return 0;
  },
});
