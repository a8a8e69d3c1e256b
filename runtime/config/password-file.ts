/**
 * The file of `password_file`, mosquitto_passwd(1): a user a line, with the hash of the password.
 *
 *     ada:$7$101$SALT$HASH     PBKDF2 with 101 iterations
 *     ada:$6$SALT$HASH         SHA-512, of versions before 2.0
 *     ada:secret               left out, and said: a password as it is is none
 *
 * Salt and hash are base64, of 12 and 64 bytes. Of several lines for one user the last one counts.
 */
import { fromBase64, toBase64 } from '#runtime/base64.ts';
import { namesAndSecrets } from './name-and-secret.ts';
import type { PasswordEntry } from './password-entry.ts';
import { atoi } from './read-value.ts';
import type { Note } from './reading.ts';

const SALT = 12;
const HASH = 64;

/** A line that cannot be used costs its user, not the file. @param path as it is named in complaints */
export function parsePasswordFile(
  file: Uint8Array,
  path: string,
): { readonly entries: readonly PasswordEntry[]; readonly notes: readonly Note[] } {
  const { lines, notes } = namesAndSecrets(file, path);
  const complaints: Note[] = [];
  const entries = lines.flatMap(({ name, secret }) => {
    const entry = parseEntry(name, secret);
    if (typeof entry !== 'string') return [entry];
    complaints.push({ level: 'error', text: `Error: ${entry} for user ${name}, removing entry.` });
    return [];
  });
  return { entries, notes: [...notes, ...complaints] };
}

/** @returns what is wrong, in Mosquitto's words */
function parseEntry(username: string, secret: string): PasswordEntry | string {
  const [scheme, ...rest] = secret.split('$').filter((part) => part !== '');
  if (scheme === undefined) return 'Invalid password hash';
  if (scheme !== '6' && scheme !== '7') return 'Invalid password hash type';
  const parts = [...rest];
  const times = scheme === '7' ? parts.shift() : '1';
  if (times === undefined) return 'Invalid password hash';
  const iterations = atoi(times);
  if (iterations < 1) return 'Invalid hash iterations';
  const [inBase64, hashInBase64] = parts;
  if (inBase64 === undefined) return 'Invalid password hash';
  const salt = fromBase64(inBase64);
  if (salt?.length !== SALT) return 'Unable to decode password salt';
  if (hashInBase64 === undefined) return 'Invalid password hash';
  const hash = fromBase64(hashInBase64);
  if (hash?.length !== HASH) return 'Unable to decode password';
  return scheme === '7' ? { username, scheme: 7, iterations, salt, hash } : { username, scheme: 6, salt, hash };
}

/** @returns the line, without its newline */
export function formatPasswordEntry({ username, scheme, iterations, salt, hash }: PasswordEntry): string {
  const parts = [scheme, ...(scheme === 7 ? [iterations ?? 1] : []), toBase64(salt), toBase64(hash)];
  return `${username}:$${parts.join('$')}`;
}
