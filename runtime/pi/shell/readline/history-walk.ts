/**
 * A walk through history while one line is edited: Up and Down change lines, and what was changed in
 * one of them is still there on coming back, with its steps to undo.
 */
import type { LineBuffer } from './line-buffer.ts';
import { UndoList } from './undo-list.ts';

interface Line {
  text: string;
  readonly original: string;
  undo: UndoList;
}

export class HistoryWalk {
  readonly #lines: Line[];
  #at: number;

  /** @param entries oldest first */
  constructor(entries: readonly string[]) {
    this.#lines = [...entries, ''].map((text) => ({ text, original: text, undo: new UndoList() }));
    this.#at = entries.length;
  }

  get at(): number {
    return this.#at;
  }

  /** How many there are, with the one being typed. */
  get length(): number {
    return this.#lines.length;
  }

  /** @returns the line there as it stands */
  text(index: number): string | undefined {
    return this.#lines[index]?.text;
  }

  /** Keeps what stands in the buffer, and puts another line there. @returns whether there is such a line */
  goTo(index: number, buffer: LineBuffer): boolean {
    const line = this.#lines[index];
    if (line === undefined) return false;
    this.keep(buffer);
    this.#at = index;
    buffer.load(line.text, line.undo);
    return true;
  }

  keep(buffer: LineBuffer): void {
    const line = this.#lines[this.#at];
    if (line === undefined) return;
    line.text = buffer.text;
    line.undo = buffer.undoList;
  }

  /** Lines of history that were changed and left so; the one that was run is as it was before. */
  get edits(): ReadonlyMap<number, string> {
    const edits = new Map<number, string>();
    for (const [index, { text, original }] of this.#lines.slice(0, -1).entries()) {
      if (text !== original && index !== this.#at) edits.set(index, text);
    }
    return edits;
  }
}
