import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../../error-text.ts';
import { SIGNAL_NUMBER } from '../../../process.ts';
import { quote, shellEscaped } from '../../../quoting.ts';
import { startCommand } from '../../../exec.ts';
import type { Exit, OpenFile, PiProcess } from '../../../system.ts';
import { command, Failure } from '../../command.ts';
import { UsageProblem } from '../../options.ts';
import type { Parsed } from '../../options.ts';
import type { StandardOut } from '../../stdio.ts';
import { Complaints } from '../complaints.ts';
import { UnmatchedQuote, WordReader } from './words.ts';
import { page } from './xargs.page.ts';

/** Characters that a command line has when -s does not say. */
const USUAL_LENGTH = 131_072;
/** execve(2) takes no more. */
const LONGEST = 2_093_826;

/** Ends xargs at once, with this status. */
class Abort extends Error {
  override readonly name = 'Abort';
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.status = status;
  }
}

interface Settings {
  readonly words: readonly string[];
  readonly perCommand: number;
  readonly perLines: number;
  readonly replace: string | undefined;
  readonly delimiter: number | undefined;
  readonly end: string | undefined;
  readonly length: number;
  readonly exitsWhenTooLong: boolean;
  readonly together: number;
}

/** xargs(1) */
export const xargs = command({
  page,
  firstOperandEnds: true,
  absent: 'process-slot-var show-limits',
  run: async (process, parsed, out) => {
    const complaints = new Complaints(process, out);
    const settings = await settingsOf(process, parsed, complaints);
    const builder = new Builder(process, out, complaints, parsed.options, settings);
    try {
      await builder.run(inputOf(process, parsed.options.get('a')));
      return Math.max(builder.status, await builder.finish());
    } catch (error) {
      if (error instanceof Abort) {
        await builder.finish();
        return error.status;
      }
      if (!(error instanceof UnmatchedQuote)) throw error;
      await builder.runCollected();
      await builder.finish();
      await complaints.say(
        `unmatched ${error.kind} quote; by default quotes are special to xargs unless you use the -0 option`,
      );
      return 1;
    }
  },
});

const inputOf = (process: PiProcess, path: string | undefined): { read: () => Promise<Uint8Array | null> } => {
  if (path === undefined || path === '-') return process.stdin;
  try {
    const file = process.open(path, { read: true });
    return { read: () => file.read(65_536) };
  } catch (error) {
    if (error instanceof SystemError)
      throw new Failure(`Cannot open input file ${quote(path)}: ${strerror(error.code)}`);
    throw error;
  }
};

const count = (letter: string, text: string, least: number): number => {
  if (!/^[+-]?\d+$/.test(text)) throw new UsageProblem(`invalid number "${text}" for -${letter} option`);
  if (Number(text) < least) throw new UsageProblem(`value ${Number(text)} for -${letter} option should be >= ${least}`);
  return Number(text);
};

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };

const delimiterOf = (text: string): number => {
  const [, octal, hexadecimal, letter] = /^\\(?:0?([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))$/s.exec(text) ?? [];
  if (octal !== undefined) return parseInt(octal, 8) & 0xff;
  if (hexadecimal !== undefined) return parseInt(hexadecimal, 16);
  if (letter !== undefined) {
    const known = ESCAPES[letter];
    if (known === undefined) throw new Failure(`Invalid escape sequence ${text} in input delimiter specification.`);
    return known;
  }
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 1 && bytes[0] !== undefined) return bytes[0];
  throw new Failure(
    `Invalid input delimiter specification ${text}: the delimiter must be either a single character or an escape sequence starting with \\.`,
  );
};

const settingsOf = async (process: PiProcess, { all, operands }: Parsed, complaints: Complaints): Promise<Settings> => {
  let perCommand = Infinity;
  let perLines = Infinity;
  let replace: string | undefined;
  let delimiter: number | undefined;
  let end: string | undefined;
  let length = USUAL_LENGTH;
  let exitsWhenTooLong = false;
  let together = 1;
  const exclude = async (before: string, now: string): Promise<void> => {
    const name = process.argv[0] ?? 'xargs';
    await complaints.note(
      `${name}: warning: options ${before} and ${now} are mutually exclusive, ignoring previous ${before} value\n`,
    );
  };
  for (const [key, value] of all) {
    switch (key) {
      case '0':
        delimiter = 0;
        break;
      case 'd':
        delimiter = delimiterOf(value);
        break;
      case 'E':
      case 'e':
        end = value === '' ? undefined : value;
        break;
      case 'I':
      case 'i':
        if (perCommand !== Infinity) await exclude('--max-args', '--replace/-I/-i');
        else if (perLines !== Infinity) await exclude('--max-lines', '--replace/-I/-i');
        [perCommand, perLines] = [Infinity, Infinity];
        replace = value === '' ? '{}' : value;
        break;
      case 'L':
      case 'l':
        perLines = value === '' ? 1 : count(key, value, 1);
        if (perCommand !== Infinity) await exclude('--max-args', key === 'L' ? '-L' : '--max-lines/-l');
        else if (replace !== undefined) await exclude('--replace', key === 'L' ? '-L' : '--max-lines/-l');
        [perCommand, replace] = [Infinity, undefined];
        break;
      case 'n': {
        const most = count('n', value, 1);
        // -n 1 says what -I does anyway.
        if (replace !== undefined && most === 1) break;
        if (perLines !== Infinity) await exclude('--max-lines', '--max-args/-n');
        else if (replace !== undefined) await exclude('--replace', '--max-args/-n');
        [perCommand, perLines, replace] = [most, Infinity, undefined];
        break;
      }
      case 's':
        length = count('s', value, 1);
        if (length > LONGEST) {
          await complaints.note(
            `${process.argv[0] ?? 'xargs'}: value ${length} for -s option should be <= ${LONGEST}\n`,
          );
          length = LONGEST;
        }
        break;
      case 'P':
        together = count('P', value, 0) || Infinity;
        break;
      case 'x':
        exitsWhenTooLong = true;
        break;
      default:
        break;
    }
  }
  const isStrict = exitsWhenTooLong || replace !== undefined || perLines !== Infinity;
  const words = operands.length === 0 ? ['echo'] : operands;
  return { words, perCommand, perLines, replace, delimiter, end, length, exitsWhenTooLong: isStrict, together };
};

const sizeOf = (word: string): number => new TextEncoder().encode(word).length + 1;

class Builder {
  status = 0;
  readonly #process: PiProcess;
  readonly #out: StandardOut;
  readonly #complaints: Complaints;
  readonly #options: Parsed['options'];
  readonly #settings: Settings;
  readonly #running = new Set<number>();
  #collected: string[] = [];
  #size = 0;
  #lines = 0;
  #ran = false;
  #terminal: OpenFile | undefined;

  constructor(
    process: PiProcess,
    out: StandardOut,
    complaints: Complaints,
    options: Parsed['options'],
    settings: Settings,
  ) {
    this.#process = process;
    this.#out = out;
    this.#complaints = complaints;
    this.#options = options;
    this.#settings = settings;
    this.#size = this.#startSize;
  }

  get #startSize(): number {
    return this.#settings.words.reduce((sum, word) => sum + sizeOf(word), 0);
  }

  /** @throws UnmatchedQuote, Abort */
  async run(input: { read: () => Promise<Uint8Array | null> }): Promise<void> {
    const { delimiter, replace, perCommand, perLines, length, end } = this.#settings;
    if (replace === undefined && this.#startSize > length)
      throw new Failure('cannot fit single argument within argument list size limit');
    const reader = new WordReader(input, { delimiter, wholeLines: replace !== undefined });
    for (let word = await reader.next(); word !== null; word = await reader.next()) {
      if (end !== undefined && delimiter === undefined && word.text === end) break;
      if (replace !== undefined) {
        await this.#replaced(word.text, replace);
        continue;
      }
      const size = sizeOf(word.text);
      if (this.#size + size > length) {
        if (this.#collected.length === 0 || this.#settings.exitsWhenTooLong) await this.#tooLong();
        await this.runCollected();
        if (this.#size + size > length) await this.#tooLong();
      }
      this.#collected.push(word.text);
      this.#size += size;
      if (word.endsLine) this.#lines += 1;
      if (this.#collected.length >= perCommand || this.#lines >= perLines) await this.runCollected();
    }
    await this.runCollected();
    if (!this.#ran && replace === undefined && !this.#options.has('r')) await this.#start([...this.#settings.words]);
  }

  async runCollected(): Promise<void> {
    if (this.#collected.length === 0) return;
    const words = this.#collected;
    this.#collected = [];
    this.#lines = 0;
    this.#size = this.#startSize;
    await this.#start([...this.#settings.words, ...words]);
  }

  async #replaced(text: string, pattern: string): Promise<void> {
    const [name = '', ...rest] = this.#settings.words;
    const words = [name.replaceAll(pattern, () => text), ...rest.map((word) => word.replaceAll(pattern, () => text))];
    if (words.reduce((sum, word) => sum + sizeOf(word), 0) > this.#settings.length) await this.#tooLong();
    await this.#start(words);
  }

  async #tooLong(): Promise<never> {
    await this.#complaints.say('argument line too long');
    throw new Abort(1);
  }

  async #start(argv: readonly string[]): Promise<void> {
    this.#ran = true;
    while (this.#running.size >= this.#settings.together) await this.#waitForOne();
    if (this.#options.has('t') || this.#options.has('p')) {
      const line = argv.map(shellEscaped).join(' ');
      await this.#complaints.note(this.#options.has('p') ? `${line}?...` : `${line}\n`);
      if (this.#options.has('p') && !(await this.#agrees())) return;
    }
    await this.#out.flush();
    const name = argv[0] ?? '';
    const path = this.#options.has('o') ? '/dev/tty' : '/dev/null';
    const input =
      this.#options.has('a') && !this.#options.has('o') ? undefined : this.#process.open(path, { read: true });
    const files = new Map(this.#process.fds);
    if (input !== undefined) files.set(0, input);
    try {
      this.#running.add(startCommand(this.#process, argv, { files }));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await this.#complaints.say(`${name}: ${strerror(error.code)}`);
      throw new Abort(error.code === 'ENOENT' ? 127 : 126);
    } finally {
      input?.close();
    }
    if (this.#settings.together === 1) await this.#waitForOne();
  }

  async #agrees(): Promise<boolean> {
    try {
      this.#terminal ??= this.#process.open('/dev/tty', { read: true });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await this.#complaints.say(`failed to open /dev/tty for reading: ${strerror(error.code)}`);
      throw new Abort(1);
    }
    const line = await this.#terminal.read(1_024);
    return line !== null && /^[yY]/.test(new TextDecoder().decode(line));
  }

  async #waitForOne(): Promise<void> {
    let exit: Exit;
    try {
      exit = await this.#process.wait(-1);
    } catch (error) {
      if (error instanceof SystemError && error.code === 'EINTR') return;
      throw error;
    }
    if (!this.#running.delete(exit.pid)) return;
    const name = this.#settings.words[0] ?? '';
    if (exit.signal !== undefined) {
      await this.#complaints.say(`${name}: terminated by signal ${SIGNAL_NUMBER[exit.signal]}`);
      throw new Abort(125);
    }
    if (exit.status === 255) {
      await this.#complaints.say(`${name}: exited with status 255; aborting`);
      throw new Abort(124);
    }
    if (exit.status !== 0) this.status = 123;
  }

  /** Waits for what still runs. @returns the status that comes of it */
  async finish(): Promise<number> {
    let status = 0;
    while (this.#running.size > 0) {
      try {
        await this.#waitForOne();
      } catch (error) {
        if (!(error instanceof Abort)) throw error;
        status = error.status;
      }
    }
    return status || this.status;
  }
}
