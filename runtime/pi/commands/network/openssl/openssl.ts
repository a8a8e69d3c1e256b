import type { ManualPage } from '../../../manual/page.ts';
import type { PiProcess } from '../../../system.ts';
import { raw } from '../../command.ts';
import type { StandardOut } from '../../stdio.ts';
import { dgst, DIGESTS } from './dgst.ts';
import { CIPHERS, enc } from './enc.ts';
import { OpensslProblem } from './problem.ts';
import { rand } from './rand.ts';

const page: ManualPage = {
  name: 'openssl',
  section: 1,
  summary: 'encrypt, decrypt, hash, make random bytes',
  synopsis: [
    'openssl enc -CIPHER [-d] [-pbkdf2] [-pass SOURCE] [-a] [-in FILE] [-out FILE]',
    'openssl dgst [-DIGEST] [FILE]...',
    'openssl rand [-hex|-base64] COUNT',
    'openssl version',
  ],
  description: [
    'With *enc* it encrypts what comes in, or with *-d* decrypts it, with a key that it makes of a password. What it writes begins with "Salted__" and eight random bytes, so that the same text never looks the same twice.',
    'A SOURCE of a password is pass:PASSWORD, env:NAME, file:FILE or stdin. Without one it asks.',
  ],
  options: [
    ['-e', 'encrypt, as it does if you do not say'],
    ['-d', 'decrypt'],
    ['-a, -base64', 'base64 on the outside: letters that any payload can carry'],
    ['-A', 'that in one line'],
    ['-in FILE', 'read this file'],
    ['-out FILE', 'write this file'],
    ['-pass SOURCE', 'where the password comes from'],
    ['-k PASSWORD', 'the password'],
    ['-kfile FILE', 'the first line of this file is the password'],
    ['-pbkdf2', 'make the key with PBKDF2, so that guessing is slow'],
    ['-iter COUNT', 'with so many rounds; 10000 if you do not say'],
    ['-md DIGEST', 'with this digest; sha256 if you do not say'],
    ['-salt', 'with a salt, as ever'],
    ['-nosalt', 'without one'],
    ['-S HEX', 'with this one; it is not written down'],
    ['-K HEX', 'this key, and no password'],
    ['-iv HEX', 'this initialization vector'],
    ['-nopad', 'do not fill the last block'],
    ['-p', 'print salt, key and vector first'],
    ['-P', 'print them and nothing else'],
  ],
  sections: [
    ['CIPHERS', [[...CIPHERS.keys()].join(' ')]],
    ['DIGESTS', [[...DIGESTS.keys()].join(' ')]],
  ],
  examples: [
    [
      'echo 21.5 | openssl enc -aes-256-cbc -pbkdf2 -pass pass:secret -a',
      'a payload that only who knows the password can read',
    ],
    ['openssl enc -d -aes-256-cbc -pbkdf2 -pass pass:secret -a', 'and back'],
  ],
  exitStatus: [
    ['0', 'all went well'],
    ['1', 'it did not: a wrong password says "bad decrypt"'],
  ],
  differences: ['Only these commands; no keys of two halves, no certificates, no connections.'],
  seeAlso: ['base64(1)', 'mosquitto_pub(1)'],
};

type Part = (process: PiProcess, args: readonly string[], out: StandardOut) => Promise<number>;

const PARTS: Readonly<Record<string, Part>> = { enc, dgst, rand };

const HELP = `help:

Standard commands
dgst              enc               help              rand              version

Message Digest commands (see the \`dgst' command for more details)
${[...DIGESTS.keys()].join(' ')}

Cipher commands (see the \`enc' command for more details)
${[...CIPHERS.keys()].join(' ')} base64
`;

/** openssl(1) 3.0: enc, dgst, rand, version. */
export const openssl = raw({
  page,
  run: async (process, out) => {
    const [name, ...args] = process.argv.slice(1);
    if (name === undefined || name === 'help' || name === '-help' || name === '--help') {
      await (name === undefined || name === 'help' ? process.stderr : out).write(HELP);
      return 0;
    }
    if (name === 'version') {
      await out.write('OpenSSL 3.0.19 27 Jan 2026 (as this simulated Raspberry Pi has it)\n');
      return 0;
    }
    const part = partNamed(name);
    if (part === undefined) {
      await process.stderr.write(`Invalid command '${name}'; type "help" for a list.\n`);
      return 1;
    }
    try {
      return await part(process, args, out);
    } catch (error) {
      if (!(error instanceof OpensslProblem)) throw error;
      await process.stderr.write(`${error.message}\n`);
      return 1;
    }
  },
});

/** A cipher's or a digest's name is a command too: `openssl sha256`, `openssl base64`. */
const partNamed = (name: string): Part | undefined => {
  if (Object.hasOwn(PARTS, name)) return PARTS[name];
  if (CIPHERS.has(name) || name === 'base64') return (process, args, out) => enc(process, [`-${name}`, ...args], out);
  if (DIGESTS.has(name)) return (process, args, out) => dgst(process, [`-${name}`, ...args], out);
  return undefined;
};
