/** The files and programs that an awk program reads from and writes to; each has the name it was opened by. */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import type { Exit, OpenFile, PiProcess } from '../../../system.ts';
import { concatenated } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { latin1ToBytes, latin1ToText } from '../bytes-text.ts';
import { RecordReader } from './records.ts';
import { AwkProblem } from './token.ts';

interface Writer {
  readonly write: (text: string) => Promise<void>;
  readonly flush: () => Promise<void>;
  /** @returns what close() gives */
  readonly close: () => Promise<number>;
}

interface Reader {
  readonly records: RecordReader;
  readonly close: () => Promise<number>;
}

const SHELL = '/bin/sh';

export class Streams {
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #isInteractive: boolean;
  readonly #writers = new Map<string, Writer>();
  readonly #readers = new Map<string, Reader>();

  constructor(process: PiProcess, out: StandardOut, isInteractive: boolean) {
    this.#process = process;
    this.#out = out;
    this.#isInteractive = isInteractive;
  }

  print(text: string): Promise<void> {
    return this.#out.write(latin1ToBytes(text));
  }

  /** @throws AwkProblem when it cannot be opened */
  async printTo(kind: '>' | '>>' | '|', name: string, text: string): Promise<void> {
    const writer = this.#writers.get(name) ?? (await this.#openWriter(kind, name));
    this.#writers.set(name, writer);
    await writer.write(text);
  }

  async #openWriter(kind: '>' | '>>' | '|', name: string): Promise<Writer> {
    if (kind === '|') return this.#commandWriter(name);
    if (name === '/dev/stdout' || name === '-') {
      return { write: (text) => this.print(text), flush: () => this.#out.flush(), close: () => Promise.resolve(0) };
    }
    if (name === '/dev/stderr') {
      const write = (text: string) => this.#process.stderr.write(latin1ToBytes(text));
      return { write, flush: () => Promise.resolve(), close: () => Promise.resolve(0) };
    }
    try {
      const mode = kind === '>' ? { truncate: true } : { append: true };
      const file = this.#process.open(latin1ToText(name), { write: true, create: true, ...mode });
      return bufferedWriter(file, () => Promise.resolve(0));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new AwkProblem(`cannot open "${name}" for output (${strerror(error.code)})`);
    }
  }

  async #commandWriter(command: string): Promise<Writer> {
    await this.flushAll();
    const [input, feed] = this.#process.pipe();
    const pid = this.#start(command, new Map([...this.#process.fds, [0, input]]));
    input.close();
    return bufferedWriter(feed, async () => statusOf(await this.#process.wait(pid)));
  }

  #start(command: string, files: ReadonlyMap<number, OpenFile>): number {
    try {
      return this.#process.spawn({ run: SHELL, argv: ['sh', '-c', latin1ToText(command)], files });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new AwkProblem(`could not fork (${strerror(error.code)})`);
    }
  }

  /** system(): what a shell makes of the command. */
  async run(command: string): Promise<number> {
    await this.flushAll();
    return statusOf(await this.#process.wait(this.#start(command, this.#process.fds)));
  }

  /** @returns undefined when it cannot be opened */
  async reader(kind: 'file' | 'command', name: string): Promise<RecordReader | undefined> {
    const known = this.#readers.get(name);
    if (known !== undefined) return known.records;
    const opened = kind === 'command' ? await this.#commandReader(name) : this.#fileReader(name);
    if (opened !== undefined) this.#readers.set(name, opened);
    return opened?.records;
  }

  #fileReader(name: string): Reader | undefined {
    if (name === '-' || name === '/dev/stdin') {
      return { records: new RecordReader(this.#process.stdin, this.#isInteractive), close: () => Promise.resolve(0) };
    }
    try {
      const file = this.#process.open(latin1ToText(name), { read: true });
      const close = (): Promise<number> => {
        file.close();
        return Promise.resolve(0);
      };
      return { records: new RecordReader({ read: (max) => file.read(max ?? 4_096) }, this.#isInteractive), close };
    } catch (error) {
      if (error instanceof SystemError) return undefined;
      throw error;
    }
  }

  async #commandReader(command: string): Promise<Reader> {
    await this.flushAll();
    const [output, feed] = this.#process.pipe();
    const pid = this.#start(command, new Map([...this.#process.fds, [1, feed]]));
    feed.close();
    const close = async (): Promise<number> => {
      output.close();
      return statusOf(await this.#process.wait(pid));
    };
    return { records: new RecordReader({ read: (max) => output.read(max ?? 4_096) }, this.#isInteractive), close };
  }

  /** close(): @returns -1 when nothing is open by that name */
  async close(name: string): Promise<number> {
    const open = [this.#writers.get(name), this.#readers.get(name)].filter((each) => each !== undefined);
    this.#writers.delete(name);
    this.#readers.delete(name);
    let status = -1;
    for (const each of open) status = await each.close();
    return status;
  }

  /** fflush(): @returns -1 when nothing is open for output by that name */
  async flush(name: string): Promise<number> {
    const writer = this.#writers.get(name);
    if (writer === undefined) return -1;
    await writer.flush();
    return 0;
  }

  async flushAll(): Promise<void> {
    await this.#out.flush();
    for (const writer of this.#writers.values()) await writer.flush();
  }

  /** At the end: programs are waited for. */
  async closeAll(): Promise<void> {
    await this.flushAll();
    for (const name of [...this.#writers.keys(), ...this.#readers.keys()]) await this.close(name);
  }
}

const BLOCK = 4_096;

const bufferedWriter = (file: OpenFile, ended: () => Promise<number>): Writer => {
  let chunks: Uint8Array[] = [];
  let held = 0;
  const flush = async (): Promise<void> => {
    if (held === 0) return;
    const bytes = concatenated(chunks);
    chunks = [];
    held = 0;
    await file.write(bytes);
  };
  return {
    flush,
    write: async (text) => {
      const bytes = latin1ToBytes(text);
      chunks.push(bytes);
      held += bytes.length;
      if (held >= BLOCK) await flush();
    },
    close: async () => {
      await flush();
      file.close();
      return ended();
    },
  };
};

/** As mawk tells it: 256 and the signal's number, if one ended it. */
const statusOf = ({ status, signal }: Exit): number => (signal === undefined ? status : status - 128 + 256);
