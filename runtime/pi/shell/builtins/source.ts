/** eval, source and `.`: text that is run as if it stood here. */
import { untilReturn } from '../call-function.ts';
import { DiscardLine } from '../flow.ts';
import { searchPath } from '../launch.ts';
import { runText } from '../run-text.ts';
import { codeOf, reason } from '../shell.ts';
import type { Builtin, Shell } from '../shell.ts';
import { invalidOption, refuse, showUsage, takeOptions } from './usage.ts';

/** Text that runs itself: bash goes on until its stack is full. */
const DEEPEST = 1_000;

export const evaluate: Builtin = async (shell, args) => {
  const { rest, bad } = takeOptions(args, '');
  if (bad !== undefined) return invalidOption(shell, 'eval', bad, 'eval [arg ...]');
  const text = rest.join(' ');
  if (text.trim() === '') return 0;
  return nested(shell, 'eval', () => runText(shell, text, { name: 'eval', firstLine: shell.line }));
};

const nested = async (shell: Shell, name: 'eval' | 'source', run: () => Promise<number>): Promise<number> => {
  shell.nesting++;
  shell.indirection++;
  try {
    if (shell.nesting > DEEPEST) {
      await shell.complain(`${name}: maximum ${name} nesting level exceeded (${DEEPEST})`);
      throw new DiscardLine();
    }
    return await run();
  } finally {
    shell.nesting--;
    shell.indirection--;
  }
};

/** The file that is meant: a name without a slash is looked for on PATH first, as a program's is. */
const find = (shell: Shell, name: string): string => {
  if (name.includes('/') || shell.shopts.get('sourcepath') !== true) return name;
  const isFile = (path: string): boolean => {
    try {
      return shell.process.fs.stat(path).kind === 'file' && shell.process.fs.access(path, 'read');
    } catch (error) {
      codeOf(error);
      return false;
    }
  };
  return (
    searchPath(shell)
      .map((directory) => `${directory}/${name}`)
      .find(isFile) ?? name
  );
};

export const source: Builtin = async (shell, args) => {
  const [called = 'source'] = args;
  const { rest, bad } = takeOptions(args, '');
  const usage = `${called} filename [arguments]`;
  if (bad !== undefined) return invalidOption(shell, called, bad, usage);
  const [name, ...positional] = rest;
  if (name === undefined) {
    await shell.complain(`${called}: filename argument required`);
    return showUsage(shell, called, usage);
  }
  const path = find(shell, name);
  let text: string;
  try {
    text = new TextDecoder().decode(await shell.process.files.read(path));
  } catch (error) {
    if (codeOf(error) === 'EISDIR') return refuse(shell, `${called}: ${name}: is a directory`);
    return refuse(shell, `${name}: ${reason(error)}`);
  }
  if (text.slice(0, 80).includes('\0')) {
    await shell.complain(`${called}: ${name}: cannot execute binary file`);
    return 126;
  }
  const { positional: before, line } = shell;
  if (positional.length > 0) shell.positional = positional;
  shell.sources++;
  shell.calls.push({ name: 'source', source: path, line, kind: 'source' });
  try {
    return await nested(shell, 'source', () => untilReturn(shell, () => runText(shell, text)));
  } finally {
    shell.calls.pop();
    shell.sources--;
    shell.line = line;
    if (positional.length > 0) shell.positional = before;
  }
};
