/** What is completed that is no file: variables, commands, users, hosts. */
import { KEYWORDS } from '../builtins/commands.ts';
import { searchPath } from '../launch.ts';
import type { Candidate } from '../readline/completion.ts';
import { codeOf } from '../shell.ts';
import type { Shell } from '../shell.ts';
import { namesIn } from './files.ts';

const candidates = (
  names: Iterable<string>,
  prefix: string,
  shape: (name: string) => string = (name) => name,
): Candidate[] =>
  [...new Set(names)]
    .filter((name) => name.startsWith(prefix))
    .toSorted()
    .map((name) => ({ text: shape(name), suffix: ' ', label: shape(name) }));

/** @param typed `$HO`, `${HO` */
export const variables = (shell: Shell, typed: string): Candidate[] => {
  const braces = typed.startsWith('${');
  return candidates(shell.variables.names(), typed.replace(/^\$\{?/, ''), (name) =>
    braces ? `\${${name}}` : `$${name}`,
  );
};

export const commands = (shell: Shell, prefix: string): Candidate[] => {
  const programs = searchPath(shell).flatMap((directory) =>
    namesIn(shell, directory).filter(
      (name) => name.startsWith(prefix) && shell.process.fs.access(`${directory}/${name}`, 'execute'),
    ),
  );
  const own = [...shell.setting.builtins.keys()].filter((name) => shell.builtin(name) !== undefined);
  return candidates([...own, ...shell.functions.keys(), ...shell.aliases.keys(), ...KEYWORDS, ...programs], prefix);
};

/** @param typed `~na` */
export const users = async (shell: Shell, typed: string): Promise<Candidate[]> => {
  const names = (await linesOf(shell, '/etc/passwd')).flatMap((line) => line.split(':')[0] ?? []);
  return candidates(names, typed.slice(1), (name) => `~${name}`).map((each) => ({ ...each, suffix: '/' }));
};

/** Names in /etc/hosts. @param typed what stands before the name stays: `pi@rpi` */
export const hosts = async (shell: Shell, typed: string): Promise<Candidate[]> => {
  const at = typed.lastIndexOf('@') + 1;
  const names = (await linesOf(shell, '/etc/hosts')).flatMap((line) =>
    line.replace(/#.*/, '').trim().split(/\s+/).slice(1),
  );
  return candidates(names, typed.slice(at)).map((each) => ({ ...each, text: typed.slice(0, at) + each.text }));
};

const linesOf = async (shell: Shell, path: string): Promise<string[]> => {
  try {
    return new TextDecoder().decode(await shell.process.files.read(path)).split('\n');
  } catch (error) {
    codeOf(error);
    return []; // No such file: it has no names.
  }
};
