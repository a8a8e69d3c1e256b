import { command } from '../command.ts';

/** pwd(1), the program; bash has its own. */
export const pwd = command({
  page: {
    name: 'pwd',
    section: 1,
    summary: 'print the directory you are in',
    synopsis: ['pwd [OPTION]...'],
    description: ['Prints the directory you are in.'],
    options: [
      ['-L, --logical', 'as PWD says, links and all'],
      ['-P, --physical', 'without symbolic links'],
    ],
  },
  run: async (process, { operands }) => {
    if (operands.length > 0) await process.stderr.write(`${process.argv[0] ?? 'pwd'}: ignoring non-option arguments\n`);
    await process.stdout.write(`${process.cwd}\n`);
    return 0;
  },
});
