import { areEqual } from '#runtime/broker/access/password-hash.ts';
import type { Process } from '#runtime/pi/process.ts';
import { readLines } from './line-reader.ts';

/** Nothing was typed, twice not the same, or a signal came; the program prints and exits with that. */
export class NoPassword extends Error {
  override readonly name = 'NoPassword';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/**
 * Asks for a password, and once more. At a terminal nothing shows what is typed; what comes from elsewhere
 * is read line by line. SIGINT and SIGTERM give the terminal back as it was, and end with 0.
 * @throws NoPassword
 */
export async function askPassword(process: Process): Promise<Uint8Array> {
  const { stdin } = process;
  const signalled = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.onSignal(signal, () => reject(new NoPassword('', 0)));
    }
  });
  // Nobody may be waiting for it when it comes.
  signalled.catch(() => undefined);
  stdin.setEcho?.(false);
  try {
    const lines = readLines(stdin);
    const ask = async (prompt: string): Promise<Uint8Array> => {
      await process.stdout.write(prompt);
      const { value } = await Promise.race([lines.next(), signalled]);
      const line = withoutReturn(value ?? new Uint8Array());
      if (line.length === 0) throw new NoPassword('Error: Empty password.\n', 1);
      await process.stdout.write('\n');
      return line;
    };
    const [password, again] = [await ask('Password: '), await ask('Reenter password: ')];
    if (areEqual(password, again)) return password;
    throw new NoPassword('Error: Passwords do not match.\n', 2);
  } finally {
    stdin.setEcho?.(true);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.onSignal(signal, 'default');
  }
}

function withoutReturn(line: Uint8Array): Uint8Array {
  return line.at(-1) === 0x0d ? withoutReturn(line.subarray(0, -1)) : line;
}
