import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import { printf as format } from '../../printf.ts';
import { raw } from '../command.ts';

const page: ManualPage = {
  name: 'printf',
  section: 1,
  summary: 'print words and numbers in a form',
  synopsis: ['printf FORMAT [ARGUMENT]...'],
  description: [
    'Prints the ARGUMENTs as FORMAT says; it is used again while there are arguments left. A shell has a printf of its own, which comes first and differs in little.',
  ],
  sections: [
    [
      'FORMAT',
      [
        '  \\n \\t \\\\ \\a \\b \\e \\f \\r \\v   control characters',
        '  \\NNN \\xHH \\uHHHH \\UHHHHHHHH   a byte by its octal or hexadecimal number, a character by its own',
        '  \\c        print no more',
        '  %s %c      text, its first byte',
        '  %b         text in which backslashes mean something',
        '  %q         text in the quotes that a shell needs',
        '  %d %i %u   a whole number',
        '  %o %x %X   the same, octal or hexadecimal',
        '  %f %e %g %a   a number with a fraction',
        '  %%         a percent sign',
        "Between % and the letter may stand flags (- at the left, 0 with zeros, + with a sign, a blank, #), the width, and the precision behind a point; * takes a width or precision from the arguments. Numbers may be 0x1f, 017 or 'A, which is the number of a character.",
      ],
    ],
  ],
  examples: [
    ["printf '%.2f\\n' 20.5", '20.50'],
    ["printf '%s=%d\\n' a 1 b 2", 'two lines'],
    ["printf '\\x10\\x0c' | xxd", 'bytes'],
  ],
  seeAlso: ['echo(1)', 'seq(1)', 'bash(1)'],
};

/** printf(1), the program. */
export const printf = raw({
  page,
  run: async (process, out) => {
    const called = process.argv[0] ?? 'printf';
    const [first, ...rest] = process.argv.slice(1);
    if (rest.length === 0 && first === '--help') {
      await out.write(helpOf(page));
      return 0;
    }
    if (rest.length === 0 && first === '--version') {
      await out.write('printf (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    const [text, ...args] = first === '--' ? rest : first === undefined ? [] : [first, ...rest];
    if (text === undefined) {
      await process.stderr.write(`${called}: missing operand\nTry '${called} --help' for more information.\n`);
      return 1;
    }
    const { bytes, problems, places, status } = format(text, args, { dialect: 'coreutils' });
    let written = 0;
    for (const [index, problem] of problems.entries()) {
      await out.write(bytes.subarray(written, places[index]));
      await out.flush();
      written = places[index] ?? written;
      await process.stderr.write(`${called}: ${problem}\n`);
    }
    await out.write(bytes.subarray(written));
    return status;
  },
});
