import type { OpenFile, TerminalMode } from '../../system.ts';
import { keyText, setNamed } from '../named.ts';
import type { Builtin, Shell } from '../shell.ts';
import { isName } from '../variables.ts';
import { optionProblem, readOptions, refuse } from './usage.ts';

const USAGE =
  'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]';

/** Status of a read that took too long: as of SIGALRM. */
const TIMED_OUT = 142;
const NEWLINE = 10;
const BACKSLASH = 92;
/** A line without an end is refused beyond this. */
const LONGEST = 16 * 1024 * 1024;
const BLOCK = 4_096;

interface Reading {
  readonly delimiter: number;
  /** At most so many characters. */
  readonly characters?: number;
  /** `-N`: the delimiter is a character like others. */
  readonly exact?: boolean;
  /** Backslashes are taken as they are. */
  readonly raw: boolean;
  /** Milliseconds on the process's clock. */
  readonly timeout?: number;
}

interface ReadText {
  /** With `escaped`, one entry for each character. */
  readonly text: string;
  /** The characters that a backslash stood before, by their place in `text`. */
  readonly escaped: ReadonlySet<number>;
  readonly ended: boolean;
  readonly timedOut: boolean;
}

/** One line of an input: what follows it belongs to whoever reads next. */
export const readLine = (shell: Shell, input: OpenFile): Promise<ReadText> =>
  new Reader(shell, input, { delimiter: NEWLINE, raw: true }).read();

class Reader {
  readonly #shell: Shell;
  readonly #input: OpenFile;
  readonly #options: Reading;
  readonly #deadline: number | undefined;
  #block: Uint8Array = new Uint8Array();
  #at = 0;

  constructor(shell: Shell, input: OpenFile, options: Reading) {
    this.#shell = shell;
    this.#input = input;
    this.#options = options;
    this.#deadline = options.timeout === undefined ? undefined : shell.process.clock.now() + options.timeout;
  }

  async read(): Promise<ReadText> {
    const { delimiter, characters = Infinity, exact = false, raw } = this.#options;
    const bytes: number[] = [];
    const escapedAt: number[] = [];
    let ended = false;
    let timedOut = false;
    let count = 0;
    let escaping = false;
    while (count < characters) {
      const byte = await this.#next();
      if (byte === undefined || byte === 'time-out') {
        ended = byte === undefined;
        timedOut = byte === 'time-out';
        break;
      }
      if (!escaping && byte === delimiter && !exact) break;
      if (!raw && !escaping && byte === BACKSLASH) {
        escaping = true;
        continue;
      }
      if (escaping) {
        escaping = false;
        // A backslash at the end of a line joins it with the next.
        if (byte === NEWLINE) continue;
        escapedAt.push(bytes.length);
      }
      if (byte === 0) continue;
      bytes.push(byte);
      if ((byte & 0xc0) !== 0x80) count++;
      if (count === characters) await this.#restOfCharacter(bytes);
      if (bytes.length > LONGEST) break;
    }
    this.#giveBack();
    return { ...decoded(bytes, escapedAt), ended, timedOut };
  }

  /** The bytes of UTF-8 that follow the first. */
  async #restOfCharacter(bytes: number[]): Promise<void> {
    const first = bytes.at(-1) ?? 0;
    for (let left = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0; left > 0; left--) {
      const byte = await this.#next();
      if (typeof byte === 'number') bytes.push(byte);
    }
  }

  async #next(): Promise<number | undefined | 'time-out'> {
    if (this.#at >= this.#block.length) {
      const isFile = this.#input.seek !== undefined && this.#input.kind === 'file';
      if (!isFile && this.#deadline !== undefined) {
        const left = Math.max(0, this.#deadline - this.#shell.process.clock.now());
        if (!(await this.#shell.waitReadable(this.#input, left))) return 'time-out';
      }
      this.#block = (await (isFile ? this.#input.read(BLOCK) : this.#nextOfStream())) ?? new Uint8Array();
      this.#at = 0;
    }
    return this.#block[this.#at++];
  }

  /** What is not used of a file's block is given back at the end; of anything else no more is taken than is used. */
  #nextOfStream(): Promise<Uint8Array | null> {
    const { delimiter, characters } = this.#options;
    if (this.#input.kind !== 'pipe' || characters !== undefined) return this.#shell.readSome(this.#input, 1);
    return this.#shell.readSome(this.#input, BLOCK, delimiter);
  }

  #giveBack(): void {
    const unused = this.#block.length - this.#at;
    if (unused > 0) this.#input.seek?.(-unused, 'here');
  }
}

const decoded = (bytes: readonly number[], escapedAt: readonly number[]): Pick<ReadText, 'text' | 'escaped'> => {
  const decode = (part: readonly number[]): string =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(part));
  if (escapedAt.length === 0) return { text: decode(bytes), escaped: new Set() };
  let text = '';
  const escaped = new Set<number>();
  let from = 0;
  for (const at of escapedAt) {
    text += decode(bytes.slice(from, at));
    escaped.add(text.length);
    from = at;
  }
  return { text: text + decode(bytes.slice(from)), escaped };
};

/** Cuts a line as IFS says; what a backslash stood before does not separate. */
class Splitter {
  readonly #text: string;
  readonly #escaped: ReadonlySet<number>;
  readonly #separators: string;
  #at = 0;

  constructor({ text, escaped }: ReadText, separators: string) {
    this.#text = text;
    this.#escaped = escaped;
    this.#separators = separators;
    this.#skipBlanks();
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  word(): string {
    const from = this.#at;
    while (!this.ended && !this.#isSeparator(this.#at)) this.#at++;
    const word = this.#text.slice(from, this.#at);
    this.#skipBlanks();
    if (!this.ended && this.#isSeparator(this.#at) && !this.#isBlank(this.#at)) {
      this.#at++;
      this.#skipBlanks();
    }
    return word;
  }

  /** All that is left, without the blanks at its end; of just one word, also without what ends it. */
  rest(): string {
    const from = this.#at;
    const word = this.word();
    if (this.ended) return word;
    this.#at = this.#text.length;
    let end = this.#text.length;
    while (end > from && this.#isBlank(end - 1)) end--;
    return this.#text.slice(from, end);
  }

  #skipBlanks(): void {
    while (!this.ended && this.#isBlank(this.#at)) this.#at++;
  }

  #isSeparator(at: number): boolean {
    return !this.#escaped.has(at) && this.#separators.includes(this.#text[at] ?? ' ');
  }

  #isBlank(at: number): boolean {
    return this.#isSeparator(at) && ' \t\n'.includes(this.#text[at] ?? '');
  }
}

/** `read [-r] [-p prompt] [name ...]`: one line into variables; without -r a backslash joins lines and quotes. */
export const read: Builtin = async (shell, args) => {
  const found = readOptions(args, 'ersa:d:i:n:N:p:t:u:');
  const { options, rest } = found;
  const problem = await optionProblem(shell, 'read', found, USAGE);
  if (problem !== undefined) return problem;
  const array = options.get('a');
  for (const name of [...rest, ...(array === undefined ? [] : [array])]) {
    if (!isName(name) && keyText(name) === undefined) return refuse(shell, `read: \`${name}': not a valid identifier`);
  }
  for (const letter of ['n', 'N']) {
    const count = options.get(letter);
    if (count !== undefined && !/^\d+$/.test(count)) return refuse(shell, `read: ${count}: invalid number`);
  }
  const timeout = options.get('t');
  if (timeout !== undefined && !/^(?:\d+\.?\d*|\.\d+)$/.test(timeout))
    return refuse(shell, `read: ${timeout}: invalid timeout specification`);
  const fd = options.get('u') ?? '0';
  if (!/^\d+$/.test(fd)) return refuse(shell, `read: ${fd}: invalid file descriptor specification`);
  const input = shell.process.fds.get(Number(fd));
  if (input === undefined) {
    const text = options.has('u')
      ? `read: ${fd}: invalid file descriptor: Bad file descriptor`
      : 'read: read error: 0: Bad file descriptor';
    return refuse(shell, text);
  }
  if (Number(timeout) === 0 && timeout !== undefined) return (await input.readable(0)) ? 0 : 1;
  const terminal = input.terminal;
  if (terminal !== undefined) await shell.print(options.get('p') ?? '', 2);
  const exact = options.get('N');
  const some = exact ?? options.get('n');
  const delimiter = options.get('d');
  const mode: TerminalMode | undefined = terminal?.mode;
  const changes = some !== undefined || delimiter !== undefined;
  if (terminal !== undefined && mode !== undefined && (changes || options.has('s')))
    terminal.mode = { ...mode, canonical: !changes, echo: !options.has('s') };
  let line: ReadText;
  try {
    line = await new Reader(shell, input, {
      delimiter: delimiter === undefined ? NEWLINE : (new TextEncoder().encode(delimiter)[0] ?? 0),
      raw: options.has('r'),
      exact: exact !== undefined,
      ...(some === undefined ? {} : { characters: Number(some) }),
      ...(timeout === undefined ? {} : { timeout: Number(timeout) * 1_000 }),
    }).read();
  } finally {
    if (terminal !== undefined && mode !== undefined) terminal.mode = mode;
  }
  const separators = shell.variables.get('IFS') ?? ' \t\n';
  if (array !== undefined) {
    const words: string[] = [];
    const splitter = new Splitter(line, separators);
    while (!splitter.ended) words.push(splitter.word());
    shell.variables.setElements(
      array,
      words.map((word) => [undefined, word] as const),
    );
  } else if (!(await assignWords(shell, rest, line, exact !== undefined, separators))) return 1;
  return line.timedOut ? TIMED_OUT : line.ended ? 1 : 0;
};

const assignWords = async (
  shell: Shell,
  names: readonly string[],
  line: ReadText,
  whole: boolean,
  separators: string,
): Promise<boolean> => {
  if (names.length === 0) {
    shell.variables.set('REPLY', line.text);
    return true;
  }
  const splitter = new Splitter(line, separators);
  for (const [index, name] of names.entries()) {
    const value = whole
      ? index === 0
        ? line.text
        : ''
      : index === names.length - 1
        ? splitter.rest()
        : splitter.word();
    if (!(await setNamed(shell, name, value))) return false;
  }
  return true;
};
