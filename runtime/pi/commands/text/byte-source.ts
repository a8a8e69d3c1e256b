import type { PiProcess } from '../../system.ts';
import { openInput } from './input.ts';
import type { TextInput } from './input.ts';

/** Several files as one stream of bytes: od(1), hexdump(1). One that fails is told of and passed over. */
export class ByteSource {
  readonly #process: PiProcess;
  readonly #names: string[];
  readonly #failed: (name: string, error: unknown) => Promise<void>;
  #input: TextInput | undefined;
  #rest: Uint8Array = new Uint8Array(0);
  /** How many could be opened. */
  opened = 0;

  constructor(process: PiProcess, names: readonly string[], failed: (name: string, error: unknown) => Promise<void>) {
    this.#process = process;
    this.#names = [...names];
    this.#failed = failed;
  }

  /** Opens the first file, to know whether it is there. */
  async begin(): Promise<void> {
    const block = await this.#next();
    if (block !== undefined) this.#rest = block;
  }

  /** So many bytes; fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    while (this.#rest.length < count) {
      const block = await this.#next();
      if (block === undefined) break;
      const joined = new Uint8Array(this.#rest.length + block.length);
      joined.set(this.#rest);
      joined.set(block, this.#rest.length);
      this.#rest = joined;
    }
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** Passes over so many bytes. @returns false: there are not so many */
  async skip(count: number): Promise<boolean> {
    let left = count;
    while (left > 0) {
      const taken = await this.take(Math.min(left, 65_536));
      if (taken.length === 0) return false;
      left -= taken.length;
    }
    return true;
  }

  async #next(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#input === undefined) {
        const name = this.#names.shift();
        if (name === undefined) return undefined;
        try {
          this.#input = openInput(this.#process, name);
          this.opened++;
        } catch (error) {
          await this.#failed(name, error);
        }
        continue;
      }
      const { name } = this.#input;
      try {
        const block = await this.#input.read();
        if (block !== null) return block;
        this.#input.close();
      } catch (error) {
        await this.#failed(name, error);
      }
      this.#input = undefined;
    }
  }
}
