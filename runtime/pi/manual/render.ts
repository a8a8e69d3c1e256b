/**
 * A manual page as man(1) shows it: a line at the head, sections with their text at column 7, tags that
 * hang at their left, a line at the foot. Bold and underlined are struck twice (styled-text.ts).
 */
import type { ManualPage } from './page.ts';
import { lengthOf, overstruck, piecesOf, shown, wrappedPieces } from './styled-text.ts';
import type { Piece } from './styled-text.ts';

export type Language = 'en' | 'de';

const INDENT = 7;
/** Where the text behind a tag stands. */
const HANG = 14;
/** Two columns stay free at the right, as man-db has it. */
const MARGIN = 2;

interface Words {
  readonly name: string;
  readonly synopsis: string;
  readonly description: string;
  readonly options: string;
  readonly exitStatus: string;
  readonly examples: string;
  readonly differences: string;
  readonly seeAlso: string;
  readonly sections: Readonly<Record<ManualPage['section'], string>>;
  readonly foot: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    name: 'NAME',
    synopsis: 'SYNOPSIS',
    description: 'DESCRIPTION',
    options: 'OPTIONS',
    exitStatus: 'EXIT STATUS',
    examples: 'EXAMPLES',
    differences: 'DIFFERENCES',
    seeAlso: 'SEE ALSO',
    sections: {
      1: 'User Commands',
      4: 'Devices',
      5: 'File Formats',
      7: 'Miscellaneous',
      8: 'System Administration',
    },
    foot: 'Simulated Raspberry Pi',
  },
  de: {
    name: 'NAME',
    synopsis: 'ÜBERSICHT',
    description: 'BESCHREIBUNG',
    options: 'OPTIONEN',
    exitStatus: 'RÜCKGABEWERT',
    examples: 'BEISPIELE',
    differences: 'UNTERSCHIEDE',
    seeAlso: 'SIEHE AUCH',
    sections: {
      1: 'Befehle für Benutzer',
      4: 'Geräte',
      5: 'Dateiformate',
      7: 'Verschiedenes',
      8: 'Systemverwaltung',
    },
    foot: 'Simulierter Raspberry Pi',
  },
};

/** @param columns of the terminal */
export const renderPage = (page: ManualPage, language: Language, columns: number): string => {
  const words = WORDS[language];
  const width = Math.max(INDENT + 20, columns - MARGIN);
  const title = `${page.name.toUpperCase()}(${page.section})`;
  const lines: string[] = [apart(title, words.sections[page.section], title, width)];
  const section = (heading: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push('', overstruck(heading, 'bold'), ...body);
  };
  section(words.name, paragraph([{ text: `${page.name} - ${page.summary}`, style: 'plain' }], width));
  section(
    words.synopsis,
    page.synopsis.flatMap((line) => hanging(syntaxOf(line), INDENT, width)),
  );
  section(words.description, paragraphs(page.description, width));
  section(words.options, tagged(page.options ?? [], width));
  for (const [heading, texts] of page.sections ?? []) section(heading, paragraphs(texts, width));
  section(words.exitStatus, tagged(page.exitStatus ?? [], width));
  section(words.examples, examples(page.examples ?? [], width));
  section(words.differences, paragraphs(page.differences ?? [], width));
  section(words.seeAlso, page.seeAlso === undefined ? [] : paragraph(referencesOf(page.seeAlso), width));
  lines.push('', apart('Kleber', words.foot, title, width));
  return lines.map((line) => `${line}\n`).join('');
};

/** Three texts on one line: at the left, in the middle, at the right. */
const apart = (left: string, middle: string, right: string, width: number): string => {
  const before = Math.max(1, Math.floor((width - [...middle].length) / 2) - [...left].length);
  const start = left + ' '.repeat(before) + middle;
  return start + ' '.repeat(Math.max(1, width - [...start].length - [...right].length)) + right;
};

const indented = (pieces: readonly Piece[], column: number): string => ' '.repeat(column) + shown(pieces);

const paragraph = (pieces: readonly Piece[], width: number, column = INDENT): string[] =>
  wrappedPieces(pieces, width - column).map((line) => indented(line, column));

const paragraphs = (texts: readonly string[], width: number): string[] =>
  texts.flatMap((text, index) => {
    const lines = text.startsWith('  ') ? asItStands(text) : paragraph(piecesOf(text), width);
    return index === 0 ? lines : ['', ...lines];
  });

const asItStands = (text: string): string[] =>
  text.split('\n').map((line) => indented(piecesOf(line.slice(2)), INDENT));

/** A line that goes on below is indented once more. */
const hanging = (pieces: readonly Piece[], column: number, width: number): string[] => {
  const [first = [], ...more] = wrappedPieces(pieces, width - HANG);
  return [indented(first, column), ...more.map((line) => indented(line, HANG))];
};

const tagged = (entries: readonly (readonly [tag: string, text: string])[], width: number): string[] =>
  entries.flatMap(([tag, text], index) => {
    const label = syntaxOf(tag);
    const lines = paragraph(piecesOf(text), width, HANG);
    const isShort = lengthOf(label) < HANG - INDENT;
    const [first = '', ...more] = lines;
    const head = isShort
      ? [indented(label, INDENT) + first.slice(INDENT + lengthOf(label)), ...more]
      : [indented(label, INDENT), ...lines];
    return index === 0 ? head : ['', ...head];
  });

const examples = (entries: readonly (readonly [command: string, text: string])[], width: number): string[] =>
  entries.flatMap(([command, text], index) => [
    ...(index === 0 ? [] : ['']),
    indented([{ text: command, style: 'bold' }], INDENT),
    ...paragraph(piecesOf(text), width, HANG),
  ]);

/** Names and options are bold, what stands for something is underlined: `head -n NUM [FILE]...`. */
const syntaxOf = (line: string): Piece[] =>
  Array.from(line.matchAll(/(^\w[\w.+-]*|--?[\w?~#][\w-]*)|([A-Z][A-Z0-9_]+|\b[A-Z]\b)|[^A-Z\w-]+|./gu), (match) => ({
    text: match[0],
    style:
      match[1] !== undefined && !/^[A-Z]+$/.test(match[0]) ? 'bold' : match[2] !== undefined ? 'underlined' : 'plain',
  }));

const referencesOf = (pages: readonly string[]): Piece[] =>
  pages.flatMap((reference, index) => {
    const [, name = reference, section = ''] = /^(.*?)(\(\d\))?$/.exec(reference) ?? [];
    return [
      { text: name, style: 'bold' as const },
      { text: section, style: 'plain' as const },
      ...(index < pages.length - 1 ? [{ text: ', ', style: 'plain' as const }] : []),
    ];
  });
