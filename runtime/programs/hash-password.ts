import { pbkdf2InSlices, saltedSha512 } from '#runtime/broker/access/password-hash.ts';
import { formatPasswordEntry } from '#runtime/config/password-file.ts';
import type { Process } from '#runtime/pi/process.ts';

const ITERATIONS = 101;
/** Bytes. */
const SALT = 12;

/** A line of a password file, without its newline: user, and hash of the password with a new salt. */
export async function hashPassword(
  { clock, random, hashes }: Pick<Process, 'clock' | 'random' | 'hashes'>,
  username: string,
  password: Uint8Array,
  kind: 'sha512' | 'sha512-pbkdf2',
): Promise<string> {
  const salt = random.bytes(SALT);
  if (kind === 'sha512') {
    return formatPasswordEntry({ username, scheme: 6, salt, hash: saltedSha512(password, salt) });
  }
  const iterations = ITERATIONS;
  const hash =
    (await hashes?.pbkdf2(password, salt, iterations)) ?? (await pbkdf2InSlices(clock, password, salt, iterations));
  return formatPasswordEntry({ username, scheme: 7, iterations, salt, hash });
}
