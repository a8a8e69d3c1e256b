/**
 * What a terminal sends for a key, as an xterm does (ctlseqs, "PC-Style Function Keys").
 *
 *     a 日            text
 *     \x01            C-a            Ctrl and a letter
 *     \x1bb           M-b            Alt and a letter, or Escape and then the letter
 *     \x1b[A \x1bOA   up
 *     \x1b[1;5C       C-right        also \x1b[5C; M-right is \x1b[1;3C or \x1b\x1b[C
 *     \x18\x15        C-x C-u        Ctrl-X begins a sequence of two
 *     \x1b[200~…      a paste        everything up to \x1b[201~, as text
 */
export type Key = { readonly text: string } | { readonly name: string } | { readonly paste: string };

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
};
const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\t': 'tab',
  '\x1b': 'escape',
  '\x7f': 'backspace',
  '\x1c': 'C-\\',
  '\x1d': 'C-]',
  '\x1e': 'C-^',
  '\x1f': 'C-_',
  '\0': 'C-@',
};
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';
/** A paste longer than this is cut: the line could not be run anyway. */
const LONGEST_PASTE = 1_000_000;

const named = (sequence: string): string => {
  const [, parameters = '', final = ''] = /^\x1b[[O]([0-9;]*)(.)$/.exec(sequence) ?? [];
  const [number = '', modifier] = parameters.split(';');
  const name = final === '~' ? NUMBERED[number] : FINAL[final];
  if (name === undefined) return 'unknown';
  // rxvt has \x1b[5C for Ctrl and the arrow.
  const bits = Number(modifier ?? (final !== '~' && number !== '' ? number : '1')) - 1;
  return ((bits & 4) > 0 ? 'C-' : '') + ((bits & 2) > 0 ? 'M-' : '') + name;
};

/** The name of a key that is one character; of a printable one, itself. */
const nameOf = (character: string): string =>
  character >= ' ' && character !== '\x7f'
    ? character
    : (CONTROL[character] ?? `C-${String.fromCharCode(character.charCodeAt(0) + 0x60)}`);

export class KeyDecoder {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** An escape sequence that is not complete, or C-x. */
  #sequence = '';
  #paste: string | undefined;
  #literal = false;

  /** Keys that are complete with these bytes; what is not, waits for more. */
  keys(bytes: Uint8Array): Key[] {
    return [...this.#decoder.decode(bytes, { stream: true })].flatMap((character) => this.#key(character) ?? []);
  }

  /** The next character is text, whatever it is: Ctrl-V. */
  literal(): void {
    this.#literal = true;
  }

  /** Escape came, and nothing behind it yet. */
  get escapeWaits(): boolean {
    return this.#sequence === '\x1b';
  }

  /** What waits is nothing any more: Escape was a key of its own. */
  forget(): void {
    this.#sequence = '';
  }

  #key(character: string): Key | undefined {
    if (this.#paste !== undefined) return this.#pasted(character);
    if (this.#literal) {
      this.#literal = false;
      return { text: character };
    }
    if (this.#sequence === '' && (character === '\x1b' || character === '\x18')) {
      this.#sequence = character;
      return undefined;
    }
    if (this.#sequence === '')
      return character >= ' ' && character !== '\x7f' ? { text: character } : { name: nameOf(character) };
    return this.#continue(this.#sequence + character, character);
  }

  #continue(sequence: string, character: string): Key | undefined {
    if (/^\x1b\x1b?[[O]$|^\x1b\x1b?\[[0-9;?]+$|^\x1b\x1b$/.test(sequence)) {
      this.#sequence = sequence;
      return undefined;
    }
    this.#sequence = '';
    if (sequence === PASTE_BEGINS) {
      this.#paste = '';
      return undefined;
    }
    if (sequence.startsWith('\x18')) return { name: `C-x ${nameOf(character)}` };
    if (/^\x1b[[O]/.test(sequence)) return { name: named(sequence) };
    if (/^\x1b\x1b[[O]/.test(sequence)) return { name: `M-${named(sequence.slice(1))}` };
    return { name: `M-${nameOf(character)}` };
  }

  #pasted(character: string): Key | undefined {
    const paste = (this.#paste ?? '') + character;
    if (character === '~' && paste.endsWith(PASTE_ENDS)) {
      this.#paste = undefined;
      return { paste: paste.slice(0, -PASTE_ENDS.length).replace(/\r\n?/g, '\n') };
    }
    // Beyond the limit only what may be the end mark is of interest.
    this.#paste = paste.length > LONGEST_PASTE ? paste.slice(0, LONGEST_PASTE - 8) + paste.slice(-8) : paste;
    return undefined;
  }
}
