import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { Failure } from '../command.ts';
import { readSize } from '../numbers.ts';
import { ByteSource } from './byte-source.ts';
import { diffutil } from './diffutil.ts';
import { NEWLINE } from './lines.ts';

const TROUBLE = 2;

/** cmp(1) of diffutils */
export const cmp = diffutil({
  page: {
    name: 'cmp',
    section: 1,
    summary: 'compare two files byte by byte',
    synopsis: ['cmp [OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]'],
    description: [
      'Says where two files differ first, and nothing when they do not. FILE2 is standard input when it is missing or -. SKIP1 and SKIP2 are how many bytes to pass over in each.',
    ],
    options: [
      ['-b, --print-bytes', 'show the bytes that differ'],
      ['-i, --ignore-initial=SKIP', 'pass over so many bytes in both; SKIP1:SKIP2 in each'],
      ['-l, --verbose', 'show all bytes that differ: where, and their values in octal'],
      ['-n, --bytes=LIMIT', 'compare no more than so many bytes'],
      ['-s, --quiet', 'say nothing: the exit status tells'],
      ['--silent', 'the same as -s'],
    ],
    exitStatus: [
      ['0', 'the files are the same'],
      ['1', 'they differ'],
      ['2', 'something went wrong'],
    ],
    seeAlso: ['diff(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const [first, second = '-', skip1, skip2, extra] = operands;
    const usage = (message: string): Failure =>
      new Failure(`${message}\n${process.argv[0] ?? 'cmp'}: Try 'cmp --help' for more information.`, TROUBLE);
    if (first === undefined) throw usage(`missing operand after '${process.argv.at(-1) ?? 'cmp'}'`);
    if (extra !== undefined) throw usage(`extra operand '${extra}'`);
    const size = (text: string, what: string): number => {
      const { value, problem } = readSize(text, 'kKMGTPEZY');
      if (problem !== undefined) throw usage(`invalid ${what} value '${text}'`);
      return value;
    };
    const [initial1 = '0', initial2 = initial1] = (options.get('i') ?? '0').split(':');
    const skips = [size(skip1 ?? initial1, '--ignore-initial'), size(skip2 ?? initial2, '--ignore-initial')] as const;
    const limit = options.has('n') ? size(options.get('n') ?? '', '--bytes') : Infinity;
    const isQuiet = options.has('s') || options.has('silent');
    if (isQuiet && options.has('l')) throw usage('options -l and -s are incompatible');
    const fail = (name: string, error: unknown): Promise<void> => {
      if (!(error instanceof SystemError)) throw error;
      throw new Failure(`${name}: ${strerror(error.code)}`, TROUBLE);
    };
    if (first === second && skips[0] === skips[1]) return 0;
    const a = new ByteSource(process, [first], fail);
    const b = new ByteSource(process, [second], fail);
    // Both are opened before anything is compared.
    for (const source of [a, b]) await source.begin();
    await a.skip(skips[0]);
    await b.skip(skips[1]);
    const name = (each: string): string => (each === '-' ? '-' : each);
    let at = 0;
    let line = 1;
    let lastEnd = true;
    let differs = false;
    for (let left = limit; ;) {
      const count = Math.min(left, 4_096);
      const [left1, left2] = [await a.take(count), await b.take(count)];
      const length = Math.min(left1.length, left2.length);
      for (let index = 0; index < length; index++) {
        const [x = 0, y = 0] = [left1[index], left2[index]];
        if (x !== y) {
          differs = true;
          if (isQuiet) return 1;
          const where = at + index + 1;
          if (!options.has('l')) {
            const values = options.has('b') ? ` is ${octal(x)} ${visible(x)} ${octal(y)} ${visible(y)}` : '';
            await out.write(`${name(first)} ${name(second)} differ: byte ${where}, line ${line}${values}\n`);
            return 1;
          }
          const values = options.has('b')
            ? `${octal(x)} ${visible(x).padEnd(4)} ${octal(y)} ${visible(y)}`
            : `${octal(x)} ${octal(y)}`;
          await out.write(`${String(where).padStart(width(process, [first, second], limit))} ${values}\n`);
        }
        if (x === NEWLINE) line++;
        lastEnd = x === NEWLINE;
      }
      at += length;
      left -= length;
      if (left1.length !== left2.length) {
        if (isQuiet) return 1;
        const short = left1.length < left2.length ? first : second;
        const where =
          at === 0
            ? ' which is empty'
            : ` after byte ${at}${options.has('l') ? '' : lastEnd ? `, line ${line - 1}` : `, in line ${line}`}`;
        throw new Failure(`EOF on ${name(short)}${where}`, 1);
      }
      if (length === 0 || left <= 0) return differs ? 1 : 0;
    }
  },
});

const octal = (byte: number): string => byte.toString(8).padStart(3);

/** As cat -v shows it. */
const visible = (byte: number): string => {
  if (byte >= 128) return `M-${visible(byte - 128)}`;
  return byte === 127 ? '^?' : byte < 32 ? `^${String.fromCharCode(byte + 64)}` : String.fromCharCode(byte);
};

/** -l: as many columns as the number of the last byte needs, if that can be known. */
const width = (
  process: Parameters<Parameters<typeof diffutil>[0]['run']>[0],
  names: readonly string[],
  limit: number,
): number => {
  const sizes = names.map((name) => {
    if (name === '-') return Infinity;
    const { kind, size } = process.fs.stat(name);
    return kind === 'file' ? size : Infinity;
  });
  const most = Math.min(limit, ...sizes);
  return most === Infinity ? 19 : String(most).length;
};
