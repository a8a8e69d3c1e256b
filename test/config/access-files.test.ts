import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAclFile } from '#runtime/config/acl-file.ts';
import { formatPasswordEntry, parsePasswordFile } from '#runtime/config/password-file.ts';
import { parsePskFile } from '#runtime/config/psk-file.ts';
import type { Note } from '#runtime/config/reading.ts';
import { type FileKind, HASHES } from './file-cases.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Parsed {
  readonly notes: readonly Note[];
  readonly error?: string;
}

/** Each with what Mosquitto says when such a file cannot be used, after what is wrong with it. */
const KINDS: Readonly<Record<FileKind, { parse: (file: Uint8Array) => Parsed; opening: string }>> = {
  acl_file: { parse: (file) => parseAclFile(file, 'f'), opening: 'Error opening acl file "f".' },
  password_file: { parse: (file) => parsePasswordFile(file, 'f'), opening: 'Error opening password file "f".' },
  psk_file: { parse: (file) => parsePskFile(file, 'f'), opening: 'Error opening psk file "f".' },
};

type Recorded = readonly [kind: FileKind, text: string, accepted: boolean, ...said: readonly string[]];

const recordings = JSON.parse(
  readFileSync(new URL('file-recordings.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

describe('an access file is read as Mosquitto 2.0.11 reads it', () => {
  const cases = recordings.map(([kind, text, accepted, ...said]) => [kind, text, accepted, said] as const);

  it.each(cases)('%s %j', (kind, text, accepted, said) => {
    const { parse, opening } = KINDS[kind];
    const { notes, error } = parse(bytes(text.replace(/HASH[67]/g, (name) => HASHES[name] ?? name)));
    const lines = [...notes.map((note) => note.text), ...(error === undefined ? [] : [error, opening])];
    expect({ accepted: error === undefined, said: lines }).toEqual({ accepted, said });
  });
});

describe('an ACL file', () => {
  const rules = (text: string) => {
    const parsed = parseAclFile(bytes(text), 'acl');
    if ('error' in parsed) throw new Error(parsed.error);
    return parsed.rules;
  };

  it('has rules for who has no name, for users and for everybody, each with its line', () => {
    const text =
      'topic read $SYS/#\n\n# ada\nuser ada\ntopic house/#\ntopic deny house/safe\npattern write sensor/%u/data\nuser bob\ntopic write door\n';
    expect(rules(text)).toEqual({
      anonymous: [{ access: 'read', topic: '$SYS/#', line: 1 }],
      users: new Map([
        [
          'ada',
          [
            { access: 'readwrite', topic: 'house/#', line: 5 },
            { access: 'deny', topic: 'house/safe', line: 6 },
          ],
        ],
        ['bob', [{ access: 'write', topic: 'door', line: 9 }]],
      ]),
      patterns: [{ access: 'write', topic: 'sensor/%u/data', line: 7 }],
    });
  });

  it('may come back to a user', () => {
    expect(rules('user a\ntopic b\nuser c\ntopic d\nuser a\ntopic e\n').users.get('a')).toEqual([
      { access: 'readwrite', topic: 'b', line: 2 },
      { access: 'readwrite', topic: 'e', line: 6 },
    ]);
  });

  it('has users and topics with blanks in them, where the access is said', () => {
    const { users } = rules('user ada b.  \ntopic read my  house \n');
    expect(users).toEqual(new Map([['ada b.', [{ access: 'read', topic: 'my  house', line: 2 }]]]));
  });

  it('takes a word of access alone for a topic', () => {
    expect(rules('topic read\n').anonymous).toEqual([{ access: 'readwrite', topic: 'read', line: 1 }]);
  });

  it('says in which line it is wrong', () => {
    expect(parseAclFile(bytes('topic a\n\nfoo\n'), 'acl')).toEqual({
      notes: [],
      error: 'Error: Invalid line in acl_file "acl": foo.',
      line: 3,
    });
  });
});

describe('a password file', () => {
  it('has users with their hashes', () => {
    const { entries, notes } = parsePasswordFile(bytes(`ada:${HASHES.HASH7}\n bob : ${HASHES.HASH6} \n`), 'p');
    expect(notes).toEqual([]);
    expect(entries).toMatchObject([
      { username: 'ada', scheme: 7, iterations: 101 },
      { username: 'bob', scheme: 6, salt: bytes('0123456789ab') },
    ]);
    expect(entries.map(({ salt, hash }) => [salt.length, hash.length])).toEqual([
      [12, 64],
      [12, 64],
    ]);
  });

  it('keeps who can be kept when a line is wrong', () => {
    const { entries, notes } = parsePasswordFile(bytes(`ada:geheim\nbob:${HASHES.HASH6}\n`), 'p');
    expect(entries.map(({ username }) => username)).toEqual(['bob']);
    expect(notes).toEqual([
      { level: 'error', text: 'Error: Invalid password hash type for user ada, removing entry.' },
    ]);
  });

  it('is written as it was read', () => {
    const lines = [`ada:${HASHES.HASH7}`, `bob:${HASHES.HASH6}`];
    expect(parsePasswordFile(bytes(lines.join('\n')), 'p').entries.map(formatPasswordEntry)).toEqual(lines);
  });
});

describe('a file of shared keys', () => {
  it('has keys by their identity, in hexadecimal, a zero before an odd number of digits', () => {
    expect(parsePskFile(bytes('# keys\nada:0a1B\n bob : 123 \n'), 'k')).toEqual({
      notes: [],
      keys: new Map([
        ['ada', Uint8Array.of(0x0a, 0x1b)],
        ['bob', Uint8Array.of(0x01, 0x23)],
      ]),
    });
  });

  it('lets nobody in by a key of no digits', () => {
    expect(parsePskFile(bytes('ada:\n'), 'k')).toEqual({ notes: [], keys: new Map() });
  });

  it('of which one key is wrong is wrong, and says where', () => {
    expect(parsePskFile(bytes('ada:12\nbob:0x12\n'), 'k')).toMatchObject({ line: 2 });
  });
});
