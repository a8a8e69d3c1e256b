/**
 * Edits one line at a terminal as readline's emacs mode does (bash(1), READLINE). It knows keys and a
 * screen, nothing of a shell: history and completion are given to it.
 */
import { Editing } from './editing.ts';
import type { EditedLine, EditorOptions, KeySource } from './editing.ts';
import { HistoryWalk } from './history-walk.ts';
import { commandOf } from './key-map.ts';
import type { Key } from './keys.ts';
import { graphemes } from './line-buffer.ts';

export type { EditedLine, EditorOptions, EditorScreen, KeySource } from './editing.ts';

export interface LineRequest {
  /** Its rows above the last one are not drawn again with every key. */
  readonly prompt: string;
  readonly keys: KeySource;
  /** Oldest first. */
  readonly history: readonly string[];
  /** The prompt stands on the screen already. */
  readonly shown?: boolean;
}

const LARGEST_COUNT = 1_000_000;

export class LineEditor {
  readonly #editing: Editing;

  constructor(options: EditorOptions) {
    this.#editing = new Editing(options);
  }

  /** Lines of history that were changed and left so, by index. */
  get edits(): ReadonlyMap<number, string> {
    return this.#editing.walk.edits;
  }

  async edit({ prompt, keys, history, shown = false }: LineRequest): Promise<EditedLine> {
    const editing = this.#editing;
    const split = prompt.lastIndexOf('\n') + 1;
    editing.above = prompt.slice(0, split);
    editing.prompt = prompt.slice(split);
    editing.source = keys;
    editing.buffer.load('');
    editing.walk = new HistoryWalk(history);
    editing.message = editing.region = undefined;
    editing.before = editing.did = 'other';
    if (shown) editing.display.adopt(editing.prompt, editing.options.screen);
    else await editing.showAfresh();
    await this.#beginWithNextLine();
    for (;;) {
      const key = await editing.key();
      if (key === null) return { kind: 'end' };
      const outcome = await this.#press(key);
      if (outcome !== undefined) return outcome;
      await editing.show();
    }
  }

  /** Ctrl-O has asked for it. */
  async #beginWithNextLine(): Promise<void> {
    const editing = this.#editing;
    const { nextLine } = editing;
    editing.nextLine = undefined;
    if (nextLine === undefined || !editing.walk.goTo(nextLine, editing.buffer)) return;
    await editing.show();
  }

  async #press(key: Key): Promise<EditedLine | undefined> {
    const editing = this.#editing;
    editing.region = undefined;
    const sign = 'name' in key ? /^M-([-0-9])$/.exec(key.name)?.[1] : undefined;
    if (sign !== undefined) return this.#counted(sign);
    return this.#act(key, 1, false);
  }

  /** Alt and digits: how often the next key counts. */
  async #counted(first: string): Promise<EditedLine | undefined> {
    const editing = this.#editing;
    let sign = first === '-' ? -1 : 1;
    let digits = first === '-' ? '' : first;
    for (;;) {
      const count = sign * Math.min(LARGEST_COUNT, digits === '' ? 1 : Number(digits));
      editing.message = `(arg: ${count}) `;
      await editing.show();
      const key = await editing.key();
      if (key === null) return { kind: 'end' };
      const digit = 'text' in key ? key.text : 'name' in key ? /^M-(.)$/.exec(key.name)?.[1] : undefined;
      // Alt-- alone is -1, and Alt-3 behind it makes that -13; a plain 3 makes it -3. So has readline it.
      if (digit !== undefined && /^[0-9]$/.test(digit)) digits += digits === '' && 'name' in key ? `1${digit}` : digit;
      else if (digit === '-' && digits === '') sign = -sign;
      else {
        editing.message = undefined;
        return this.#act(key, count, true);
      }
    }
  }

  async #act(key: Key, count: number, given: boolean): Promise<EditedLine | undefined> {
    const editing = this.#editing;
    const { buffer } = editing;
    editing.did = 'other';
    if ('paste' in key) {
      const from = buffer.cursor;
      buffer.insert(key.paste);
      editing.region = [from, from + graphemes(key.paste).length];
    } else if ('text' in key) {
      if (given) buffer.insert(key.text.repeat(Math.min(LARGEST_COUNT, Math.max(0, count))));
      else buffer.type(key.text);
    } else {
      const command = commandOf(key.name);
      if (command === undefined) await editing.bell();
      const outcome = await command?.(editing, count, given);
      if (outcome !== undefined) return outcome;
    }
    editing.before = editing.did;
    return undefined;
  }
}
