import { quote } from '../../quoting.ts';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { PiProcess } from '../../system.ts';
import { command, Failure } from '../command.ts';
import { UsageProblem } from '../options.ts';
import { CharacterSets } from './character-sets.ts';

/** tr(1): of bytes, as the real one. */
export const tr = command({
  page: {
    name: 'tr',
    section: 1,
    summary: 'translate or delete characters',
    synopsis: ['tr [OPTION]... STRING1 [STRING2]'],
    description: [
      'Copies standard input to standard output, and on the way replaces the characters of STRING1 by those of STRING2 at the same place, or deletes or squeezes them. If STRING2 is shorter, its last character stands for the rest.',
    ],
    options: [
      ['-c, --complement', 'all characters that STRING1 does not have'],
      ['-C', 'the same as -c'],
      ['-d, --delete', 'delete the characters of STRING1'],
      ['-s, --squeeze-repeats', 'of a character that is repeated, only one: those of the last STRING'],
      ['-t, --truncate-set1', 'make STRING1 as short as STRING2'],
    ],
    sections: [
      [
        'STRINGS',
        [
          'A character stands for itself, *a-z* is a range. *[:alpha:]* is a class; the others are alnum, blank, cntrl, digit, graph, lower, print, punct, space, upper, xdigit. *[=c=]* is c, *[c*5]* in STRING2 five times c, *[c*]* as often as needed. Escapes are \\n, \\t, \\r, \\a, \\b, \\f, \\v, \\\\ and \\NNN (octal).',
        ],
      ],
    ],
    examples: [
      ['echo Hello | tr a-z A-Z', 'in capitals'],
      ["tr -d '\\r' < from-windows", 'without carriage returns'],
      ["tr -s ' ' '\\n' < text", 'one word a line'],
    ],
    differences: ['As with the real one, a letter like ä is two bytes, which are looked at one by one.'],
    seeAlso: ['sed(1)'],
  },
  firstOperandEnds: true,
  run: async (process, { options, operands }, out) => {
    const deletes = options.has('d');
    const squeezes = options.has('s');
    const complements = options.has('c') || options.has('C');
    checkOperands(operands, deletes, squeezes);
    const [one = '', two] = operands;
    const sets = new CharacterSets(one, two, {
      complements,
      truncates: options.has('t'),
      translates: !deletes && two !== undefined,
    });
    for (const warning of sets.warnings) await process.stderr.write(`${process.argv[0] ?? 'tr'}: ${warning}\n`);
    const table = sets.table;
    const dropped = deletes ? sets.first : undefined;
    const squeezed = squeezes ? (two === undefined ? sets.first : sets.second) : undefined;
    let last = -1;
    for (;;) {
      const block = await readFrom(process);
      if (block === null) return 0;
      const bytes = new Uint8Array(block.length);
      let length = 0;
      for (const byte of block) {
        if (dropped?.has(byte) === true) continue;
        const found = table?.[byte] ?? byte;
        if (found === last && squeezed?.has(found) === true) continue;
        last = found;
        bytes[length++] = found;
      }
      await out.write(bytes.subarray(0, length));
    }
  },
});

const checkOperands = (operands: readonly string[], deletes: boolean, squeezes: boolean): void => {
  const [one, two, three] = operands;
  if (one === undefined) throw new UsageProblem('missing operand');
  const least = deletes === squeezes ? 2 : 1;
  const most = deletes && !squeezes ? 1 : 2;
  if (operands.length < least) {
    const what = squeezes ? 'deleting and squeezing repeats' : undefined;
    throw new UsageProblem(
      `missing operand after ${quote(one)}\nTwo strings must be given when ${what === undefined ? 'translating' : `both ${what}`}.`,
    );
  }
  if (operands.length <= most) return;
  const extra = (most === 1 ? two : three) ?? '';
  const hint = operands.length === 2 ? '\nOnly one string may be given when deleting without squeezing repeats.' : '';
  throw new UsageProblem(`extra operand ${quote(extra)}${hint}`);
};

const readFrom = async (process: PiProcess): Promise<Uint8Array | null> => {
  try {
    return await process.stdin.read();
  } catch (error) {
    if (error instanceof SystemError) throw new Failure(`read error: ${strerror(error.code)}`);
    throw error;
  }
};
