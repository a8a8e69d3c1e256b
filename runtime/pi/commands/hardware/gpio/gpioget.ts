import { Failure } from '../../command.ts';
import { ACTIVE_LOW_OPTION, BIAS_OPTION, openChip, readBias, readOffsets, requestLines } from './chip.ts';
import { completeLines } from './complete-lines.ts';
import { gpioProgram, VERSION_OPTION } from './gpio-program.ts';

/** gpioget(1) of libgpiod. */
export const gpioget = gpioProgram({
  page: {
    name: 'gpioget',
    section: 1,
    summary: 'read the levels of GPIO lines',
    synopsis: ['gpioget [-l] [-B BIAS] CHIP LINE...'],
    description: [
      'Makes lines of CHIP inputs and prints their levels, 0 or 1, in one line. CHIP is a name, a number or a label: *gpiochip0*, *0*. LINE is a number as Broadcom counts: 17 is GPIO 17, pin 11.',
      'A line that was an output does not drive any more after that: an LED at it goes out.',
    ],
    options: [BIAS_OPTION, ACTIVE_LOW_OPTION, VERSION_OPTION],
    examples: [
      ['gpioget gpiochip0 4', 'the level of GPIO 4'],
      ['gpioget --bias=pull-up 0 23 24', 'of two switches to ground: 0 is pressed'],
    ],
    exitStatus: [
      ['0', 'they were read'],
      ['1', 'a line is used by somebody else, or there is no such one'],
    ],
    seeAlso: ['gpioset(1)', 'gpiomon(1)', 'gpioinfo(1)', 'pinctrl(1)'],
  },
  failing: 'error reading GPIO values',
  complete: completeLines(),
  run: async (process, { options, operands }, out) => {
    const bias = readBias(options.get('B'));
    const [word, ...words] = operands;
    if (word === undefined) throw new Failure('gpiochip must be specified');
    if (words.length === 0) throw new Failure('at least one GPIO line offset must be specified');
    const wishes = readOffsets(words).map((offset) => ({
      offset,
      options: {
        direction: 'in',
        activeLow: options.has('l'),
        ...(bias === undefined ? {} : { bias }),
        consumer: 'gpioget',
      } as const,
    }));
    const lines = requestLines(openChip(process, word), wishes);
    await out.write(`${lines.map((line) => line.get()).join(' ')}\n`);
    return 0;
  },
});
