import { pbkdf2Sync, createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parsePasswordFile } from '#runtime/config/password-file.ts';
import { mosquittoPasswd } from '#runtime/programs/mosquitto-passwd.ts';
import { completePasswd } from '#runtime/programs/mosquitto-passwd-options.ts';
import { MOSQUITTO_PASSWD_HELP } from '#runtime/programs/mosquitto-passwd-help.ts';
import { HiddenLine } from '#runtime/programs/node/hidden-line.ts';
import { FakeInput, FakeProcess } from '../kit/fake-process.ts';
import { MemoryFiles } from '../kit/memory-files.ts';

/** A terminal's input that remembers whether it showed what was typed. */
class Keyboard extends FakeInput {
  readonly shown: boolean[] = [];

  setEcho(shows: boolean): void {
    this.shown.push(shows);
  }
}

class Passwd extends FakeProcess {
  override readonly files: MemoryFiles;
  override readonly stdin = new Keyboard();
  #next = 0;
  override readonly random = { bytes: (length: number) => new Uint8Array(length).fill(++this.#next) };

  constructor(words: readonly string[], files: MemoryFiles) {
    super(['mosquitto_passwd', ...words]);
    this.files = files;
  }
}

const passwd = (files: MemoryFiles, ...words: string[]): Promise<Passwd> =>
  new Passwd(words, files).start(mosquittoPasswd);

const outcome = ({ stdout, stderr, status }: Passwd): unknown[] => [stdout.text, stderr.text, status];

const ADA = `ada:$7$101$${'A'.repeat(16)}$${'A'.repeat(86)}==\n`;
const BOB = ADA.replace('ada', 'bob');

const usersOf = (files: MemoryFiles, path = 'pw'): string[] =>
  parsePasswordFile(files.contents.get(path) ?? new Uint8Array(), path).entries.map(({ username }) => username);

describe('mosquitto_passwd', () => {
  test('-c -b makes a file of one user, whose password is hashed 101 times', async () => {
    const files = new MemoryFiles({ pw: 'what was there before' });
    expect(outcome(await passwd(files, '-c', '-b', 'pw', 'ada', 'geheim'))).toEqual(['', '', 0]);
    const [entry] = parsePasswordFile(files.contents.get('pw') ?? new Uint8Array(), 'pw').entries;
    const salt = new Uint8Array(12).fill(1);
    expect(entry).toEqual({
      username: 'ada',
      scheme: 7,
      iterations: 101,
      salt,
      hash: new Uint8Array(pbkdf2Sync('geheim', salt, 101, 64, 'sha512')),
    });
    expect(files.text('pw')).toMatch(/^ada:\$7\$101\$[A-Za-z0-9+/]{16}\$[A-Za-z0-9+/]{86}==\n$/);
  });

  test('-H sha512 hashes once, as versions before 2.0 did', async () => {
    const files = new MemoryFiles();
    await passwd(files, '-H', 'sha512', '-c', '-b', 'pw', 'ada', 'geheim');
    const salt = new Uint8Array(12).fill(1);
    const hash = createHash('sha512').update('geheim').update(salt).digest('base64');
    expect(files.text('pw')).toBe(`ada:$6$${Buffer.from(salt).toString('base64')}$${hash}\n`);
  });

  test('adds a user behind the others, and gives one another password in place', async () => {
    const files = new MemoryFiles({ pw: ADA });
    await passwd(files, '-b', 'pw', 'bob', 'wort');
    expect(files.text('pw')?.startsWith(ADA)).toBe(true);
    await passwd(files, '-b', 'pw', 'ada', 'neu');
    expect(usersOf(files)).toEqual(['ada', 'bob']);
    expect(files.text('pw')).not.toContain(ADA);
  });

  test('a last line without its newline stays a line', async () => {
    const files = new MemoryFiles({ pw: ADA.trimEnd() });
    await passwd(files, '-b', 'pw', 'bob', 'wort');
    expect(usersOf(files)).toEqual(['ada', 'bob']);
  });

  test('-D deletes a user, and warns of a stranger', async () => {
    const files = new MemoryFiles({ pw: ADA + BOB });
    expect(outcome(await passwd(files, '-D', 'pw', 'ada'))).toEqual(['', '', 0]);
    expect(files.text('pw')).toBe(BOB);
    const stranger = await passwd(files, '-D', 'pw', 'eve');
    expect(outcome(stranger)).toEqual(['', 'Warning: User eve not found in password file.\n', 1]);
    expect(files.text('pw')).toBe(BOB);
  });

  test('-U hashes every password whole, one with a colon too', async () => {
    const files = new MemoryFiles({ pw: 'ada:geheim\nbob: wort:mit \r\n' });
    await passwd(files, '-U', 'pw');
    const { entries } = parsePasswordFile(files.contents.get('pw') ?? new Uint8Array(), 'pw');
    const hashOf = (password: string, salt: Uint8Array): Uint8Array =>
      new Uint8Array(pbkdf2Sync(password, salt, 101, 64, 'sha512'));
    expect(entries.map(({ username, salt, hash }) => [username, Buffer.compare(hash, hashOf(username === 'ada' ? 'geheim' : 'wort:mit', salt))])).toEqual([['ada', 0], ['bob', 0]]); // prettier-ignore
  });

  test.each([
    ['a comment', '# users\n', 1],
    ['an empty line', `${ADA}\n`, 2],
    ['no colon', `${ADA}bob\n`, 2],
    ['nothing behind the colon', 'ada:\n', 1],
    ['nobody before it', ':x\n', 1],
  ])('leaves a file as it is that has %s in it', async (_, text, line) => {
    const files = new MemoryFiles({ pw: text });
    const complaint = `Error: Corrupt password file at line ${line}.\n`;
    expect(outcome(await passwd(files, '-b', 'pw', 'bob', 'x'))).toEqual(['', complaint, 1]);
    expect(outcome(await passwd(files, '-U', 'pw'))).toEqual(['', complaint, 1]);
    expect([...files.contents.keys()]).toEqual(['pw']);
    expect(files.text('pw')).toBe(text);
  });

  test('keeps a copy for its owner alone when the file cannot be written', async () => {
    const files = new MemoryFiles({ pw: ADA });
    files.full.add('pw');
    const { stderr, status } = await passwd(files, '-D', 'pw', 'ada');
    expect([stderr.text, status]).toEqual([
      'Error occurred updating password file.\nPassword file may be corrupt, check the backup file: /home/pi/pw.tmp.\n',
      1,
    ]);
    expect(files.text('/home/pi/pw.tmp')).toBe(ADA);
    expect(files.modes.get('/home/pi/pw.tmp')).toBe(0o600);
  });

  test('does not begin when there is no room for the copy', async () => {
    const files = new MemoryFiles({ pw: ADA });
    files.full.add('/home/pi/pw.tmp');
    expect(outcome(await passwd(files, '-D', 'pw', 'ada'))).toEqual([
      '',
      'Error creating backup password file "/home/pi/pw.tmp", not continuing.\n',
      1,
    ]);
    expect(files.text('pw')).toBe(ADA);
  });
});

describe('the password is asked for', () => {
  const typing = async (...lines: string[]): Promise<Passwd> => {
    const process = new Passwd(['-c', 'pw', 'ada'], new MemoryFiles());
    for (const line of lines) process.stdin.type(line);
    process.stdin.end();
    return process.start(mosquittoPasswd);
  };

  test('twice, without showing it', async () => {
    const process = await typing('geheim\n', 'geheim\n');
    expect(outcome(process)).toEqual(['Password: \nReenter password: \n', '', 0]);
    expect(process.stdin.shown).toEqual([false, true]);
    expect(usersOf(process.files)).toEqual(['ada']);
  });

  test.each([
    [
      'two that differ',
      ['geheim\n', 'anders\n'],
      'Password: \nReenter password: \n',
      'Error: Passwords do not match.\n',
      2,
    ],
    ['an empty one', ['\n'], 'Password: ', 'Error: Empty password.\n', 1],
    ['nothing', [], 'Password: ', 'Error: Empty password.\n', 1],
    ['one without the other', ['geheim\n'], 'Password: \nReenter password: ', 'Error: Empty password.\n', 1],
  ] as const)('%s: no file is made', async (_, lines, out, err, status) => {
    const process = await typing(...lines);
    expect(outcome(process)).toEqual([out, err, status]);
    expect([...process.files.contents.keys()]).toEqual([]);
    expect(process.stdin.shown).toEqual([false, true]);
  });

  test('SIGINT gives the terminal back and ends with 0, as 2.0.11 does', async () => {
    const process = new Passwd(['-c', 'pw', 'ada'], new MemoryFiles());
    await process.start(mosquittoPasswd);
    await process.kill('SIGINT');
    expect([process.status, process.stdin.shown, process.files.text('pw')]).toEqual([0, [false, true], undefined]);
  });
});

/** Words and codes of 2.0.11. */
describe('a command line that cannot be used', () => {
  const LONG = 'x'.repeat(65_536);

  test.each([
    [[], ''],
    [['--help'], ''],
    [['-x'], ''],
    [['pw'], ''],
    [['pw', 'ada', 'x'], ''],
    [['-b', 'pw', 'ada'], ''],
    [['-b', 'pw', 'ada', 'x', 'more'], ''],
    [['-H', 'sha512'], ''],
    [['-H'], 'Error: -H argument given but not enough other arguments.'],
    [['-H', 'md5', 'pw', 'ada'], "Error: Unknown hash type 'md5'"],
    [['-c', '-D', 'pw', 'ada'], 'Error: -c and -D cannot be used together.'],
    [['-c', '-U', 'pw'], 'Error: -c and -U cannot be used together.'],
    [['-D', '-U', 'pw'], 'Error: -D and -U cannot be used together.'],
    [['-D', '-b', 'pw', 'ada', 'x'], 'Error: -b and -D cannot be used together.'],
    [['-c', 'pw'], 'Error: -c argument given but password file or username missing.'],
    [['-c', '-b', 'pw', 'ada'], 'Error: -c argument given but password file, username, or password missing.'],
    [['-D', 'pw'], 'Error: -D argument given but password file or username missing.'],
    [['-U'], 'Error: -U argument given but password file missing.'],
    [['-U', 'pw', 'more'], 'Error: -U argument given but password file missing.'],
    [['-b', 'pw', 'a:b', 'x'], "Error: Username must not contain the ':' character."],
    [['-b', 'pw', 'a\nb', 'x'], 'Error: Username must not contain control characters.'],
    [['-b', 'pw', LONG, 'x'], 'Error: Username must be less than 65536 characters long.'],
    [['-b', 'pw', 'ada', LONG], 'Error: Password must be less than 65536 characters long.'],
    [['-b', 'none', 'ada', 'x'], 'Error: Unable to open password file none. No such file or directory.'],
    [['-X', 'pw'], 'Error: Unable to open password file -X. No such file or directory.'],
  ])('%j'.slice(0, 60), async (words, complaint) => {
    const process = await passwd(new MemoryFiles({ pw: ADA }), ...words);
    const expected = complaint === '' ? [MOSQUITTO_PASSWD_HELP, '', 1] : ['', `${complaint}\n`, 1];
    expect(outcome(process)).toEqual(expected);
    expect(process.files.text('pw')).toBe(ADA);
  });

  test('an empty file has no passwords to be hashed, which is said by the exit code alone', async () => {
    expect(outcome(await passwd(new MemoryFiles({ pw: '' }), '-U', 'pw'))).toEqual(['', '', 1]);
  });
});

test('Tab offers options and hashes', () => {
  expect(completePasswd(['mosquitto_passwd', '-'])).toEqual(['-D', '-H', '-U', '-b', '-c']);
  expect(completePasswd(['mosquitto_passwd', '-H', 'sha512-'])).toEqual(['sha512-pbkdf2']);
  expect(completePasswd(['mosquitto_passwd', 'p'])).toEqual([]);
});

describe('a line that is typed without being shown', () => {
  const typed = (keys: string): [line: string | null | undefined, signals: string[]] => {
    const signals: string[] = [];
    const line = new HiddenLine((signal) => signals.push(signal)).type(new TextEncoder().encode(keys));
    return [line === undefined || line === null ? line : new TextDecoder().decode(line), signals];
  };

  test.each([
    ['ab\r', 'ab\n'],
    ['ax\x7fb\r', 'ab\n'],
    ['aü\x08b\r', 'ab\n'],
    ['\x7f\x7fab\n', 'ab\n'],
    ['no\x15ab\r', 'ab\n'],
    ['ab', undefined],
    ['\x04', null],
    ['ab\x04', 'ab'],
  ])('%j is %j', (keys, line) => {
    expect(typed(keys)).toEqual([line, []]);
  });

  test('^C is a signal, and what was typed is gone', () => {
    expect(typed('ab\x03')).toEqual([undefined, ['SIGINT']]);
    expect(typed('ab\x03c\r')).toEqual(['c\n', ['SIGINT']]);
  });
});
