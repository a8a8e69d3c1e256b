import { cbc, ctr, ecb } from '@noble/ciphers/aes.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { PiProcess } from '../../../system.ts';
import { concatenated, readAll } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { readArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { armored, unarmored } from './armor.ts';
import { contentOf, DIGESTS, hexOf } from './dgst.ts';
import { askedPassword, passwordFrom } from './password.ts';
import { OpensslProblem, usageProblem } from './problem.ts';

interface Cipher {
  readonly mode: 'cbc' | 'ctr' | 'ecb';
  /** Bytes. */
  readonly key: number;
  readonly iv: number;
}

export const CIPHERS: ReadonlyMap<string, Cipher> = new Map(
  [128, 192, 256].flatMap((bits) =>
    (['cbc', 'ctr', 'ecb'] as const).map(
      (mode) => [`aes-${bits}-${mode}`, { mode, key: bits / 8, iv: mode === 'ecb' ? 0 : 16 }] as const,
    ),
  ),
);

/** Other names of the same. */
const ALIASES: ReadonlyMap<string, string> = new Map([128, 192, 256].map((bits) => [`aes${bits}`, `aes-${bits}-cbc`]));

const VALUED = new Set(['in', 'out', 'pass', 'k', 'kfile', 'iter', 'md', 'S', 'K', 'iv']);
const FLAGS = new Set([
  'e',
  'd',
  'a',
  'base64',
  'A',
  'pbkdf2',
  'salt',
  'nosalt',
  'nopad',
  'p',
  'P',
  'list',
  'ciphers',
  'help',
  'v',
]);
const MAGIC = new TextEncoder().encode('Salted__');
const ROUNDS = 10_000;
const DEPRECATED = '*** WARNING : deprecated key derivation used.\nUsing -iter or -pbkdf2 would be better.\n';

/** openssl-enc(1) */
export const enc = async (process: PiProcess, args: readonly string[], out: StandardOut): Promise<number> => {
  const known = (name: string): boolean => FLAGS.has(name) || CIPHERS.has(name) || ALIASES.has(name);
  const given = readArguments('enc', args, VALUED, known);
  if (given.operands.length > 0) throw usageProblem('enc', 'Extra arguments given.');
  if (given.flags.has('list') || given.flags.has('ciphers') || given.flags.has('help')) {
    await out.write(`Supported ciphers:\n${[...CIPHERS.keys()].map((name) => `-${name}\n`).join('')}`);
    return 0;
  }
  const run = new Encryption(process, given);
  const result = await run.result();
  const file = given.values.get('out');
  if (file === undefined) await out.write(result);
  else await write(process, file, result);
  return 0;
};

const write = async (process: PiProcess, file: string, bytes: Uint8Array): Promise<void> => {
  try {
    await process.files.write(file, bytes);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new OpensslProblem(`Can't open "${file}" for writing, ${strerror(error.code)}`);
  }
};

interface Material {
  readonly salt: Uint8Array | undefined;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
}

class Encryption {
  readonly #process: PiProcess;
  readonly #given: Arguments;
  readonly #name: string | undefined;
  readonly #decrypts: boolean;
  readonly #armors: boolean;

  constructor(process: PiProcess, given: Arguments) {
    this.#process = process;
    this.#given = given;
    const named = [...given.flags].find((name) => CIPHERS.has(name) || ALIASES.has(name));
    this.#name = named === undefined ? undefined : (ALIASES.get(named) ?? named);
    this.#decrypts = given.flags.has('d');
    this.#armors = given.flags.has('a') || given.flags.has('base64');
  }

  /** @throws OpensslProblem */
  async result(): Promise<Uint8Array> {
    const cipher = this.#name === undefined ? undefined : CIPHERS.get(this.#name);
    const password = cipher === undefined || this.#given.values.has('K') ? undefined : await this.#password();
    const input = this.#unarmored(await this.#input());
    if (cipher === undefined) return this.#armored(input);
    const { salt, body } = await this.#saltOf(input, password !== undefined);
    const material = await this.#material(cipher, password, salt);
    const shown = this.#given.flags.has('p') || this.#given.flags.has('P') ? shownMaterial(material) : '';
    if (this.#given.flags.has('P')) return new TextEncoder().encode(shown);
    const worked = this.#worked(cipher, material, body);
    const writesSalt = !this.#decrypts && salt !== undefined && !this.#given.values.has('S');
    const whole = writesSalt ? concatenated([MAGIC, salt, worked]) : worked;
    return concatenated([new TextEncoder().encode(shown), this.#armored(whole)]);
  }

  async #input(): Promise<Uint8Array> {
    const file = this.#given.values.get('in');
    if (this.#given.flags.has('P')) return new Uint8Array(0);
    return file === undefined ? readAll(this.#process.stdin) : contentOf(this.#process, file);
  }

  #unarmored(bytes: Uint8Array): Uint8Array {
    if (!this.#decrypts || !this.#armors) return bytes;
    const read = unarmored(new TextDecoder().decode(bytes));
    if (read === undefined) throw new OpensslProblem('error reading input file');
    return read;
  }

  #armored(bytes: Uint8Array): Uint8Array {
    if (this.#decrypts || !this.#armors) return bytes;
    return new TextEncoder().encode(armored(bytes, !this.#given.flags.has('A')));
  }

  async #password(): Promise<string> {
    const { values } = this.#given;
    const file = values.get('kfile');
    const source = values.get('pass') ?? (file === undefined ? undefined : `file:${file}`);
    const plain = values.get('k');
    if (plain !== undefined) return plain;
    if (source !== undefined) return passwordFrom(this.#process, source);
    return askedPassword(
      this.#process,
      `${this.#name?.toUpperCase() ?? ''} ${this.#decrypts ? 'decryption' : 'encryption'}`,
      !this.#decrypts,
    );
  }

  /** The salt, and what is behind it. @throws OpensslProblem `bad magic number` */
  async #saltOf(input: Uint8Array, wanted: boolean): Promise<{ salt: Uint8Array | undefined; body: Uint8Array }> {
    const { flags, values } = this.#given;
    if (!wanted || flags.has('nosalt')) return { salt: undefined, body: input };
    const named = values.get('S');
    if (named !== undefined) return { salt: await this.#hex('salt', named, MAGIC.length), body: input };
    if (!this.#decrypts) return { salt: this.#process.random.bytes(MAGIC.length), body: input };
    if (input.length < 16 && input.length > 0 && !startsWith(input, MAGIC.subarray(0, input.length)))
      throw new OpensslProblem('bad magic number');
    if (input.length < 16) throw new OpensslProblem('error reading input file');
    if (!startsWith(input, MAGIC)) throw new OpensslProblem('bad magic number');
    return { salt: input.subarray(8, 16), body: input.subarray(16) };
  }

  async #material(cipher: Cipher, password: string | undefined, salt: Uint8Array | undefined): Promise<Material> {
    const { flags, values } = this.#given;
    const name = values.get('md') ?? 'sha256';
    const digest = DIGESTS.get(name);
    if (digest === undefined) throw usageProblem('enc', `Unknown option or message digest: ${name}`);
    const rounds = values.get('iter');
    if (rounds !== undefined && !/^[1-9]\d*$/.test(rounds))
      throw usageProblem('enc', `Non-positive number "${rounds}" for option -iter`);
    let made = new Uint8Array(cipher.key + cipher.iv);
    if (password !== undefined) {
      const bytes = new TextEncoder().encode(password);
      if (flags.has('pbkdf2') || rounds !== undefined) {
        const c = Number(rounds ?? ROUNDS);
        made = pbkdf2(digest.hash, bytes, salt ?? new Uint8Array(0), { c, dkLen: made.length }) as typeof made;
      } else {
        await this.#process.stderr.write(DEPRECATED);
        made = bytesToKey(digest.hash, bytes, salt, made.length);
      }
    }
    const key = values.get('K');
    const iv = values.get('iv');
    if (key !== undefined && iv === undefined && cipher.iv > 0) throw new OpensslProblem('iv undefined');
    return {
      salt,
      key: key === undefined ? made.subarray(0, cipher.key) : await this.#hex('key', key, cipher.key),
      iv: iv === undefined ? made.subarray(cipher.key) : await this.#hex('iv', iv, cipher.iv),
    };
  }

  async #hex(what: 'key' | 'iv' | 'salt', text: string, length: number): Promise<Uint8Array> {
    if (text.length < 2 * length)
      await this.#process.stderr.write('hex string is too short, padding with zero bytes to length\n');
    if (text.length > 2 * length) await this.#process.stderr.write('hex string is too long, ignoring excess\n');
    return bytesOf(what, text, length);
  }

  #worked({ mode }: Cipher, { key, iv }: Material, body: Uint8Array): Uint8Array {
    const padding = { disablePadding: this.#given.flags.has('nopad') };
    const cipher = mode === 'ctr' ? ctr(key, iv) : mode === 'cbc' ? cbc(key, iv, padding) : ecb(key, padding);
    if (!this.#decrypts) {
      if (padding.disablePadding && mode !== 'ctr' && body.length % 16 !== 0)
        throw new OpensslProblem('bad encrypt\nwrong final block length');
      return cipher.encrypt(body);
    }
    if (mode !== 'ctr' && body.length % 16 !== 0) throw new OpensslProblem('bad decrypt\nwrong final block length');
    try {
      return cipher.decrypt(body);
    } catch {
      // The one thing that can be wrong with whole blocks: their padding, and so most likely the password.
      throw new OpensslProblem('bad decrypt');
    }
  }
}

/** EVP_BytesToKey(3): digest after digest of the one before, the password and the salt. */
const bytesToKey = (
  hash: (bytes: Uint8Array) => Uint8Array,
  password: Uint8Array,
  salt: Uint8Array | undefined,
  length: number,
): Uint8Array<ArrayBuffer> => {
  const made = new Uint8Array(length);
  let last: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < length; at += last.length) {
    last = hash(concatenated([last, password, ...(salt === undefined ? [] : [salt])]));
    made.set(last.subarray(0, length - at), at);
  }
  return made;
};

const bytesOf = (what: 'key' | 'iv' | 'salt', text: string, length: number): Uint8Array => {
  const digits = text.slice(0, 2 * length);
  if (!/^[0-9a-f]*$/i.test(digits)) throw new OpensslProblem(`non-hex digit\ninvalid hex ${what} value`);
  const padded = digits.padEnd(2 * length, '0');
  return Uint8Array.from({ length }, (_, index) => parseInt(padded.slice(2 * index, 2 * index + 2), 16));
};

const startsWith = (bytes: Uint8Array, prefix: Uint8Array): boolean =>
  prefix.every((byte, index) => bytes[index] === byte);

const shownMaterial = ({ salt, key, iv }: Material): string =>
  [
    ...(salt === undefined ? [] : [`salt=${hexOf(salt).toUpperCase()}\n`]),
    `key=${hexOf(key).toUpperCase()}\n`,
    ...(iv.length === 0 ? [] : [`iv =${hexOf(iv).toUpperCase()}\n`]),
  ].join('');
