import { SystemError } from '#runtime/ports.ts';
import { base64Value, toBase64 } from '#runtime/base64.ts';
import { strerror } from '../../error-text.ts';
import { quote, quotedName } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { readSize } from '../numbers.ts';
import { UsageProblem } from '../options.ts';
import type { StandardOut } from '../stdio.ts';
import { FileProblems, openInput, readFull } from './input.ts';
import type { TextInput } from './input.ts';
import { bytesOf, NEWLINE } from './lines.ts';

const PAD = 0x3d;

/** What is encoded at a time: a multiple of three. */
const BLOCK = 30_720;

/** base64(1) */
export const base64 = command({
  page: {
    name: 'base64',
    section: 1,
    summary: 'encode bytes as letters and digits, or decode them',
    synopsis: ['base64 [OPTION]... [FILE]'],
    description: ['Encodes FILE, or standard input, in base64 (RFC 4648): every three bytes become four characters.'],
    options: [
      ['-d, --decode', 'decode'],
      ['-i, --ignore-garbage', 'when decoding, pass over what is no character of base64'],
      ['-w, --wrap=COLS', 'break lines after COLS characters instead of 76; 0: never'],
    ],
    examples: [
      ['mosquitto_pub -t image -m "$(base64 -w0 photo.jpg)"', 'publish a file as text'],
      ['echo SGFsbG8= | base64 -d', 'Hallo'],
    ],
    seeAlso: ['xxd(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const [name = '-', extra] = operands;
    const wrap = options.get('w') ?? '76';
    const { value: width, problem } = readSize(wrap, '');
    if (problem === 'invalid') throw new Failure(`invalid wrap size: ${quote(wrap)}`);
    if (extra !== undefined) throw new UsageProblem(`extra operand ${quote(extra)}`);
    const problems = new FileProblems(process, out);
    let input: TextInput;
    try {
      input = openInput(process, name);
    } catch (error) {
      await problems.failed(quotedName(name), error);
      return problems.status;
    }
    try {
      await (options.has('d') ? decode(input, options.has('i'), out) : encode(input, width, out));
    } catch (error) {
      if (error instanceof SystemError && !out.failed(error) && error.code !== 'ENOMEM')
        throw new Failure(`read error: ${strerror(error.code)}`);
      throw error;
    }
    return 0;
  },
});

const encode = async (input: TextInput, width: number, out: StandardOut): Promise<void> => {
  let column = 0;
  for (;;) {
    const block = await readFull(input, BLOCK);
    if (block.length === 0) break;
    let text = '';
    for (const character of toBase64(block)) {
      if (width > 0 && column === width) {
        text += '\n';
        column = 0;
      }
      text += character;
      column++;
    }
    await out.write(text);
    if (block.length < BLOCK) break;
  }
  if (width > 0 && column > 0) await out.write('\n');
};

/** What is right up to the first mistake is printed. @throws Failure */
const decode = async (input: TextInput, ignoresGarbage: boolean, out: StandardOut): Promise<void> => {
  const decoder = new Decoder();
  for (;;) {
    const block = await readFull(input, BLOCK);
    let isRight = true;
    for (const byte of block) {
      if (byte === NEWLINE || (ignoresGarbage && base64Value(byte) === -1 && byte !== PAD)) continue;
      isRight = decoder.add(byte);
      if (!isRight) break;
    }
    const isOver = block.length < BLOCK;
    if (isOver && isRight) isRight = decoder.end();
    await out.write(decoder.taken());
    if (!isRight) throw new Failure('invalid input');
    if (isOver) return;
  }
};

class Decoder {
  #bytes = '';
  #group: number[] = [];

  /** @returns whether it can stand there */
  add(byte: number): boolean {
    const position = this.#group.length;
    const value = base64Value(byte);
    const afterPad = this.#group.includes(-1);
    if (byte === PAD ? position < 2 : value < 0 || afterPad) {
      this.#partial();
      return false;
    }
    this.#group.push(byte === PAD ? -1 : value);
    if (this.#group.length === 4) this.#partial();
    return true;
  }

  /** @returns whether the last group was whole */
  end(): boolean {
    const isWhole = this.#group.length === 0;
    this.#partial();
    return isWhole;
  }

  taken(): Uint8Array {
    const bytes = bytesOf(this.#bytes);
    this.#bytes = '';
    return bytes;
  }

  /** The bytes that the group has so far. */
  #partial(): void {
    const values = this.#group.filter((value) => value >= 0);
    const [a = 0, b = 0, c = 0, d = 0] = values;
    const bytes = [(a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d];
    this.#bytes += String.fromCharCode(...bytes.slice(0, Math.max(0, values.length - 1)));
    this.#group = [];
  }
}
