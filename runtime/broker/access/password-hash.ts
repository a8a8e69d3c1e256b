/**
 * The hashes of a password file. `$6$` is quickly made, so quickly that it can be guessed; `$7$` is made
 * slow on purpose, and takes milliseconds where the machine has no PBKDF2 of its own: then it is made
 * a little at a time, and others have their turn in between.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha512 } from '@noble/hashes/sha2.js';
import type { Clock } from '#runtime/ports.ts';

/** Iterations in one go: less than a millisecond. */
const SLICE = 20;

/** Of `$6$`: SHA-512 of the password with the salt behind it. */
export function saltedSha512(password: Uint8Array, salt: Uint8Array): Uint8Array {
  return sha512.create().update(password).update(salt).digest();
}

/** Of `$7$`: PBKDF2 (RFC 8018 §5.2) with HMAC-SHA-512, its first block, which has 64 bytes. @param iterations at least 1 */
export function pbkdf2InSlices(
  clock: Pick<Clock, 'soon'>,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
): Promise<Uint8Array> {
  const mac = hmac.create(sha512, password);
  let block = mac
    .clone()
    .update(salt)
    .update(Uint8Array.of(0, 0, 0, 1))
    .digest();
  const sum = block.slice();
  let done = 1;
  return new Promise((resolve) => {
    const goOn = (): void => {
      for (const end = Math.min(iterations, done + SLICE); done < end; done++) {
        block = mac.clone().update(block).digest();
        for (let i = 0; i < sum.length; i++) sum[i]! ^= block[i]!;
      }
      if (done < iterations) clock.soon(goOn);
      else resolve(sum);
    };
    goOn();
  });
}

/** In the same time wherever they differ. */
export function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i++) difference |= one[i]! ^ other[i]!;
  return difference === 0;
}
