/**
 * mosquitto_passwd(1): makes and changes the files that `password_file` of mosquitto.conf(5) names. What it
 * prints and exits with is that of Mosquitto 2.0.11, with two exceptions that keep people's data:
 *
 *     a file with a comment in it      nothing is changed, and the exit code is 1. Mosquitto prints the same
 *                                      line, and for a new user drops what follows the comment
 *     -U, a password with a colon      the whole password is hashed, and not what stands before the colon
 */
import { strerror } from '#runtime/pi/error-text.ts';
import type { Process } from '#runtime/pi/process.ts';
import { SystemError } from '#runtime/ports.ts';
import { askPassword, NoPassword } from './ask-password.ts';
import { concatenate } from '#runtime/concatenate.ts';
import { hashPassword } from './hash-password.ts';
import { MOSQUITTO_PASSWD_HELP } from './mosquitto-passwd-help.ts';
import { type PasswdRequest, readPasswdRequest, WrongUsage } from './mosquitto-passwd-options.ts';
import { CorruptLine, type PasswordLine, passwordLines } from './password-lines.ts';

/** Ends the program: what is printed on standard error, before an exit code of 1. */
class Failure extends Error {
  override readonly name = 'Failure';
}

export async function mosquittoPasswd(process: Process): Promise<number> {
  try {
    const request = readPasswdRequest(process.argv.slice(1));
    await (request.action === 'create' ? create(process, request) : change(process, request));
    return 0;
  } catch (error) {
    if (error instanceof NoPassword) {
      await process.stderr.write(error.message);
      return error.status;
    }
    if (!(error instanceof WrongUsage || error instanceof CorruptLine || error instanceof Failure)) throw error;
    if (error instanceof WrongUsage && error.message === '') await process.stdout.write(MOSQUITTO_PASSWD_HELP);
    else if (error.message !== '') await process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

async function create(process: Process, request: PasswdRequest): Promise<void> {
  const entry = await newEntry(process, request);
  try {
    await process.files.write(request.file, entry);
  } catch (error) {
    throw new Failure(`Error: Unable to open file ${shown(process, request.file, error, ' for writing')}`);
  }
}

/** Everything is worked out before the file is touched, and a copy lies beside it while it is. */
async function change(process: Process, request: PasswdRequest): Promise<void> {
  const { files } = process;
  const { file } = request;
  let before: Uint8Array;
  try {
    before = await files.read(file);
  } catch (error) {
    throw new Failure(`Error: Unable to open password file ${shown(process, file, error)}`);
  }
  // A password is asked for only where it has a place, but before lines are looked at.
  const entry = request.action === 'set' ? await newEntry(process, request) : new Uint8Array();
  const after = await changed(process, request, passwordLines(before), entry);
  const copy = `${absolute(process, file)}.tmp`;
  try {
    await files.write(copy, before, { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failure(`Error creating backup password file "${copy}", not continuing.`);
  }
  try {
    // In place, so that it keeps its owner and its mode.
    await files.write(file, after);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new Failure(
      `Error occurred updating password file.\nPassword file may be corrupt, check the backup file: ${copy}.`,
    );
  }
  await files.remove(copy);
}

async function changed(
  process: Process,
  { action, username, hash }: PasswdRequest,
  lines: readonly PasswordLine[],
  entry: Uint8Array,
): Promise<Uint8Array> {
  if (action === 'upgrade') {
    // As Mosquitto: nothing to do is a failure, without a word.
    if (lines.length === 0) throw new Failure('');
    const entries = lines.map(async (line) => asLine(await hashPassword(process, line.username, line.password, hash)));
    return concatenate(await Promise.all(entries));
  }
  const isFound = lines.some((line) => line.username === username);
  if (action === 'delete') {
    if (!isFound) throw new Failure(`Warning: User ${username} not found in password file.`);
    return concatenate(lines.filter((line) => line.username !== username).map(({ bytes }) => bytes));
  }
  const others = lines.map((line) => (line.username === username ? entry : line.bytes));
  return concatenate(isFound ? others : [...others, entry]);
}

async function newEntry(process: Process, { username, password, hash }: PasswdRequest): Promise<Uint8Array> {
  const bytes = password === undefined ? await askPassword(process) : new TextEncoder().encode(password);
  return asLine(await hashPassword(process, username, bytes, hash));
}

const asLine = (text: string): Uint8Array => new TextEncoder().encode(`${text}\n`);

/** The file that could not be opened, and why; what is there is named by its whole path. */
function shown(process: Process, file: string, error: unknown, what = ''): string {
  if (!(error instanceof SystemError)) throw error;
  const path = error.code === 'ENOENT' ? file : absolute(process, file);
  return `${path}${what}. ${strerror(error.code)}.`;
}

const absolute = ({ cwd }: Process, file: string): string => (file.startsWith('/') ? file : `${cwd}/${file}`);
