import type { Command, PiProcess } from '../../system.ts';

const constant = (name: string, status: number, help: string): Command => ({
  name,
  paths: [`/usr/bin/${name}`],
  run: async (process: PiProcess) => {
    if (process.argv.length === 2 && process.argv[1] === '--help') await process.stdout.write(help);
    return status;
  },
});

/** true(1) */
export const trueCommand = constant('true', 0, 'Usage: true\nDoes nothing, and succeeds: status 0.\n');

/** false(1) */
export const falseCommand = constant('false', 1, 'Usage: false\nDoes nothing, and fails: status 1.\n');
