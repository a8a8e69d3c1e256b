/**
 * Ctrl-R and Ctrl-S (bash(1), "Searching"): the search shows what it has found with every letter.
 *
 *     (reverse-i-search)`sub': mosquitto_sub -t a
 *     (failed reverse-i-search)`subx': mosquitto_sub -t a
 *
 * Ctrl-R and Ctrl-S go on, Backspace takes a letter back, Ctrl-W and Ctrl-Y take letters from the line
 * found, Ctrl-G gives up, Escape and Ctrl-J take the line; any other key takes it and does what it does.
 */
import type { EditedLine, Editing } from './editing.ts';
import { graphemes } from './line-buffer.ts';

interface Found {
  readonly index: number;
  /** In the line, in characters. */
  readonly at: number;
}

class Search {
  readonly #editing: Editing;
  direction: 1 | -1;
  query: readonly string[] = [];
  failed = false;
  #found: Found;

  constructor(editing: Editing, direction: 1 | -1) {
    this.#editing = editing;
    this.direction = direction;
    this.#found = { index: editing.walk.at, at: editing.buffer.cursor };
  }

  get message(): string {
    const { direction, failed, query } = this;
    const way = direction < 0 ? 'reverse-' : '';
    return `(${failed ? 'failed ' : ''}${way}i-search)\`${query.join('')}': `;
  }

  /** @param further the place that was found is not enough */
  async look(further: boolean): Promise<void> {
    this.failed = false;
    if (this.query.length === 0) return;
    const found = this.#next(further);
    if (found === undefined) {
      this.failed = true;
      await this.#editing.bell();
      return;
    }
    this.#found = found;
    const { buffer, walk } = this.#editing;
    if (found.index !== walk.at) walk.goTo(found.index, buffer);
    buffer.cursor = found.at;
    this.#editing.region = [found.at, found.at + this.query.length];
  }

  #next(further: boolean): Found | undefined {
    const { walk, buffer } = this.#editing;
    walk.keep(buffer);
    const seen = walk.text(this.#found.index);
    for (let { index } = this.#found; index >= 0 && index < walk.length; index += this.direction) {
      const text = walk.text(index) ?? '';
      const here = index === this.#found.index;
      // The same line again is nothing new.
      if (!here && text === seen) continue;
      const at = this.#within(graphemes(text), here ? this.#found.at + (further ? this.direction : 0) : undefined);
      if (at !== undefined) return { index, at };
    }
    return undefined;
  }

  /** @param from where to begin; absent: at the end of the line that the direction comes from */
  #within(cells: readonly string[], from: number | undefined): number | undefined {
    const last = cells.length - this.query.length;
    const start = from ?? (this.direction < 0 ? last : 0);
    for (let at = Math.min(start, this.direction < 0 ? last : start); at >= 0 && at <= last; at += this.direction) {
      if (this.query.every((cell, index) => cells[at + index] === cell)) return at;
    }
    return undefined;
  }
}

/** @returns what the key that ended it did */
export const incrementalSearch = async (editing: Editing, direction: 1 | -1): Promise<EditedLine | undefined> => {
  const { buffer, walk } = editing;
  const before = { index: walk.at, text: buffer.text, cursor: buffer.cursor };
  const search = new Search(editing, direction);
  for (;;) {
    editing.message = search.message;
    await editing.show();
    const key = await editing.key('escape');
    editing.region = undefined;
    if (key === null) return { kind: 'end' };
    const name = 'name' in key ? key.name : '';
    if ('text' in key || 'paste' in key) {
      search.query = graphemes(search.query.join('') + ('text' in key ? key.text : key.paste));
      await search.look(false);
    } else if (name === 'C-r' || name === 'C-s') {
      const way = name === 'C-r' ? -1 : 1;
      // The other way round it begins where it is.
      const further = way === search.direction && search.query.length > 0;
      if (way === search.direction && !further) search.query = graphemes(editing.lastSearch);
      search.direction = way;
      await search.look(further);
    } else if (name === 'backspace' || name === 'C-h') {
      if (search.query.length === 0) await editing.bell();
      search.query = search.query.slice(0, -1);
      await search.look(false);
    } else if (name === 'C-w' || name === 'C-y') {
      const from = buffer.cursor + search.query.length;
      buffer.cursor = from;
      const to = name === 'C-y' ? buffer.cells.length : buffer.word(1);
      const more = graphemes(buffer.slice(from, to));
      buffer.cursor = from - search.query.length;
      if (more.length === 0) await editing.bell();
      search.query = [...search.query, ...more];
      await search.look(false);
    } else if (name === 'resize') {
      continue;
    } else {
      editing.message = undefined;
      if (search.query.length > 0) editing.lastSearch = search.query.join('');
      if (name === 'C-g') {
        if (walk.at !== before.index) walk.goTo(before.index, buffer);
        buffer.cursor = before.cursor;
        await editing.bell();
      } else if (name !== 'escape' && name !== 'C-j') editing.play([key]);
      return undefined;
    }
  }
};
