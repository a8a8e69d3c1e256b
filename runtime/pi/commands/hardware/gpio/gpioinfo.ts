import { SystemError } from '#runtime/ports.ts';
import type { Bias } from '#hardware/bus.ts';
import { strerror } from '../../../error-text.ts';
import type { GpioHandle, LineInfo } from '../../../system.ts';
import { begunBy } from '../../admin/begun.ts';
import { eachChip, eachChipIfMay, openChip } from './chip.ts';
import { gpioProgram, VERSION_OPTION } from './gpio-program.ts';

/** gpioinfo(1) of libgpiod. */
export const gpioinfo = gpioProgram({
  page: {
    name: 'gpioinfo',
    section: 1,
    summary: 'print the lines of GPIO chips',
    synopsis: ['gpioinfo [CHIP]...'],
    description: [
      'Prints every line of the chips, of all without CHIP: its number, its name, who uses it, whether it is an input or an output, and whether 1 means high. Only a program that still runs uses a line. *used* and a pull that was asked for stand in brackets.',
    ],
    options: [VERSION_OPTION],
    examples: [["gpioinfo | grep '\\[used'", 'lines that a program has']],
    exitStatus: [
      ['0', 'all were printed'],
      ['1', 'a chip could not be opened'],
    ],
    differences: ['An output that is open-drain or open-source is not marked as such.'],
    seeAlso: ['gpiodetect(1)', 'gpiofind(1)', 'gpioget(1)', 'gpioset(1)'],
  },
  failing: 'error accessing GPIO chips',
  complete: (words, process) =>
    begunBy(
      words,
      eachChipIfMay(process, ({ name }) => name),
    ),
  run: async (process, { operands }, out) => {
    let status = 0;
    if (operands.length === 0) await out.write(eachChip(process, listOf).join(''));
    for (const word of operands) {
      try {
        const chip = openChip(process, word);
        await out.write(listOf(chip));
        chip.close();
      } catch (error) {
        if (!(error instanceof SystemError) || out.failed(error)) throw error;
        await out.flush();
        await process.stderr.write(`gpioinfo: looking up chip ${word}: ${strerror(error.code)}\n`);
        status = 1;
      }
    }
    return status;
  },
});

const listOf = (chip: GpioHandle): string => {
  const lines = Array.from({ length: chip.lines }, (_, offset) => `${rowOf(offset, chip.info(offset))}\n`);
  return `${chip.name} - ${chip.lines} lines:\n${lines.join('')}`;
};

const FLAGS: Readonly<Record<Bias, string>> = {
  'pull-up': 'pull-up',
  'pull-down': 'pull-down',
  disabled: 'bias-disabled',
};

/** Columns of fixed width; once something was too wide for its own, what follows is not aligned any more. */
const rowOf = (offset: number, { name, direction, grant }: LineInfo): string => {
  let isTooWide = false;
  const column = (text: string, width: number): string => {
    const padded = isTooWide ? text : text.padStart(width);
    isTooWide ||= text.length > width;
    return padded;
  };
  const number = column(String(offset), 3);
  const label = column(name === '' ? 'unnamed' : `"${name}"`, 12);
  const user = column(grant === undefined ? 'unused' : `"${grant.consumer}"`, 12);
  const role = column(`${direction}put `, 8);
  const active = column(`active-${grant?.activeLow === true ? 'low' : 'high'} `, 13);
  const flags = grant === undefined ? [] : ['used', ...(grant.bias === undefined ? [] : [FLAGS[grant.bias]])];
  const marks = flags.length === 0 ? '' : `[${flags.join(' ')}]`;
  return `\tline ${number}: ${label} ${user} ${role}${active}${marks}`;
};
