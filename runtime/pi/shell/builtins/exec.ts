import type { Signal } from '../../process.ts';
import { ExitShell } from '../flow.ts';
import { findAll, NOT_EXECUTABLE, NOT_FOUND, startExternal } from '../launch.ts';
import { codeOf } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { optionProblem, readOptions } from './usage.ts';

/** What reaches the shell that a program took the place of is meant for the program. */
const PASSED_ON: readonly Signal[] = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGPIPE',
];

/**
 * The Pi's kernel has no execve(2) that keeps the pid: the command runs as a child, and the shell
 * ends with it and as it does. Redirections alone are for simple.ts.
 */
export const exec: Builtin = async (shell, args) => {
  const found = readOptions(args, 'cla:');
  const { options, rest } = found;
  const problem = await optionProblem(
    shell,
    'exec',
    found,
    'exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
  );
  if (problem !== undefined) return problem;
  const [name] = rest;
  if (name === undefined) return 0;
  const refused = await whyNot(shell, name);
  if (refused !== undefined) {
    if (shell.interactive || shell.shopts.get('execfail') === true) return refused;
    throw new ExitShell(refused);
  }
  shell.traps.set('EXIT', undefined);
  throw new ExitShell(await replace(shell, rest, options));
};

/** @returns the status if the command cannot be run; it is told */
const whyNot = async (shell: Shell, name: string): Promise<number | undefined> => {
  if (!name.includes('/')) {
    if (findAll(shell, name).length > 0) return undefined;
    await shell.complain(`exec: ${name}: not found`);
    return NOT_FOUND;
  }
  const { fs } = shell.process;
  try {
    const { kind } = fs.stat(name);
    if (kind === 'file' && fs.access(name, 'execute')) return undefined;
    const path = fs.resolve(name);
    const why = kind === 'directory' ? 'Is a directory' : 'Permission denied';
    await shell.complain(`${path}: ${why}`);
    await shell.complain(`exec: ${path}: cannot execute: ${why}`);
    return NOT_EXECUTABLE;
  } catch (error) {
    codeOf(error);
    await shell.complain(`${fs.resolve(name)}: No such file or directory`);
    return NOT_FOUND;
  }
};

const replace = async (
  shell: Shell,
  words: readonly string[],
  options: ReadonlyMap<string, string>,
): Promise<number> => {
  const { process, variables } = shell;
  const [name = ''] = words;
  const path = name.includes('/') ? name : (findAll(shell, name)[0] ?? name);
  const first = options.get('a') ?? name;
  const argv = [options.has('l') ? `-${first}` : first, ...words.slice(1)];
  if (options.has('c')) for (const each of variables.names()) variables.export(each, false);
  const started = await startExternal(shell, argv, [], { files: new Map(process.fds) }, path);
  if ('status' in started) return started.status;
  for (const signal of PASSED_ON) {
    if (shell.ignoresInterrupt && (signal === 'SIGINT' || signal === 'SIGQUIT')) continue;
    if (shell.traps.get(signal) === '') continue;
    process.onSignal(signal, () => {
      try {
        process.kill(started.pid, signal);
      } catch (error) {
        codeOf(error); // It has ended already.
      }
    });
  }
  for (;;) {
    try {
      const exit = await process.wait(started.pid);
      if (exit.signal !== undefined) await dieAlike(shell, exit.signal);
      return exit.status;
    } catch (error) {
      if (codeOf(error) !== 'EINTR') throw error;
    }
  }
};

const dieAlike = async ({ process }: Shell, signal: Signal): Promise<void> => {
  if (signal !== 'SIGKILL') process.onSignal(signal, 'default');
  process.kill(process.pid, signal);
  await process.yield();
};
