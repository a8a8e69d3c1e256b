/** What the commands of the line editor work on: the line, what was killed, the walk through history, the screen. */
import type { Completion, CompletionKind } from './completion.ts';
import { Display } from './display.ts';
import type { ScreenSize } from './display.ts';
import { HistoryWalk } from './history-walk.ts';
import type { Key } from './keys.ts';
import { KillRing } from './kill-ring.ts';
import { LineBuffer } from './line-buffer.ts';

export interface EditorScreen extends ScreenSize {
  write(text: string): Promise<void>;
}

export interface EditorOptions {
  readonly screen: EditorScreen;
  /** @param cursor in UTF-16 units of the line */
  readonly complete: (line: string, cursor: number, kind: CompletionKind) => Promise<Completion>;
  /** Alt-^: the line with what `!` stands for put in; undefined: it cannot be. */
  readonly expandHistory?: (line: string) => string | undefined;
}

/** Where keys come from. */
export interface KeySource {
  /**
   * The next key; null: the terminal is gone. A signal that ends the line is `C-c`; a screen of another
   * size is `resize`.
   * @param how `literal`: the next character is text, whatever it is; `escape`: Escape counts when nothing follows it at once
   */
  (how?: 'literal' | 'escape'): Promise<Key | null>;
}

/** What ended the editing. */
export type EditedLine = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'interrupt' | 'end' };

/** What a command was, as far as the next one asks. */
export type Did = 'kill' | 'yank' | 'complete' | 'last-argument' | 'history-search' | 'delete' | 'other';

const BELL = '\x07';

export class Editing {
  readonly options: EditorOptions;
  readonly buffer = new LineBuffer();
  readonly kills = new KillRing();
  readonly display = new Display();
  walk = new HistoryWalk([]);
  /** Rows of the prompt above its last one. */
  above = '';
  prompt = '';
  /** In place of the prompt: `(arg: 5) `, a search. */
  message: string | undefined;
  /** Cells that stand out until the next key. */
  region: readonly [number, number] | undefined;
  mark = 0;
  did: Did = 'other';
  /** What the command before did. */
  before: Did = 'other';
  /** What was searched for last: Ctrl-R Ctrl-R. */
  lastSearch = '';
  /** The last Tab could add nothing: the next one lists. */
  rang = false;
  /** Ctrl-O: the line of history that the next prompt begins with. */
  nextLine: number | undefined;
  /** Alt-.: what it inserted, and how far back it was. */
  lastArgument = { back: 0, length: 0, step: 1, word: undefined as number | undefined };
  /** Keys recorded by Ctrl-X (, and those to be played by Ctrl-X e. */
  recorded: Key[] | undefined;
  macro: readonly Key[] = [];
  #played: Key[] = [];
  source: KeySource = () => Promise.resolve(null);

  constructor(options: EditorOptions) {
    this.options = options;
  }

  async key(how?: Parameters<KeySource>[0]): Promise<Key | null> {
    const key = this.#played.shift() ?? (await this.source(how));
    if (key !== null) this.recorded?.push(key);
    return key;
  }

  play(keys: readonly Key[]): void {
    this.#played = [...keys, ...this.#played];
  }

  async show(): Promise<void> {
    const { cells, cursor } = this.buffer;
    const view = { prompt: this.message ?? this.prompt, cells, cursor, region: this.region };
    await this.#write(this.display.render(view, this.options.screen));
  }

  /** The prompt anew, all of it, below what was written meanwhile. */
  async showAfresh(): Promise<void> {
    this.display.forget();
    await this.#write(this.above);
    await this.show();
  }

  /** To the row below the line. */
  async leave(mark = ''): Promise<void> {
    this.region = undefined;
    this.message = undefined;
    this.buffer.cursor = this.buffer.cells.length;
    await this.show();
    await this.#write(this.display.leave(mark));
  }

  async bell(): Promise<undefined> {
    this.#played = [];
    await this.#write(BELL);
    return undefined;
  }

  async write(text: string): Promise<void> {
    await this.#write(text);
  }

  /** Another line of history; rings when there is none. */
  async goTo(index: number): Promise<boolean> {
    if (this.walk.goTo(index, this.buffer)) return true;
    await this.bell();
    return false;
  }

  async #write(text: string): Promise<void> {
    if (text !== '') await this.options.screen.write(text);
  }
}

type Outcome = EditedLine | undefined | void;

/**
 * What a key does.
 * @param count the number given with Alt and digits, else 1
 * @param given it was given
 * @returns what ends the line
 */
export type EditorCommand = (editing: Editing, count: number, given: boolean) => Outcome | Promise<Outcome>;
