import type { ExpansionContext } from './expansion-context.ts';
import type { Directories } from './glob.ts';
import { lateParts } from './late-part.ts';
import { codeOf } from './shell.ts';
import type { Shell } from './shell.ts';

/** What expansion sees of a shell. */
export const contextOf = (shell: Shell): ExpansionContext => ({
  parameter: (name) => shell.parameter(name),
  positional: shell.positional,
  variables: shell.variables,
  assign: (name, value) => shell.variables.set(name, value),
  substitute: async (list) => (await lateParts(shell)).substitute(shell, list),
  substituteProcess: async (direction, list) => (await lateParts(shell)).substituteProcess(shell, direction, list),
  arithmetic: async (expression) => {
    const { evaluateArithmetic } = await lateParts(shell);
    return evaluateArithmetic(expression, { variables: shell.variables, nounset: shell.options.nounset });
  },
  expansions: async () => (await lateParts(shell)).expansions,
  promptText: async (text) => (await lateParts(shell)).expandedPrompt(shell, text),
  complain: (text) => shell.complain(text),
  homeOf: (user) => shell.homeOf(user),
  directories: directoriesOf(shell),
  options: optionsOf(shell),
});

const optionsOf = ({ options, shopts }: Shell): ExpansionContext['options'] => {
  const on = (name: string): boolean => shopts.get(name) === true;
  return {
    nounset: options.nounset,
    noglob: options.noglob,
    braceexpand: options.braceexpand,
    nullglob: on('nullglob'),
    failglob: on('failglob'),
    dotglob: on('dotglob'),
    extglob: on('extglob'),
    globstar: on('globstar'),
    nocaseglob: on('nocaseglob'),
    nocasematch: on('nocasematch'),
  };
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
