import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import { quotedName } from '../../quoting.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import type { StandardOut } from '../stdio.ts';

const BLOCK = 65_536;

/** One input of a program: a file that it has opened, or its standard input. */
export interface TextInput {
  /** As it was given: `-` is standard input. */
  readonly name: string;
  readonly file: OpenFile;
  read(max?: number): Promise<Uint8Array | null>;
  /** Standard input stays open: `cat - -` at a terminal reads twice. */
  close(): void;
}

/** @throws SystemError as open(2) does; `EBADF` when standard input is closed */
export const openInput = (process: PiProcess, name: string): TextInput => {
  const isStandard = name === '-';
  const file = isStandard ? process.fds.get(0) : process.open(name, { read: true });
  if (file === undefined) throw new SystemError('EBADF');
  return {
    name,
    file,
    read: (max = BLOCK) => file.read(max),
    close: () => {
      if (!isStandard) file.close();
    },
  };
};

/** The files that operands name; none at all is standard input. */
export const inputNames = (operands: readonly string[]): readonly string[] =>
  operands.length === 0 ? ['-'] : operands;

/** fread(3): waits until there are so many bytes, or the end. */
export const readFull = async (input: Pick<TextInput, 'read'>, size: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(size);
  let length = 0;
  while (length < size) {
    const block = await input.read(size - length);
    if (block === null) break;
    bytes.set(block, length);
    length += block.length;
  }
  return bytes.subarray(0, length);
};

/** How a program speaks of its input: `-` by name. */
export const inputName = (name: string): string => quotedName(name === '-' ? 'standard input' : name);

/**
 * What goes wrong with one file and does not keep a program from the others: `wc: nofile: No such file
 * or directory`. As error(3) does, what was printed before goes out first.
 */
export class FileProblems {
  status = 0;
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #failure: number;

  constructor(process: PiProcess, out: StandardOut, failure = 1) {
    this.#process = process;
    this.#out = out;
    this.#failure = failure;
  }

  /** @param about what stands before the reason, quoted already. @throws what is no SystemError, and trouble with the output */
  async failed(about: string, error: unknown): Promise<void> {
    if (!(error instanceof SystemError) || this.#out.failed(error)) throw error;
    await this.say(`${about}: ${strerror(error.code)}`);
  }

  /** A message of the program's own. */
  async say(message: string): Promise<void> {
    this.status = this.#failure;
    await this.note(message);
  }

  /** The same, when it is no failure. */
  async note(message: string): Promise<void> {
    await this.#out.flush();
    await this.#process.stderr.write(`${this.#process.argv[0] ?? ''}: ${message}\n`);
  }

  /** Does something with each file in turn; one that fails is told of, by its name. */
  async forEach(names: readonly string[], work: (input: TextInput) => Promise<void>): Promise<number> {
    for (const name of names) {
      try {
        const input = openInput(this.#process, name);
        await work(input);
        input.close();
      } catch (error) {
        await this.failed(quotedName(name), error);
      }
    }
    return this.status;
  }
}
