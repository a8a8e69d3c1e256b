import { command } from '../command.ts';

/** printenv(1) */
export const printenv = command({
  page: {
    name: 'printenv',
    section: 1,
    summary: 'print variables of the environment',
    synopsis: ['printenv [OPTION]... [VARIABLE]...'],
    description: ['Prints the value of each VARIABLE; without one, all variables with their values.'],
    options: [['-0, --null', 'end each line with a NUL byte']],
    exitStatus: [
      ['0', 'all are set'],
      ['1', 'one is not'],
      ['2', 'the command line is wrong'],
    ],
    seeAlso: ['env(1)'],
  },
  usageStatus: 2,
  run: async (process, { options, operands }, out) => {
    const end = options.has('0') ? '\0' : '\n';
    if (operands.length === 0) {
      for (const [name, value] of Object.entries(process.env)) await out.write(`${name}=${value}${end}`);
      return 0;
    }
    let status = 0;
    for (const name of operands) {
      const value = name.includes('=') ? undefined : process.env[name];
      if (value === undefined) status = 1;
      else await out.write(value + end);
    }
    return status;
  },
});
