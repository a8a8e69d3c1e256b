import type { Access } from '#runtime/broker/access/access.ts';
import { PasswordAccess } from '#runtime/broker/access/password-access.ts';
import { parseAclFile } from '#runtime/config/acl-file.ts';
import { parsePasswordFile } from '#runtime/config/password-file.ts';
import { parsePskFile } from '#runtime/config/psk-file.ts';
import type { Note } from '#runtime/config/reading.ts';
import type { SecurityValues } from '#runtime/config/values.ts';
import type { Process } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import type { Say } from './mosquitto-log.ts';
import type { Keys } from './mosquitto-tls.ts';

/** Who may come in by a listener, and what they may do. */
export interface Admission {
  /** Absent: neither a password file nor an ACL file is named. */
  readonly access: Access | undefined;
  readonly keys: Keys;
}

/** A file that cannot be used, in the log's words. */
export class AccessRefused extends Error {
  override readonly name = 'AccessRefused';
  readonly lines: readonly string[];
  /** The exit code of who cannot start without it: 13 when it cannot be read, 3 when it is wrong. */
  readonly status: number;

  constructor(status: number, lines: readonly string[]) {
    super(lines[0]);
    this.status = status;
    this.lines = lines;
  }
}

/**
 * Reads the files that say who may come in: of all listeners the passwords first, then the access lists,
 * then the shared keys. Listeners with the same rules share what is read.
 * @param securities a listener each
 * @returns the same
 * @throws AccessRefused
 */
export async function loadAdmissions(
  process: Process,
  securities: readonly SecurityValues[],
  say: Say,
): Promise<readonly Admission[]> {
  const { clock, hashes } = process;
  const sayAll = (notes: readonly Note[]): void => notes.forEach(({ level, text }) => say(level, text));
  const distinct = [...new Set(securities)];
  const passwords = await each(distinct, 'password_file', async (path) => {
    const { entries, notes } = parsePasswordFile(await bytesOf(process, path, PASSWORDS), path);
    sayAll(notes);
    return entries;
  });
  const acls = await each(distinct, 'acl_file', async (path) => {
    const parsed = parseAclFile(await bytesOf(process, path, ACL), path);
    sayAll(parsed.notes);
    if ('error' in parsed) throw new AccessRefused(3, [parsed.error, ACL.opening(path)]);
    return parsed.rules;
  });
  const keys = await each(distinct, 'psk_file', async (path) => {
    const parsed = parsePskFile(await bytesOf(process, path, PSK), path);
    sayAll(parsed.notes);
    if ('error' in parsed) throw new AccessRefused(3, [parsed.error, PSK.opening(path)]);
    return parsed.keys;
  });
  const admissions = new Map(
    distinct.map((security) => {
      const [known, acl] = [passwords.get(security), acls.get(security)];
      const access =
        known === undefined && acl === undefined
          ? undefined
          : new PasswordAccess({
              clock,
              ...(hashes !== undefined && { hashes }),
              ...(known !== undefined && { passwords: known }),
              ...(acl !== undefined && { acl }),
            });
      return [security, { access, keys: keys.get(security) ?? new Map() }];
    }),
  );
  return securities.map((security) => admissions.get(security) ?? { access: undefined, keys: new Map() });
}

async function each<Value>(
  securities: readonly SecurityValues[],
  option: 'password_file' | 'acl_file' | 'psk_file',
  load: (path: string) => Promise<Value>,
): Promise<Map<SecurityValues, Value>> {
  const loaded = new Map<SecurityValues, Value>();
  for (const security of securities) {
    const path = security[option];
    if (path !== undefined) loaded.set(security, await load(path));
  }
  return loaded;
}

/** How Mosquitto speaks of each file. */
interface Words {
  readonly unable: (path: string) => string;
  readonly opening: (path: string) => string;
}

const PASSWORDS: Words = {
  unable: (path) => `Error: Unable to open pwfile "${path}".`,
  opening: (path) => `Error opening password file "${path}".`,
};
const ACL: Words = {
  unable: (path) => `Error: Unable to open acl_file "${path}".`,
  opening: (path) => `Error opening acl file "${path}".`,
};
const PSK: Words = {
  unable: (path) => `Error: Unable to open pwfile "${path}".`,
  opening: (path) => `Error opening psk file "${path}".`,
};

async function bytesOf({ files }: Process, path: string, words: Words): Promise<Uint8Array> {
  try {
    return await files.read(path);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new AccessRefused(13, [words.unable(path), words.opening(path)]);
  }
}
