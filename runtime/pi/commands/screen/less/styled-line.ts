/**
 * A line as less shows it: what would move the cursor is made visible, what a typewriter did by
 * striking twice becomes bold or underlined, colours are let through on request (-R).
 *
 *     a, BS, a → bold a       _, BS, a → underlined a      0x01 → ^A, inverse
 *     tab → blanks            0xc3 alone → <C3>, inverse   ESC [ 31 m → colour with -R, else ESC, inverse
 */
import { characterWidth } from '../../../tty/width.ts';

/** One character as it stands on the screen; its width may be 0, for marks that sit on the one before. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** SGR parameters, e.g. `1;31`; empty: plain. */
  readonly style: string;
}

export interface LineStyle {
  /** -R: colours are let through. */
  readonly colours: boolean;
  readonly tab: number;
}

const BOLD = '1';
const UNDERLINE = '4';
const INVERSE = '7';

export const cellsOf = (line: Uint8Array, { colours, tab }: LineStyle): Cell[] => {
  const cells: Cell[] = [];
  let column = 0;
  let colour = '';
  const put = (text: string, width: number, style: string): void => {
    cells.push({ text, width, style });
    column += width;
  };
  const characters = charactersOf(line);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '\t') {
      const to = (Math.floor(column / tab) + 1) * tab;
      while (column < to) put(' ', 1, colour);
    } else if (character === '\b') {
      const below = cells.at(-1);
      const above = characters[at + 1];
      if (below === undefined || above === undefined || isControl(above)) put('^H', 2, INVERSE);
      else {
        cells.pop();
        column -= below.width;
        at++;
        if (above === '_' && below.text !== '_') put(below.text, below.width, merged(below.style, UNDERLINE));
        else if (below.text === '_' && above !== '_') put(above, characterWidth(above), merged(below.style, UNDERLINE));
        else put(above, characterWidth(above), above === below.text ? merged(below.style, BOLD) : below.style);
      }
    } else if (character === '\x1b') {
      const parameters = colours ? colourAt(characters, at) : undefined;
      if (parameters === undefined) put('ESC', 3, INVERSE);
      else {
        at += parameters.length + 2;
        colour = parameters === '' || parameters === '0' ? '' : merged(colour, parameters.replace(/^0;/, ''));
      }
    } else if (character.length > 2) put(character, character.length, INVERSE);
    else if (character === '\r' && at === characters.length - 1) put('^M', 2, INVERSE);
    else if (isControl(character)) put(`^${String.fromCharCode((character.charCodeAt(0) + 64) & 127)}`, 2, INVERSE);
    else put(character, characterWidth(character), colour);
  }
  return cells;
};

const isControl = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0;
  return character.length === 1 && (code < 0x20 || (code >= 0x7f && code < 0xa0));
};

const merged = (style: string, more: string): string => (style === '' ? more : `${style};${more}`);

/** The parameters of a colour sequence that begins here. */
const colourAt = (characters: readonly string[], at: number): string | undefined => {
  if (characters[at + 1] !== '[') return undefined;
  let parameters = '';
  for (let next = at + 2; next < characters.length; next++) {
    const character = characters[next] ?? '';
    if (character === 'm') return parameters;
    if (!/^[\d;:]$/.test(character)) return undefined;
    parameters += character;
  }
  return undefined;
};

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Code points; a byte that is none is `<C3>`. */
const charactersOf = (line: Uint8Array): string[] => {
  try {
    return Array.from(strict.decode(line));
  } catch {
    return [...broken(line)];
  }
};

function* broken(line: Uint8Array): Generator<string> {
  for (let at = 0; at < line.length;) {
    const byte = line[at] ?? 0;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    let character = `<${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    let taken = 1;
    try {
      character = strict.decode(line.subarray(at, at + length));
      taken = length;
    } catch {
      // Shown as the byte that it is.
    }
    at += taken;
    yield character;
  }
}

/** What a search looks at, and the cell that each UTF-16 unit of it belongs to. */
export const textOf = (cells: readonly Cell[]): { text: string; cellAt: readonly number[] } => {
  const cellAt: number[] = [];
  let text = '';
  for (const [index, cell] of cells.entries()) {
    text += cell.text;
    for (let unit = 0; unit < cell.text.length; unit++) cellAt.push(index);
  }
  return { text, cellAt };
};
