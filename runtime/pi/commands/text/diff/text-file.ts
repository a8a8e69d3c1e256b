import { bytesOf, byteString } from '../lines.ts';

/** A file as diff(1) sees it: lines with one character a byte. */
export interface TextFile {
  /** As it is named in what is printed. */
  readonly name: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly modified: number;
  readonly lines: readonly string[];
  /** The last line has no newline. */
  readonly isCut: boolean;
  readonly isBinary: boolean;
  readonly text: string;
}

export const textFile = (name: string, modified: number, bytes: Uint8Array): TextFile => {
  const text = byteString(bytes);
  const lines = text.split('\n');
  const isCut = lines.at(-1) !== '';
  if (!isCut) lines.pop();
  return { name, modified, lines, isCut, isBinary: text.slice(0, 65_536).includes('\0'), text };
};

export interface Ignored {
  readonly case: boolean;
  readonly allSpace: boolean;
  readonly spaceChange: boolean;
  readonly trailingSpace: boolean;
  readonly tabExpansion: boolean;
  readonly carriageReturn: boolean;
}

/** By what a line is compared. A line without its newline is another one, unless blanks do not count. */
export const keysOf = ({ lines, isCut }: TextFile, ignored: Ignored): readonly string[] => {
  const sparesBlanks = ignored.allSpace || ignored.spaceChange || ignored.trailingSpace;
  return lines.map((line, index) => {
    let key = line;
    if (ignored.carriageReturn) key = key.replace(/\r$/, '');
    if (ignored.allSpace) key = key.replace(/[\t\v\f\r ]+/g, '');
    else if (ignored.spaceChange) key = key.replace(/[\t\v\f\r ]+/g, ' ').replace(/ $/, '');
    else if (ignored.trailingSpace) key = key.replace(/[\t\v\f\r ]+$/, '');
    if (ignored.tabExpansion) key = expandTabs(key);
    if (ignored.case) key = new TextDecoder().decode(bytesOf(key)).toLowerCase();
    return isCut && !sparesBlanks && index === lines.length - 1 ? `${key}\n` : key;
  });
};

export const expandTabs = (line: string): string => {
  let out = '';
  for (const character of line) out += character === '\t' ? ' '.repeat(8 - (out.length % 8)) : character;
  return out;
};
