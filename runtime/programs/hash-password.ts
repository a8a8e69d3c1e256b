import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { toBase64 } from '#runtime/base64.ts';
import type { Process } from '#runtime/pi/process.ts';
import { concatenate } from './concatenate.ts';

const ITERATIONS = 101;
/** Bytes. */
const SALT = 12;

/**
 * A password as a password file has it behind the name:
 *
 *     $6$SALT$HASH            SHA-512 of the password and the salt
 *     $7$101$SALT$HASH        PBKDF2 with HMAC-SHA-512, so many times; the salt is 12 bytes, the hash 64
 *
 * Salt and hash are in base64.
 */
export async function hashPassword(
  { random, hashes }: Pick<Process, 'random' | 'hashes'>,
  password: Uint8Array,
  kind: 'sha512' | 'sha512-pbkdf2',
): Promise<string> {
  const salt = random.bytes(SALT);
  if (kind === 'sha512') return `$6$${toBase64(salt)}$${toBase64(sha512(concatenate([password, salt])))}`;
  const hash =
    (await hashes?.pbkdf2(password, salt, ITERATIONS)) ?? pbkdf2(sha512, password, salt, { c: ITERATIONS, dkLen: 64 });
  return `$7$${ITERATIONS}$${toBase64(salt)}$${toBase64(hash)}`;
}
