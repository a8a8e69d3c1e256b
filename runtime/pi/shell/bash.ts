import type { Late } from '../late.ts';
import type { Command, PiProcess, PiProgram } from '../system.ts';
import { builtins } from './builtins/index.ts';
import { executeList } from './execute.ts';
import { runInteractively } from './interactive.ts';
import { NOT_EXECUTABLE, NOT_FOUND } from './launch.ts';
import { runText } from './run-text.ts';
import { codeOf, reason, Shell } from './shell.ts';
import type { LateParts, ShellSetting } from './shell.ts';
import { runStandardInput } from './stdin-script.ts';
import { InvocationProblem, readInvocation, VERSION } from './start-up.ts';
import type { Invocation } from './start-up.ts';
import { untilExit } from './subshell.ts';
import { Variables } from './variables.ts';

export interface BashOptions {
  /** What of the shell is needed only once somebody types or a script asks for it. */
  readonly late: Late<LateParts>;
  /** How the command behind a path (`/usr/bin/mosquitto_sub`) completes its words for Tab, if it does. */
  readonly completerOf?: (path: string) => Command['complete'];
}

/** bash(1), as far as runtime/pi/shell goes. */
export const createBash = (options: BashOptions): Command => {
  const setting: ShellSetting = {
    builtins,
    execute: executeList,
    runScript: (process, path, args, env) => {
      const shell = new Shell({ process, setting, name: path, positional: args, variables: new Variables(env) });
      return runFile(shell, path);
    },
    ...options,
  };
  const run: PiProgram = (process) => main(process, setting);
  return { name: 'bash', paths: ['/usr/bin/bash', '/bin/bash', '/usr/bin/sh', '/bin/sh'], run };
};

const main = async (process: PiProcess, setting: ShellSetting): Promise<number> => {
  const name = process.argv[0] ?? 'bash';
  let invocation: Invocation;
  try {
    invocation = readInvocation(process.argv);
  } catch (error) {
    if (!(error instanceof InvocationProblem)) throw error;
    await process.stderr.write(`${name}: ${error.message}\n`);
    return 2;
  }
  const { show } = invocation;
  if (show !== undefined) {
    await process.stdout.write(show === 'version' ? `${VERSION}\n` : usage(name));
    return 0;
  }
  return run(process, setting, invocation);
};

const usage = (name: string): string =>
  `Usage: ${name} [-l] [-i] [-efuxC] [FILE [ARGUMENT ...]]\n       ${name} [-l] [-efuxC] -c LINES [NAME [ARGUMENT ...]]\n`;

const run = async (process: PiProcess, setting: ShellSetting, invocation: Invocation): Promise<number> => {
  const { login, text, file, positional, name = process.argv[0] ?? 'bash' } = invocation;
  const onTerminal = process.fds.get(0)?.terminal !== undefined && process.fds.get(2)?.terminal !== undefined;
  const interactive = text === undefined && file === undefined && (invocation.interactive || onTerminal);
  const variables = new Variables(process.env);
  variables.set('PWD', process.cwd);
  variables.export('PWD');
  const depth = Number(variables.get('SHLVL') ?? 0) + 1;
  variables.set('SHLVL', String(Number.isFinite(depth) ? depth : 1));
  variables.export('SHLVL');
  const shell = new Shell({ process, setting, name, positional, login, interactive, variables });
  for (const letter of invocation.options) await setting.builtins.get('set')?.(shell, ['set', `-${letter}`]);
  if (interactive && onTerminal) return runInteractively(shell);
  if (text !== undefined) return untilExit(shell, () => runText(shell, text, { name: '-c' }));
  if (file !== undefined) return runFile(shell, file);
  return untilExit(shell, () => runStandardInput(shell));
};

/** A script: `bash FILE`, or an executable text without `#!`. */
const runFile = async (shell: Shell, path: string): Promise<number> => {
  const { process } = shell;
  let text: string;
  try {
    text = new TextDecoder().decode(await process.files.read(path));
  } catch (error) {
    const code = codeOf(error);
    const called = process.argv[0] ?? 'bash';
    const subject = code === 'EISDIR' ? `${path}: ${path}` : path;
    await process.stderr.write(`${called === path ? '' : `${called}: `}${subject}: ${reason(error)}\n`);
    return code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
  }
  return untilExit(shell, () => runText(shell, text));
};
