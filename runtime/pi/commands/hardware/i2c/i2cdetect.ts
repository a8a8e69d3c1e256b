import * as smbus from '#hardware/smbus.ts';
import type { I2cWire } from '#hardware/sim/wire.ts';
import { bareHex, hex, readInteger } from '../integer.ts';
import { adapters, openBus, readBus } from './bus.ts';
import { i2cProgram, type I2cCall } from './i2c-program.ts';
import { WARNING } from './questions.ts';
import { Misuse, Refusal } from './refusal.ts';
import { attempt } from './transactions.ts';

const USAGE = `Usage: i2cdetect [-y] [-a] [-q|-r] I2CBUS [FIRST LAST]
       i2cdetect -F I2CBUS
       i2cdetect -l
  I2CBUS is an integer or an I2C bus name
  If provided, FIRST and LAST limit the probing range.
`;

/** i2cdetect(8) of i2c-tools. */
export const i2cdetect = i2cProgram({
  page: {
    name: 'i2cdetect',
    section: 8,
    summary: 'find the chips on an I2C bus',
    synopsis: ['i2cdetect [-y] [-a] [-q|-r] I2CBUS [FIRST LAST]', 'i2cdetect -F I2CBUS', 'i2cdetect -l'],
    description: [
      'Asks every address of a bus whether somebody is there and prints a table: an address stands where a chip acknowledged it, -- where nobody did. On a Raspberry Pi the bus at pins 3 and 5 is number 1.',
      'I2CBUS is a number or a name of *i2cdetect -l*. FIRST and LAST limit what is asked; without them it is 0x08 to 0x77.',
      'Some chips take the question for a command, so the program asks first.',
    ],
    options: [
      ['-y', 'do not ask'],
      ['-a', 'all addresses, 0x00 to 0x7f, the reserved ones too'],
      ['-q', 'ask with a "quick write" everywhere'],
      ['-r', 'ask with "receive byte" everywhere'],
      ['-F', 'print what the bus can do'],
      ['-l', 'print which buses there are'],
      ['-V', 'print the version'],
    ],
    examples: [
      ['i2cdetect -y 1', 'what is wired to the bus'],
      ['i2cdetect -y 1 0x48 0x4f', 'only where an LM75B can be'],
    ],
    exitStatus: [
      ['0', 'it was asked, whoever answered'],
      ['1', 'there is no such bus, or a word is wrong'],
    ],
    differences: ['UU, for a chip that a driver of the kernel uses, does not come: no driver does here.'],
    seeAlso: ['i2cget(8)', 'i2cset(8)', 'i2cdump(8)', 'i2ctransfer(8)'],
  },
  usage: USAGE,
  run: async (call) => {
    const { process, out, flags, words } = call;
    if (flags.has('q') && flags.has('r')) throw new Refusal('Error: Different modes specified!');
    if (flags.has('l')) {
      for (const [number, name] of adapters(process))
        await out.write(`i2c-${number}\t${'i2c'.padEnd(10)}\t${name.padEnd(32)}\tI2C adapter\n`);
      return 0;
    }
    const [word] = words;
    if (word === undefined) throw new Misuse('No i2c-bus specified');
    const bus = readBus(process, word);
    if (flags.has('F')) return await printAbilities(call, bus);
    const { first, last } = rangeOf(call);
    const { path, wire } = openBus(process, bus);
    if (!flags.has('y')) {
      const how = flags.has('q') ? ' using quick write commands' : flags.has('r') ? ' using receive byte commands' : '';
      const what = `I will probe file ${path}${how}.\nI will probe address range ${hex(first)}-${hex(last)}.\n`;
      if (!(await call.questions.mayGoOn(`${WARNING}${what}`))) return 0;
    }
    await out.write('     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f\n');
    for (let row = 0; row < 0x80; row += 16) {
      await out.write(`${bareHex(row)}: `);
      for (let address = row; address < row + 16; address += 1) {
        const isThere = address >= first && address <= last ? isAcknowledged(wire, address, flags) : undefined;
        await out.write(isThere === undefined ? '   ' : isThere ? `${bareHex(address)} ` : '-- ');
      }
      await out.write('\n');
    }
    return 0;
  },
});

/** Chips that a quick write might harm: EEPROMs, and write-protecting ones at 0x30 to 0x37. */
const isBetterRead = (address: number): boolean =>
  (address >= 0x30 && address <= 0x37) || (address >= 0x50 && address <= 0x5f);

const isAcknowledged = (wire: I2cWire, address: number, flags: I2cCall['flags']): boolean => {
  const reads = flags.has('r') || (!flags.has('q') && isBetterRead(address));
  const answered = attempt(() => (reads ? smbus.receiveByte(wire, address) : (smbus.quick(wire, address), 0)));
  return answered !== undefined;
};

const rangeOf = ({ words, flags }: I2cCall): { readonly first: number; readonly last: number } => {
  const [least, most] = flags.has('a') ? [0x00, 0x7f] : [0x08, 0x77];
  if (words.length === 1) return { first: least, last: most };
  if (words.length !== 3) throw new Misuse();
  const first = limit('FIRST', words[1] ?? '', least, most);
  return { first, last: limit('LAST', words[2] ?? '', first, most) };
};

const limit = (name: string, word: string, least: number, most: number): number => {
  const value = readInteger(word);
  if (value === undefined) throw new Misuse(`${name} argment not a number`);
  if (value < least || value > most) throw new Misuse(`${name} argument out of range (${hex(least)}-${hex(most)})`);
  return value;
};

/** What the driver of the BCM2835's controller says of itself: I2C_FUNCS of i2c-dev. */
const ABILITIES: readonly (readonly [name: string, has: boolean])[] = [
  ['I2C', true],
  ['SMBus Quick Command', true],
  ['SMBus Send Byte', true],
  ['SMBus Receive Byte', true],
  ['SMBus Write Byte', true],
  ['SMBus Read Byte', true],
  ['SMBus Write Word', true],
  ['SMBus Read Word', true],
  ['SMBus Process Call', true],
  ['SMBus Block Write', true],
  ['SMBus Block Read', false],
  ['SMBus Block Process Call', false],
  ['SMBus PEC', true],
  ['I2C Block Write', true],
  ['I2C Block Read', true],
];

const printAbilities = async ({ process, out, words }: I2cCall, bus: number): Promise<number> => {
  if (words.length !== 1) throw new Misuse();
  const { path } = openBus(process, bus);
  await out.write(`Functionalities implemented by ${path}:\n`);
  for (const [name, has] of ABILITIES) await out.write(`${name.padEnd(32)} ${has ? 'yes' : 'no'}\n`);
  return 0;
};
