import { SystemError } from '#runtime/ports.ts';
import type { ManualPage } from '../../../manual/page.ts';
import { strerror } from '../../../error-text.ts';
import type { Command } from '../../../system.ts';
import { command, Failure } from '../../command.ts';
import { readSize } from '../../numbers.ts';
import type { StandardOut } from '../../stdio.ts';
import { ByteSource } from '../byte-source.ts';
import { FileProblems } from '../input.ts';
import { fill, readFormat, shown } from './format.ts';
import type { Format, Piece } from './format.ts';

const CANONICAL = ['"%08.8_Ax\\n"', '"%08.8_ax  " 8/1 "%02x " "  " 8/1 "%02x " ', '"  |" 16/1 "%_p" "|\\n"'];
const ADDRESS = '"%07.7_Ax\\n"';

/** By the letter of the option: two format strings, that of the end first. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  '': [ADDRESS, '"%07.7_ax " 8/2 "%04x " "\\n"'],
  b: [ADDRESS, '"%07.7_ax " 16/1 "%03o " "\\n"'],
  c: [ADDRESS, '"%07.7_ax " 16/1 "%3_c " "\\n"'],
  C: CANONICAL,
  d: [ADDRESS, '"%07.7_ax " 8/2 "  %05u " "\\n"'],
  o: [ADDRESS, '"%07.7_ax " 8/2 " %06o " "\\n"'],
  x: [ADDRESS, '"%07.7_ax " 8/2 "   %04x " "\\n"'],
};

const page: ManualPage = {
  name: 'hexdump',
  section: 1,
  summary: 'show bytes in hexadecimal or as you like',
  synopsis: ['hexdump [OPTION]... [FILE]...', 'hd [OPTION]... [FILE]...'],
  description: [
    'Shows the bytes of all FILEs, or of standard input: 16 a line, as hexadecimal numbers of two bytes whose second byte comes first. * stands for lines that are as the one before. *hd* is *hexdump -C*.',
  ],
  options: [
    ['-b, --one-byte-octal', 'bytes, octal'],
    ['-c, --one-byte-char', 'bytes as characters'],
    ['-C, --canonical', 'bytes, hexadecimal, and as characters beside: what you want most often'],
    ['-d, --two-bytes-decimal', 'two bytes a number, decimal'],
    ['-o, --two-bytes-octal', 'two bytes a number, octal'],
    ['-x, --two-bytes-hex', 'two bytes a number, hexadecimal, wide'],
    ['-e, --format=FORMAT', 'as FORMAT says'],
    ['-n, --length=BYTES', 'no more than so many bytes'],
    ['-s, --skip=BYTES', 'pass over so many bytes first'],
    ['-v, --no-squeezing', 'no * for lines that repeat'],
  ],
  sections: [
    [
      'FORMATS',
      [
        'Parts like *16/1 "%02x "*: how often, how many bytes each time, and how printf would show them. Beside the conversions of printf there are *%_ax* (the address; also o, d), *%_p* (a character, or a point), *%_c* (a character or an escape) and *%_u* (its name).',
      ],
    ],
  ],
  examples: [
    ['hexdump -C payload', 'bytes and characters'],
    ['hexdump -ve \'1/1 "%02x"\' payload', 'only digits, in one line'],
  ],
  differences: ['Colours (-L) and files of formats (-f) are not known.'],
  seeAlso: ['xxd(1)', 'od(1)'],
};

/** hexdump(1) of util-linux */
export const hexdump: Command = hexdumpCommand(page);
/** The same as `hexdump -C`. */
export const hd: Command = hexdumpCommand({ ...page, name: 'hd', seeAlso: ['hexdump(1)'] });

function hexdumpCommand(own: ManualPage): Command {
  return command({
    page: own,
    absent: 'L color f format-file X one-byte-hex',
    run: async (process, { options, all, operands }, out) => {
      const asked = all.flatMap(([key, value]) => (key === 'e' ? [value] : (BUILT_IN[key] ?? [])));
      const formats = (asked.length > 0 ? asked : own.name === 'hd' ? CANONICAL : (BUILT_IN[''] ?? [])).map(readFormat);
      const block = Math.max(...formats.map(({ bytes }) => bytes));
      for (const format of formats) fill(format, block);
      const length = lengthOf(options.get('n'), 'length');
      const skip = lengthOf(options.get('s'), 'offset') ?? 0;
      const problems = new FileProblems(process, out);
      const names = operands.length === 0 ? ['-'] : operands;
      const source = new ByteSource(process, names, async (name, error) => {
        if (!(error instanceof SystemError)) throw error;
        await problems.say(`${name}: ${strerror(error.code)}`);
      });
      await source.skip(skip);
      await new Dump(formats, block, out).run(source, skip, length ?? Infinity, options.has('v'));
      if (source.opened === 0) await problems.say('all input file arguments failed');
      return problems.status;
    },
  });
}

const lengthOf = (text: string | undefined, what: string): number | undefined => {
  if (text === undefined) return undefined;
  if (/^0x[0-9a-f]+$/i.test(text)) return Number(text);
  const { value, problem } = readSize(text, 'KkMmGTPEZYb');
  if (problem !== undefined) throw new Failure(`failed to parse ${what}: '${text}': Invalid argument`);
  return value;
};

class Dump {
  readonly #formats: readonly Format[];
  readonly #block: number;
  readonly #out: StandardOut;

  constructor(formats: readonly Format[], block: number, out: StandardOut) {
    this.#formats = formats;
    this.#block = block;
    this.#out = out;
  }

  async run(source: ByteSource, from: number, limit: number, showsAll: boolean): Promise<void> {
    let address = from;
    let left = limit;
    let before: string | undefined;
    let isRepeating = false;
    if (this.#block === 0) return;
    while (left > 0) {
      const bytes = await source.take(Math.min(left, this.#block));
      if (bytes.length === 0) break;
      left -= bytes.length;
      const key = bytes.join();
      if (!showsAll && bytes.length === this.#block && key === before) {
        if (!isRepeating) await this.#out.write('*\n');
        isRepeating = true;
      } else {
        for (const format of this.#formats) await this.#out.write(line(format, bytes, this.#block, address));
        isRepeating = false;
      }
      before = key;
      address += bytes.length;
      if (bytes.length < this.#block) break;
    }
    if (address === 0) return;
    const last = this.#formats.findLast(({ units }) =>
      units.some(({ pieces }) => pieces.some(({ kind }) => kind === 'end-address')),
    );
    for (const { pieces } of last?.units ?? [])
      for (const piece of pieces)
        await this.#out.write(piece.before + shown(piece, new Uint8Array(0), address) + piece.after);
  }
}

/** One format for one block. Bytes that are missing at the end leave blanks. */
const line = (format: Format, bytes: Uint8Array, block: number, address: number): string => {
  if (format.units.some(({ pieces }) => pieces.some(({ kind }) => kind === 'end-address'))) return '';
  const whole = new Uint8Array(block);
  whole.set(bytes);
  let at = 0;
  let text = '';
  for (const { pieces, repetitions } of format.units)
    for (let left = repetitions; left > 0; left--)
      for (const [index, piece] of pieces.entries()) {
        const isLast = left === 1 && repetitions > 1 && index === pieces.length - 1;
        const after = isLast ? piece.after.replace(/\s$/, '') : piece.after;
        text +=
          piece.before +
          (isMissing(piece, at, bytes.length)
            ? blanks(piece)
            : shown(piece, whole.subarray(at, at + piece.bytes), address + at)) +
          after;
        at += piece.bytes;
      }
  return text;
};

const isMissing = (piece: Piece, at: number, length: number): boolean =>
  piece.kind !== 'text' && at >= length && !(piece.bytes === 0 && length === 0);

const blanks = ({ format }: Piece): string => ' '.repeat(format.width);
