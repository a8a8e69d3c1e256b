/**
 * Cuts an input into records: by newlines, by another character, by a regular expression, or (RS empty) by
 * empty lines. mawk reads its input in full blocks of 4096 bytes: into a pipe it says nothing until it has one,
 * unless -W interactive asks it to.
 */
import type { Input } from '../../../process.ts';
import type { PosixRegex } from '../../../posix-regex.ts';
import { bytesToLatin1 } from '../bytes-text.ts';

const BLOCK = 4_096;
/** A longer record is more than a Pi's memory takes. */
const LONGEST_RECORD = 64 * 1024 * 1024;

export type Separator =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paragraphs' }
  | { readonly kind: 'regex'; readonly regex: PosixRegex };

export class RecordTooLong extends Error {}

export class RecordReader {
  readonly #input: Pick<Input, 'read'>;
  readonly #isInteractive: boolean;
  #text = '';
  #at = 0;
  #isOver = false;

  constructor(input: Pick<Input, 'read'>, isInteractive: boolean) {
    this.#input = input;
    this.#isInteractive = isInteractive;
  }

  /** @returns null at the end. @throws SystemError as `read` does, RecordTooLong */
  async next(separator: Separator): Promise<string | null> {
    if (separator.kind === 'paragraphs') await this.#skipNewlines();
    for (;;) {
      const found = this.#find(separator);
      if (found !== undefined) {
        const record = this.#text.slice(this.#at, found.from);
        this.#at = found.to;
        return record;
      }
      if (this.#isOver) break;
      await this.#more();
    }
    if (this.#at >= this.#text.length) return null;
    const rest = this.#text.slice(this.#at);
    this.#at = this.#text.length;
    return separator.kind === 'paragraphs' ? rest.replace(/\n$/, '') : rest;
  }

  #find(separator: Separator): { readonly from: number; readonly to: number } | undefined {
    switch (separator.kind) {
      case 'text': {
        const from = this.#text.indexOf(separator.text, this.#at);
        return from < 0 ? undefined : { from, to: from + separator.text.length };
      }
      case 'paragraphs': {
        const from = this.#text.indexOf('\n\n', this.#at);
        if (from < 0) return undefined;
        let to = from + 2;
        while (this.#text[to] === '\n') to++;
        return to < this.#text.length || this.#isOver ? { from, to } : undefined;
      }
      case 'regex': {
        const rest = this.#text.slice(this.#at);
        const match = separator.regex.exec(rest);
        if (match === null || match.end === match.index) return undefined;
        // At the border it might be longer.
        if (match.end === rest.length && !this.#isOver) return undefined;
        return { from: this.#at + match.index, to: this.#at + match.end };
      }
    }
  }

  async #skipNewlines(): Promise<void> {
    for (;;) {
      while (this.#text[this.#at] === '\n') this.#at++;
      if (this.#at < this.#text.length || this.#isOver) return;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    let fresh = '';
    do {
      const block = await this.#input.read(this.#isInteractive ? undefined : BLOCK - fresh.length);
      if (block === null) {
        this.#isOver = true;
        break;
      }
      fresh += bytesToLatin1(block);
    } while (!this.#isInteractive && fresh.length < BLOCK);
    this.#text = this.#text.slice(this.#at) + fresh;
    this.#at = 0;
    if (this.#text.length > LONGEST_RECORD) throw new RecordTooLong();
  }
}
