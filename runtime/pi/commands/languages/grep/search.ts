/** One file's lines, and what of them is printed. */
import type { Input } from '../../../process.ts';
import { concatenated, LineReader } from '../../stdio.ts';
import type { StandardOut } from '../../stdio.ts';
import { bytesToText, hasStrayBytes, textToBytes } from '../bytes-text.ts';
import type { Pace } from '../pace.ts';
import type { Paint } from './colours.ts';
import type { Finder } from './pattern.ts';
import type { Settings } from './settings.ts';

interface Line {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly number: number;
  readonly offset: number;
}

export interface Searching {
  readonly settings: Settings;
  readonly finder: Finder;
  readonly out: StandardOut;
  readonly paint: Paint;
  readonly isPainted: boolean;
  readonly pace: Pace;
  /** On standard error. */
  readonly tell: (message: string) => Promise<void>;
}

/** GNU grep's: read(2) in blocks of 96 KiB; what is binary shows in the first one. */
const BLOCK = 98_304;

/** Across files: whether anything was printed, so that a separator is due. */
export class Printed {
  any = false;
}

export class Search {
  /** Lines selected. */
  count = 0;
  readonly #with: Searching;
  readonly #name: string;
  readonly #isNamed: boolean;
  readonly #printed: Printed;
  readonly #newline: string;
  #isBinary = false;
  /** What matches cannot be shown, and so it is said that something does. */
  #hidesMatches = false;
  #before: Line[] = [];
  #toFollow = 0;
  #lastPrinted = 0;

  /** @param isNamed whether the name stands before every line */
  constructor(searching: Searching, name: string, isNamed: boolean, printed: Printed) {
    this.#with = searching;
    this.#name = name;
    this.#isNamed = isNamed;
    this.#printed = printed;
    this.#newline = searching.settings.has('z') ? '\0' : '\n';
  }

  /** Whether only the outcome counts, or names and numbers. */
  get #isSilent(): boolean {
    const { has } = this.#with.settings;
    return has('q') || has('silent') || has('l') || has('L') || has('c');
  }

  /** @throws SystemError as reading does */
  async run(input: Pick<Input, 'read'>): Promise<void> {
    await this.#lines(input);
    if (this.#hidesMatches && this.#with.settings.binary === 'binary')
      await this.#with.tell(`grep: ${this.#name}: binary file matches\n`);
  }

  async #lines(input: Pick<Input, 'read'>): Promise<void> {
    const { settings, finder, pace } = this.#with;
    if (settings.most === 0) return;
    const isInverted = settings.has('v');
    const stopsAtFirst = ['q', 'silent', 'l', 'L'].some(settings.has);
    const reader = new LineReader(this.#watched(input), this.#newline.charCodeAt(0));
    let offset = 0;
    let number = 0;
    for (let bytes = await reader.next(); bytes !== null; bytes = await reader.next()) {
      const line = { bytes, text: bytesToText(bytes), number: ++number, offset };
      offset += bytes.length + 1;
      if (this.#isBinary && settings.binary === 'without-match') return;
      const isSelected = this.count < settings.most && finder.test(line.text) !== isInverted;
      if (isSelected) {
        this.count++;
        if (stopsAtFirst) return;
      }
      if (!this.#isSilent && !(await this.#show(line, isSelected))) return;
      if (this.count >= settings.most && this.#toFollow === 0) return;
      if (pace.spend(4 + (bytes.length >> 4))) await pace.rest();
    }
  }

  #watched(input: Pick<Input, 'read'>): Pick<Input, 'read'> {
    const { settings } = this.#with;
    let isFirst = true;
    return {
      read: async () => {
        const block = await input.read(BLOCK);
        if (isFirst && block !== null && settings.binary !== 'text' && !settings.has('z'))
          this.#isBinary = block.includes(0);
        isFirst = false;
        return block;
      },
    };
  }

  /** @returns false when there is nothing more to be shown of this file */
  async #show(line: Line, isSelected: boolean): Promise<boolean> {
    const { settings } = this.#with;
    if (isSelected) {
      if (this.#isBinary) {
        this.#hidesMatches = true;
        return false;
      }
      if (settings.binary !== 'text' && hasStrayBytes(line.text)) {
        this.#hidesMatches = true;
        return true;
      }
      await this.#separate(this.#before[0]?.number ?? line.number);
      for (const each of this.#before) await this.#print(each, false);
      this.#before = [];
      await this.#print(line, true);
      this.#toFollow = settings.after;
      return true;
    }
    if (this.#toFollow > 0) {
      this.#toFollow--;
      await this.#print(line, false);
    } else if (settings.before > 0) {
      this.#before.push(line);
      if (this.#before.length > settings.before) this.#before.shift();
    }
    return true;
  }

  async #separate(from: number): Promise<void> {
    const { settings, out, paint } = this.#with;
    const isGap = this.#lastPrinted === 0 ? this.#printed.any : from > this.#lastPrinted + 1;
    if (settings.hasContext && isGap && settings.separator !== undefined)
      await out.write(`${paint('se', settings.separator)}\n`);
  }

  async #print(line: Line, isSelected: boolean): Promise<void> {
    const { settings, out, isPainted } = this.#with;
    this.#printed.any = true;
    this.#lastPrinted = line.number;
    const mark = isSelected ? ':' : '-';
    if (settings.has('o')) {
      if (isSelected && !settings.has('v')) await this.#printMatches(line);
      return;
    }
    const head = this.#head(line, line.offset, mark);
    if (!isPainted) {
      await out.write(concatenated([textToBytes(head), line.bytes, textToBytes(this.#newline)]));
      return;
    }
    const shown =
      isSelected !== settings.has('v') ? this.#painted(line, isSelected) : this.#plain(line.text, isSelected);
    await out.write(textToBytes(head + shown + this.#newline));
  }

  async #printMatches(line: Line): Promise<void> {
    const { paint, out } = this.#with;
    for (const { index, end } of this.#matches(line.text)) {
      const offset = line.offset + textToBytes(line.text.slice(0, index)).length;
      await out.write(
        textToBytes(this.#head(line, offset, ':') + paint('ms', line.text.slice(index, end)) + this.#newline),
      );
    }
  }

  /** Those that are not empty. */
  *#matches(text: string): Generator<{ readonly index: number; readonly end: number }> {
    for (let at = 0; at <= text.length;) {
      const match = this.#with.finder.exec(text, at);
      if (match === null) return;
      if (match.end > match.index) yield match;
      at = match.end > match.index ? match.end : match.index + 1;
    }
  }

  #head(line: Line, offset: number, mark: string): string {
    const { settings, paint } = this.#with;
    const parts: string[] = [];
    const separator = paint('se', mark);
    if (this.#isNamed) parts.push(paint('fn', this.#name), settings.has('Z') ? '\0' : separator);
    if (settings.has('n')) parts.push(paint('ln', String(line.number)), separator);
    if (settings.has('b')) parts.push(paint('bn', String(offset)), separator);
    return parts.join('');
  }

  #plain(text: string, isSelected: boolean): string {
    return this.#with.paint(isSelected ? 'sl' : 'cx', text);
  }

  #painted(line: Line, isSelected: boolean): string {
    let shown = '';
    let at = 0;
    for (const { index, end } of this.#matches(line.text)) {
      shown += this.#plain(line.text.slice(at, index), isSelected);
      shown += this.#with.paint(isSelected ? 'ms' : 'mc', line.text.slice(index, end));
      at = end;
    }
    return shown + this.#plain(line.text.slice(at), isSelected);
  }
}
