/**
 * The file of `psk_file`: keys that both ends know, by their identity.
 *
 *     ada:0a1B      two bytes
 *     ada:123       the two bytes 01 23
 *     ada:0x12      wrong, and with it the file: no hexadecimal digit
 *     ada:          no key: nobody comes in by it
 */
import { namesAndSecrets } from './name-and-secret.ts';
import type { Note } from './reading.ts';

/** Keys, or Mosquitto's complaint and the line that it is about; `notes` are printed either way, first. */
export type ParsedPsk = { readonly notes: readonly Note[] } & (
  { readonly keys: ReadonlyMap<string, Uint8Array> } | { readonly error: string; readonly line: number }
);

/** @param path as it is named in complaints */
export function parsePskFile(file: Uint8Array, path: string): ParsedPsk {
  const { lines, notes } = namesAndSecrets(file, path);
  const keys = new Map<string, Uint8Array>();
  for (const { name, secret, line } of lines) {
    if (!/^[\da-f]*$/i.test(secret)) {
      return { notes, error: `Error: psk for identity "${name}" contains non-hexadecimal characters.`, line };
    }
    if (secret !== '') keys.set(name, keyBytes(secret));
  }
  return { notes, keys };
}

/**
 * As Mosquitto reads a key: the digits behind the leading zeros fill as many bytes as they need, and every
 * two of those zeros are one more before them. `0a1` is A1, `00a1` is 00 A1, `a1b` is 0A 1B.
 */
export function keyBytes(hexadecimal: string): Uint8Array {
  const [zeros = ''] = /^0*/.exec(hexadecimal) ?? [];
  const rest = hexadecimal.slice(zeros.length);
  const digits = `${'00'.repeat(zeros.length >> 1)}${rest.length % 2 === 0 ? '' : '0'}${rest}`;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
  );
}
