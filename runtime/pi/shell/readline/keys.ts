/**
 * What a terminal sends for a key, as an xterm does (ctlseqs, "PC-Style Function Keys").
 *
 *     a 日        text
 *     \x01        C-a        Ctrl and a letter
 *     \x1bb       M-b        Alt and a letter, or Escape and then the letter
 *     \x1b[A      up
 *     \x1b[1;5C   C-right
 */
export type Key = { readonly text: string } | { readonly name: string };

const FINAL: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end' };
const NUMBERED: Readonly<Record<string, string>> = {
  '1': 'home',
  '2': 'insert',
  '3': 'delete',
  '4': 'end',
  '5': 'page-up',
  '6': 'page-down',
  '7': 'home',
  '8': 'end',
  '200': 'paste-begin',
  '201': 'paste-end',
};
const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x7f': 'backspace',
  '\x1f': 'C-_',
};

const named = (sequence: string): string => {
  const [, parameters = '', final = ''] = /^\x1b[[O]([0-9;]*)(.)$/.exec(sequence) ?? [];
  const [number = '', modifier = '1'] = parameters.split(';');
  const name = final === '~' ? NUMBERED[number] : FINAL[final];
  if (name === undefined) return 'unknown';
  const bits = Number(modifier) - 1;
  return ((bits & 4) > 0 ? 'C-' : (bits & 2) > 0 ? 'M-' : '') + name;
};

export class KeyDecoder {
  readonly #decoder = new TextDecoder();
  /** An escape sequence that is not complete. */
  #sequence = '';

  /** Keys that are complete with these bytes; what is not, waits for more. */
  keys(bytes: Uint8Array): Key[] {
    return [...this.#decoder.decode(bytes, { stream: true })].flatMap((character) => this.#key(character) ?? []);
  }

  #key(character: string): Key | undefined {
    if (this.#sequence === '' && character === '\x1b') {
      this.#sequence = character;
      return undefined;
    }
    if (this.#sequence !== '') return this.#continue(character);
    const code = character.charCodeAt(0);
    if (code >= 0x20 && code !== 0x7f) return { text: character };
    return { name: CONTROL[character] ?? `C-${String.fromCharCode(code + 0x60)}` };
  }

  #continue(character: string): Key | undefined {
    const sequence = this.#sequence + character;
    if (sequence === '\x1b[' || sequence === '\x1bO' || /^\x1b\[[0-9;]+$/.test(sequence)) {
      this.#sequence = sequence;
      return undefined;
    }
    this.#sequence = '';
    if (/^\x1b[[O]/.test(sequence)) return { name: named(sequence) };
    if (character === '\x1b') {
      this.#sequence = character;
      return undefined;
    }
    const code = character.charCodeAt(0);
    if (character === '\x7f' || character === '\b') return { name: 'M-backspace' };
    return { name: code < 0x20 ? `M-C-${String.fromCharCode(code + 0x60)}` : `M-${character}` };
  }
}
