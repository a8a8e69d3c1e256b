import * as smbus from '#hardware/smbus.ts';
import type { I2cWire } from '#hardware/sim/wire.ts';
import { hex, readInteger } from '../integer.ts';
import { openBus, readAddress, readBus } from './bus.ts';
import { i2cProgram } from './i2c-program.ts';
import { WARNING } from './questions.ts';
import { Misuse, Refusal } from './refusal.ts';
import { attempt, PecWire } from './transactions.ts';

const USAGE = `Usage: i2cget [-f] [-y] [-a] I2CBUS CHIP-ADDRESS [DATA-ADDRESS [MODE [LENGTH]]]
  I2CBUS is an integer or an I2C bus name
  ADDRESS is an integer (0x08 - 0x77, or 0x00 - 0x7f if -a is given)
  MODE is one of:
    b (read byte data, default)
    w (read word data)
    c (write byte/read byte)
    s (read SMBus block data)
    i (read I2C block data)
    Append p for SMBus PEC
  LENGTH is the I2C block data length (between 1 and 32, default 32)
`;

/** What each mode is called; without DATA-ADDRESS it is none of them. */
const MODES = {
  b: 'read byte data',
  w: 'read word data',
  c: 'write byte/read byte',
  s: 'read SMBus block data',
  i: 'read I2C block data',
} as const;
type Mode = keyof typeof MODES;

interface Order {
  readonly address: number;
  /** Absent: whatever the chip's pointer is at. */
  readonly register: number | undefined;
  readonly mode: Mode;
  readonly pec: boolean;
  readonly length: number;
}

/** i2cget(8) of i2c-tools. */
export const i2cget = i2cProgram({
  page: {
    name: 'i2cget',
    section: 8,
    summary: "read from a chip's registers over I2C",
    synopsis: ['i2cget [-f] [-y] [-a] I2CBUS CHIP-ADDRESS [DATA-ADDRESS [MODE [LENGTH]]]'],
    description: [
      'Reads a register of the chip at CHIP-ADDRESS (0x08 to 0x77) and prints it in hexadecimal. Without DATA-ADDRESS the chip chooses: mostly the register that was read last. It asks first.',
      'SMBus sends the low byte of a word first. A chip that sends the high one first, as an LM75B does, comes out with its bytes swapped: 0x6019 is 0x1960, 25.375 °C.',
    ],
    sections: [
      [
        'MODE',
        [
          '  b   a byte; so it is without\n  w   a word\n  c   the register written, then a byte read\n  i   a block of LENGTH bytes, 32 without it\n  s   a block that says its own length\n  bp wp cp   the same with a check byte (PEC)',
        ],
      ],
    ],
    options: [
      ['-f', 'also if a driver of the kernel uses the chip'],
      ['-y', 'do not ask'],
      ['-a', 'all addresses, 0x00 to 0x7f, the reserved ones too'],
      ['-V', 'print the version'],
    ],
    examples: [
      ['i2cget -y 1 0x48 0x00 w', "an LM75B's temperature"],
      ['i2cget -y 1 0x48 0x03 i 2', 'two bytes of its threshold, in their order'],
    ],
    exitStatus: [
      ['0', 'it was read, or nobody wanted it'],
      ['1', 'a word is wrong, or there is no such bus'],
      ['2', 'the chip does not answer'],
    ],
    differences: ["Mode s is known and refused: a Raspberry Pi's bus cannot do it, the real one's neither."],
    seeAlso: ['i2cdetect(8)', 'i2cset(8)', 'i2cdump(8)'],
  },
  usage: USAGE,
  run: async ({ process, out, flags, words, questions }) => {
    const [busWord, addressWord] = words;
    if (busWord === undefined || addressWord === undefined) throw new Misuse();
    const bus = readBus(process, busWord);
    const order = readOrder(words, readAddress(addressWord, flags.has('a')));
    const { path, wire } = openBus(process, bus);
    if (order.mode === 's') throw new Refusal('Error: Adapter does not have SMBus block read capability');
    if (!flags.has('y') && order.pec && isMemory(order.address)) throw new Refusal(`${WARNING}${STOP}`, 0);
    const { warning, standard } = questionOf(order, path);
    if (!flags.has('y') && !(await questions.mayGoOn(warning, standard))) return 0;
    const checked = order.pec ? new PecWire(wire) : wire;
    if (order.mode === 'c' && order.register !== undefined && !wrote(checked, order.address, order.register))
      await process.stderr.write('Warning - write failed\n');
    const read = attempt(() => readBy(checked, order));
    if (read === undefined) throw new Refusal('Error: Read failed', 2);
    await out.write(`${read}\n`);
    return 0;
  },
});

const readOrder = (words: readonly string[], address: number): Order => {
  const [, , registerWord, modeWord, lengthWord] = words;
  const register = registerWord === undefined ? undefined : readInteger(registerWord);
  if (registerWord !== undefined && (register === undefined || register < 0 || register > 0xff))
    throw new Misuse('Data address invalid');
  const letter = modeWord?.[0] ?? (modeWord === undefined ? 'b' : '');
  if (!isMode(letter)) throw new Misuse('Invalid mode');
  const pec = modeWord?.[1] === 'p';
  if (pec && letter === 'i') throw new Misuse('PEC not supported for I2C block data');
  if (lengthWord !== undefined && letter !== 'i') throw new Misuse('Length only valid for I2C block data');
  const length = lengthWord === undefined ? 32 : readInteger(lengthWord);
  if (length === undefined || length < 1 || length > 32) throw new Misuse('Length invalid');
  return { address, register, mode: letter, pec, length };
};

/** Where memories are, those of the machine's own too. */
const isMemory = (address: number): boolean => address >= 0x50 && address <= 0x57;

const STOP = `STOP! EEPROMs are I2C devices, not SMBus devices. Using PEC
on I2C devices may result in unexpected results, such as
trashing the contents of EEPROMs. We can't let you do that, sorry.`;

const isMode = (letter: string): letter is Mode => Object.hasOwn(MODES, letter);

const questionOf = ({ address, register, mode, pec, length }: Order, path: string) => {
  const isRisky = mode === 'c' && register !== undefined && pec;
  const risk = isRisky
    ? 'WARNING! All I2C chips and some SMBus chips will interpret a write\nbyte command with PEC as awrite byte data command, effectively writing a\nvalue into a register!\n'
    : '';
  const where = register === undefined ? 'current data\naddress' : `data address\n${hex(register)}`;
  const bytes = mode === 'i' ? ` ${length} byte${length === 1 ? '' : 's'}` : '';
  const how = register === undefined ? 'read byte' : MODES[mode];
  const what = `I will read from device file ${path}, chip address ${hex(address)}, ${where},${bytes} using ${how}.\n`;
  const check = pec ? 'PEC checking enabled.\n' : '';
  return { warning: WARNING + risk + what + check, standard: isRisky ? 'no' : 'yes' } as const;
};

const wrote = (wire: I2cWire, address: number, byte: number): boolean =>
  attempt(() => (smbus.sendByte(wire, address, byte), true)) ?? false;

/** @throws SystemError */
const readBy = (wire: I2cWire, { address, register, mode, length }: Order): string => {
  if (register === undefined || mode === 'c') return hex(smbus.receiveByte(wire, address));
  if (mode === 'w') return hex(smbus.readWord(wire, address, register), 4);
  if (mode === 'i') return [...smbus.readBlock(wire, address, register, length)].map((byte) => hex(byte)).join(' ');
  return hex(smbus.readByte(wire, address, register));
};
