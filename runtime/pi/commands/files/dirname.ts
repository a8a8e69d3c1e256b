import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { directoryName } from './names.ts';

/** dirname(1) */
export const dirname = command({
  page: {
    name: 'dirname',
    section: 1,
    summary: 'take the last part off a path',
    synopsis: ['dirname [OPTION] NAME...'],
    description: ['Prints each path without its last part; “.” if it has only one.'],
    options: [['-z, --zero', 'end each with a NUL byte instead of a newline']],
    examples: [['dirname /etc/mosquitto/mosquitto.conf', 'prints “/etc/mosquitto”']],
    seeAlso: ['basename(1)', 'readlink(1)'],
  },
  run: async (_process, { options, operands }, out) => {
    if (operands.length === 0) throw new UsageProblem('missing operand');
    for (const path of operands) await out.write(directoryName(path) + (options.has('z') ? '\0' : '\n'));
    return 0;
  },
});
