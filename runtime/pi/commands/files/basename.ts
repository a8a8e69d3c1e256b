import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { quote } from '../../quoting.ts';
import { lastName } from './names.ts';

/** basename(1) */
export const basename = command({
  page: {
    name: 'basename',
    section: 1,
    summary: 'take the directory off a path',
    synopsis: ['basename NAME [SUFFIX]', 'basename OPTION... NAME...'],
    description: ['Prints the last part of a path, without the SUFFIX if it ends in that.'],
    options: [
      ['-a, --multiple', 'every operand is a NAME'],
      ['-s, --suffix=SUFFIX', 'take SUFFIX off each; -a is then understood'],
      ['-z, --zero', 'end each with a NUL byte instead of a newline'],
    ],
    examples: [['basename /etc/mosquitto/mosquitto.conf .conf', 'prints “mosquitto”']],
    seeAlso: ['dirname(1)', 'readlink(1)'],
  },
  run: async (_process, { options, operands }, out) => {
    const [first, second, third] = operands;
    if (first === undefined) throw new UsageProblem('missing operand');
    const isMany = options.has('a') || options.has('s');
    if (!isMany && third !== undefined) throw new UsageProblem(`extra operand ${quote(third)}`);
    const suffix = isMany ? options.get('s') : second;
    for (const path of isMany ? operands : [first]) {
      const name = lastName(path);
      const isCut = suffix !== undefined && suffix !== '' && name !== suffix && name.endsWith(suffix);
      await out.write((isCut ? name.slice(0, -suffix.length) : name) + (options.has('z') ? '\0' : '\n'));
    }
    return 0;
  },
});
