import { concatenate } from '#runtime/concatenate.ts';

const NEWLINE = 0x0a;
const COLON = 0x3a;

/** A line of a password file, as far as mosquitto_passwd looks at it. */
export interface PasswordLine {
  readonly username: string;
  /** What stands behind the first colon: a hash, or a plain password. */
  readonly password: Uint8Array;
  /** The whole line, with its newline. */
  readonly bytes: Uint8Array;
}

/** A line that names no user, or nothing behind the colon. */
export class CorruptLine extends Error {
  override readonly name = 'CorruptLine';

  constructor(number: number) {
    super(`Error: Corrupt password file at line ${number}.`);
  }
}

/**
 * Reads a password file as mosquitto_passwd does, which wants every line to be an entry: neither comments
 * nor empty lines.
 *
 *     ada:$7$101$…      ada
 *     bob:wort:mit      bob, whose plain password is `wort:mit`
 *     # comment         CorruptLine
 *
 * @throws CorruptLine
 */
export function passwordLines(file: Uint8Array): PasswordLine[] {
  const lines: PasswordLine[] = [];
  for (let start = 0; start < file.length;) {
    const newline = file.indexOf(NEWLINE, start);
    const end = newline === -1 ? file.length : newline;
    const line = file.subarray(start, end);
    start = end + 1;
    const colon = line.indexOf(COLON);
    const username = new TextDecoder().decode(line.subarray(0, Math.max(colon, 0))).trim();
    const password = trimmed(line.subarray(colon + 1));
    if (username === '' || password.length === 0) throw new CorruptLine(lines.length + 1);
    lines.push({ username, password, bytes: concatenate([line, Uint8Array.of(NEWLINE)]) });
  }
  return lines;
}

/** Without blanks before and behind. */
function trimmed(bytes: Uint8Array): Uint8Array {
  const isBlank = (byte: number | undefined): boolean =>
    byte === 0x20 || (byte !== undefined && byte >= 9 && byte <= 13);
  let [start, end] = [0, bytes.length];
  while (start < end && isBlank(bytes[start])) start++;
  while (end > start && isBlank(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}
