import { LINE_NAMES } from '#hardware/sim/line-names.ts';
import { SystemError } from '#runtime/ports.ts';
import { helpOf } from '../../../manual/help.ts';
import type { ManualPage } from '../../../manual/page.ts';
import type { PinRegisters, PiProcess } from '../../../system.ts';
import { begunBy } from '../../admin/begun.ts';
import { raw } from '../../command.ts';
import type { StandardOut } from '../../stdio.ts';
import { ALTERNATE_FUNCTIONS } from './functions.ts';
import { gpioOf, readLine, SETTING_WORDS, Wrong, type Line, type Settings } from './read-line.ts';

const REGISTERS = '/dev/gpiomem';
/** The only chip that is known here, by both of its names. */
const CHIPS: readonly string[] = ['bcm2835', 'brcm,bcm2835-gpio'];
/** Milliseconds between two looks. */
const POLL = 10;

const page: ManualPage = {
  name: 'pinctrl',
  section: 1,
  summary: "print and set the pins of the Raspberry Pi's header",
  synopsis: [
    'pinctrl [-p] [-v] [get] [GPIO]',
    'pinctrl [-p] [-v] [-e] [set] GPIO SETTING...',
    'pinctrl [-p] [-v] poll GPIO',
    'pinctrl [-p] [-v] [-c CHIP] funcs [GPIO]',
    'pinctrl help',
  ],
  description: [
    "Prints pins, sets them, watches them, or prints what else they can be. It writes to the chip's registers and asks nobody: also a pin that another program uses is set. GPIO is a list of numbers as Broadcom counts, ranges and names: 17, 20-22, GPIO17,SDA1. Without it all are printed.",
    'A line of *get* is the number, *ip*, *op* or *a0* to *a5* for what the pin is, its level, *hi* or *lo*, and its name. The two columns -- stand for the drive and the pull, which the chip of a Raspberry Pi 3 does not tell.',
  ],
  options: [
    ['-p', 'numbers are those of the 40 pins of the header: 11 is GPIO 17'],
    ['-e', 'print the pins after they were set'],
    ['-v', 'print also which chips there are'],
    ['-c CHIP', 'print the functions of this chip, without touching it'],
    ['-h', 'print this help'],
  ],
  sections: [
    [
      'SETTINGS',
      [
        '  ip op      input, output\n  dh dl      drive high, drive low: of an output\n  pu pd pn   pull up, pull down, none\n  a0 to a5   another function: pinctrl funcs prints them',
      ],
    ],
  ],
  examples: [
    ['pinctrl get 17,22,27', 'the LEDs of the traffic light'],
    ['pinctrl set 17 op dh', 'lights the red one'],
    ['pinctrl set 17 dl', 'and puts it out'],
    ['pinctrl -p', 'the header, pin by pin'],
  ],
  exitStatus: [
    ['0', 'it was done'],
    ['1', 'a word is wrong'],
    ['255', 'this machine has no such chip, or one may not use it'],
  ],
  differences: ['CHIP is bcm2835 only. *poll* looks a hundred times a second; the real one looks as often as it can.'],
  seeAlso: ['gpioinfo(1)', 'gpioget(1)', 'gpioset(1)'],
};

/** pinctrl(1) of Raspberry Pi OS. */
export const pinctrl = raw({
  page,
  complete: (words) => {
    const names = LINE_NAMES.slice(0, 28);
    if (words.slice(1, -1).includes('set') && words.length > 3) return begunBy(words, SETTING_WORDS);
    return begunBy(words, words.length <= 2 ? ['get', 'set', 'poll', 'funcs', 'help'] : names);
  },
  run: async (process, out) => {
    try {
      const line = readLine(process.argv.slice(1), NAMES);
      if (line.verb === 'help') await out.write(helpOf(page));
      else await obey(process, out, line);
      return 0;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      await out.write(`${error.message}\n`);
      return error.status;
    }
  },
});

/** The board's name for a line, and the chip's: `SDA1/GPIO2`; once where they are the same. */
const NAMES: readonly string[] = LINE_NAMES.map((name, gpio) =>
  name === `GPIO${gpio}` ? name : `${name}/GPIO${gpio}`,
);

/** At the header it is the chip's that counts. */
const nameOf = (gpio: number, { byPin, chip }: Line): string =>
  byPin || chip !== undefined ? `GPIO${gpio}` : (NAMES[gpio] ?? '');

const obey = async (process: PiProcess, out: StandardOut, line: Line): Promise<void> => {
  const { verb, chip, isVerbose, echoes, numbers, settings } = line;
  if (chip === undefined ? !hasChip(process) : !CHIPS.includes(chip)) throw new Wrong('No GPIO chips found', 255);
  if (isVerbose) await out.write(`GPIO chips:\n  ${chip === undefined ? '3f200000: ' : ''}bcm2835 (54 gpios)\n`);
  if (verb === 'funcs') {
    for (const number of numbers) await out.write(functionsOf(number, line));
    return;
  }
  const registers = openRegisters(process, line);
  if (verb === 'poll') return await poll(process, out, registers, line);
  if (verb === 'set') for (const number of numbers) await out.write(set(registers, number, settings, line));
  if (verb === 'get' || echoes) for (const number of numbers) await out.write(stateOf(registers, number, line));
};

const hasChip = (process: PiProcess): boolean => {
  try {
    return process.fs.stat(REGISTERS).kind === 'device';
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
};

const openRegisters = (process: PiProcess, { chip }: Line): PinRegisters => {
  if (chip !== undefined) throw new Wrong('Failed to mmap gpiolib - No such device', 255);
  try {
    const { registers } = process.openGpio(REGISTERS);
    if (registers !== undefined) return registers;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
  throw new Wrong('Must be root', 255);
};

const stateOf = (registers: PinRegisters, number: number, line: Line): string => {
  const gpio = gpioOf(number, line.byPin);
  const label = String(number).padStart(2);
  if (gpio === undefined) return '';
  if (typeof gpio === 'string') return `${label}: ${gpio}\n`;
  const { function: role, level } = registers.read(gpio);
  const drive = role === 'op' ? '--' : '  ';
  return `${label}: ${role} ${drive} -- | ${level === 1 ? 'hi' : 'lo'} // ${nameOf(gpio, line)} = ${roleName(gpio, role)}\n`;
};

const roleName = (gpio: number, role: string): string => {
  if (role === 'ip') return 'input';
  if (role === 'op') return 'output';
  return ALTERNATE_FUNCTIONS[gpio]?.[Number(role.slice(1))] ?? '-';
};

const functionsOf = (number: number, line: Line): string => {
  const gpio = gpioOf(number, line.byPin);
  if (typeof gpio !== 'number') return '';
  return `${[number, nameOf(gpio, line), ...(ALTERNATE_FUNCTIONS[gpio] ?? [])].join(', ')}\n`;
};

/** @returns what was refused, as a line */
const set = (registers: PinRegisters, number: number, settings: Settings, { byPin }: Line): string => {
  const gpio = gpioOf(number, byPin);
  if (typeof gpio !== 'number') return `Pin ${number} cannot be set\n`;
  const { function: role, drive, pull } = settings;
  if (role !== undefined && role !== 'none') registers.write(gpio, { function: role });
  if (drive !== undefined) {
    if ((role ?? registers.read(gpio).function) !== 'op') return "Can't set pin value, not an output\n";
    registers.write(gpio, { latch: drive });
  }
  if (pull !== undefined) registers.write(gpio, { pull });
  return '';
};

/** Prints each level, and each change with the time since the one before; until it is ended. */
const poll = async (process: PiProcess, out: StandardOut, registers: PinRegisters, line: Line): Promise<void> => {
  const watched = line.numbers.flatMap((number) => {
    const gpio = gpioOf(number, line.byPin);
    return typeof gpio === 'number' ? [{ number, gpio, level: undefined as number | undefined }] : [];
  });
  for (let idleSince: number | undefined; watched.length > 0; await process.sleep(POLL)) {
    let hasChanged = false;
    for (const pin of watched) {
      const { level } = registers.read(pin.gpio);
      if (level === pin.level) continue;
      const waited = idleSince === undefined ? '' : `+${Math.round((process.clock.now() - idleSince) * 1_000)}us\n`;
      idleSince = undefined;
      await out.write(
        `${waited}${String(pin.number).padStart(2)}: ${level === 1 ? 'hi' : 'lo'} // ${NAMES[pin.gpio]}\n`,
      );
      pin.level = level;
      hasChanged = true;
    }
    if (!hasChanged) idleSince ??= process.clock.now();
  }
};
