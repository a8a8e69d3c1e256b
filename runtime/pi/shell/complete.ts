/**
 * What Tab offers: commands where one may stand, variables after $, files elsewhere, and what the
 * command itself offers for its words.
 */
import { codeOf } from './shell.ts';
import type { Shell } from './shell.ts';
import { KEYWORDS } from './builtins/commands.ts';
import { findAll, searchPath } from './launch.ts';
import type { Candidate, Completion } from './readline/completion.ts';

interface Typed {
  /** Words of the command so far, unquoted, the last one being completed. */
  readonly words: readonly string[];
  /** Where the last one begins, in the line. */
  readonly start: number;
  /** The quote it stands in. */
  readonly quote: '' | "'" | '"';
}

/** Cuts the line before the cursor as the shell would, as far as that goes before it is finished. */
export const typedWords = (line: string): Typed => {
  let words: string[] = [];
  let word = '';
  let start = 0;
  let begun = false;
  let quote: Typed['quote'] = '';
  for (let i = 0; i < line.length; i++) {
    const character = line[i] ?? '';
    const begin = (): void => {
      if (!begun) start = i;
      begun = true;
    };
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (character === '\\' && quote === '"' && /[$`"\\]/.test(line[i + 1] ?? '')) word += line[++i] ?? '';
      else word += character;
    } else if (character === "'" || character === '"') {
      begin();
      quote = character;
    } else if (character === '\\' && i + 1 < line.length) {
      begin();
      word += line[++i] ?? '';
    } else if (/\s/.test(character)) {
      if (begun) words.push(word);
      word = '';
      begun = false;
    } else if (/[|&;()<>]/.test(character)) {
      const redirection = character === '<' || character === '>';
      if (begun) words.push(word);
      if (!redirection) words = [];
      else words.push(character);
      word = '';
      begun = false;
    } else {
      begin();
      word += character;
    }
  }
  return { words: [...words, word], start: begun ? start : line.length, quote };
};

/** Words after which a command may begin. */
const OPENING: ReadonlySet<string> = new Set([
  'if',
  'then',
  'else',
  'elif',
  'while',
  'until',
  'do',
  '!',
  '{',
  'sudo',
  'exec',
  'command',
]);

export const completeLine = (shell: Shell, line: string, cursor: number): Promise<Completion> => {
  const typed = typedWords(line.slice(0, cursor));
  const { words, start, quote } = typed;
  const word = words.at(-1) ?? '';
  const variable = /\$\{?([A-Za-z_][A-Za-z0-9_]*)?$/.exec(word);
  const raw = line.slice(start, cursor);
  if (variable !== null && quote !== "'" && raw.endsWith(variable[0])) {
    return Promise.resolve({ start: cursor - variable[0].length, candidates: variables(shell, variable[0]) });
  }
  const before = words.slice(0, -1);
  while (before.length > 0 && (OPENING.has(before[0] ?? '') || /^[A-Za-z_][A-Za-z0-9_]*=/.test(before[0] ?? '')))
    before.shift();
  const command = before.length === 0 && !word.includes('/');
  const candidates = command ? commands(shell, word) : argumentsOf(shell, before, word);
  return Promise.resolve({ start, candidates: candidates.map((each) => quoted(each, quote)) });
};

const variables = (shell: Shell, typed: string): Candidate[] => {
  const braces = typed.startsWith('${');
  const prefix = typed.replace(/^\$\{?/, '');
  return shell.variables
    .names()
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ text: braces ? `\${${name}}` : `$${name}`, suffix: ' ', label: name }));
};

const commands = (shell: Shell, prefix: string): Candidate[] => {
  const names = new Set([...shell.setting.builtins.keys(), ...shell.aliases.keys(), ...KEYWORDS]);
  for (const directory of searchPath(shell)) {
    for (const name of namesIn(shell, directory))
      if (shell.process.fs.access(`${directory}/${name}`, 'execute')) names.add(name);
  }
  return [...names]
    .filter((name) => name.startsWith(prefix))
    .toSorted()
    .map((name) => ({ text: name, suffix: ' ', label: name }));
};

const namesIn = (shell: Shell, directory: string): readonly string[] => {
  try {
    return shell.process.fs.list(directory);
  } catch (error) {
    codeOf(error);
    return []; // A directory that cannot be read offers nothing.
  }
};

const argumentsOf = (shell: Shell, before: readonly string[], word: string): Candidate[] => {
  const redirected = before.at(-1) === '>' || before.at(-1) === '<';
  const [name = ''] = before;
  const [path] = redirected ? [] : findAll(shell, name);
  const own = path === undefined ? [] : (shell.setting.completerOf?.(path)?.([...before, word], shell.process) ?? []);
  if (own.length > 0) return own.map((text) => ({ text, suffix: text.endsWith('/') ? '' : ' ', label: text }));
  return files(shell, word, name === 'cd');
};

const files = (shell: Shell, word: string, directoriesOnly: boolean): Candidate[] => {
  const slash = word.lastIndexOf('/') + 1;
  const typedDirectory = word.slice(0, slash);
  const prefix = word.slice(slash);
  const home = /^~(?=\/)/.test(word) ? shell.homeOf('') : undefined;
  const directory = home === undefined ? typedDirectory : home + typedDirectory.slice(1);
  return namesIn(shell, directory === '' ? '.' : directory)
    .filter((name) => name.startsWith(prefix) && (prefix !== '' || !name.startsWith('.')))
    .flatMap((name): Candidate[] => {
      const folder = isDirectory(shell, directory + name);
      if (directoriesOnly && !folder) return [];
      const mark = folder ? '/' : '';
      return [{ text: typedDirectory + name + mark, suffix: folder ? '' : ' ', label: name + mark }];
    });
};

const isDirectory = (shell: Shell, path: string): boolean => {
  try {
    return shell.process.fs.stat(path).kind === 'directory';
  } catch (error) {
    codeOf(error);
    return false; // A dangling link.
  }
};

const quoted = (candidate: Candidate, quote: Typed['quote']): Candidate => {
  const { text, suffix } = candidate;
  if (quote === '') return { ...candidate, text: text.replace(/[\s\\'"`$&|;<>()*?[\]{}!#]/g, '\\$&') };
  return { ...candidate, text: quote + text, suffix: suffix === '' ? '' : `${quote}${suffix}` };
};
