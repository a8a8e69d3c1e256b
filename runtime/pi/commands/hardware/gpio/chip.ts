import type { Bias } from '#hardware/bus.ts';
import { SystemError } from '#runtime/ports.ts';
import type { GpioHandle, LineHandle, PiProcess } from '../../../system.ts';
import { Failure } from '../../command.ts';
import type { OptionText } from '../../../manual/page.ts';

/** The only one of a Raspberry Pi 3 that has lines at its header. */
const CHIP = '/dev/gpiochip0';

/** What is seen on each chip of this machine, which is closed again then. @throws SystemError `EACCES` */
export const eachChip = <Seen>(process: PiProcess, look: (chip: GpioHandle) => Seen): readonly Seen[] => {
  let chip: GpioHandle;
  try {
    chip = process.openGpio(CHIP);
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENOENT') return [];
    throw error;
  }
  try {
    return [look(chip)];
  } finally {
    chip.close();
  }
};

/** The same, for who does not mind that this process may not open one. */
export const eachChipIfMay: typeof eachChip = (process, look) => {
  try {
    return eachChip(process, look);
  } catch (error) {
    if (error instanceof SystemError) return [];
    throw error;
  }
};

/**
 * A chip by what a person calls it: `0`, `gpiochip0`, `/dev/gpiochip0`, or its label, `pinctrl-bcm2835`.
 * @throws SystemError `ENOENT`, `EACCES`, `ENOTTY`, `ENODEV`
 */
export const openChip = (process: PiProcess, word: string): GpioHandle => {
  const labels = eachChipIfMay(process, ({ label }) => label);
  const name = labels.includes(word) ? CHIP : /^\d+$/.test(word) ? `gpiochip${word}` : word;
  const path = name.startsWith('/dev/') ? name : `/dev/${name}`;
  const chip = process.openGpio(path);
  if (chip.registers === undefined) return chip;
  chip.close();
  // The registers are no chip of the kernel's.
  throw new SystemError('ENODEV', path);
};

const UNSIGNED = 2n ** 32n;
const LARGEST_INT = 2n ** 31n - 1n;

/** A line's number as strtoul(3) reads it into 32 bits; a larger one than there are is refused by the chip. */
export const readOffset = (word: string): number | undefined => {
  const [, sign, digits] = /^[\t-\r ]*([+-]?)(\d+)$/.exec(word) ?? (word === '' ? ['', '', '0'] : []);
  if (digits === undefined) return undefined;
  const value = BigInt.asUintN(32, (sign === '-' ? -1n : 1n) * (BigInt(digits) % UNSIGNED));
  return value > LARGEST_INT ? undefined : Number(value);
};

/** The words behind the chip. @throws Failure */
export const readOffsets = (words: readonly string[]): readonly number[] =>
  words.map((word) => {
    const offset = readOffset(word);
    if (offset === undefined) throw new Failure(`invalid GPIO offset: ${word}`);
    return offset;
  });

const BIASES: Readonly<Record<string, Bias | 'as-is'>> = {
  'as-is': 'as-is',
  disable: 'disabled',
  'pull-up': 'pull-up',
  'pull-down': 'pull-down',
};

export const BIAS_OPTION: OptionText = ['-B, --bias=BIAS', 'the pull: *as-is*, *disable*, *pull-up* or *pull-down*'];
export const ACTIVE_LOW_OPTION: OptionText = ['-l, --active-low', '1 is low'];

/** @returns undefined: as it is. @throws Failure */
export const readBias = (word: string | undefined): Bias | undefined => {
  const bias = word === undefined ? 'as-is' : BIASES[word];
  if (bias === undefined) throw new Failure(`invalid bias: ${word}`);
  return bias === 'as-is' ? undefined : bias;
};

export interface LineWish {
  readonly offset: number;
  readonly options: Parameters<GpioHandle['request']>[1];
}

/** All or none; what a line was set to before another was refused stays. @throws SystemError `EINVAL`, `EBUSY` */
export const requestLines = (chip: GpioHandle, wishes: readonly LineWish[]): readonly LineHandle[] => {
  for (const { offset } of wishes) chip.info(offset);
  const lines: LineHandle[] = [];
  try {
    for (const { offset, options } of wishes) lines.push(chip.request(offset, options));
  } catch (error) {
    for (const line of lines) line.release();
    throw error;
  }
  return lines;
};
