import { SystemError } from '#runtime/ports.ts';

/** What tail(1) keeps of an input that it cannot go back in. More than this it refuses. */
const MOST = 64 * 1024 * 1024;

/** Keeps the last so many lines or bytes of what is added. @throws SystemError `ENOMEM` */
export class LastPart {
  readonly #isLines: boolean;
  readonly #count: number;
  readonly #end: number;
  readonly #held: { readonly block: Uint8Array; readonly amount: number }[] = [];
  #amount = 0;
  #size = 0;

  constructor(unit: 'lines' | 'bytes', count: number, end: number) {
    this.#isLines = unit === 'lines';
    this.#count = count;
    this.#end = end;
  }

  add(block: Uint8Array): void {
    if (this.#count === 0) return;
    const amount = this.#isLines ? this.#ends(block) : block.length;
    this.#held.push({ block, amount });
    this.#amount += amount;
    this.#size += block.length;
    // Lines: one end more is kept, because the one before the first line is its beginning.
    for (;;) {
      const [first] = this.#held;
      if (first === undefined || this.#amount - first.amount < this.#count + (this.#isLines ? 1 : 0)) break;
      this.#held.shift();
      this.#amount -= first.amount;
      this.#size -= first.block.length;
    }
    if (this.#size > MOST) throw new SystemError('ENOMEM');
  }

  blocks(): readonly Uint8Array[] {
    const blocks = this.#held.map(({ block }) => block);
    const last = blocks.at(-1);
    if (last === undefined) return [];
    // A last line without its end is a line, too.
    const lines = this.#amount + (last.at(-1) === this.#end ? 0 : 1);
    let surplus = (this.#isLines ? lines : this.#amount) - this.#count;
    while (surplus > 0) {
      const [first] = blocks;
      if (first === undefined) break;
      if (!this.#isLines) {
        blocks[0] = first.subarray(surplus);
        break;
      }
      const next = first.indexOf(this.#end);
      if (next < 0) blocks.shift();
      else {
        blocks[0] = first.subarray(next + 1);
        surplus--;
      }
    }
    return blocks;
  }

  #ends(block: Uint8Array): number {
    let count = 0;
    for (let at = block.indexOf(this.#end); at >= 0; at = block.indexOf(this.#end, at + 1)) count++;
    return count;
  }
}
