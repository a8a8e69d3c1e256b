import type { XxdOptions } from './options.ts';

type Next = (count: number) => Promise<Uint8Array>;
type Write = (text: string) => Promise<void>;

const hex = (byte: number, { upper }: XxdOptions): string => {
  const digits = byte.toString(16).padStart(2, '0');
  return upper ? digits.toUpperCase() : digits;
};

/** Only digits, so many bytes a line. */
export const plain = async (next: Next, options: XxdOptions, _start: number, write: Write): Promise<void> => {
  const width = options.columns === 0 ? 4_096 : options.columns;
  let isEmpty = true;
  for (;;) {
    const bytes = await next(width);
    if (bytes.length > 0) await write([...bytes].map((byte) => hex(byte, options)).join(''));
    isEmpty &&= bytes.length === 0;
    if (options.columns > 0 && bytes.length > 0) await write('\n');
    if (bytes.length < width) break;
  }
  if (options.columns === 0 && !isEmpty) await write('\n');
};

/** `unsigned char NAME[] = { … };`; of standard input, only the numbers. */
export const cInclude = async (next: Next, options: XxdOptions, _start: number, write: Write): Promise<void> => {
  const given = options.name ?? (options.input === '-' ? undefined : options.input);
  const plainName = given?.replace(/[^A-Za-z0-9]/g, '_').replace(/^(?=\d)/, '__');
  const name = options.capitals ? plainName?.toUpperCase() : plainName;
  if (name !== undefined) await write(`unsigned char ${name}[] = {\n`);
  const width = Math.max(1, options.columns);
  let count = 0;
  for (;;) {
    const bytes = await next(width);
    if (bytes.length > 0) {
      const shown = [...bytes].map((byte) => (options.upper ? '0X' : '0x') + hex(byte, options)).join(', ');
      await write(`${count === 0 ? '' : ',\n'}  ${shown}`);
    }
    count += bytes.length;
    if (bytes.length < width) break;
  }
  if (count > 0) await write('\n');
  if (name !== undefined) await write(`};\nunsigned int ${name}${options.capitals ? '_LEN' : '_len'} = ${count};\n`);
};

/** EBCDIC (code page 037) of the printable characters of ASCII. */
const EBCDIC: ReadonlyMap<number, string> = new Map(
  (
    [
      [0x40, ' '],
      [0x4b, '.<(+'],
      [0x50, '&'],
      [0x5a, '!$*);'],
      [0x60, '-/'],
      [0x6b, ',%_>?'],
      [0x79, '`:#@\'="'],
      [0x81, 'abcdefghi'],
      [0x91, 'jklmnopqr'],
      [0xa1, '~stuvwxyz'],
      [0xb0, '^'],
      [0xc0, '{ABCDEFGHI'],
      [0xd0, '}JKLMNOPQR'],
      [0xe0, '\\'],
      [0xe2, 'STUVWXYZ'],
      [0xf0, '0123456789'],
    ] as const
  ).flatMap(([from, text]) => [...text].map((character, index) => [from + index, character] as const)),
);

const character = (byte: number, isEbcdic: boolean): string => {
  if (isEbcdic) return EBCDIC.get(byte) ?? '.';
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
};

/** Address, groups, characters. */
export const lines = async (next: Next, options: XxdOptions, start: number, write: Write): Promise<void> => {
  const squeezer = new NulSqueezer(write, options.skipsNul);
  for (let address = start + options.addressOffset; ; address += options.columns) {
    const bytes = await next(options.columns);
    if (bytes.length > 0) {
      const isFull = bytes.length === options.columns;
      await squeezer.line(lineOf(bytes, address, options), isFull && bytes.every((byte) => byte === 0));
    }
    if (bytes.length < options.columns) break;
  }
  await squeezer.end();
};

const lineOf = (bytes: Uint8Array, address: number, options: XxdOptions): string => {
  const { columns, group, form } = options;
  const width = form === 'bits' ? 8 : 2;
  const shownAddress = address.toString(options.decimal ? 10 : 16).padStart(8, '0');
  const cells = Array.from({ length: columns }, () => ' '.repeat(width));
  for (const [index, byte] of bytes.entries()) {
    const place = form === 'little' ? index ^ (group - 1) : index;
    cells[place] = form === 'bits' ? byte.toString(2).padStart(8, '0') : hex(byte, options);
  }
  let text = '';
  for (const [index, cell] of cells.entries()) text += (index > 0 && index % group === 0 ? ' ' : '') + (cell ?? '');
  const shown = [...bytes].map((byte) => character(byte, options.ebcdic)).join('');
  return `${shownAddress}: ${text}  ${shown}\n`;
};

/** -a: the first line of NUL bytes is shown, and a * for the others, unless there is but one of them. */
class NulSqueezer {
  readonly #write: Write;
  readonly #isOn: boolean;
  #seen = 0;
  #second = '';
  #last = '';

  constructor(write: Write, isOn: boolean) {
    this.#write = write;
    this.#isOn = isOn;
  }

  async line(text: string, isNul: boolean): Promise<void> {
    if (!this.#isOn || !isNul) {
      await this.#flush();
      return this.#write(text);
    }
    this.#seen++;
    if (this.#seen === 1) await this.#write(text);
    if (this.#seen === 2) this.#second = text;
    this.#last = text;
  }

  /** The last line is shown, whatever is in it. */
  async end(): Promise<void> {
    if (this.#seen < 2) return;
    if (this.#seen === 3) await this.#write(this.#second);
    else if (this.#seen > 3) await this.#write('*\n');
    await this.#write(this.#last);
  }

  async #flush(): Promise<void> {
    if (this.#seen === 2) await this.#write(this.#second);
    else if (this.#seen > 2) await this.#write('*\n');
    this.#seen = 0;
  }
}
