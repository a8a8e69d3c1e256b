import type { List } from './ast.ts';
import type { ExpansionContext } from './expand.ts';
import type { Directories } from './glob.ts';
import { codeOf } from './shell.ts';
import type { Shell } from './shell.ts';
import { startSubshell } from './subshell.ts';

/** What expansion sees of a shell. */
export const contextOf = (shell: Shell): ExpansionContext => ({
  parameter: (name) => shell.parameter(name),
  positional: shell.positional,
  assign: (name, value) => shell.assign(name, value),
  substitute: (list) => substitute(shell, list),
  homeOf: (user) => shell.homeOf(user),
  directories: directoriesOf(shell),
  options: shell.options,
});

/** $(…): a subshell whose output goes into a pipe. */
const substitute = async (shell: Shell, list: List): Promise<string> => {
  const { process } = shell;
  const [reader, writer] = process.pipe();
  const files = new Map(process.fds);
  files.set(1, writer);
  const job = startSubshell(shell, { files }, (copy) => shell.setting.execute(copy, list));
  writer.close();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const bytes = await reader.read(65_536);
    if (bytes === null) break;
    text += decoder.decode(bytes, { stream: true });
  }
  reader.close();
  shell.substitutionStatus = await shell.jobs.foreground(job);
  return (text + decoder.decode()).replaceAll('\0', '').replace(/\n+$/, '');
};

const directoriesOf = ({ process }: Shell): Directories => {
  const probe = <T>(ask: () => T, otherwise: T): T => {
    try {
      return ask();
    } catch (error) {
      codeOf(error);
      return otherwise; // What cannot be read matches nothing.
    }
  };
  return {
    names: (path) => probe(() => process.fs.list(path === '' ? '.' : path), []),
    exists: (path) => probe(() => process.fs.lstat(path) !== undefined, false),
    isDirectory: (path) => probe(() => process.fs.stat(path === '' ? '.' : path).kind === 'directory', false),
  };
};
