import type { AclRules } from '#runtime/config/acl-rules.ts';
import type { PasswordEntry } from '#runtime/config/password-entry.ts';
import type { Clock, Hashes } from '#runtime/ports.ts';
import type { Access, Credentials, Identity, Rights } from './access.ts';
import { Acl } from './acl.ts';
import { areEqual, pbkdf2InSlices, saltedSha512 } from './password-hash.ts';
import { Turns } from './turns.ts';

/** Checks at a time: with hashes off the main thread, and on it. */
const AT_A_TIME = { aside: 2, here: 1 };

export interface PasswordAccessOptions {
  readonly clock: Pick<Clock, 'soon'>;
  /** Absent: computed here, in slices. */
  readonly hashes?: Hashes;
  /** Of `password_file`; absent: there is none, and any name and password will do where anonymous clients may come. */
  readonly passwords?: readonly PasswordEntry[];
  /** Of `acl_file`; absent: there is none, and everything is allowed. */
  readonly acl?: AclRules;
}

/** Access by a password file, an ACL file, or both, as mosquitto.conf(5) has them. */
export class PasswordAccess implements Access {
  readonly #clock: Pick<Clock, 'soon'>;
  readonly #hashes: Hashes | undefined;
  readonly #entries: ReadonlyMap<string, PasswordEntry> | undefined;
  readonly #acl: Acl | undefined;
  readonly #turns: Turns;

  constructor({ clock, hashes, passwords, acl }: PasswordAccessOptions) {
    this.#clock = clock;
    this.#hashes = hashes;
    this.#entries = passwords && new Map(passwords.map((entry) => [entry.username, entry]));
    this.#acl = acl && new Acl(acl);
    this.#turns = new Turns(hashes === undefined ? AT_A_TIME.here : AT_A_TIME.aside);
  }

  authenticate({ username, password }: Credentials): boolean | undefined | Promise<boolean> {
    if (this.#entries === undefined) return undefined;
    const entry = username === undefined ? undefined : this.#entries.get(username);
    if (entry === undefined || password === undefined) return false;
    const { scheme, salt, hash, iterations = 1 } = entry;
    if (scheme === 6) return areEqual(saltedSha512(password, salt), hash);
    return this.#turns.take(async () => areEqual(await this.#pbkdf2(password, salt, iterations), hash));
  }

  rights(identity: Identity): Rights | undefined {
    return this.#acl?.rights(identity);
  }

  #pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number): Promise<Uint8Array> {
    if (this.#hashes !== undefined) return this.#hashes.pbkdf2(password, salt, iterations);
    return pbkdf2InSlices(this.#clock, password, salt, iterations);
  }
}
