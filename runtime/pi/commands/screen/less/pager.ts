/**
 * The screen of less: what is shown of the files, moved by commands (commands.ts). It waits for keys
 * and for data at once, so that a slow pipe never keeps a key waiting.
 */
import { strerror } from '../../../error-text.ts';
import type { PiProcess } from '../../../system.ts';
import type { Keyboard } from '../keyboard.ts';
import type { Document } from './document.ts';
import type { LessOptions } from './options.ts';
import { PROMPTS, promptOf } from './prompt.ts';
import type { PromptFacts } from './prompt.ts';
import { readLine } from './read-line.ts';
import { isFoundIn, searchPattern } from './search.ts';
import type { Search } from './search.ts';
import { View } from './view.ts';
import type { Place } from './view.ts';

/** The alternate screen, and cursor keys as an application's. */
const ENTER = '\x1b[?1049h\x1b[?1h\x1b=\x1b[H\x1b[2J';
const LEAVE = '\x1b[?1l\x1b>\x1b[?1049l';
const BELL = '\x07';
/** How often a file is looked at that may grow (F). */
const FOLLOW_MS = 1_000;

export const standout = (text: string): string => `\x1b[7m${text}\x1b[m`;

/** Opens the file of that index, or says why not. */
export type OpenDocument = (index: number) => Promise<Document | string>;

export class Pager {
  readonly process: PiProcess;
  readonly keyboard: Keyboard;
  options: LessOptions;
  readonly names: readonly string[];
  view: View;
  /** Which of the files it is. */
  index: number;
  isHelp = false;
  search: Search | undefined;
  readonly marks = new Map<string, { index: number; place: Place }>();
  /** Of d and u, of z and w, of the arrows; set by a number before them. */
  halfScreen: number | undefined;
  window: number | undefined;
  shiftStep: number | undefined;
  /** Set to end it all. */
  exit: number | undefined;
  readonly #open: OpenDocument;
  readonly #history: string[] = [];
  #message: string | undefined;
  #isFresh = true;
  #isShort = true;
  #isWholePainted = false;
  #interrupted = false;
  #resized = false;
  #asleep = false;
  #before: { view: View; index: number } | undefined;
  #endSeen = 0;

  constructor(start: {
    process: PiProcess;
    keyboard: Keyboard;
    options: LessOptions;
    names: readonly string[];
    index: number;
    document: Document;
    open: OpenDocument;
  }) {
    this.process = start.process;
    this.keyboard = start.keyboard;
    this.options = start.options;
    this.names = start.names;
    this.index = start.index;
    this.#open = start.open;
    this.view = this.#viewOf(start.document);
  }

  /** Takes the terminal. To be called once; `leave` gives it back. */
  async begin(): Promise<void> {
    const { process } = this;
    this.catchInterrupts();
    process.onSignal('SIGWINCH', () => (this.#resized = true));
    process.onSignal('SIGTSTP', () => (this.#asleep = true));
    this.#measure();
    if (this.options.alternateScreen) await this.write(ENTER);
  }

  catchInterrupts(): void {
    this.process.onSignal('SIGINT', () => (this.#interrupted = true));
  }

  async leave(): Promise<void> {
    const text = `\r\x1b[K${this.options.alternateScreen ? LEAVE : ''}`;
    this.keyboard.release();
    await this.write(text);
  }

  async write(text: string): Promise<void> {
    await this.process.stdout.write(text);
  }

  bell(): Promise<void> {
    return this.options.quiet ? Promise.resolve() : this.write(BELL);
  }

  // ---- what is shown -------------------------------------------------------------------------

  #viewOf(document: Document): View {
    const { colours, tab, chop, numbers, squeeze, marks } = this.options;
    const view = new View(document, { colours, tab, chop, numbers, squeeze, marks, shift: 0 });
    view.search = this.search;
    return view;
  }

  #measure(): void {
    const { columns, rows } = this.keyboard.terminal;
    this.view.columns = Math.max(2, columns);
    this.view.height = Math.max(1, rows - 1);
    this.view.changed();
  }

  /** Everything is painted anew with the next look at the screen. */
  repaint(): void {
    this.view.changed();
    this.#isWholePainted = false;
  }

  setOptions(options: LessOptions): void {
    this.options = options;
    const { colours, tab, chop, numbers, squeeze, marks } = options;
    this.view.style = { ...this.view.style, colours, tab, chop, numbers, squeeze, marks };
    this.repaint();
  }

  /** Moves the text; the row that is on top may be any. */
  jump(top: Place, past = true): void {
    this.view.top = top;
    // A jump may leave less than a screen below it; moving by hand does not.
    if (past) this.#isShort = false;
    this.#isWholePainted = false;
  }

  /** Rows are where they were; the screen shows them, as many as there are. */
  async paint(): Promise<void> {
    if (this.#isWholePainted) return;
    const places = this.view.places();
    const rows = places.map((place) => `\x1b[K${this.view.rowAt(place)}\r\n`);
    const missing = this.view.height - rows.length;
    if (missing > 0 && !this.#isShort && this.view.document.isWhole) {
      const tilde = this.options.tildes ? '\x1b[1m~\x1b[m' : '';
      for (let left = missing; left > 0; left--) rows.push(`\x1b[K${tilde}\r\n`);
    }
    this.#isWholePainted = rows.length >= this.view.height || this.view.document.isWhole;
    await this.write(`\x1b[H${rows.join('')}\x1b[J`);
  }

  /** Rows below come up, `count` of them or as many as there are. @returns how many came */
  async forward(count: number, past = false): Promise<number> {
    let moved = 0;
    let fresh = '';
    for (; moved < count; moved++) {
      const places = this.view.places();
      const last = places.at(-1);
      const isFull = places.length >= this.view.height;
      if (!isFull && !past) break;
      const below = last === undefined ? undefined : await this.#belowOf(last);
      if (below === undefined && !past) break;
      const top = this.view.after(this.view.top);
      if (top === undefined) break;
      this.view.top = top;
      if (below === undefined || !isFull) this.#isWholePainted = false;
      else if (count <= this.view.height) fresh += `\x1b[K${this.view.rowAt(below)}\r\n`;
      else this.#isWholePainted = false;
      if (this.#interrupted) break;
      if (moved % 1_000 === 999) await this.process.yield();
    }
    if (past && moved > 0) this.#isShort = false;
    if (this.#isWholePainted && moved > 0) await this.write(`\r${fresh}`);
    return moved;
  }

  /** The row below, waiting for it while the document is not whole and no key comes. */
  async #belowOf(place: Place): Promise<Place | undefined> {
    for (;;) {
      const below = this.view.after(place);
      if (below !== undefined || this.view.document.isWhole || this.#isDisturbed) return below;
      await this.#wait();
    }
  }

  async backward(count: number): Promise<number> {
    let moved = 0;
    for (; moved < count; moved++) {
      const top = this.view.before(this.view.top);
      if (top === undefined) break;
      this.view.top = top;
    }
    if (moved > 0) this.#isWholePainted = false;
    return moved;
  }

  get #isDisturbed(): boolean {
    return this.#interrupted || this.#resized || this.#asleep || this.keyboard.has || this.keyboard.ended;
  }

  async #wait(): Promise<void> {
    await Promise.race([this.view.document.arrives(), this.keyboard.arrives()]);
  }

  /**
   * Reads on until that line is there, or to the end.
   * @returns false when ^C came before; keys wait
   */
  async readTo(line: number): Promise<boolean> {
    const { document } = this.view;
    let said = false;
    while (!document.isWhole && document.length <= line) {
      if (this.#interrupted || this.keyboard.ended) {
        this.#interrupted = false;
        return false;
      }
      // Keys that come meanwhile are for later.
      await Promise.race([document.arrives(), this.keyboard.stirs()]);
      if (!said && document.length > 5_000) {
        said = true;
        await this.write(`\r\x1b[K${standout('Reading... (interrupt to abort)')}`);
      }
      await this.process.yield();
    }
    await this.#sayFailure();
    return true;
  }

  /** Asks of every line that is there whether it is shown. @returns false when ^C came before; then none is asked */
  async lookThrough(): Promise<boolean> {
    for (let line = 0; line < this.view.document.length; line++) {
      this.view.isShown(line);
      if (line % 1_000 === 999) await this.process.yield();
      if (!this.#interrupted) continue;
      this.#interrupted = false;
      return false;
    }
    return true;
  }

  async #sayFailure(): Promise<void> {
    const { document } = this.view;
    if (document.failure === undefined) return;
    this.say(`${document.name === '' ? '' : `${document.name}: `}${strerror(document.failure.code)}`);
    document.failure = undefined;
  }

  /** Whether the last row there will ever be is on the screen. */
  get atEnd(): boolean {
    if (!this.view.document.isWhole) return false;
    const last = this.view.places().at(-1);
    return last === undefined || this.view.after(last) === undefined;
  }

  // ---- files ---------------------------------------------------------------------------------

  /** @returns whether there is such a file and it could be opened */
  async turnTo(index: number): Promise<boolean> {
    const document = await this.#open(index);
    if (typeof document === 'string') {
      this.say(document);
      return false;
    }
    this.view.document.close();
    this.index = index;
    this.#show(this.#viewOf(document));
    return true;
  }

  #show(view: View): void {
    this.view = view;
    this.#isFresh = true;
    this.#isShort = false;
    this.#endSeen = 0;
    this.#measure();
    this.#isWholePainted = false;
  }

  /** The help, as a text like any other; q comes back. */
  help(document: Document): void {
    this.#before = { view: this.view, index: this.index };
    this.isHelp = true;
    this.#show(this.#viewOf(document));
  }

  endHelp(): void {
    if (this.#before === undefined) return;
    this.isHelp = false;
    this.#show(this.#before.view);
    this.index = this.#before.index;
    this.#before = undefined;
  }

  // ---- searching -----------------------------------------------------------------------------

  /** @param text as typed; empty: the last one again */
  async find(text: string, forward: boolean, count: number): Promise<void> {
    if (text !== '' && text !== '!') {
      const negative = text.startsWith('!');
      const source = negative ? text.slice(1) : text;
      const pattern = searchPattern(source, this.options.caseRule);
      if (pattern === undefined) return this.say('Invalid pattern');
      this.search = { text: source, pattern, forward, negative };
    } else if (this.search === undefined) return this.say('No previous regular expression');
    else this.search = { ...this.search, forward };
    this.view.search = this.search;
    this.repaint();
    await this.findAgain(count);
  }

  async findAgain(count: number, reverse = false): Promise<void> {
    const { search } = this;
    if (search === undefined) return this.say('No previous regular expression');
    const forward = search.forward !== reverse;
    const step = forward ? 1 : -1;
    const first = this.view.places()[0]?.line ?? this.view.top.line;
    let left = count;
    let line = this.#isFresh && forward && first === 0 ? 0 : first + step;
    for (let looked = 1; ; line += step, looked++) {
      if (line < 0) break;
      if (forward && line >= this.view.document.length) {
        if (this.view.document.isWhole) break;
        if (!(await this.readTo(line))) return;
        if (line >= this.view.document.length) break;
      }
      if (this.#interrupted) return void (this.#interrupted = false);
      if (looked % 500 === 0) await this.process.yield();
      if (isFoundIn(this.view.text(line), search) && --left <= 0) return this.jump({ line, row: 0 });
    }
    this.say('Pattern not found');
  }

  // ---- the foot of the screen ----------------------------------------------------------------

  /** A message, until Return or any other key. */
  say(message: string): void {
    this.#message = message;
  }

  get facts(): PromptFacts {
    const places = this.view.places();
    const { document } = this.view;
    const last = places.at(-1)?.line;
    const byte = last === undefined ? undefined : document.startOf(last + 1);
    return {
      file: document.name,
      index: this.index + 1,
      files: this.names.length,
      next: this.names[this.index + 1],
      isFresh: this.#isFresh,
      atEnd: this.atEnd,
      top: places[0] === undefined ? undefined : places[0].line + 1,
      bottom: last === undefined ? undefined : last + 1,
      lines: document.isWhole ? document.length : undefined,
      byte,
      bytes: document.size ?? (document.isWhole ? document.bytes : undefined),
    };
  }

  async status(): Promise<string> {
    await this.#count(PROMPTS.status);
    return promptOf(PROMPTS.status, this.facts);
  }

  /** A prompt that says how many lines there are: those of a file are counted. */
  async #count(template: string): Promise<void> {
    if (template.includes('%L') && this.view.document.size !== undefined) await this.readTo(Infinity);
  }

  async #prompt(): Promise<void> {
    const template = this.isHelp ? PROMPTS.help : this.options.prompt;
    if (this.#message === undefined) await this.#count(template);
    const text = this.#message === undefined ? promptOf(template, this.facts) : `${this.#message}  (press RETURN)`;
    const shown = [...text].slice(0, this.view.columns - 1).join('');
    const filter = this.view.filter === undefined ? '' : '& ';
    await this.write(`\r\x1b[K${filter}${shown === '' ? ':' : standout(shown)}`);
  }

  /** Asks for a line at the foot. @returns undefined when it was given up */
  async ask(prompt: string, remember = false): Promise<string | undefined> {
    const line = await readLine({
      prompt,
      write: (text) => this.write(text),
      key: () => this.key(),
      history: remember ? this.#history : [],
    });
    if (remember && line !== undefined && line !== '') this.#history.push(line);
    this.#interrupted = false;
    return line;
  }

  /** A key typed now; undefined: ^C, or the terminal is gone. */
  async key(): Promise<string | undefined> {
    while (!this.keyboard.has) {
      if (this.#interrupted || this.keyboard.ended) return undefined;
      await this.keyboard.arrives();
    }
    return this.keyboard.take();
  }

  // ---- waiting for the learner ---------------------------------------------------------------

  /** Paints, prompts and waits. @returns the next key; undefined: look again, something has changed */
  async nextKey(prefix = ''): Promise<string | undefined> {
    await this.#attend();
    if (this.keyboard.ended) this.exit = 0;
    if (this.exit !== undefined) return undefined;
    const wasPainted = this.#isWholePainted;
    await this.paint();
    await this.#sayFailure();
    if (prefix !== '') await this.write(`\r\x1b[K${prefix}`);
    else if (!wasPainted || !this.keyboard.has) await this.#prompt();
    // A screen that is not full yet grows as data come.
    if (!this.#isWholePainted && !this.#isDisturbed) {
      await this.#wait();
      return undefined;
    }
    await this.keyboard.arrives();
    const key = this.keyboard.take();
    if (key === undefined) return undefined;
    this.#isFresh = false;
    if (this.#message === undefined) return key;
    this.#message = undefined;
    return key === '\r' || key === '\n' ? undefined : key;
  }

  /** What signals asked for. */
  async #attend(): Promise<void> {
    if (this.#asleep) await this.#sleep();
    if (this.#resized) {
      this.#resized = false;
      this.#measure();
      this.repaint();
    }
    if (this.#interrupted) {
      this.#interrupted = false;
      if (this.options.quitOnInterrupt) this.exit = 2;
      else await this.bell();
    }
  }

  /** ^Z: the terminal is given back, and taken again by `fg`. */
  async #sleep(): Promise<void> {
    this.#asleep = false;
    await this.leave();
    this.process.onSignal('SIGTSTP', 'default');
    this.process.kill(this.process.pid, 'SIGTSTP');
    await this.process.yield();
    this.process.onSignal('SIGTSTP', () => (this.#asleep = true));
    await this.resume();
  }

  /** Takes the screen anew, after another program had it. */
  async resume(): Promise<void> {
    this.keyboard.grab();
    if (this.options.alternateScreen) await this.write(ENTER);
    this.#measure();
    this.repaint();
  }

  /** F: shows what comes, until ^C. */
  async follow(): Promise<void> {
    const { document } = this.view;
    this.#isFresh = false;
    while (!this.#interrupted && !this.keyboard.ended) {
      document.reopen();
      await this.readTo(Infinity);
      this.toEnd();
      await this.paint();
      await this.write(`\r\x1b[K${standout('Waiting for data... (interrupt to abort)')}`);
      const until = this.process.clock.now() + FOLLOW_MS;
      while (!this.#interrupted && !this.keyboard.ended && this.process.clock.now() < until) {
        // Keys that come meanwhile are for later.
        const left = until - this.process.clock.now();
        if (this.keyboard.has) await this.process.sleep(left);
        else await this.keyboard.arrivesWithin(this.process, left);
        if (this.#asleep || this.#resized) await this.#attend();
      }
    }
    this.#interrupted = false;
    this.repaint();
  }

  /** The last screenful. The document is whole, or all that is wanted is what is there. */
  toEnd(): void {
    const { view } = this;
    const last = view.shownBefore(view.document.length);
    if (last === undefined) return;
    const place = { line: last, row: view.rows(last).length - 1 };
    view.top = view.above(place, view.height - 1);
    this.#isWholePainted = false;
  }

  /** Moving on at the end: -e leaves with the second time, -E with the first. @returns whether it leaves */
  endReached(): boolean {
    const { quitAtEnd } = this.options;
    this.#endSeen += 1;
    if (quitAtEnd === 'never' || (quitAtEnd === 'second' && this.#endSeen < 2)) return false;
    this.exit = 0;
    return true;
  }
}
