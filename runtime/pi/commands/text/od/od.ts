import { quotedName } from '../../../quoting.ts';
import type { PiProcess } from '../../../system.ts';
import { argmatch } from '../../files/argmatch.ts';
import { command, Failure } from '../../command.ts';
import { readSize } from '../../numbers.ts';
import type { StandardOut } from '../../stdio.ts';
import { ByteSource } from '../byte-source.ts';
import { FileProblems, inputNames } from '../input.ts';
import { readTypes } from './types.ts';
import type { OutputType } from './types.ts';

/** od(1) */
export const od = command({
  page: {
    name: 'od',
    section: 1,
    summary: 'show bytes as numbers',
    synopsis: ['od [OPTION]... [FILE]...'],
    description: [
      'Shows the bytes of all FILEs, or of standard input, 16 a line, as octal numbers of two bytes unless something else is asked for. Several types are shown one below the other. * stands for lines that are as the one before.',
    ],
    options: [
      ['-A, --address-radix=RADIX', 'addresses octal (o), decimal (d), hexadecimal (x), or none (n)'],
      ['--endian=ORDER', 'of the bytes of a number: big or little; little without it'],
      ['-j, --skip-bytes=BYTES', 'pass over so many bytes first'],
      ['-N, --read-bytes=BYTES', 'read no more than so many'],
      ['-S, --strings=BYTES', 'only texts of at least so many characters (3) that end with a NUL byte'],
      ['-t, --format=TYPE', 'what to show'],
      ['-v, --output-duplicates', 'no * for lines that repeat'],
      ['-w[BYTES], --width[=BYTES]', 'so many bytes a line; 32 without BYTES'],
      ['-a', 'the same as -t a'],
      ['-b', 'the same as -t o1'],
      ['-c', 'the same as -t c'],
      ['-d', 'the same as -t u2'],
      ['-e', 'the same as -t fD'],
      ['-f', 'the same as -t fF'],
      ['-h', 'the same as -t x2'],
      ['-i', 'the same as -t dI'],
      ['-l', 'the same as -t dL'],
      ['-o', 'the same as -t o2'],
      ['-s', 'the same as -t d2'],
      ['-x', 'the same as -t x2'],
    ],
    sections: [
      [
        'TYPES',
        [
          '*a* names of characters, *c* characters or escapes; *d*, *u*, *o*, *x* whole numbers (signed, unsigned, octal, hexadecimal) and *f* numbers with a fraction, with their size in bytes behind: *x1*, *d2*, *u4*, *f8*. A *z* at the end shows the characters beside.',
        ],
      ],
    ],
    examples: [
      ['od -An -tx1 payload', 'only bytes, hexadecimal'],
      ['printf Grüße | od -c', 'ü and ß are two bytes each'],
    ],
    differences: ['Numbers of 16 bytes (fL) are not known.'],
    seeAlso: ['xxd(1)', 'hexdump(1)'],
  },
  prepare: (args) => args.map((arg) => (/^--strings$/.test(arg) ? '--strings=3' : arg)),
  run: async (process, { options, all, operands }, out) => {
    const radix = radixOf(options.get('A') ?? 'o');
    const skip = sizeOf(options.get('j'), '-j') ?? 0;
    const limit = sizeOf(options.get('N'), '-N') ?? Infinity;
    const isBig =
      options.has('endian') && argmatch('--endian', options.get('endian') ?? '', [['little'], ['big']]) === 'big';
    const asked = all.flatMap(([key, value]) => (key === 't' ? [value] : (SHORT[key] ?? [])));
    const types = (asked.length === 0 ? ['o2'] : asked).flatMap((text) => readTypes(text, isBig));
    const { names, offset } = oldOffset(operands, all.length);
    const problems = new FileProblems(process, out);
    const source = new ByteSource(process, inputNames(names), (name, error) =>
      problems.failed(quotedName(name), error),
    );
    await source.begin();
    if (!(await source.skip(skip + offset))) throw new Failure('cannot skip past end of combined input');
    if (source.opened === 0 && problems.status !== 0) return problems.status;
    const dump = new Dump(out, types, radix, skip + offset, options.has('v'));
    const strings = sizeOf(options.get('S'), '-S');
    if (strings === undefined) await dump.run(source, limit, await widthOf(process, options.get('w'), types));
    else await dump.strings(source, limit, strings);
    return problems.status;
  },
});

const SHORT: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  e: 'fD',
  f: 'fF',
  h: 'x2',
  i: 'dI',
  l: 'dL',
  o: 'o2',
  s: 'd2',
  x: 'x2',
};

type Radix = { readonly base: 8 | 10 | 16; readonly digits: number } | undefined;

const radixOf = (text: string): Radix => {
  if (text === 'n') return undefined;
  if (text === 'o') return { base: 8, digits: 7 };
  if (text === 'd') return { base: 10, digits: 7 };
  if (text === 'x') return { base: 16, digits: 6 };
  throw new Failure(`invalid output address radix '${text[0] ?? ''}'; it must be one character from [doxn]`);
};

const sizeOf = (text: string | undefined, option: string): number | undefined => {
  if (text === undefined) return undefined;
  if (/^0x[0-9a-f]+$/i.test(text)) return Number(text);
  if (/^0[0-7]+$/.test(text)) return parseInt(text, 8);
  const { value, problem } = readSize(text, 'bkKmMGTPEZY');
  if (problem !== undefined) throw new Failure(`invalid ${option} argument '${text}'`);
  return value;
};

/** `od FILE +8`: an address behind the file, octal, or decimal with a point. */
const oldOffset = (operands: readonly string[], options: number): { names: readonly string[]; offset: number } => {
  const last = operands.at(-1) ?? '';
  const [, hexadecimal, octal = '', point, blocks] = /^\+?(?:0x([0-9a-f]+)|(\d+))(\.?)(b?)$/i.exec(last) ?? [];
  const isOffset =
    options === 0 && operands.length <= 2 && (last.startsWith('+') || (operands.length === 2 && /^\d/.test(last)));
  if (!isOffset || point === undefined) return { names: operands, offset: 0 };
  const number = hexadecimal === undefined ? parseInt(octal, point === '.' ? 10 : 8) : parseInt(hexadecimal, 16);
  return { names: operands.slice(0, -1), offset: number * (blocks === 'b' ? 512 : 1) };
};

const widthOf = async (process: PiProcess, text: string | undefined, types: readonly OutputType[]): Promise<number> => {
  const least = Math.max(...types.map(({ size }) => size));
  if (text === undefined) return least * Math.max(1, Math.floor(16 / least));
  const width = text === '' ? 32 : (sizeOf(text, '-w') ?? 0);
  if (width > 0 && width % least === 0 && width <= 65_536) return width;
  await process.stderr.write(`${process.argv[0] ?? 'od'}: warning: invalid width ${width}; using ${least} instead\n`);
  return least;
};

class Dump {
  readonly #out: StandardOut;
  readonly #types: readonly OutputType[];
  readonly #radix: Radix;
  readonly #showsAll: boolean;
  #address: number;

  constructor(out: StandardOut, types: readonly OutputType[], radix: Radix, address: number, showsAll: boolean) {
    this.#out = out;
    this.#types = types;
    this.#radix = radix;
    this.#address = address;
    this.#showsAll = showsAll;
  }

  async run(source: ByteSource, limit: number, width: number): Promise<void> {
    // Types of several widths are set out to the same columns.
    const widest = Math.max(...this.#types.map((type) => (type.width + 1) * (width / type.size)));
    let before: Uint8Array | undefined;
    let isRepeating = false;
    for (let left = limit; ; left -= width) {
      const block = await source.take(Math.min(width, left));
      if (block.length === 0) break;
      const isSame = !this.#showsAll && block.length === width && before !== undefined && same(before, block);
      if (isSame) {
        if (!isRepeating) await this.#out.write('*\n');
        isRepeating = true;
      } else {
        await this.#line(block, width, widest);
        isRepeating = false;
      }
      before = block;
      this.#address += block.length;
      if (block.length < width) break;
    }
    const end = this.#shownAddress();
    if (end !== '') await this.#out.write(`${end}\n`);
  }

  async strings(source: ByteSource, limit: number, least: number): Promise<void> {
    let text = '';
    for (let left = limit; left > 0; left--) {
      const [byte] = await source.take(1);
      if (byte === undefined) return;
      this.#address++;
      if (byte >= 0x20 && byte < 0x7f) {
        text += String.fromCharCode(byte);
        continue;
      }
      if (byte === 0 && text.length >= least) {
        const at = this.#shownAddress(this.#address - 1 - text.length);
        await this.#out.write(`${at === '' ? '' : `${at} `}${text}\n`);
      }
      text = '';
    }
  }

  async #line(block: Uint8Array, width: number, widest: number): Promise<void> {
    const address = this.#shownAddress();
    let text = '';
    for (const [index, type] of this.#types.entries()) {
      text += index === 0 ? address : ' '.repeat(address.length);
      const fields = width / type.size;
      const padding = widest - type.width * fields;
      const blank = Math.floor((width - block.length) / type.size);
      const padded = new Uint8Array(width);
      padded.set(block);
      let left = padding;
      for (let field = fields; field > blank; field--) {
        const next = Math.floor((padding * (field - 1)) / fields);
        const from = (fields - field) * type.size;
        text += type.show(padded.subarray(from, from + type.size)).padStart(left - next + type.width);
        left = next;
      }
      if (type.withText) {
        const shown = [...block]
          .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
          .join('');
        text += `${' '.repeat(blank * type.width + Math.floor((padding * blank) / fields))}  >${shown}<`;
      }
      text += '\n';
    }
    await this.#out.write(text);
  }

  #shownAddress(address = this.#address): string {
    return this.#radix === undefined ? '' : address.toString(this.#radix.base).padStart(this.#radix.digits, '0');
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);
