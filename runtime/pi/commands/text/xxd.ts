import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { ManualPage } from '../../manual/page.ts';
import { helpOf } from '../../manual/help.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { raw } from '../command.ts';
import { openInput, readFull } from './input.ts';
import type { TextInput } from './input.ts';
import { readOptions } from './xxd/options.ts';
import type { XxdOptions } from './xxd/options.ts';
import { cInclude, lines, plain } from './xxd/dump.ts';
import { revert } from './xxd/revert.ts';

export const page: ManualPage = {
  name: 'xxd',
  section: 1,
  summary: 'show bytes in hexadecimal, and make bytes of it again',
  synopsis: ['xxd [OPTION]... [FILE [OUTPUT]]', 'xxd -r [-s OFFSET] [-c COLUMNS] [-ps] [FILE [OUTPUT]]'],
  description: [
    'Shows the bytes of FILE, or of standard input, 16 a line: the address, the bytes in hexadecimal by twos, the characters.',
  ],
  options: [
    ['-a', 'a * for lines of NUL bytes'],
    ['-b', 'bits instead of hexadecimal digits'],
    ['-C', 'with -i: names in capitals'],
    ['-c COLS', 'so many bytes a line: 16; with -i 12, with -ps 30, with -b 6'],
    ['-E', 'characters as EBCDIC has them'],
    ['-e', 'groups with their last byte first'],
    ['-g BYTES', 'so many bytes a group: 2; with -e 4, with -b 1'],
    ['-i', 'as a file of C'],
    ['-l LEN', 'no more than so many bytes'],
    ['-n NAME', 'with -i: the name of the variable'],
    ['-o OFFSET', 'add OFFSET to the addresses'],
    ['-ps', 'only digits'],
    ['-r', 'make bytes of what xxd has printed'],
    ['-d', 'decimal addresses'],
    ['-s OFFSET', 'begin there; -OFFSET: so far from the end'],
    ['-u', 'capital digits'],
  ],
  examples: [
    ['xxd payload', 'address, bytes, characters'],
    ['echo 300a | xxd -r -p', 'bytes from their digits'],
    ['xxd -p payload | tr -d "\\n"', 'all digits in one line'],
  ],
  exitStatus: [
    ['1', 'the command line was wrong'],
    ['2', 'a file could not be read'],
    ['3', 'a file could not be written'],
  ],
  seeAlso: ['od(1)', 'hexdump(1)', 'base64(1)'],
};

/** xxd(1), which reads its line in its own way: `-ps`, `-len 3`, `-l3`. */
export const xxd = raw({
  page,
  run: async (process, out) => {
    const say = async (text: string): Promise<void> => process.stderr.write(`xxd: ${text}\n`);
    const options = readOptions(process.argv.slice(1));
    if (options === 'version') {
      await process.stderr.write('xxd (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    if (options === 'help') {
      await out.write(helpOf(page));
      return 0;
    }
    if (options === 'usage') {
      await process.stderr.write(helpOf(page));
      return 1;
    }
    if ('problem' in options) {
      await say(options.problem);
      return 1;
    }
    let input: TextInput;
    let output: OpenFile | undefined;
    try {
      input = openInput(process, options.input);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await say(`${options.input}: ${strerror(error.code)}`);
      return 2;
    }
    try {
      const truncate = options.reverts ? {} : { truncate: true };
      if (options.output !== '-') output = process.open(options.output, { write: true, create: true, ...truncate });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await say(`${options.output}: ${strerror(error.code)}`);
      return 3;
    }
    const write = async (data: string | Uint8Array): Promise<void> => {
      if (output === undefined) await out.write(data);
      else await output.write(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    };
    try {
      if (options.reverts) {
        const reverted = await revert(input, options, write, output);
        if (reverted) return 0;
        await say('sorry, cannot seek backwards.');
        return 5;
      }
      return await dump(process, input, options, write);
    } catch (error) {
      if (!(error instanceof SystemError) || out.failed(error)) throw error;
      await say(strerror(error.code));
      return 2;
    }
  },
});

const dump = async (
  process: PiProcess,
  input: TextInput,
  options: XxdOptions,
  write: (text: string) => Promise<void>,
): Promise<number> => {
  const start = await seek(input, options);
  if (start === undefined) {
    await process.stderr.write('xxd: sorry, cannot seek.\n');
    return 4;
  }
  let left = options.length;
  const next = async (count: number): Promise<Uint8Array> => {
    const bytes = await readFull(input, Math.min(count, left));
    left -= bytes.length;
    return bytes;
  };
  const form = options.form === 'c' ? cInclude : options.form === 'plain' ? plain : lines;
  await form(next, options, start, write);
  return 0;
};

/** @returns where it begins */
const seek = async (input: TextInput, { seek: offset, fromEnd, fromHere }: XxdOptions): Promise<number | undefined> => {
  if (offset === 0) return 0;
  if (input.file.seek !== undefined) {
    if (!fromEnd) return input.file.seek(offset, fromHere ? 'here' : 'start');
    const size = input.file.seek(0, 'end');
    return offset > size ? undefined : input.file.seek(size - offset, 'start');
  }
  if (fromEnd) return undefined;
  for (let left = offset; left > 0;) {
    const bytes = await readFull(input, Math.min(left, 65_536));
    if (bytes.length === 0) return undefined;
    left -= bytes.length;
  }
  return offset;
};
