/** Where a password comes from (openssl-passphrase-options(1)), or who is asked for it. */
import type { OpenFile, PiProcess } from '../../../system.ts';
import { LineReader } from '../../stdio.ts';
import { contentOf } from './dgst.ts';
import { OpensslProblem } from './problem.ts';

/** `pass:x`, `env:NAME`, `file:PATH`, `stdin`. @throws OpensslProblem */
export const passwordFrom = async (process: PiProcess, source: string): Promise<string> => {
  if (source === 'stdin') return firstLine(await new LineReader(process.stdin).next());
  const [, kind, rest = ''] = /^(\w{1,4}):(.*)$/s.exec(source) ?? [];
  if (kind === 'pass') return rest;
  if (kind === 'file') return new TextDecoder().decode(await contentOf(process, rest)).split('\n', 1)[0] ?? '';
  if (kind === 'env') {
    const value = process.env[rest];
    if (value !== undefined) return value;
    throw new OpensslProblem(`No environment variable ${rest}\nError getting password`);
  }
  throw new OpensslProblem(
    source.slice(0, 5).includes(':')
      ? `Invalid password argument, starting with "${source.slice(0, source.indexOf(':') + 1)}"\nError getting password`
      : "Invalid password argument, missing ':' within the first 5 chars\nError getting password",
  );
};

/** Asks at the terminal, without showing what is typed; twice before it encrypts. @throws OpensslProblem */
export const askedPassword = async (process: PiProcess, what: string, twice: boolean): Promise<string> => {
  const { terminal } = process;
  if (terminal === undefined) throw new OpensslProblem('bad password read');
  const file = process.open('/dev/tty', { read: true, write: true });
  const before = terminal.mode;
  terminal.mode = { ...before, echo: false };
  try {
    const password = await answer(
      file,
      `enter ${what.toLowerCase().replace(/^\S+/, (name) => name.toUpperCase())} password:`,
    );
    if (
      !twice ||
      (await answer(file, `Verifying - enter ${what.replace(/\S+$/, 'encryption')} password:`)) === password
    )
      return password;
  } finally {
    terminal.mode = before;
    file.close();
  }
  throw new OpensslProblem('Verify failure\nbad password read');
};

const answer = async (file: OpenFile, question: string): Promise<string> => {
  await file.write(new TextEncoder().encode(question));
  const line = await file.read(1_024);
  await file.write(new TextEncoder().encode('\n'));
  return firstLine(line);
};

const firstLine = (line: Uint8Array | null): string =>
  new TextDecoder().decode(line ?? new Uint8Array(0)).replace(/\n.*$/s, '');
