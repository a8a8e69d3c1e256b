import * as smbus from '#hardware/smbus.ts';
import type { I2cWire } from '#hardware/sim/wire.ts';
import { SystemError } from '#runtime/ports.ts';
import { bareHex, hex, readInteger } from '../integer.ts';
import { openBus, readAddress, readBus } from './bus.ts';
import { i2cProgram, type I2cCall } from './i2c-program.ts';
import { WARNING } from './questions.ts';
import { Misuse, Refusal } from './refusal.ts';
import { attempt, PecWire } from './transactions.ts';

const USAGE = `Usage: i2cdump [-f] [-y] [-r first-last] [-a] I2CBUS ADDRESS [MODE [BANK [BANKREG]]]
  I2CBUS is an integer or an I2C bus name
  ADDRESS is an integer (0x08 - 0x77, or 0x00 - 0x7f if -a is given)
  MODE is one of:
    b (byte, default)
    w (word)
    W (word on even register addresses)
    s (SMBus block, deprecated)
    i (I2C block)
    c (consecutive byte)
    Append p for SMBus PEC
`;

const MODES = {
  b: 'byte',
  w: 'word',
  W: 'word',
  s: 'smbus block',
  i: 'i2c block',
  c: 'byte consecutive read',
} as const;
type Mode = keyof typeof MODES;

const BLOCK = 32;
const BANK_REGISTER = 0x4e;
/** errno(3), as the real one shows it. */
const EREMOTEIO = 121;

interface Order {
  readonly address: number;
  readonly mode: Mode;
  readonly pec: boolean;
  readonly first: number;
  readonly last: number;
  readonly isRange: boolean;
  /** A chip with more registers than 256 has them in banks: which one, and which register chooses it. */
  readonly bank: { readonly number: number; readonly register: number } | undefined;
}

/** i2cdump(8) of i2c-tools. */
export const i2cdump = i2cProgram({
  page: {
    name: 'i2cdump',
    section: 8,
    summary: "print all of a chip's registers over I2C",
    synopsis: ['i2cdump [-f] [-y] [-r FIRST-LAST] [-a] I2CBUS ADDRESS [MODE [BANK [BANKREG]]]'],
    description: [
      'Reads the registers 0x00 to 0xff of the chip at ADDRESS (0x08 to 0x77) and prints them as a table, at its right as characters. XX stands where the chip did not answer. It asks first.',
      'A chip with fewer registers mostly repeats them: an LM75B has four, of one and two bytes.',
    ],
    sections: [
      [
        'MODE',
        [
          '  b   byte by byte; so it is without\n  w   words\n  W   words, of even registers alone\n  i   blocks\n  c   bytes one after the other\n  s   blocks that say their own length\n  bp wp cp   the same with check bytes (PEC)',
        ],
      ],
    ],
    options: [
      ['-f', 'also if a driver of the kernel uses the chip'],
      ['-y', 'do not ask'],
      ['-r FIRST-LAST', 'only these registers'],
      ['-a', 'all addresses, 0x00 to 0x7f, the reserved ones too'],
      ['-V', 'print the version'],
    ],
    examples: [['i2cdump -y -r 0-3 1 0x48 w', 'the registers of an LM75B, with their bytes swapped']],
    exitStatus: [
      ['0', 'the table was printed, or nobody wanted it'],
      ['1', 'a word is wrong, or a block could not be read'],
    ],
    differences: ["Mode s is known and refused: a Raspberry Pi's bus cannot do it, the real one's neither."],
    seeAlso: ['i2cdetect(8)', 'i2cget(8)', 'i2cset(8)'],
  },
  usage: USAGE,
  run: async (call) => {
    const { process, out, flags, words, questions } = call;
    const order = await readOrder(call);
    const { path, wire } = openBus(process, readBus(process, words[0] ?? ''));
    if (order.mode === 's') throw new Refusal('Error: Adapter does not have SMBus block read capability');
    if (!flags.has('y') && !(await questions.mayGoOn(warningOf(order, path)))) return 0;
    const checked = order.pec ? new PecWire(wire) : wire;
    const left = enterBank(checked, order);
    const registers = reader(checked, order);
    const isWords = order.mode === 'w';
    await out.write(
      isWords
        ? '     0,8  1,9  2,a  3,b  4,c  5,d  6,e  7,f\n'
        : '     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f    0123456789abcdef\n',
    );
    const width = isWords ? 8 : 16;
    for (let row = order.first - (order.first % width); row <= order.last; row += width)
      await out.write(isWords ? wordRow(row, order, registers) : byteRow(row, order, registers));
    left();
    return 0;
  },
});

/** @throws Refusal */
const readOrder = async ({ process, flags, words }: I2cCall): Promise<Order> => {
  const [busWord, addressWord, modeWord, bankWord, registerWord] = words;
  if (busWord === undefined) throw new Misuse('No i2c-bus specified');
  readBus(process, busWord);
  if (addressWord === undefined) throw new Misuse('No address specified');
  const address = readAddress(addressWord, flags.has('a'));
  const mode = modeWord === undefined ? 'b' : modeWord.charAt(0);
  if (modeWord === undefined) await process.stderr.write('No size specified (using byte-data access)\n');
  if (!isMode(mode) || (mode === 'i' && modeWord !== 'i')) throw new Misuse('Invalid mode');
  if (mode === 's') await process.stderr.write('SMBus block mode is deprecated, please use i2cget instead\n');
  // The real one reads no p behind W.
  const pec = mode !== 'W' && modeWord?.[1] === 'p';
  const bank = bankWord === undefined ? undefined : readBank(mode, bankWord, registerWord);
  const range = flags.get('r');
  if (range === undefined) return { address, mode, pec, first: 0, last: 0xff, isRange: false, bank };
  return { address, mode, pec, ...readRange(range, mode), isRange: true, bank };
};

const isMode = (letter: string): letter is Mode => Object.hasOwn(MODES, letter);

const readBank = (mode: Mode, word: string, registerWord: string | undefined): Order['bank'] => {
  const number = readInteger(word);
  if (number === undefined || mode === 'i') throw new Misuse('Invalid bank number');
  if (mode !== 's' && mode !== 'c' && (number < 0 || number > 15)) throw new Misuse('bank out of range (0-15)');
  if (mode === 's' && (number < 0 || number > 0xff)) throw new Misuse('bank out of range (0-0xff)');
  const register = registerWord === undefined ? BANK_REGISTER : readInteger(registerWord);
  if (register === undefined) throw new Misuse('Invalid bank register number');
  if (register < 0 || register > 0xff) throw new Misuse('bank out of range (0-0xff)');
  return { number, register };
};

const readRange = (range: string, mode: Mode): { readonly first: number; readonly last: number } => {
  const [, firstWord = '', lastWord = ''] = /^([^-]*)-(.*)$/.exec(range) ?? [];
  const [first, last] = [readInteger(firstWord), readInteger(lastWord)];
  if (first === undefined || last === undefined || first < 0 || last > 0xff || last < first)
    throw new Refusal('Error: Invalid range parameter!');
  const isHalf = mode === 'W' && (first % 2 !== 0 || last % 2 === 0);
  if (isHalf || mode === 's') throw new Refusal('Error: Range parameter not compatible with selected mode!');
  return { first, last };
};

const warningOf = ({ address, mode, pec, bank, isRange, first, last }: Order, path: string): string => {
  const choice = bank === undefined ? '' : `Probing bank ${bank.number} using bank register ${hex(bank.register)}.\n`;
  return [
    WARNING,
    `I will probe file ${path}, address ${hex(address)}, mode ${MODES[mode]}\n`,
    mode === 'W' ? 'Only probing even register addresses.\n' : '',
    pec ? 'PEC checking enabled.\n' : '',
    choice,
    isRange ? `Probe range limited to ${hex(first)}-${hex(last)}.\n` : '',
  ].join('');
};

/** @returns goes back to the bank that was chosen before. @throws Refusal */
const enterBank = (wire: I2cWire, { address, bank }: Order): (() => void) => {
  if (bank === undefined || bank.number === 0) return () => {};
  const { number, register } = bank;
  const choose = (value: number): boolean =>
    attempt(() => (smbus.writeByte(wire, address, register, value), true)) ?? false;
  const before = attempt(() => smbus.readByte(wire, address, register));
  if (before === undefined || !choose((before & 0xf0) | number)) throw new Refusal('Error: Bank switching failed');
  return () => void choose(before);
};

/** What a register holds, a byte or a word; undefined: the chip did not answer. */
type Registers = (register: number) => number | undefined;

/** @throws Refusal for a chip that does not answer, where the first answer decides */
const reader = (wire: I2cWire, { address, mode, first }: Order): Registers => {
  if (mode === 'b') return (register) => attempt(() => smbus.readByte(wire, address, register));
  if (mode === 'w') return (register) => attempt(() => smbus.readWord(wire, address, register));
  if (mode === 'W') return evenWords(wire, address);
  try {
    if (mode === 'c') {
      smbus.sendByte(wire, address, first);
      return () => attempt(() => smbus.receiveByte(wire, address));
    }
    const bytes: number[] = [];
    while (bytes.length <= 0xff) bytes.push(...smbus.readBlock(wire, address, bytes.length, BLOCK));
    return (register) => bytes[register];
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    const what = mode === 'c' ? 'Write start address' : 'Block read';
    throw new Refusal(`Error: ${what} failed, return code -${EREMOTEIO}`);
  }
};

/** The low byte for the even register, the high one for the odd one behind it. */
const evenWords = (wire: I2cWire, address: number): Registers => {
  let word: number | undefined;
  return (register) => {
    if (register % 2 === 0) word = attempt(() => smbus.readWord(wire, address, register));
    return word === undefined ? undefined : register % 2 === 0 ? word & 0xff : word >> 8;
  };
};

const wordRow = (row: number, { first, last }: Order, registers: Registers): string => {
  let text = `${bareHex(row)}: `;
  for (let register = row; register < row + 8; register += 1) {
    const word = register < first || register > last ? undefined : (registers(register) ?? 'XXXX');
    text += word === undefined ? '     ' : `${typeof word === 'string' ? word : bareHex(word, 4)} `;
  }
  return `${text}\n`;
};

const byteRow = (row: number, { first, last }: Order, registers: Registers): string => {
  let text = `${bareHex(row)}: `;
  let characters = '';
  for (let register = row; register < row + 16; register += 1) {
    const isWanted = register >= first && register <= last;
    const byte = isWanted ? registers(register) : undefined;
    text += !isWanted ? '   ' : byte === undefined ? 'XX ' : `${bareHex(byte)} `;
    characters += !isWanted ? ' ' : byte === undefined ? 'X' : characterOf(byte);
  }
  return `${text}   ${characters}\n`;
};

const characterOf = (byte: number): string =>
  byte === 0 || byte === 0xff ? '.' : byte < 0x20 || byte > 0x7e ? '?' : String.fromCharCode(byte);
