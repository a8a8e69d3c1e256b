/** complete, compgen, compopt, bind: what Tab offers, and what keys do. */
import { KEYWORDS } from '../keywords.ts';
import { searchPath } from '../launch.ts';
import { quotePattern, matcher } from '../pattern.ts';
import { codeOf } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { optionProblem, readOptions, refuse } from './usage.ts';

const LETTERS = 'abcdefgjksuvprDEIo:A:G:W:F:C:X:P:S:';
const USAGE =
  '[-abcdefgjksuv] [-pr] [-DEI] [-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] [-S suffix] [name ...]';

const ACTIONS: Readonly<Record<string, string>> = {
  alias: 'a', builtin: 'b', command: 'c', directory: 'd', export: 'e', file: 'f', group: 'g', job: 'j', keyword: 'k',
  user: 'u', variable: 'v', function: 'F!', running: 'j', stopped: 'j', setopt: 'o!', shopt: 's!', enabled: 'b', helptopic: 'b', signal: 'S!',
}; // prettier-ignore

/** Names of a kind, for the letter of its option. */
const namesOf = (shell: Shell, letter: string, word: string): string[] => {
  switch (letter) {
    case 'a':
      return [...shell.aliases.keys()];
    case 'b':
      return [...shell.setting.builtins.keys()].toSorted();
    case 'c':
      return [
        ...shell.aliases.keys(),
        ...KEYWORDS,
        ...shell.functions.keys(),
        ...[...shell.setting.builtins.keys()].toSorted(),
        ...searchPath(shell).flatMap((directory) => listed(shell, directory)),
      ];
    case 'd':
      return files(shell, word).filter((path) => isDirectory(shell, path));
    case 'e':
      return shell.variables.names().filter((name) => shell.variables.isExported(name));
    case 'f':
      return files(shell, word);
    case 'g':
      return [...shell.process.groups];
    case 'j':
      return shell.jobs.all.map(({ text }) => text);
    case 'k':
      return [...KEYWORDS];
    case 'u':
      return ['pi', 'root'];
    case 'v':
      return shell.variables.names();
    case 'F!':
      return [...shell.functions.keys()].toSorted();
    case 'o!':
      return Object.keys(shell.options);
    case 's!':
      return [...shell.shopts.keys()];
    default:
      return [];
  }
};

const listed = (shell: Shell, directory: string): readonly string[] => {
  try {
    return shell.process.fs.list(directory);
  } catch (error) {
    codeOf(error);
    return []; // It cannot be read: nothing of it is offered.
  }
};

const isDirectory = (shell: Shell, path: string): boolean => {
  try {
    return shell.process.fs.stat(path).kind === 'directory';
  } catch (error) {
    codeOf(error);
    return false;
  }
};

const files = (shell: Shell, word: string): string[] => {
  const at = word.lastIndexOf('/') + 1;
  const before = word.slice(0, at);
  const hidden = word.slice(at).startsWith('.');
  return listed(shell, before === '' ? '.' : before)
    .filter((name) => hidden || !name.startsWith('.'))
    .map((name) => before + name);
};

const offered = (shell: Shell, options: ReadonlyMap<string, string>, word: string): string[] => {
  const letters = [...'abcdefgjkuv'].filter((letter) => options.has(letter));
  const action = ACTIONS[options.get('A') ?? ''];
  const names = [...letters, ...(action === undefined ? [] : [action])].flatMap((letter) =>
    namesOf(shell, letter, word),
  );
  const words = (options.get('W') ?? '').split(/\s+/).filter((each) => each !== '');
  const globbed = options.has('G') ? files(shell, '').filter(matcher(options.get('G') ?? '')) : [];
  const matching = [...names, ...globbed, ...words].filter((each) => each.startsWith(word));
  const filter = options.get('X');
  const kept = filter === undefined ? matching : matching.filter((each) => !excluded(filter, word)(each));
  return kept.map((each) => `${options.get('P') ?? ''}${each}${options.get('S') ?? ''}`);
};

/** `-X '!*.mp3'`: what does not match goes; `&` is the word being completed. */
const excluded = (filter: string, word: string): ((text: string) => boolean) => {
  const negated = filter.startsWith('!');
  const matches = matcher((negated ? filter.slice(1) : filter).replace(/(?<!\\)&/g, quotePattern(word)));
  return (text) => matches(text) !== negated;
};

export const compgen: Builtin = async (shell, args) => {
  const found = readOptions(args, LETTERS);
  const problem = await optionProblem(shell, 'compgen', found, `compgen ${USAGE.replace('[name ...]', '[word]')}`);
  if (problem !== undefined) return problem;
  const { options, rest } = found;
  if (options.has('F') || options.has('C'))
    return refuse(shell, "compgen: this Pi's shell completes without functions and commands (-F, -C)");
  const action = options.get('A');
  if (action !== undefined && ACTIONS[action] === undefined)
    return refuse(shell, `compgen: ${action}: invalid action name`);
  const names = offered(shell, options, rest[0] ?? '');
  for (const name of new Set(names)) await shell.print(`${name}\n`);
  return names.length > 0 ? 0 : 1;
};

/** Only lists of words: Tab knows every command of this Pi by itself, files and names too. */
export const complete: Builtin = async (shell, args) => {
  const found = readOptions(args, LETTERS);
  const problem = await optionProblem(shell, 'complete', found, `complete ${USAGE}`);
  if (problem !== undefined) return problem;
  const { options, rest } = found;
  const { completions } = shell;
  if (options.has('r')) {
    if (rest.length === 0) completions.clear();
    for (const name of rest)
      if (!completions.delete(name)) return refuse(shell, `complete: ${name}: no completion specification`);
    return 0;
  }
  if (options.has('p') || options.size === 0) {
    if (options.size === 0 && rest.length > 0)
      return refuse(shell, "complete: this Pi's shell completes from lists of words: complete -W 'one two' name");
    for (const name of rest.length === 0 ? completions.keys() : rest) {
      const words = completions.get(name);
      if (words === undefined) return refuse(shell, `complete: ${name}: no completion specification`);
      await shell.print(`complete -W '${words.join(' ')}' ${name}\n`);
    }
    return 0;
  }
  if (!options.has('W'))
    return refuse(shell, "complete: this Pi's shell completes from lists of words: complete -W 'one two' name");
  for (const name of rest)
    completions.set(
      name,
      (options.get('W') ?? '').split(/\s+/).filter((each) => each !== ''),
    );
  return 0;
};

export const compopt: Builtin = (shell) => refuse(shell, 'compopt: not currently executing completion function');

export const bind: Builtin = (shell) =>
  refuse(shell, "bind: the keys of this Pi's shell are those of readline's emacs mode; they cannot be changed");
