import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { hmac } from '@noble/hashes/hmac.js';
import type { CHash } from '@noble/hashes/utils.js';
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { PiProcess } from '../../../system.ts';
import { readAll } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { readArguments } from './arguments.ts';
import { OpensslProblem, usageProblem } from './problem.ts';

/** By name, with the name that its output has. */
export const DIGESTS: ReadonlyMap<string, { readonly shown: string; readonly hash: CHash }> = new Map([
  ['md5', { shown: 'MD5', hash: md5 }],
  ['sha1', { shown: 'SHA1', hash: sha1 }],
  ['sha224', { shown: 'SHA2-224', hash: sha224 }],
  ['sha256', { shown: 'SHA2-256', hash: sha256 }],
  ['sha384', { shown: 'SHA2-384', hash: sha384 }],
  ['sha512', { shown: 'SHA2-512', hash: sha512 }],
]);

const VALUED = new Set(['hmac', 'out']);
const FLAGS = new Set(['hex', 'binary', 'r', 'c']);

/** openssl-dgst(1) */
export const dgst = async (process: PiProcess, args: readonly string[], out: StandardOut): Promise<number> => {
  const { flags, values, operands } = readArguments(
    'dgst',
    args,
    VALUED,
    (name) => FLAGS.has(name) || DIGESTS.has(name),
  );
  const wanted = [...flags].filter((name) => DIGESTS.has(name)).at(-1) ?? 'sha256';
  const digest = DIGESTS.get(wanted);
  if (digest === undefined) throw usageProblem('dgst', `Unknown option: -${wanted}`);
  const key = values.get('hmac');
  const file = values.get('out');
  const written: Uint8Array[] = [];
  for (const name of operands.length === 0 ? [undefined] : operands) {
    const bytes = name === undefined ? await readAll(process.stdin) : await contentOf(process, name);
    const sum = key === undefined ? digest.hash(bytes) : hmac(digest.hash, new TextEncoder().encode(key), bytes);
    const hex = hexOf(sum, flags.has('c') ? ':' : '');
    if (flags.has('binary')) written.push(sum);
    else if (flags.has('r')) written.push(new TextEncoder().encode(`${hex} *${name ?? 'stdin'}\n`));
    else written.push(new TextEncoder().encode(`${digest.shown}(${name ?? 'stdin'})= ${hex}\n`));
  }
  for (const bytes of written) {
    if (file === undefined) await out.write(bytes);
    else await process.files.write(file, bytes, { append: bytes !== written[0] });
  }
  return 0;
};

/** @throws OpensslProblem */
export const contentOf = async (process: PiProcess, name: string): Promise<Uint8Array> => {
  try {
    return await process.files.read(name);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new OpensslProblem(`Can't open "${name}" for reading, ${strerror(error.code)}`);
  }
};

export const hexOf = (bytes: Uint8Array, between = ''): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(between);
