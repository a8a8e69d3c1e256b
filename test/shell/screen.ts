import { textWidth } from '#runtime/pi/tty/width.ts';

/**
 * A terminal's screen, as far as the line editor and full-screen programs use one: text, wrapping that
 * waits in the last column, CR, LF, BS, BEL, cursor movement, erasing, the alternate screen. Anything
 * else fails the test.
 */
export class Screen {
  columns: number;
  readonly rows: number;
  /** '' is the right half of a wide character. */
  #lines: string[][] = [[]];
  #top = 0;
  #row = 0;
  #column = 0;
  bells = 0;
  /** Of the normal screen, while the alternate one is shown. */
  #kept: { lines: string[][]; top: number; row: number; column: number } | undefined;
  cursorHidden = false;
  /** Everything that was written, escape sequences and all. */
  raw = '';

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** All rows from the first, without the blanks at their ends and empty rows at the bottom. */
  get text(): string {
    return this.lines.join('\n').trimEnd();
  }

  get lines(): string[] {
    return this.#lines.map((line) =>
      Array.from(line, (cell) => cell ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  /** What of it is in the window, without what has scrolled away. */
  get visible(): string[] {
    return this.lines.slice(this.#top);
  }

  /** Where the cursor is in what is in view. */
  get visibleCursor(): { row: number; column: number } {
    // After the last column it waits there for the next character.
    return { row: this.#row - this.#top, column: Math.min(this.#column, this.columns - 1) };
  }

  /** The last row with anything in it. */
  get lastLine(): string {
    return this.text.split('\n').at(-1) ?? '';
  }

  /** Whether a full-screen program has the screen. */
  get isAlternate(): boolean {
    return this.#kept !== undefined;
  }

  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  write(text: string): void {
    this.raw += text;
    const pattern = /\x1b\[([0-9;?!]*)([A-Za-z])|\x1b.?|[^]/gu;
    for (const match of text.matchAll(pattern)) {
      const [whole, parameters = '', final] = match;
      if (final !== undefined) this.#escape(parameters, final);
      else this.#character(whole);
    }
  }

  #character(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') this.#down();
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
    else if (character === '\x07') this.bells++;
    else if (character === '\x1b=' || character === '\x1b>') return;
    else if (character < ' ' || character === '\x7f') throw new Error(`screen: ${JSON.stringify(character)}`);
    else this.#put(character);
  }

  #put(character: string): void {
    const width = textWidth(character);
    if (width === 0) {
      const line = this.#line;
      let at = Math.min(this.#column, this.columns) - 1;
      if (line[at] === '') at--;
      line[at] = (line[at] ?? '') + character;
      return;
    }
    if (this.#column + width > this.columns) {
      this.#column = 0;
      this.#down();
    }
    this.#line[this.#column] = character;
    if (width === 2) this.#line[this.#column + 1] = '';
    this.#column += width;
  }

  get #line(): string[] {
    return (this.#lines[this.#row] ??= []);
  }

  #down(): void {
    this.#row++;
    this.#lines[this.#row] ??= [];
    this.#top = Math.max(this.#top, this.#row - this.rows + 1);
  }

  #escape(parameters: string, final: string): void {
    if (parameters.startsWith('?')) return this.#mode(parameters.slice(1), final === 'h');
    const count = Math.max(1, Number(parameters) || 0);
    this.#column = Math.min(this.#column, this.columns - 1);
    if (final === 'A') this.#row = Math.max(this.#top, this.#row - count);
    else if (final === 'B') this.#row = Math.min(this.#top + this.rows - 1, this.#row + count);
    else if (final === 'C') this.#column = Math.min(this.columns - 1, this.#column + count);
    else if (final === 'D') this.#column = Math.max(0, this.#column - count);
    else if (final === 'J') this.#erase(parameters);
    else if (final === 'K') this.#line.length = Math.min(this.#line.length, parameters === '2' ? 0 : this.#column);
    else if (final === 'H') {
      const [row = 1, column = 1] = parameters.split(';').map((each) => Number(each) || 1);
      this.#row = this.#top + Math.min(row, this.rows) - 1;
      this.#column = Math.min(column, this.columns) - 1;
    } else if (final !== 'm') throw new Error(`screen: escape sequence ${parameters}${final}`);
  }

  #mode(modes: string, isSet: boolean): void {
    for (const mode of modes.split(';')) {
      if (mode === '25') this.cursorHidden = !isSet;
      else if (mode === '1049' && isSet !== this.isAlternate) {
        const now = { lines: this.#lines, top: this.#top, row: this.#row, column: this.#column };
        const { lines, top, row, column } = this.#kept ?? { lines: [[]], top: 0, row: 0, column: 0 };
        this.#kept = isSet ? now : undefined;
        this.#lines = lines;
        this.#top = top;
        this.#row = row;
        this.#column = column;
      }
    }
  }

  #erase(parameters: string): void {
    if (parameters === '3') return;
    if (parameters === '2') {
      for (let row = this.#top; row < this.#lines.length; row++) this.#lines[row] = [];
      return;
    }
    this.#line.length = Math.min(this.#line.length, this.#column);
    this.#lines.length = this.#row + 1;
  }
}
