/**
 * UTF-8 read piece by piece, as mbrtowc(3) does: characters that a block cuts in two are put together,
 * bytes that belong to none are told one by one, as -1 - byte.
 */
export class Utf8Reader {
  #pending: number[] = [];

  read(block: Uint8Array, each: (code: number) => void): void {
    for (const byte of block) {
      if (this.#pending.length === 0 && byte < 0x80) each(byte);
      else this.#next(byte, each);
    }
  }

  /** What is left of a character that never came to its end. */
  end(each: (code: number) => void): void {
    for (const byte of this.#pending) each(-1 - byte);
    this.#pending = [];
  }

  #next(byte: number, each: (code: number) => void): void {
    this.#pending.push(byte);
    for (;;) {
      const [first] = this.#pending;
      if (first === undefined) return;
      const state = decode(this.#pending);
      if (state === 'more') return;
      if (state !== 'invalid') {
        each(state);
        this.#pending = [];
        return;
      }
      each(-1 - first);
      this.#pending.shift();
    }
  }
}

const decode = (bytes: readonly number[]): number | 'more' | 'invalid' => {
  const [first = 0, second] = bytes;
  if (first < 0x80) return first;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : (first & 0xf0) === 0xe0 ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
  if (length === 0 || bytes.slice(1).some((byte) => (byte & 0xc0) !== 0x80)) return 'invalid';
  if (second !== undefined) {
    // Too long a form, half of a surrogate pair, or beyond the last character.
    if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f)) return 'invalid';
    if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f)) return 'invalid';
  }
  if (bytes.length < length) return 'more';
  return bytes.slice(1).reduce((code, byte) => (code << 6) | (byte & 0x3f), first & (0xff >> (length + 1)));
};
