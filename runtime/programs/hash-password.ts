import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { formatPasswordEntry } from '#runtime/config/password-file.ts';
import type { Process } from '#runtime/pi/process.ts';
import { concatenate } from './concatenate.ts';

const ITERATIONS = 101;
/** Bytes. */
const SALT = 12;

/** A line of a password file, without its newline: user, and hash of the password with a new salt. */
export async function hashPassword(
  { random, hashes }: Pick<Process, 'random' | 'hashes'>,
  username: string,
  password: Uint8Array,
  kind: 'sha512' | 'sha512-pbkdf2',
): Promise<string> {
  const salt = random.bytes(SALT);
  if (kind === 'sha512') {
    return formatPasswordEntry({ username, scheme: 6, salt, hash: sha512(concatenate([password, salt])) });
  }
  const iterations = ITERATIONS;
  const hash =
    (await hashes?.pbkdf2(password, salt, iterations)) ?? pbkdf2(sha512, password, salt, { c: iterations, dkLen: 64 });
  return formatPasswordEntry({ username, scheme: 7, iterations, salt, hash });
}
