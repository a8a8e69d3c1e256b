import type { Late } from '../late.ts';
import type { Command, PiProcess, PiProgram } from '../system.ts';
import { createBuiltins } from './builtin-table.ts';
import { defineDynamicVariables, setShellVariables } from './dynamic-variables.ts';
import { executeCommand, executeList } from './execute.ts';
import { importedName } from './function-text.ts';
import { importFunction } from './import-function.ts';
import { runInteractively } from './interactive.ts';
import { lateParts } from './late-part.ts';
import { NOT_EXECUTABLE, NOT_FOUND } from './launch.ts';
import { runText } from './run-text.ts';
import { codeOf, reason, Shell } from './shell.ts';
import type { LateParts, ShellSetting, ShellStart } from './shell.ts';
import { InvocationProblem, readInvocation, usage, VERSION } from './start-up.ts';
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
    builtins: createBuiltins(options.late),
    execute: executeList,
    executeCommand,
    runText,
    runScript: async (process, path, args, env) => {
      const shell = await startShell(env, { process, setting, name: path, positional: args, script: path });
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
    await process.stderr.write(`${name}: ${error.message}\n${error.showsUsage ? usage(name) : ''}`);
    return 2;
  }
  const { show } = invocation;
  if (show !== undefined) {
    await process.stdout.write(show === 'version' ? VERSION : usage(name));
    return 0;
  }
  return run(process, setting, invocation);
};

/** A shell with the environment and the variables that it begins with. */
const startShell = async (
  env: Readonly<Record<string, string>>,
  start: Omit<ShellStart, 'variables'>,
): Promise<Shell> => {
  const { process } = start;
  const plain = Object.entries(env).filter(([name]) => importedName(name) === undefined && isVariable(name));
  const variables = new Variables(Object.fromEntries(plain));
  const inherited = variables.get('PWD');
  // A link by which the directory was reached stays in PWD.
  const isRight = inherited?.startsWith('/') === true && sameDirectory(process, inherited);
  variables.set('PWD', isRight ? inherited : process.cwd);
  variables.export('PWD');
  if (variables.get('OLDPWD') === undefined) variables.export('OLDPWD');
  const depth = Number(variables.get('SHLVL') ?? 0) + 1;
  variables.set('SHLVL', String(Number.isFinite(depth) && depth > 0 ? depth : 1));
  variables.export('SHLVL');
  variables.unset('_');
  const shell = new Shell({ ...start, variables });
  defineDynamicVariables(shell);
  setShellVariables(shell);
  for (const [name, text] of Object.entries(env)) {
    const imported = importedName(name);
    if (imported !== undefined) await importFunction(shell, imported, text);
  }
  return shell;
};

const isVariable = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

const sameDirectory = (process: PiProcess, path: string): boolean => {
  try {
    return process.fs.canonical(path) === process.fs.canonical(process.cwd);
  } catch (error) {
    codeOf(error);
    return false;
  }
};

const run = async (process: PiProcess, setting: ShellSetting, invocation: Invocation): Promise<number> => {
  const { login, text, file, positional, name = process.argv[0] ?? 'bash' } = invocation;
  const onTerminal = process.fds.get(0)?.terminal !== undefined && process.fds.get(2)?.terminal !== undefined;
  const interactive = text === undefined && file === undefined && (invocation.interactive || onTerminal);
  const shell = await startShell(process.env, {
    process,
    setting,
    name,
    positional,
    login,
    interactive,
    fromArgument: text !== undefined,
    ...(file === undefined ? {} : { script: file }),
  });
  for (const words of invocation.settings) {
    const status = (await setting.builtins.get(words[0] ?? '')?.(shell, words)) ?? 0;
    if (status !== 0) return status;
  }
  if (interactive && onTerminal) return runInteractively(shell);
  if (text !== undefined) return untilExit(shell, () => runText(shell, text, { name: '-c' }));
  if (file !== undefined) return runFile(shell, file);
  shell.fromInput = true;
  return untilExit(shell, async () => (await lateParts(shell)).runStandardInput(shell));
};

/** A script: `bash FILE`, or an executable text without `#!`. */
const runFile = async (shell: Shell, path: string): Promise<number> => {
  const { process } = shell;
  let bytes: Uint8Array;
  try {
    bytes = await process.files.read(path);
  } catch (error) {
    const code = codeOf(error);
    const called = process.argv[0] ?? 'bash';
    const subject = code === 'EISDIR' ? path : called;
    await process.stderr.write(
      `${subject === path && called === path ? '' : `${subject}: `}${path}: ${reason(error)}\n`,
    );
    return code === 'ENOENT' ? NOT_FOUND : NOT_EXECUTABLE;
  }
  if (isBinary(bytes)) {
    await process.stderr.write(`${path}: ${path}: cannot execute binary file\n`);
    return NOT_EXECUTABLE;
  }
  return untilExit(shell, () => runText(shell, new TextDecoder().decode(bytes)));
};

/** So far bash looks for what is no text: a NUL in the first line. */
const SAMPLE = 80;

const isBinary = (bytes: Uint8Array): boolean => {
  const start = bytes.subarray(0, SAMPLE);
  const end = start.indexOf(10);
  return start.subarray(0, end < 0 ? undefined : end).includes(0);
};
