import { Failure } from '../command.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '#': '#',
  $: '$',
  _: ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
};
const STATUS = 125;

/**
 * env -S: a string taken apart into arguments, with quotes, backslashes, `${NAME}` and comments.
 *
 *     python3 -u            python3, -u
 *     awk 'x y' "${HOME}"   awk, x y, /home/pi
 *
 * @throws Failure
 */
export const splitString = (text: string, env: Readonly<Record<string, string>>): readonly string[] => {
  const words: string[] = [];
  let word: string | undefined;
  let quoted: '"' | "'" | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quoted === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (quoted === undefined && character === '#' && word === undefined) break;
    if (character === quoted) {
      quoted = undefined;
      continue;
    }
    if (quoted === undefined && (character === '"' || character === "'")) {
      quoted = character;
      word ??= '';
      continue;
    }
    if (character === '$' && quoted !== "'") {
      const [whole, name] = /^\$\{([A-Za-z_]\w*)\}/.exec(text.slice(at)) ?? [];
      if (whole === undefined || name === undefined)
        throw new Failure(`only \${VARNAME} expansion is supported, error at: ${text.slice(at)}`, STATUS);
      word = (word ?? '') + (env[name] ?? '');
      at += whole.length - 1;
      continue;
    }
    if (character === '\\' && (quoted !== "'" || /[\\']/.test(text[at + 1] ?? ''))) {
      const next = text[++at];
      if (next === undefined) throw new Failure('invalid backslash at end of string in -S', STATUS);
      if (next === 'c') {
        if (quoted === '"') throw new Failure("'\\c' must not appear in double-quoted -S string", STATUS);
        break;
      }
      if (next === '_' && quoted === undefined) {
        if (word !== undefined) words.push(word);
        word = undefined;
        continue;
      }
      const known = ESCAPES[next];
      if (known === undefined) throw new Failure(`invalid sequence '\\${next}' in -S`, STATUS);
      word = (word ?? '') + known;
      continue;
    }
    word = (word ?? '') + character;
  }
  if (quoted !== undefined) throw new Failure('no terminating quote in -S string', STATUS);
  return word === undefined ? words : [...words, word];
};
