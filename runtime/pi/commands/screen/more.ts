/**
 * more(1) of util-linux: a text screen by screen, forward. What was shown stays on the screen.
 */
import { SystemError } from '#runtime/ports.ts';
import { strerror } from '../../error-text.ts';
import type { OpenFile, PiProcess } from '../../system.ts';
import { command } from '../command.ts';
import type { StandardOut } from '../stdio.ts';
import { Keyboard } from './keyboard.ts';
import { Document } from './less/document.ts';
import { standout } from './less/pager.ts';
import { readLine } from './less/read-line.ts';
import { isFoundIn, searchPattern } from './less/search.ts';
import { View } from './less/view.ts';

const BLOCK = 65_536;
const KEYS = `Keys of more. Most may have a number N before them.
  SPACE z f      a screen forward (N lines)
  ENTER          a line (N lines)
  d  ^D          half a screen, 11 lines
  b  ^B          a screen back, in files
  /pattern  n    forward to a line with a match; again
  =              the number of the line
  :n :p :f       next file, previous file, where am I
  h  ?           this help
  q  Q           leave
`;

export const more = command({
  page: {
    name: 'more',
    section: 1,
    summary: 'read a text, screen by screen',
    synopsis: ['more [OPTION]... FILE...'],
    description: [
      'Shows files, or standard input, screen by screen. SPACE goes on, Enter by one line, *q* leaves, *h* shows all keys. *less* can do more: back, for example.',
    ],
    options: [
      ['-d, --silent', 'a word about the keys at the prompt'],
      ['-e, --exit-on-eof', 'leave at the end without asking'],
      ['-f, --logical', 'does nothing: rows of the screen are counted'],
      ['-c, --print-over', 'paint over what is there instead of scrolling'],
      ['-p, --clean-print', 'the same'],
      ['-s, --squeeze', 'of several empty lines show one'],
      ['-n, --lines=N', 'so many lines a screen'],
      ['-u, --plain', 'does nothing: bold and underlined are shown'],
      ['-h', 'print this help'],
      ['-V', 'print the version'],
    ],
    sections: [['KEYS', [KEYS.split('\n').slice(1, -1).join('\n')]]],
    examples: [['more /etc/mosquitto/mosquitto.conf', 'read the configuration']],
    differences: ['There is no editor (v) and no shell (!) in it.'],
    seeAlso: ['less(1)', 'cat(1)'],
  },
  absent: 'l no-pause',
  digits: 'n',
  run: async (process, { options, operands }, out) => {
    if (operands.length === 0 && process.stdin.isTerminal) {
      await process.stderr.write("more: bad usage\nTry 'more --help' for more information.\n");
      return 1;
    }
    const start = operands
      .filter((word) => word.startsWith('+'))
      .at(-1)
      ?.slice(1);
    const names = operands.filter((word) => !word.startsWith('+'));
    const keyboard = process.stdout.isTerminal ? Keyboard.open(process) : undefined;
    try {
      return await show(process, out, keyboard, { options, names: names.length === 0 ? ['-'] : names, start });
    } finally {
      keyboard?.release();
    }
  },
});

interface Wish {
  readonly options: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  readonly start: string | undefined;
}

const show = async (
  process: PiProcess,
  out: StandardOut,
  keyboard: Keyboard | undefined,
  wish: Wish,
): Promise<number> => {
  for (let index = 0; index < wish.names.length; index++) {
    const name = wish.names[index] ?? '';
    const file = await opened(process, out, name);
    if (file === undefined) continue;
    const hasHead = name !== '-' && (keyboard === undefined || wish.names.length > 1);
    if (hasHead) await out.write(`::::::::::::::\n${name}\n::::::::::::::\n`);
    if (keyboard === undefined) {
      for (let block = await file.read(BLOCK); block !== null; block = await file.read(BLOCK)) await out.write(block);
      continue;
    }
    await out.flush();
    const size = file.kind === 'file' && name !== '-' ? process.fs.stat(name).size : undefined;
    const document = new Document({
      name: name === '-' ? '' : name,
      input: { read: (max = BLOCK) => file.read(max) },
      size,
    });
    const reader = new Reader(process, keyboard, document, wish, hasHead ? 3 : 0, index);
    const step = await reader.run();
    file.close();
    if (step === 'quit') break;
    index = Math.max(-1, Math.min(wish.names.length - 1, index + step - 1));
    if (step === 1 && index === wish.names.length - 1) break;
  }
  return 0;
};

const opened = async (process: PiProcess, out: StandardOut, name: string): Promise<OpenFile | undefined> => {
  if (name === '-') return process.fds.get(0)?.dup();
  try {
    if (process.fs.stat(name).kind === 'directory') {
      await out.write(`\n*** ${name}: directory ***\n\n`);
      return undefined;
    }
    return process.open(name, { read: true });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    await out.flush();
    await process.stderr.write(`more: cannot open ${name}: ${strerror(error.code)}\n`);
    return undefined;
  }
};

class Reader {
  readonly #process: PiProcess;
  readonly #keyboard: Keyboard;
  readonly #document: Document;
  readonly #wish: Wish;
  readonly #view: View;
  readonly #index: number;
  /** Rows above the text, on the first screen. */
  #head: number;
  #line = 0;
  #pattern = '';
  #interrupted = false;

  constructor(process: PiProcess, keyboard: Keyboard, document: Document, wish: Wish, head: number, index: number) {
    this.#process = process;
    this.#keyboard = keyboard;
    this.#document = document;
    this.#wish = wish;
    this.#head = head;
    this.#index = index;
    const squeeze = wish.options.has('s');
    this.#view = new View(document, {
      colours: true,
      tab: 8,
      chop: false,
      numbers: false,
      squeeze,
      shift: 0,
      marks: false,
    });
    process.onSignal('SIGINT', () => (this.#interrupted = true));
  }

  get #screenful(): number {
    const asked = Number(this.#wish.options.get('n'));
    if (Number.isInteger(asked) && asked > 0) return asked;
    return Math.max(1, this.#keyboard.terminal.rows - 1);
  }

  /** @returns how many files to go on, or that it is over */
  async run(): Promise<number | 'quit'> {
    const { start } = this.#wish;
    if (start !== undefined && /^\d+$/.test(start)) await this.#skipTo(Number(start) - 1);
    else if (start?.startsWith('/') === true) await this.#find(start.slice(1));
    await this.#lines(this.#screenful - this.#head);
    let digits = '';
    while (!(await this.#isOver())) {
      await this.#prompt();
      const key = await this.#key();
      if (key === undefined || key === 'q' || key === 'Q') return this.#leave();
      if (/^\d$/.test(key)) {
        digits += key;
        continue;
      }
      const count = digits === '' ? undefined : Number(digits);
      digits = '';
      await this.#say('\r\x1b[K');
      if (key === ' ' || key === 'z' || key === 'f' || key === 'page-down') await this.#lines(count ?? this.#screenful);
      else if (key === '\r' || key === '\n' || key === 'down' || key === 'j') await this.#lines(count ?? 1);
      else if (key === 'd' || key === '\x04') await this.#lines(count ?? 11);
      else if (key === 'b' || key === '\x02' || key === 'page-up') await this.#back(count ?? 1);
      else if (key === '/') await this.#search();
      else if (key === 'n') await this.#find(this.#pattern);
      else if (key === '=') await this.#say(`${this.#line}\r\n`);
      else if (key === 'h' || key === '?') await this.#say(KEYS.replaceAll('\n', '\r\n'));
      else if (key === ':') {
        const next = await this.#key();
        if (next === 'n') return 1;
        if (next === 'p') return -1;
        if (next === 'q') return this.#leave();
        if (next === 'f') await this.#say(`${standout(`"${this.#document.name}" line ${this.#line}`)}\r\n`);
      } else if (this.#wish.options.has('d')) await this.#say(standout("[Press 'h' for instructions.]"));
      else await this.#say('\x07');
    }
    return 1;
  }

  async #isOver(): Promise<boolean> {
    await this.#have(this.#line);
    return this.#document.isWhole && this.#line >= this.#document.length;
  }

  async #have(line: number): Promise<void> {
    while (!this.#document.isWhole && this.#document.length <= line && !this.#interrupted)
      await Promise.race([this.#document.arrives(), this.#keyboard.arrives()]);
  }

  async #lines(count: number): Promise<void> {
    this.#head = 0;
    if (this.#wish.options.has('c') || this.#wish.options.has('p')) if (count > 1) await this.#say('\x1b[H\x1b[2J');
    this.#view.columns = this.#keyboard.terminal.columns;
    let rows = 0;
    let text = '';
    while (rows < count) {
      await this.#have(this.#line);
      if (this.#interrupted || this.#line >= this.#document.length) break;
      const shown = this.#view.shownFrom(this.#line);
      if (shown === undefined) break;
      const line = this.#view.rows(shown);
      text += line.map((row) => `${row}\r\n`).join('');
      rows += line.length;
      this.#line = shown + 1;
    }
    await this.#say(text);
  }

  async #back(screens: number): Promise<void> {
    this.#line = Math.max(0, this.#line - (screens + 1) * this.#screenful);
    await this.#say(`...back ${screens} page${screens === 1 ? '' : 's'}\r\n`);
    await this.#lines(this.#screenful);
  }

  async #skipTo(line: number): Promise<void> {
    await this.#have(line);
    this.#line = Math.max(0, line);
  }

  async #search(): Promise<void> {
    const typed = await readLine({
      prompt: '/',
      write: (text) => this.#say(text),
      key: () => this.#key(),
      history: [],
    });
    await this.#say('\r\x1b[K');
    if (typed === undefined) return;
    if (typed !== '') this.#pattern = typed;
    await this.#find(this.#pattern);
  }

  async #find(text: string): Promise<void> {
    const pattern = searchPattern(text, 'exact');
    if (text === '' || pattern === undefined) return this.#say('No previous regular expression\r\n');
    for (let line = this.#line; ; line++) {
      await this.#have(line);
      if (line >= this.#document.length) break;
      if (line % 500 === 0) await this.#process.yield();
      if (!isFoundIn(this.#view.text(line), { pattern, negative: false })) continue;
      this.#line = line;
      await this.#say('...skipping\r\n');
      return this.#lines(this.#screenful - 2);
    }
    await this.#say('Pattern not found\r\n');
  }

  async #prompt(): Promise<void> {
    const { size } = this.#document;
    const next = this.#wish.names[this.#index + 1];
    const percent =
      size === undefined || size === 0 ? '' : `(${Math.floor((this.#document.startOf(this.#line) * 100) / size)}%)`;
    const hint = this.#wish.options.has('d') ? "[Press space to continue, 'q' to quit.]" : '';
    const isLast = size !== undefined && this.#document.startOf(this.#line) >= size;
    await this.#say(
      `\r\x1b[K${standout(`--More--${isLast && next !== undefined ? `(Next file: ${next})` : percent}${hint}`)}`,
    );
  }

  async #key(): Promise<string | undefined> {
    while (!this.#keyboard.has) {
      if (this.#interrupted || this.#keyboard.ended) return undefined;
      await this.#keyboard.arrives();
    }
    return this.#keyboard.take();
  }

  async #leave(): Promise<'quit'> {
    await this.#say('\r\x1b[K');
    return 'quit';
  }

  #say(text: string): Promise<void> {
    return this.#process.stdout.write(text);
  }
}
