/** What `--help` prints, made of the manual page. */
import type { ManualPage } from './page.ts';

const WIDTH = 79;
const TEXT_AT = 28;

export const plain = (text: string): string =>
  text.replace(/(^|[\s("'|[=])([*_])(\S(?:.*?\S)?)\2(?=$|[\s.,:;)'"|\]=])/g, '$1$3');

/** @returns the lines of a paragraph, none wider than `width` unless one word is */
export const wrapped = (text: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
};

export const helpOf = (page: ManualPage): string => {
  const usage = page.synopsis.map((line, index) => `${index === 0 ? 'Usage:' : '  or: '} ${line}`);
  const description = wrapped(plain(page.description[0] ?? page.summary), WIDTH);
  const options = [...(page.options ?? []), ['--help', 'print this help'] as const].flatMap(([names, text]) => {
    const name = `  ${names.startsWith('--') ? '    ' : ''}${names}`;
    const [first = '', ...more] = wrapped(plain(text), WIDTH - TEXT_AT);
    const head = name.length < TEXT_AT - 1 ? [name.padEnd(TEXT_AT) + first] : [name, ' '.repeat(TEXT_AT) + first];
    return [...head, ...more.map((line) => ' '.repeat(TEXT_AT) + line)];
  });
  return [...usage, ...description, '', ...options, ''].join('\n');
};
