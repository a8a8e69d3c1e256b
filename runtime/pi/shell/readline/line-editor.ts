/**
 * Edits one line at a terminal as readline's emacs mode does (bash(1), READLINE). It knows keys and a
 * screen, nothing of a shell: history and completion are given to it.
 */
import { HistoryWalk } from './history-walk.ts';
import { listColumns, longestCommonPrefix } from './completion.ts';
import type { Completion } from './completion.ts';
import { Display } from './display.ts';
import type { Key } from './keys.ts';
import { graphemes, LineBuffer } from './line-buffer.ts';

export interface EditorScreen {
  write(text: string): Promise<void>;
  readonly columns: number;
}

export interface EditorOptions {
  readonly screen: EditorScreen;
  readonly complete: (line: string, cursor: number) => Promise<Completion>;
}

/** What ended the editing. */
export type EditedLine = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'interrupt' | 'end' };

interface Search {
  query: string;
  index: number;
  failed: boolean;
  /** Where in history it began. */
  readonly start: number;
  readonly before: { readonly text: string; readonly cursor: number };
}

const BELL = '\x07';
const ACCEPTED_BY_SEARCH: ReadonlySet<string> = new Set(['C-r', 'C-g', 'backspace', 'C-h', 'C-c']);

export class LineEditor {
  readonly #screen: EditorScreen;
  readonly #complete: EditorOptions['complete'];
  readonly #display = new Display();
  readonly #buffer = new LineBuffer();
  #prompt = '';
  #walk = new HistoryWalk([]);
  #search: Search | undefined;
  /** What was killed last, for Ctrl-Y. It outlives the line. */
  #killed = '';
  #lastKey = '';
  /** The last Tab could add nothing: the next one lists. */
  #rang = false;

  constructor({ screen, complete }: EditorOptions) {
    this.#screen = screen;
    this.#complete = complete;
  }

  /**
   * @param next the next key; null: the terminal is gone
   * @param history oldest first
   */
  async edit(prompt: string, next: () => Promise<Key | null>, history: readonly string[]): Promise<EditedLine> {
    this.#prompt = prompt;
    this.#buffer.set('');
    this.#walk = new HistoryWalk(history);
    this.#search = undefined;
    this.#lastKey = '';
    this.#display.forget();
    await this.#show();
    for (;;) {
      const key = await next();
      if (key === null) return { kind: 'end' };
      const outcome = await this.#press(key);
      this.#lastKey = 'name' in key ? key.name : '';
      if (outcome !== undefined) return outcome;
      await this.#show();
    }
  }

  async #show(): Promise<void> {
    const { cells, cursor } = this.#buffer;
    const output = this.#display.render(
      { prompt: this.#shownPrompt(), cells: [...cells], cursor },
      this.#screen.columns,
    );
    if (output !== '') await this.#screen.write(output);
  }

  #shownPrompt(): string {
    if (this.#search === undefined) return this.#prompt;
    return `(${this.#search.failed ? 'failed ' : ''}reverse-i-search)\`${this.#search.query}': `;
  }

  async #press(key: Key): Promise<EditedLine | undefined> {
    if (this.#search !== undefined) {
      const searching = 'text' in key || ACCEPTED_BY_SEARCH.has(key.name);
      if (searching && !('name' in key && key.name === 'C-c')) return this.#searchKey(key);
      this.#search = undefined;
      await this.#show();
    }
    if ('text' in key) {
      this.#buffer.insert(key.text);
      return undefined;
    }
    return this.#command(key.name);
  }

  async #command(name: string): Promise<EditedLine | undefined> {
    const buffer = this.#buffer;
    switch (name) {
      case 'enter':
        await this.#leave();
        return { kind: 'line', text: buffer.text };
      case 'C-c':
        await this.#leave('^C');
        return { kind: 'interrupt' };
      case 'C-d':
        if (buffer.cells.length === 0) return { kind: 'end' };
        buffer.cut(buffer.cursor + 1);
        return undefined;
      case 'tab':
        return this.#tab();
      case 'C-l':
        this.#display.forget();
        await this.#screen.write('\x1b[H\x1b[2J');
        return undefined;
      case 'C-r':
        this.#search = {
          query: '',
          index: this.#walk.at,
          start: this.#walk.at,
          failed: false,
          before: { text: buffer.text, cursor: buffer.cursor },
        };
        return undefined;
      case 'up':
      case 'C-p':
        return this.#goTo(this.#walk.step(-1, buffer.text));
      case 'down':
      case 'C-n':
        return this.#goTo(this.#walk.step(1, buffer.text));
      case 'M-<':
        return this.#goTo(this.#walk.jump('first', buffer.text));
      case 'M->':
        return this.#goTo(this.#walk.jump('last', buffer.text));
      default:
        // Keys that mean nothing here are let pass, those of a bracketed paste among them.
        if (!this.#move(name)) this.#change(name);
        return undefined;
    }
  }

  /** @returns whether the key moves the cursor */
  #move(name: string): boolean {
    const to = this.#target(name);
    if (to === undefined) return false;
    this.#buffer.cursor = to;
    return true;
  }

  #target(name: string): number | undefined {
    const buffer = this.#buffer;
    switch (name) {
      case 'left':
      case 'C-b':
        return buffer.cursor - 1;
      case 'right':
      case 'C-f':
        return buffer.cursor + 1;
      case 'home':
      case 'C-a':
        return 0;
      case 'end':
      case 'C-e':
        return buffer.cells.length;
      case 'M-b':
      case 'C-left':
      case 'M-left':
        return buffer.wordStart;
      case 'M-f':
      case 'C-right':
      case 'M-right':
        return buffer.wordEnd;
      default:
        return undefined;
    }
  }

  #change(name: string): void {
    const buffer = this.#buffer;
    switch (name) {
      case 'backspace':
      case 'C-h':
        buffer.cut(buffer.cursor - 1);
        return;
      case 'delete':
        buffer.cut(buffer.cursor + 1);
        return;
      case 'C-k':
        this.#kill(buffer.cells.length);
        return;
      case 'C-u':
        this.#kill(0);
        return;
      case 'C-w':
        this.#kill(buffer.blankWordStart);
        return;
      case 'M-d':
        this.#kill(buffer.wordEnd);
        return;
      case 'M-backspace':
        this.#kill(buffer.wordStart);
        return;
      case 'C-y':
        buffer.insert(this.#killed);
        return;
      case 'C-t':
        buffer.transpose();
        return;
      default:
        return;
    }
  }

  /** Kills in a row are one. */
  #kill(to: number): void {
    const again = ['C-k', 'C-u', 'C-w', 'M-d', 'M-backspace'].includes(this.#lastKey);
    const forward = to > this.#buffer.cursor;
    const text = this.#buffer.cut(to);
    if (!again) this.#killed = text;
    else this.#killed = forward ? this.#killed + text : text + this.#killed;
  }

  async #goTo(line: string | undefined): Promise<undefined> {
    if (line === undefined) await this.#screen.write(BELL);
    else this.#buffer.set(line);
    return undefined;
  }

  async #leave(mark = ''): Promise<void> {
    const { cells } = this.#buffer;
    await this.#screen.write(
      this.#display.render({ prompt: this.#prompt, cells: [...cells], cursor: cells.length }, this.#screen.columns),
    );
    await this.#screen.write(mark === '' ? this.#display.leave() : `${mark}\n`);
    this.#display.forget();
  }

  async #searchKey(key: Key): Promise<undefined> {
    const search = this.#search;
    if (search === undefined) return undefined;
    const name = 'name' in key ? key.name : '';
    if (name === 'C-g') {
      this.#search = undefined;
      this.#buffer.set(search.before.text, search.before.cursor);
      return undefined;
    }
    let from = search.index;
    if ('text' in key) search.query += key.text;
    else if (name === 'C-r') from = search.query === '' ? from : from - 1;
    else {
      search.query = graphemes(search.query).slice(0, -1).join('');
      from = search.start;
    }
    if (search.query === '') {
      search.index = search.start;
      return undefined;
    }
    const found = this.#walk.find(search.query, from);
    search.failed = found === undefined;
    if (found === undefined) await this.#screen.write(BELL);
    else {
      search.index = found.index;
      this.#walk.goTo(found.index);
      this.#buffer.set(found.line);
      const at = found.line.lastIndexOf(search.query);
      this.#buffer.cursor = found.line.slice(0, at).length;
    }
    return undefined;
  }

  async #tab(): Promise<undefined> {
    const { before } = this.#buffer;
    const { start, candidates } = await this.#complete(this.#buffer.text, before.length);
    const [only, ...others] = candidates;
    if (only === undefined) {
      await this.#screen.write(BELL);
      return undefined;
    }
    const typed = before.slice(start);
    const text =
      others.length === 0 ? only.text + only.suffix : longestCommonPrefix(candidates.map((each) => each.text));
    const changes = text !== typed && text.length >= typed.length;
    if (changes) this.#replace(start, text);
    else if (this.#lastKey === 'tab' && this.#rang) await this.#list(candidates.map(({ label }) => label));
    else await this.#screen.write(BELL);
    this.#rang = !changes;
    return undefined;
  }

  #replace(start: number, text: string): void {
    const { before } = this.#buffer;
    const rest = this.#buffer.text.slice(before.length);
    const head = before.slice(0, start);
    this.#buffer.set(head);
    this.#buffer.insert(text);
    const { cursor } = this.#buffer;
    this.#buffer.set(head + text + rest, cursor);
  }

  async #list(labels: readonly string[]): Promise<void> {
    await this.#screen.write(
      this.#display.leave() + listColumns([...new Set(labels)].toSorted(), this.#screen.columns),
    );
  }
}
