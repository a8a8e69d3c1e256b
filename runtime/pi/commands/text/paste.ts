import { quotedName } from '../../quoting.ts';
import { command, Failure } from '../command.ts';
import { LineReader } from '../stdio.ts';
import { FileProblems, inputNames, openInput } from './input.ts';
import type { TextInput } from './input.ts';
import { encoder, NEWLINE } from './lines.ts';

/** paste(1) */
export const paste = command({
  page: {
    name: 'paste',
    section: 1,
    summary: 'put lines of files side by side',
    synopsis: ['paste [OPTION]... [FILE]...'],
    description: [
      'Prints lines that are made of the first lines of all FILEs, of their second lines, and so on, with a tabulator between them. - is standard input; several of them take its lines in turn.',
    ],
    options: [
      [
        '-d, --delimiters=LIST',
        'between the columns, the characters of LIST in turn instead of a tabulator; \\n, \\t, \\\\, \\0 (nothing) are known',
      ],
      ['-s, --serial', 'all lines of one file in one line'],
      ['-z, --zero-terminated', 'lines end with a NUL byte, not with a newline'],
    ],
    examples: [
      ['paste -sd+ numbers | bc', 'the numbers of a file as one sum'],
      ['ls | paste - - -', 'in three columns'],
    ],
    seeAlso: ['cut(1)'],
  },
  run: async (process, { options, operands }, out) => {
    const delimiters = delimitersOf(options.get('d') ?? '\t');
    const end = options.has('z') ? 0 : NEWLINE;
    const names = inputNames(operands);
    const problems = new FileProblems(process, out);
    const between = (index: number): Uint8Array => delimiters[index % delimiters.length] ?? new Uint8Array(0);
    if (options.has('s'))
      return problems.forEach(names, async (input) => {
        const reader = new LineReader(input, end);
        let index = 0;
        for (let line = await reader.next(); line !== null; line = await reader.next()) {
          if (index > 0) await out.write(between(index - 1));
          await out.write(line);
          index++;
        }
        await out.write(Uint8Array.of(end));
      });
    const readers: (LineReader | undefined)[] = [];
    const shared = new Map<string, LineReader>();
    for (const name of names) {
      let input: TextInput;
      try {
        input = openInput(process, name);
      } catch (error) {
        // One that is missing ends it: there would be a column too few.
        await problems.failed(quotedName(name), error);
        return problems.status;
      }
      const reader = (name === '-' ? shared.get(name) : undefined) ?? new LineReader(input, end);
      if (name === '-') shared.set(name, reader);
      readers.push(reader);
    }
    for (;;) {
      const line: Uint8Array[] = [];
      let isOver = true;
      for (const [index, reader] of readers.entries()) {
        let part: Uint8Array | null = null;
        try {
          part = (await reader?.next()) ?? null;
        } catch (error) {
          await problems.failed(quotedName(names[index] ?? ''), error);
        }
        if (part === null) readers[index] = undefined;
        else isOver = false;
        if (index > 0) line.push(between(index - 1));
        line.push(part ?? new Uint8Array(0));
      }
      if (isOver) return problems.status;
      for (const part of line) await out.write(part);
      await out.write(Uint8Array.of(end));
    }
  },
});

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** One byte each, or none: `\0`. */
const delimitersOf = (text: string): readonly Uint8Array[] => {
  if (/^(?:[^\\]|\\[^])*\\$/.test(text)) throw new Failure(`delimiter list ends with an unescaped backslash: ${text}`);
  const found = [...text.matchAll(/\\([^])|[^]/gu)].flatMap(([whole, letter]) => {
    const bytes = encoder.encode(letter === undefined ? whole : (ESCAPES[letter] ?? letter));
    return bytes.length === 0 ? [bytes] : [...bytes].map((byte) => Uint8Array.of(byte));
  });
  return found.length === 0 ? [new Uint8Array(0)] : found;
};
