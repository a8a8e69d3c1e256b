/** type, command, builtin, hash, enable: commands about commands. */
import { formatFunction } from '../format.ts';
import { KEYWORDS } from '../keywords.ts';
import { findAll } from '../launch.ts';
import { singleQuoted } from '../quote.ts';
import { commandOf } from '../run-words.ts';
import type { Builtin, Shell } from '../shell.ts';
import { callBuiltin } from '../simple.ts';
import { invalidOption, optionProblem, readOptions, refuse, takeOptions } from './usage.ts';

export { KEYWORDS } from '../keywords.ts';

/** The path that `command -p` looks on: getconf(1), PATH. */
const STANDARD_PATH = '/bin:/usr/bin';

interface Meaning {
  readonly kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file';
  /** As `type` and `command -V` say it. */
  readonly sentence: string;
  /** As `command -v` says it. */
  readonly short: string;
  readonly path?: string;
}

/** What a name means, the first one first. */
const meanings = (shell: Shell, name: string, withFunctions: boolean): Meaning[] => {
  const found: Meaning[] = [];
  const alias = shell.expandsAliases ? shell.aliases.get(name) : undefined;
  if (alias !== undefined)
    found.push({
      kind: 'alias',
      sentence: `${name} is aliased to \`${alias}'`,
      short: `alias ${name}=${singleQuoted(alias)}`,
    });
  if (KEYWORDS.includes(name)) found.push({ kind: 'keyword', sentence: `${name} is a shell keyword`, short: name });
  const known = withFunctions ? shell.functions.get(name) : undefined;
  if (known !== undefined)
    found.push({ kind: 'function', sentence: `${name} is a function\n${formatFunction(known.command)}`, short: name });
  if (shell.builtin(name) !== undefined)
    found.push({ kind: 'builtin', sentence: `${name} is a shell builtin`, short: name });
  const hashed = name.includes('/') ? undefined : shell.hashed.get(name);
  for (const [index, path] of findAll(shell, name).entries()) {
    const isHashed = index === 0 && hashed?.path === path && found.length === 0;
    found.push({
      kind: 'file',
      sentence: isHashed ? `${name} is hashed (${path})` : `${name} is ${path}`,
      short: path,
      path,
    });
  }
  return found;
};

export const type: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'aftpP');
  if (bad !== undefined) return invalidOption(shell, 'type', bad, 'type [-afptP] name [name ...]');
  let status = 0;
  for (const name of rest) {
    const all = meanings(shell, name, !options.has('f'));
    const files = all.filter(({ kind }) => kind === 'file');
    const shown = options.has('P') ? files : all;
    const wanted = options.has('a') ? shown : shown.slice(0, 1);
    if (wanted.length === 0) {
      if (!options.has('t') && !options.has('p') && !options.has('P')) await shell.complain(`type: ${name}: not found`);
      status = 1;
      continue;
    }
    for (const { kind, sentence, path } of wanted) {
      if (options.has('t')) await shell.print(`${kind}\n`);
      else if (options.has('p') || options.has('P')) await shell.print(path === undefined ? '' : `${path}\n`);
      else await shell.print(`${options.has('a') && path !== undefined ? `${name} is ${path}` : sentence}\n`);
    }
  }
  return status;
};

export const command: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'pvV');
  if (bad !== undefined) return invalidOption(shell, 'command', bad, 'command [-pVv] command [arg ...]');
  if (rest.length === 0) return 0;
  if (options.has('v') || options.has('V')) {
    let status = 1;
    for (const each of rest) {
      const [found] = meanings(shell, each, true);
      if (found !== undefined) {
        await shell.print(`${options.has('V') ? found.sentence : found.short}\n`);
        status = 0;
      } else if (options.has('V')) await shell.complain(`command: ${each}: not found`);
    }
    return status;
  }
  if (!options.has('p')) return commandOf(shell, rest);
  const builtin = shell.builtin(rest[0] ?? '');
  const [path] = builtin === undefined ? findAll(shell, rest[0] ?? '', STANDARD_PATH) : [];
  return commandOf(shell, path === undefined ? rest : [path, ...rest.slice(1)]);
};

export const builtin: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, '');
  if (bad !== undefined) return invalidOption(shell, 'builtin', bad, 'builtin [shell-builtin [arg ...]]');
  const [name] = rest;
  if (name === undefined) return 0;
  const found = shell.builtin(name);
  if (found === undefined) return refuse(shell, `builtin: ${name}: not a shell builtin`);
  return callBuiltin(shell, found, { argv: rest, assignments: [] });
};

export const hash: Builtin = async (shell, args) => {
  const found = readOptions(args, 'dlp:rt');
  const { options, rest } = found;
  const problem = await optionProblem(shell, 'hash', found, 'hash [-lr] [-p pathname] [-dt] [name ...]');
  if (problem !== undefined) return problem;
  const { hashed } = shell;
  if (options.has('r')) hashed.clear();
  if (rest.length === 0) {
    if (options.has('r')) return 0;
    if (hashed.size === 0) {
      await shell.print('hash: hash table empty\n');
      return 0;
    }
    if (!options.has('l')) await shell.print('hits\tcommand\n');
    for (const [name, { path, hits }] of hashed)
      await shell.print(
        options.has('l') ? `builtin hash -p ${path} ${name}\n` : `${String(hits).padStart(4)}\t${path}\n`,
      );
    return 0;
  }
  let status = 0;
  for (const name of rest) {
    const given = options.get('p');
    const known = hashed.get(name);
    if (given !== undefined) hashed.set(name, { path: given, hits: 0 });
    else if (options.has('d') || options.has('t')) {
      if (known === undefined) status = await refuse(shell, `hash: ${name}: not found`);
      else if (options.has('d')) hashed.delete(name);
      else await shell.print(`${rest.length > 1 ? `${name}\t` : ''}${known.path}\n`);
    } else if (shell.builtin(name) === undefined && !shell.functions.has(name)) {
      const [path] = findAll(shell, name);
      if (path === undefined) status = await refuse(shell, `hash: ${name}: not found`);
      else hashed.set(name, { path, hits: 0 });
    }
  }
  return status;
};

export const enable: Builtin = async (shell, args) => {
  const found = readOptions(args, 'adnpsf:');
  const { options, rest } = found;
  const problem = await optionProblem(shell, 'enable', found, 'enable [-a] [-dnps] [-f filename] [name ...]');
  if (problem !== undefined) return problem;
  if (options.has('f') || options.has('d'))
    return refuse(shell, 'enable: this simulated Pi cannot load builtins from a file');
  const { disabled, setting } = shell;
  if (rest.length === 0 || options.has('p')) {
    for (const name of [...setting.builtins.keys()].toSorted()) {
      const isOff = disabled.has(name);
      if (!options.has('a') && isOff !== options.has('n')) continue;
      await shell.print(`enable ${isOff ? '-n ' : ''}${name}\n`);
    }
    return 0;
  }
  let status = 0;
  for (const name of rest) {
    if (!setting.builtins.has(name)) status = await refuse(shell, `enable: ${name}: not a shell builtin`);
    else if (options.has('n')) disabled.add(name);
    else disabled.delete(name);
  }
  return status;
};
