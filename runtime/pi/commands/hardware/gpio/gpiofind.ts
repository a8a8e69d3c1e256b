import type { GpioHandle } from '../../../system.ts';
import { Failure } from '../../command.ts';
import { begunBy } from '../../admin/begun.ts';
import { eachChip, eachChipIfMay } from './chip.ts';
import { gpioProgram, VERSION_OPTION } from './gpio-program.ts';

/** gpiofind(1) of libgpiod. */
export const gpiofind = gpioProgram({
  page: {
    name: 'gpiofind',
    section: 1,
    summary: 'find a GPIO line by its name',
    synopsis: ['gpiofind NAME'],
    description: [
      'Prints the chip and the number of the first line of that name, as gpioget and gpioset want them. *gpioinfo* prints the names.',
    ],
    options: [VERSION_OPTION],
    examples: [['gpioset $(gpiofind GPIO17)=1', 'sets a line by its name']],
    exitStatus: [
      ['0', 'it was found'],
      ['1', 'there is no line of that name'],
    ],
    seeAlso: ['gpioinfo(1)', 'gpioget(1)', 'gpioset(1)'],
  },
  failing: 'error performing the line lookup',
  complete: (words, process) => begunBy(words, eachChipIfMay(process, namesOf).flat()),
  run: async (process, { operands }, out) => {
    const [name] = operands;
    if (name === undefined || operands.length > 1) throw new Failure('exactly one GPIO line name must be specified');
    const places = eachChip(process, (chip) => ({ chip: chip.name, offset: namesOf(chip).indexOf(name) }));
    const found = places.find(({ offset }) => offset >= 0);
    if (found === undefined) return 1;
    await out.write(`${found.chip} ${found.offset}\n`);
    return 0;
  },
});

const namesOf = (chip: GpioHandle): readonly string[] =>
  Array.from({ length: chip.lines }, (_, offset) => chip.info(offset).name);
