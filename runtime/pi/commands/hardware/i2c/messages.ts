/**
 * What i2ctransfer sends, as its command line says it: descriptions, and behind each that writes its bytes.
 *
 *     w1@0x48 0x00 r2         writes 00, reads two bytes from the same address
 *     w3@0x48 2 0x10+         writes 02 10 11:  + counts up, - down, = repeats, p is a pseudo-random sequence
 *     r?@0x48                 reads as many bytes as the first of them says
 *     r2                      no address, and none before it that it could be
 *     w2@0x48 1               a byte is missing
 */
import { hex, readLeadingInteger } from '../integer.ts';
import { readAddress } from './bus.ts';
import { Refusal } from './refusal.ts';

export interface Message {
  readonly address: number;
  readonly direction: 'read' | 'write';
  /** Undefined: the first byte that is read says it. */
  readonly length: number | undefined;
  readonly bytes: readonly number[];
}

const MOST = 42;
const LONGEST = 0xffff;

/** @throws Refusal */
export const readMessages = (words: readonly string[], all: boolean): readonly Message[] => {
  const messages: Message[] = [];
  let open: Message | undefined;
  let address: number | undefined;
  for (const word of words) {
    if (messages.length >= MOST) throw new Refusal(`Error: Too many messages (max: ${MOST})`);
    try {
      const message: Message = open === undefined ? readDescription(word, address, all) : withData(open, word);
      ({ address } = message);
      const isWhole = message.direction === 'read' || message.bytes.length === message.length;
      open = isWhole ? undefined : message;
      if (isWhole) messages.push(message);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new Refusal(`${error.message}\nError: faulty argument is '${word}'`);
    }
  }
  if (open !== undefined || messages.length === 0) throw new Refusal('Error: Incomplete message');
  return messages;
};

const readDescription = (word: string, before: number | undefined, all: boolean): Message => {
  const direction = word.startsWith('r') ? 'read' : word.startsWith('w') ? 'write' : undefined;
  if (direction === undefined) throw new Refusal('Error: Invalid direction');
  const isOpen = word[1] === '?';
  if (isOpen && direction === 'write') throw new Refusal('Error: variable length not allowed with write');
  const length = isOpen ? { value: 0, rest: word.slice(2) } : readLeadingInteger(word.slice(1));
  if (length === undefined || length.value < 0 || length.value > LONGEST) throw new Refusal('Error: Length invalid');
  if (length.rest !== '' && !length.rest.startsWith('@')) throw new Refusal('Error: Unknown separator after length');
  const address = length.rest === '' ? before : addressOf(length.rest.slice(1), all);
  if (address === undefined) throw new Refusal('Error: No address given');
  return { address, direction, length: isOpen ? undefined : length.value, bytes: [] };
};

/** Without the usage behind it. */
const addressOf = (word: string, all: boolean): number => {
  try {
    return readAddress(word, all);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.message) : error;
  }
};

const withData = (message: Message, word: string): Message => {
  const data = readLeadingInteger(word);
  if (data === undefined || data.value < 0 || data.value > 0xff) throw new Refusal('Error: Invalid data byte');
  const bytes = [...message.bytes, data.value];
  if (data.rest === '') return { ...message, bytes };
  const next = SUFFIXES[data.rest.charAt(0)];
  if (next === undefined) throw new Refusal('Error: Invalid data byte suffix');
  for (let byte = data.value; bytes.length < (message.length ?? 0);) {
    byte = next(byte) & 0xff;
    bytes.push(byte);
  }
  return { ...message, bytes };
};

/** What follows a byte. */
const SUFFIXES: Readonly<Record<string, (byte: number) => number>> = {
  '=': (byte) => byte,
  '+': (byte) => byte + 1,
  '-': (byte) => byte - 1,
  p: (byte) => {
    const mixed = ((byte ^ 27) + 13) & 0xff;
    return (mixed << 1) | (mixed >> 7);
  },
};

export const bytesText = (bytes: Iterable<number>): string => [...bytes].map((byte) => hex(byte)).join(' ');

/** `msg 0: addr 0x48, write, len 1, buf 0x00` */
export const describe = ({ address, direction, length, bytes }: Message, index: number): string => {
  const size = length ?? (bytes.length === 0 ? 'TBD' : bytes.length);
  const buffer = bytes.length === 0 ? '' : `, buf ${bytesText(bytes)}`;
  return `msg ${index}: addr ${hex(address)}, ${direction}, len ${size}${buffer}\n`;
};
