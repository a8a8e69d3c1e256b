import type { Command, PiProcess } from '../../system.ts';

const HELP = `Usage: echo [-neE] [TEXT]...
Prints the TEXTs with a space between them, and a newline.

  -n   no newline at the end
  -e   \\n, \\t, \\\\, \\0101, \\x41 and their like have a meaning
  -E   they have none (so it is without options)
`;

const ESCAPES: Readonly<Record<string, string>> = {
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

/** echo(1), the program: bash's own `echo` hides it unless it is called as /usr/bin/echo. */
export const echo: Command = {
  name: 'echo',
  paths: ['/usr/bin/echo'],
  run: async (process: PiProcess) => {
    const words = process.argv.slice(1);
    if (words.length === 1 && words[0] === '--help') {
      await process.stdout.write(HELP);
      return 0;
    }
    let isEscaping = false;
    let end = '\n';
    // What is not all of these letters is text: `echo -nx` prints "-nx".
    while (/^-[neE]+$/.test(words[0] ?? ''))
      for (const letter of words.shift() ?? '') {
        if (letter === 'n') end = '';
        else if (letter !== '-') isEscaping = letter === 'e';
      }
    const text = words.join(' ');
    await process.stdout.write(isEscaping ? bytesOf(text, end) : text + end);
    return 0;
  },
};

/** `\c` ends the output at once; an octal or hexadecimal escape is one byte. */
const bytesOf = (text: string, end: string): Uint8Array => {
  const out: number[] = [];
  const encoder = new TextEncoder();
  for (const match of (text + end).matchAll(/\\(?:0([0-7]{0,3})|x([0-9A-Fa-f]{1,2})|([abefnrtv\\])|(c))|[^]/gu)) {
    const [whole, octal, hexadecimal, letter, stop] = match;
    if (stop !== undefined) break;
    if (octal !== undefined) out.push(parseInt(octal || '0', 8) & 0xff);
    else if (hexadecimal !== undefined) out.push(parseInt(hexadecimal, 16));
    else out.push(...encoder.encode(letter === undefined ? whole : (ESCAPES[letter] ?? whole)));
  }
  return Uint8Array.from(out);
};
