import type { OpenFile } from '../../../system.ts';
import type { TextInput } from '../input.ts';
import type { XxdOptions } from './options.ts';

const NEWLINE = 0x0a;
const digit = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
};

/**
 * `xxd -r`: bytes of a dump. An address that lies behind what has been written leaves NUL bytes, or,
 * in a file, what is there. A line's rest after its columns, or after two characters that are no digits, counts for
 * nothing.
 * @param output where addresses can be sought; absent: standard output
 * @returns false: an address lies before what has been written already
 */
export const revert = async (
  input: TextInput,
  options: XxdOptions,
  write: (bytes: Uint8Array) => Promise<void>,
  output: OpenFile | undefined,
): Promise<boolean> => {
  const isPlain = options.form === 'plain';
  const columns = options.columns === 0 ? 30 : options.columns;
  const base = options.fromEnd ? -options.seek : options.seek;
  let bytes: number[] = [];
  let written = 0;
  let wanted = 0;
  let column = columns;
  let skipsGarbage = true;
  let skipsLine = false;
  let [n1, n2, n3] = [-1, 0, 0];
  const flush = async (): Promise<void> => {
    await write(Uint8Array.from(bytes));
    bytes = [];
  };
  for (let block = await input.read(); block !== null; block = await input.read())
    for (const byte of block) {
      if (skipsLine && byte !== NEWLINE) continue;
      const wasSkipping = skipsLine;
      skipsLine = false;
      if (byte === 0x0d) continue;
      if (isPlain && (byte === 0x20 || byte === NEWLINE || byte === 0x09)) continue;
      if (!wasSkipping) {
        [n3, n2, n1] = [n2, n1, digit(byte)];
        if (n1 === -1 && skipsGarbage) continue;
        skipsGarbage = false;
        if (column >= columns && !isPlain) {
          if (n1 < 0) column = 0;
          else wanted = wanted * 16 + n1;
          continue;
        }
        if (column >= columns) column = 0;
        if (base + wanted !== written) {
          if (base + wanted < written && output === undefined) return false;
          await flush();
          if (output?.seek !== undefined) output.seek(base + wanted, 'start');
          else for (; written < base + wanted; written++) bytes.push(0);
          written = base + wanted;
        }
        if (n2 >= 0 && n1 >= 0) {
          bytes.push(n2 * 16 + n1);
          written++;
          wanted++;
          n1 = -1;
          if (!isPlain && ++column >= columns) skipsLine = true;
        } else if (n1 < 0 && n2 < 0 && n3 < 0) skipsLine = byte !== NEWLINE;
        if (bytes.length >= 4_096) await flush();
      }
      if (byte === NEWLINE) {
        if (!isPlain) wanted = 0;
        column = columns;
        skipsGarbage = true;
        [n1, n2, n3] = [-1, 0, 0];
      }
    }
  await flush();
  return true;
};
