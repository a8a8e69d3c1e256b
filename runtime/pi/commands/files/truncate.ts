import { SystemError } from '#runtime/ports.ts';
import { inQuotes, quote } from '../../quoting.ts';
import { command } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { Complaints } from './complaints.ts';
import { lstatOf } from './file-kinds.ts';
import { readSize } from './sizes.ts';

/** truncate(1) */
export const truncate = command({
  page: {
    name: 'truncate',
    section: 1,
    summary: 'make files as long or as short as you say',
    synopsis: ['truncate OPTION... FILE...'],
    description: [
      'Cuts each FILE off at SIZE, or fills it up with zero bytes. A FILE that does not exist is created.',
      'SIZE is a number, maybe with a letter: 10, 10K (10240), 10KB (10000), 1M. A sign before it: + longer by, - shorter by, < at most, > at least, / down to a multiple, % up to a multiple.',
    ],
    options: [
      ['-c, --no-create', 'create nothing'],
      ['-o, --io-blocks', 'SIZE counts blocks of 4096 bytes'],
      ['-r, --reference=FILE', 'SIZE is that of this FILE'],
      ['-s, --size=SIZE', 'the size'],
    ],
    examples: [['truncate -s 0 /var/log/mosquitto/mosquitto.log', 'empties the file, and leaves it where it is']],
  },
  run: async (process, { options, operands }, out) => {
    const complaints = new Complaints(process, out);
    const [, sign = '', digits = ''] = /^\s*([-+<>/%]?)\s*(.*)$/.exec(options.get('s') ?? '') ?? [];
    const size = readSize(digits);
    if (options.has('s') && (size === undefined || !/^\d/.test(digits))) {
      await complaints.say(`Invalid number: ${quote(digits)}`);
      return 1;
    }
    if ((sign === '/' || sign === '%') && size === 0) {
      await complaints.say('division by zero');
      return 1;
    }
    const reference = options.get('r');
    if (!options.has('s') && reference === undefined)
      throw new UsageProblem(`you must specify either ${quote('--size')} or ${quote('--reference')}`);
    if (options.has('s') && reference !== undefined && sign === '')
      throw new UsageProblem(`you must specify a relative ${quote('--size')} with ${quote('--reference')}`);
    if (options.has('o') && !options.has('s'))
      throw new UsageProblem(`${quote('--io-blocks')} was specified but ${quote('--size')} was not`);
    if (operands.length === 0) throw new UsageProblem('missing file operand');
    let base: number | undefined;
    if (reference !== undefined) {
      try {
        base = process.fs.stat(reference).size;
      } catch (error) {
        await complaints.failed(`cannot stat ${inQuotes(reference)}`, error);
        return 1;
      }
    }
    for (const path of operands) {
      try {
        if (lstatOf(process, path) === undefined) {
          if (options.has('c')) continue;
          process.open(path, { write: true, create: true }).close();
        } else process.open(path, { write: true }).close();
        const from = base ?? process.fs.stat(path).size;
        const amount = (size ?? 0) * (options.has('o') ? 4_096 : 1);
        process.fs.truncate(path, size === undefined ? from : Math.max(0, sized(from, sign, amount)));
      } catch (error) {
        const isOpening = error instanceof SystemError && !['EFBIG', 'ENOSPC', 'EINVAL', 'ENOMEM'].includes(error.code);
        if (isOpening) await complaints.failed(`cannot open ${inQuotes(path)} for writing`, error);
        else await complaints.failed(`failed to truncate ${inQuotes(path)} at ${size ?? base ?? 0} bytes`, error);
      }
    }
    return complaints.status;
  },
});

const sized = (from: number, sign: string, amount: number): number => {
  switch (sign) {
    case '+':
      return from + amount;
    case '-':
      return from - amount;
    case '<':
      return Math.min(from, amount);
    case '>':
      return Math.max(from, amount);
    case '/':
      return from - (from % amount);
    case '%':
      return Math.ceil(from / amount) * amount;
    default:
      return amount;
  }
};
