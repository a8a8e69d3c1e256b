import { helpOf } from '../../manual/help.ts';
import type { ManualPage } from '../../manual/page.ts';
import { raw } from '../command.ts';
import { bytesOf, byteString, encoder } from './lines.ts';

const page: ManualPage = {
  name: 'echo',
  section: 1,
  summary: 'print words',
  synopsis: ['echo [-neE] [TEXT]...'],
  description: [
    'Prints the TEXTs with a blank between them, and a newline. A shell has an echo of its own, which comes first.',
  ],
  options: [
    ['-n', 'no newline at the end'],
    ['-e', '\\n, \\t, \\\\, \\0101, \\x41 and their like have a meaning; \\c ends the output'],
    ['-E', 'they have none (so it is without options)'],
  ],
  examples: [['/usr/bin/echo -e "a\\tb"', 'a and b with a tabulator between them']],
  seeAlso: ['printf(1)', 'bash(1)'],
};

/** echo(1), the program. What is not all of these letters is text: `echo -nx` prints "-nx". */
export const echo = raw({
  page,
  run: async (process, out) => {
    const words = process.argv.slice(1);
    if (words.length === 1 && words[0] === '--help') {
      await out.write(helpOf(page));
      return 0;
    }
    if (words.length === 1 && words[0] === '--version') {
      await out.write('echo (Kleber, simulated Raspberry Pi)\n');
      return 0;
    }
    let isEscaping = false;
    let end = '\n';
    while (/^-[neE]+$/.test(words[0] ?? ''))
      for (const letter of words.shift() ?? '') {
        if (letter === 'n') end = '';
        else if (letter !== '-') isEscaping = letter === 'e';
      }
    const text = byteString(encoder.encode(words.join(' ')));
    await out.write(bytesOf(isEscaping ? expanded(text, end) : text + end));
    return 0;
  },
});

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Of text with one character a byte; `\c` takes the end away, too. */
const expanded = (text: string, end: string): string => {
  let out = '';
  for (const match of text.matchAll(
    /\\(?:0([0-7]{0,3})|([1-7][0-7]{0,2})|x([0-9A-Fa-f]{1,2})|([abefnrtv\\])|(c))|[^]/g,
  )) {
    const [whole, octal = match[2], , hexadecimal, letter, stop] = match;
    if (stop !== undefined) return out;
    if (octal !== undefined) out += String.fromCharCode(parseInt(octal || '0', 8) & 0xff);
    else if (hexadecimal !== undefined) out += String.fromCharCode(parseInt(hexadecimal, 16));
    else out += letter === undefined ? whole : (LETTERS[letter] ?? whole);
  }
  return out + end;
};
