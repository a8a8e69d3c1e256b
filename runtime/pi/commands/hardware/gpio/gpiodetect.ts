import { Failure } from '../../command.ts';
import { eachChip } from './chip.ts';
import { gpioProgram, VERSION_OPTION } from './gpio-program.ts';

/** gpiodetect(1) of libgpiod. */
export const gpiodetect = gpioProgram({
  page: {
    name: 'gpiodetect',
    section: 1,
    summary: 'print the GPIO chips',
    synopsis: ['gpiodetect'],
    description: ['Prints every GPIO chip with its label and the number of its lines.'],
    options: [VERSION_OPTION],
    differences: [
      'A real Raspberry Pi 3 has two more chips, for what its firmware switches: the LED on the board and the power of its parts. They are not here.',
    ],
    seeAlso: ['gpioinfo(1)', 'gpioget(1)', 'gpioset(1)', 'pinctrl(1)'],
  },
  failing: 'unable to access GPIO chips',
  run: async (process, { operands }, out) => {
    if (operands[0] !== undefined) throw new Failure(`unrecognized argument: ${operands[0]}`);
    const rows = eachChip(process, ({ name, label, lines }) => `${name} [${label}] (${lines} lines)\n`);
    await out.write(rows.join(''));
    return 0;
  },
});
