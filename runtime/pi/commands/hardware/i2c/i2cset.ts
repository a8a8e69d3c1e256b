import * as smbus from '#hardware/smbus.ts';
import type { I2cWire } from '#hardware/sim/wire.ts';
import { hex, readInteger } from '../integer.ts';
import { openBus, readAddress, readBus } from './bus.ts';
import { i2cProgram, type I2cCall } from './i2c-program.ts';
import { WARNING } from './questions.ts';
import { Misuse, Refusal } from './refusal.ts';
import { attempt, PecWire } from './transactions.ts';

const USAGE = `Usage: i2cset [-f] [-y] [-m MASK] [-r] [-a] I2CBUS CHIP-ADDRESS DATA-ADDRESS [VALUE] ... [MODE]
  I2CBUS is an integer or an I2C bus name
  ADDRESS is an integer (0x08 - 0x77, or 0x00 - 0x7f if -a is given)
  MODE is one of:
    c (byte, no value)
    b (byte data, default)
    w (word data)
    i (I2C block data)
    s (SMBus block data)
    Append p for SMBus PEC
`;

const MODES = { c: 'byte', b: 'byte', w: 'word', i: 'i2c block', s: 'smbus block' } as const;
type Mode = keyof typeof MODES;
const LONGEST_BLOCK = 32;

interface Order {
  readonly address: number;
  readonly register: number;
  readonly mode: Mode;
  readonly pec: boolean;
  /** One, of modes b and w; none of c. */
  readonly values: readonly number[];
  /** Bits that are written; absent: all. */
  readonly mask: number | undefined;
}

/** i2cset(8) of i2c-tools. */
export const i2cset = i2cProgram({
  page: {
    name: 'i2cset',
    section: 8,
    summary: "write to a chip's registers over I2C",
    synopsis: ['i2cset [-f] [-y] [-m MASK] [-r] [-a] I2CBUS CHIP-ADDRESS DATA-ADDRESS [VALUE]... [MODE]'],
    description: [
      'Writes VALUE to register DATA-ADDRESS of the chip at CHIP-ADDRESS (0x08 to 0x77). It asks first.',
      'SMBus sends the low byte of a word first. For a chip that wants the high one first, as an LM75B does, swap the bytes.',
    ],
    sections: [
      [
        'MODE',
        [
          '  b   a byte; so it is without\n  w   a word\n  c   DATA-ADDRESS alone, no value\n  i   a block of up to 32 values\n  s   the same, their number in front\n  bp wp cp sp   the same with a check byte (PEC)',
        ],
      ],
    ],
    options: [
      ['-f', 'also if a driver of the kernel uses the chip'],
      ['-y', 'do not ask'],
      ['-m MASK', 'change only the bits that are 1 in MASK: the register is read first'],
      ['-r', 'read the register again and say whether it holds the value'],
      ['-a', 'all addresses, 0x00 to 0x7f, the reserved ones too'],
      ['-V', 'print the version'],
    ],
    examples: [
      ['i2cset -y 1 0x48 0x01 0x01', 'puts an LM75B to sleep: it keeps the temperature it had'],
      ['i2cset -y -m 0x01 1 0x48 0x01 0x00', 'and wakes it, whatever else stands in that register'],
      ['i2cset -y 1 0x48 0x03 0x001e w', 'sets its threshold to 30 °C'],
    ],
    exitStatus: [
      ['0', 'it was written, or nobody wanted it'],
      ['1', 'the chip does not answer, or a word is wrong'],
    ],
    seeAlso: ['i2cdetect(8)', 'i2cget(8)', 'i2cdump(8)'],
  },
  usage: USAGE,
  run: async (call) => {
    const { process, flags, words, questions } = call;
    const [busWord, addressWord] = words;
    if (busWord === undefined || addressWord === undefined || words.length < 3) throw new Misuse();
    const bus = readBus(process, busWord);
    const given = readOrder(words, readAddress(addressWord, flags.has('a')), flags.get('m'));
    const { path, wire } = openBus(process, bus);
    const { warning, standard } = questionOf(given, path);
    if (!flags.has('y') && !(await questions.mayGoOn(warning, standard))) return 0;
    const order = given.mask === undefined ? given : await masked(call, wire, given);
    if (order === undefined) return 0;
    const checked = order.pec ? new PecWire(wire) : wire;
    if (attempt(() => (write(checked, order), true)) === undefined) throw new Refusal('Error: Write failed');
    if (flags.has('r')) await readBack(call, wire, order);
    return 0;
  },
});

/** @throws Misuse */
const readOrder = (words: readonly string[], address: number, maskWord: string | undefined): Order => {
  const register = readInteger(words[2] ?? '');
  if (register === undefined || register < 0 || register > 0xff) throw new Misuse('Data address invalid');
  const { mode, pec, valueWords } = readMode(words.slice(3));
  const values = valueWords.map((word) => readValue(word, mode === 'w' ? 0xffff : 0xff));
  const mask = maskWord === undefined ? undefined : readMask(maskWord, mode);
  return { address, register, mode, pec, values, mask };
};

/** The mode is the last word, if there are more than one: a single one is a value, or `c`. */
const readMode = (words: readonly string[]) => {
  const last = words.at(-1) ?? '';
  if (words.length < 2) {
    const isBare = words.length === 0 || last === 'c' || last === 'cp';
    return { mode: isBare ? 'c' : 'b', pec: last === 'cp', valueWords: isBare ? [] : words } as const;
  }
  const [, letter, check] = /^([bwsi])(p?)$/.exec(last) ?? [];
  if (!isMode(letter)) throw new Misuse(`Invalid mode '${last}'`);
  const pec = check === 'p';
  const valueWords = words.slice(0, -1);
  if (letter === 'i' && pec) throw new Misuse('PEC not supported for I2C block writes');
  const most = letter === 'i' || letter === 's' ? LONGEST_BLOCK : 1;
  if (valueWords.length > most) throw new Misuse('Too many arguments');
  return { mode: letter, pec, valueWords } as const;
};

const isMode = (letter: string | undefined): letter is Mode => letter !== undefined && Object.hasOwn(MODES, letter);

const readValue = (word: string, most: number): number => {
  const value = readInteger(word);
  if (value === undefined || value < 0) throw new Misuse('Data value invalid');
  if (value > most) throw new Misuse('Data value out of range');
  return value;
};

const readMask = (word: string, mode: Mode): number => {
  const mask = readInteger(word);
  if (mode === 'i' || mode === 's') throw new Misuse('Mask not supported for block writes');
  if (mask === undefined || mask === 0) throw new Misuse('Data value mask invalid');
  if (mask < 0 || mask > (mode === 'w' ? 0xffff : 0xff)) throw new Misuse('Data value mask out of range');
  return mask;
};

const digitsOf = (mode: Mode): number => (mode === 'w' ? 4 : 2);

const questionOf = ({ address, register, mode, pec, values, mask }: Order, path: string) => {
  const isMemory = address >= 0x50 && address <= 0x57;
  const danger = isMemory
    ? 'DANGEROUS! Writing to a serial EEPROM on a memory DIMM\nmay render your memory USELESS and make your system UNBOOTABLE!\n'
    : '';
  const data = mode === 'c' ? hex(register) : values.map((value) => hex(value)).join(' ');
  const where = mode === 'c' ? '' : `data address ${hex(register)}, `;
  const bits = mask === undefined ? '' : ' (masked)';
  const what = `I will write to device file ${path}, chip address ${hex(address)},\n${where}data ${data}${bits}, mode ${MODES[mode]}.\n`;
  const check = pec ? 'PEC checking enabled.\n' : '';
  return { warning: WARNING + danger + what + check, standard: isMemory ? 'no' : 'yes' } as const;
};

/** With the bits that stay as they are. @returns undefined: they are not to be written. @throws Refusal */
const masked = async ({ flags, questions }: I2cCall, wire: I2cWire, order: Order): Promise<Order | undefined> => {
  const { mask = 0, mode, values } = order;
  const old = attempt(() => read(wire, order));
  if (old === undefined) throw new Refusal('Error: Failed to read old value');
  const value = ((values[0] ?? -1) & mask) | (old & ~mask);
  const [before, bits, after] = [old, mask, value].map((number) => hex(number, digitsOf(mode)));
  const what = `Old value ${before}, write mask ${bits}, will write ${after}\n`;
  if (!flags.has('y') && !(await questions.mayGoOn(what))) return undefined;
  return { ...order, values: mode === 'c' ? [] : [value] };
};

/** @throws SystemError */
const read = (wire: I2cWire, { address, register, mode }: Order): number => {
  if (mode === 'c') return smbus.receiveByte(wire, address);
  return mode === 'w' ? smbus.readWord(wire, address, register) : smbus.readByte(wire, address, register);
};

/** @throws SystemError */
const write = (wire: I2cWire, { address, register, mode, values }: Order): void => {
  const [value = 0] = values;
  if (mode === 'c') smbus.sendByte(wire, address, register);
  else if (mode === 'b') smbus.writeByte(wire, address, register, value);
  else if (mode === 'w') smbus.writeWord(wire, address, register, value);
  else smbus.writeBlock(wire, address, register, Uint8Array.from(mode === 's' ? [values.length, ...values] : values));
};

const readBack = async ({ out }: I2cCall, wire: I2cWire, order: Order): Promise<void> => {
  const { mode, register, values } = order;
  const found = attempt(() => read(wire, order));
  // Of a block the real one has no single value to compare with: -1.
  const value = mode === 'c' ? register : mode === 'i' || mode === 's' ? -1 : (values[0] ?? 0);
  const [wrote, readAs] = [value, found ?? 0].map((number) => hex(number, digitsOf(mode)));
  if (found === undefined) await out.write('Warning - readback failed\n');
  else if (found === value) await out.write(`Value ${wrote} written, readback matched\n`);
  else await out.write(`Warning - data mismatch - wrote ${wrote}, read back ${readAs}\n`);
};
