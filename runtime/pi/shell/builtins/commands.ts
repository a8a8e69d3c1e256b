/** type, command, eval, source, exec: commands about commands. */
import type { Builtin, Shell } from '../shell.ts';
import { ExitShell, ReturnFromSource } from '../flow.ts';
import { findAll } from '../launch.ts';
import { runProgram } from '../simple.ts';
import { runText } from '../run-text.ts';
import { reason } from '../shell.ts';
import { takeOptions } from './usage.ts';

export const KEYWORDS: readonly string[] = [
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'in',
  '{',
  '}',
  '!',
];

const describe = (shell: Shell, name: string): { kind: string; sentence: string; path?: string } | undefined => {
  const value = shell.interactive ? shell.aliases.get(name) : undefined;
  if (value !== undefined) return { kind: 'alias', sentence: `${name} is aliased to \`${value}'` };
  if (KEYWORDS.includes(name)) return { kind: 'keyword', sentence: `${name} is a shell keyword` };
  if (shell.setting.builtins.has(name)) return { kind: 'builtin', sentence: `${name} is a shell builtin` };
  const [path] = findAll(shell, name);
  return path === undefined ? undefined : { kind: 'file', sentence: `${name} is ${path}`, path };
};

export const type: Builtin = async (shell, args) => {
  const { options, rest } = takeOptions(args, 'aftpP');
  let status = 0;
  for (const name of rest) {
    const found = describe(shell, name);
    if (found === undefined) {
      if (!options.has('t') && !options.has('p')) await shell.complain(`type: ${name}: not found`);
      status = 1;
      continue;
    }
    if (options.has('t')) await shell.print(`${found.kind}\n`);
    else if (options.has('p')) await shell.print(found.path === undefined ? '' : `${found.path}\n`);
    else await shell.print(`${found.sentence}\n`);
    if (!options.has('a')) continue;
    const others = findAll(shell, name).filter((path) => path !== found.path);
    for (const path of others) await shell.print(`${name} is ${path}\n`);
  }
  return status;
};

const external = (shell: Shell, argv: readonly string[]): Promise<number> =>
  runProgram(shell, argv, { files: new Map(shell.process.fds), assignments: [], text: argv.join(' ') });

export const command: Builtin = async (shell, args) => {
  const { options, rest } = takeOptions(args, 'pvV');
  const [name] = rest;
  if (name === undefined) return 0;
  if (options.has('v') || options.has('V')) {
    let status = 0;
    for (const each of rest) {
      const found = describe(shell, each);
      if (found !== undefined) await shell.print(`${options.has('V') ? found.sentence : (found.path ?? each)}\n`);
      else {
        if (options.has('V')) await shell.complain(`command: ${each}: not found`);
        status = 1;
      }
    }
    return status;
  }
  const builtin = shell.setting.builtins.get(name);
  return builtin === undefined ? external(shell, rest) : builtin(shell, rest);
};

export const evaluate: Builtin = (shell, args) => runText(shell, args.slice(1).join(' '), { name: 'eval' });

export const source: Builtin = async (shell, args) => {
  const [name = '', path, ...positional] = args;
  if (path === undefined) {
    await shell.complain(`${name}: filename argument required`);
    await shell.print(`${name}: usage: ${name} filename [arguments]\n`, 2);
    return 2;
  }
  let text: string;
  try {
    text = new TextDecoder().decode(await shell.process.files.read(path));
  } catch (error) {
    await shell.complain(`${path}: ${reason(error)}`);
    return 1;
  }
  const before = shell.positional;
  if (positional.length > 0) shell.positional = positional;
  shell.sources++;
  try {
    return await runText(shell, text, { name: path });
  } catch (error) {
    if (error instanceof ReturnFromSource) return error.status;
    throw error;
  } finally {
    shell.sources--;
    if (positional.length > 0) shell.positional = before;
  }
};

/**
 * The Pi's kernel has no execve(2) that keeps the pid: the command runs as a child, and the shell
 * ends with it and with its status.
 */
export const exec: Builtin = async (shell, args) => {
  const [, name = ''] = args;
  if (!name.includes('/') && findAll(shell, name).length === 0) {
    await shell.complain(`exec: ${name}: not found`);
    if (shell.interactive) return 127;
    throw new ExitShell(127);
  }
  throw new ExitShell(await external(shell, args.slice(1)));
};
