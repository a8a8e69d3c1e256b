import { linesOf } from './lines.ts';
import { trimBlanks } from './read-value.ts';
import type { Note } from './reading.ts';

/** `NAME:SECRET`, a line. */
export interface NameAndSecret {
  readonly name: string;
  readonly secret: string;
  /** Of the file, from 1. */
  readonly line: number;
}

/**
 * What password files and files of shared keys have in common: a name, a colon, and what is behind it up to the
 * next one. Blanks around both count for nothing, lines without a colon neither.
 *
 *     ada:$7$101$…     ada
 *      ada : secret    ada
 *     # comment        none
 *     ada              none
 *     :secret          none, and that is said
 */
export function namesAndSecrets(
  file: Uint8Array,
  path: string,
): { readonly lines: readonly NameAndSecret[]; readonly notes: readonly Note[] } {
  const lines: NameAndSecret[] = [];
  const notes: Note[] = [];
  const texts = linesOf(file);
  // Where a line ends, there is something behind the colon: the newline.
  const isOpen = file.at(-1) !== 0x0a;
  for (const [index, text] of texts.entries()) {
    if (text.startsWith('#') || !text.includes(':')) continue;
    const [, nameAlone] = isOpen && index === texts.length - 1 ? (/^([^:]+):+$/u.exec(text) ?? []) : [];
    if (text.startsWith(':') || nameAlone !== undefined) {
      notes.push({ level: 'warning', text: `Warning: Invalid line in password file '${path}': ${nameAlone ?? text}` });
      continue;
    }
    const [name = '', secret = ''] = text.split(':').map(trimBlanks);
    lines.push({ name, secret, line: index + 1 });
  }
  return { lines, notes };
}
