import type { I2cWire } from '#hardware/sim/wire.ts';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { openBus, readBus } from './bus.ts';
import { i2cProgram } from './i2c-program.ts';
import { bytesText, describe, readMessages, type Message } from './messages.ts';
import { WARNING } from './questions.ts';
import { Misuse, Refusal } from './refusal.ts';

const USAGE = `Usage: i2ctransfer [-f] [-y] [-v] [-V] [-a] I2CBUS DESC [DATA] [DESC [DATA]]...
  I2CBUS is an integer or an I2C bus name
  DESC describes the transfer in the form: {r|w}LENGTH[@address]
    1) read/write-flag 2) LENGTH (range 0-65535, or '?')
    3) I2C address (use last one if omitted)
  DATA are LENGTH bytes for a write message. They can be shortened by a suffix:
    = (keep value constant until LENGTH)
    + (increase value by 1 until LENGTH)
    - (decrease value by 1 until LENGTH)
    p (use pseudo random generator until LENGTH with value as seed)

Example (bus 0, read 8 byte at offset 0x64 from EEPROM at 0x50):
  # i2ctransfer 0 w1@0x50 0x64 r8
Example (same EEPROM, at offset 0x42 write 0xff 0xfe ... 0xf0):
  # i2ctransfer 0 w17@0x50 0x42 0xff-
`;

/** i2c-dev takes no longer message. */
const LONGEST = 8192;

/** i2ctransfer(8) of i2c-tools. */
export const i2ctransfer = i2cProgram({
  page: {
    name: 'i2ctransfer',
    section: 8,
    summary: 'send messages over I2C as they are',
    synopsis: ['i2ctransfer [-f] [-y] [-v] [-a] I2CBUS DESC [DATA]... [DESC [DATA]...]...'],
    description: [
      'Sends messages in one transfer, a repeated START between two, and prints the bytes that were read. It asks first.',
      'DESC is *r* or *w*, to read or to write, the number of bytes, and @ with an address, which the following ones go to as well: *w1@0x48*, *r2*. Behind one that writes come its bytes. A byte may end with =, +, - or p: it stands for itself and all that are left of its message, repeated, counted up, counted down, or random.',
    ],
    options: [
      ['-f', 'also if a driver of the kernel uses the chip'],
      ['-y', 'do not ask'],
      ['-v', 'print every message, not only what was read'],
      ['-a', 'all addresses, 0x00 to 0x7f, the reserved ones too'],
      ['-V', 'print the version'],
    ],
    examples: [
      ['i2ctransfer -y 1 w1@0x48 0x00 r2', "an LM75B's temperature, its two bytes in their order"],
      ['i2ctransfer -y 1 w3@0x48 0x03 0x1e 0x00', 'sets its threshold to 30 °C'],
    ],
    exitStatus: [
      ['0', 'all was sent, or nobody wanted it'],
      ['1', 'a chip does not answer, or a word is wrong'],
    ],
    differences: ['As on a Raspberry Pi: only the last message may read.'],
    seeAlso: ['i2cget(8)', 'i2cset(8)'],
  },
  usage: USAGE,
  run: async ({ process, out, flags, words, questions }) => {
    const [busWord, ...descriptions] = words;
    if (busWord === undefined) throw new Misuse();
    const { path, wire } = openBus(process, readBus(process, busWord));
    const messages = readMessages(descriptions, flags.has('a'));
    const list = messages.map(describe).join('');
    const what = `${WARNING}I will send the following messages to device file ${path}:\n${list}`;
    if (!flags.has('y') && !(await questions.mayGoOn(what, 'no'))) return 0;
    for (const [index, message] of send(wire, messages).entries()) {
      if (flags.has('v')) await out.write(describe(message, index));
      else if (message.direction === 'read' && message.bytes.length > 0)
        await out.write(`${bytesText(message.bytes)}\n`);
    }
    return 0;
  },
});

/** @returns the messages, with what was read. @throws Refusal */
const send = (wire: I2cWire, messages: readonly Message[]): readonly Message[] => {
  const refuse = (why: string): Refusal => new Refusal(`Error: Sending messages failed: ${why}`);
  if (messages.some(({ length = 0 }) => length > LONGEST)) throw refuse(strerror('EINVAL'));
  if (messages.slice(0, -1).some(({ direction }) => direction === 'read')) throw refuse('Operation not supported');
  try {
    return messages.map((message, index) => sendOne(wire, message, messages[index - 1], messages[index + 1]));
  } catch (error) {
    if (error instanceof SystemError) throw refuse(strerror(error.code));
    throw error;
  }
};

const NOTHING: readonly number[] = [];

/** A write and a read of the same chip behind it are one transaction. @throws SystemError */
const sendOne = (wire: I2cWire, message: Message, before?: Message, behind?: Message): Message => {
  const { address, direction, length, bytes } = message;
  if (direction === 'write') {
    const goesWithRead = behind?.direction === 'read' && behind.address === address;
    if (!goesWithRead) wire.transfer(address, Uint8Array.from(bytes), 0);
    return message;
  }
  const wrote = before?.address === address ? before.bytes : NOTHING;
  const read = wire.transfer(address, Uint8Array.from(wrote), length ?? 1);
  // The driver of the BCM2835 reads one byte where the chip is to say how many: the rest stays as it was, 0.
  const rest = length === undefined ? (read[0] ?? 0) : 0;
  return { ...message, bytes: [...read, ...new Uint8Array(rest)] };
};
