/** What a command line of mosquitto_passwd(1) asks for. */
export interface PasswdRequest {
  /**
   * `create` a file with one user; `set` the password of one in a file; `delete` one of it; `upgrade` a
   * file of plain passwords.
   */
  readonly action: 'create' | 'set' | 'delete' | 'upgrade';
  readonly file: string;
  /** '' with `upgrade`. */
  readonly username: string;
  /** Absent: it is asked for. */
  readonly password?: string;
  readonly hash: 'sha512' | 'sha512-pbkdf2';
}

/** A command line that cannot be used; no message: the help is printed instead. The exit code is 1. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

const OPTIONS = ['-D', '-H', '-U', '-b', '-c'];
const HASHES = ['sha512', 'sha512-pbkdf2'] as const;

/** Tab: @see MosquittoProgram.complete */
export function completePasswd(words: readonly string[]): readonly string[] {
  const word = words.at(-1) ?? '';
  if (words.at(-2) === '-H') return HASHES.filter((name) => name.startsWith(word));
  return word.startsWith('-') ? OPTIONS.filter((option) => option.startsWith(word)) : [];
}

const LONGEST = 65_535;

/**
 * Options come first, in any order; then the file, the user and, with `-b`, the password. Whatever is no
 * option ends them: `mosquitto_passwd -X pw` means a file called `-X`.
 * @param words without the program's name
 * @throws WrongUsage with the words of Mosquitto 2.0.11
 */
export function readPasswdRequest(words: readonly string[]): PasswdRequest {
  const given = new Set<string>();
  let hash: PasswdRequest['hash'] = 'sha512-pbkdf2';
  const rest = [...words];
  for (; OPTIONS.includes(rest[0] ?? ''); rest.shift()) {
    given.add(rest[0] ?? '');
    if (rest[0] !== '-H') continue;
    rest.shift();
    hash = readHash(rest[0]);
  }
  const [create, remove, upgrade, batch] = ['-c', '-D', '-U', '-b'].map((option) => given.has(option));
  if (create && remove) throw together('-c', '-D');
  if (create && upgrade) throw together('-c', '-U');
  if (remove && upgrade) throw together('-D', '-U');
  if (remove && batch) throw together('-b', '-D');
  const [file = '', username = '', password = ''] = rest;
  if (create && rest.length < 2 + Number(batch)) {
    throw new WrongUsage(
      `Error: -c argument given but password file${batch ? ', username, or password' : ' or username'} missing.`,
    );
  }
  if (remove && rest.length < 2)
    throw new WrongUsage('Error: -D argument given but password file or username missing.');
  if (upgrade && rest.length !== 1) throw new WrongUsage('Error: -U argument given but password file missing.');
  if (upgrade) return { action: 'upgrade', file, username: '', hash };
  if (!create && !remove && rest.length !== 2 + Number(batch)) throw new WrongUsage('');
  checkUsername(username);
  if (batch && byteLength(password) > LONGEST) {
    throw new WrongUsage('Error: Password must be less than 65536 characters long.');
  }
  const action = create ? 'create' : remove ? 'delete' : 'set';
  return { action, file, username, hash, ...(batch && { password }) };
}

function readHash(word: string | undefined): PasswdRequest['hash'] {
  if (word === undefined) throw new WrongUsage('Error: -H argument given but not enough other arguments.');
  const hash = HASHES.find((name) => name === word);
  if (hash !== undefined) return hash;
  throw new WrongUsage(`Error: Unknown hash type '${word}'`);
}

function checkUsername(username: string): void {
  if (byteLength(username) > LONGEST) {
    throw new WrongUsage('Error: Username must be less than 65536 characters long.');
  }
  if (/[\x00-\x1f\x7f]/.test(username)) throw new WrongUsage('Error: Username must not contain control characters.');
  if (username.includes(':')) throw new WrongUsage("Error: Username must not contain the ':' character.");
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

const together = (one: string, other: string): WrongUsage =>
  new WrongUsage(`Error: ${one} and ${other} cannot be used together.`);
