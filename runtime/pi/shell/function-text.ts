import type { Shell } from './shell.ts';

const BEFORE = 'BASH_FUNC_';
const BEHIND = '%%';

/** `export -f`: functions as bash hands them to the shells that it starts. */
export const exportedFunctions = (shell: Shell): Record<string, string> => {
  const environment: Record<string, string> = {};
  for (const name of shell.exportedFunctions) {
    const called = shell.functions.get(name);
    if (called !== undefined)
      environment[`${BEFORE}${name}${BEHIND}`] = `() ${shell.atHand.formatFunction(called.command, { body: true })}`;
  }
  return environment;
};

/** The name of a function in the environment; undefined: it is a variable like others. */
export const importedName = (variable: string): string | undefined =>
  variable.startsWith(BEFORE) && variable.endsWith(BEHIND) ? variable.slice(BEFORE.length, -BEHIND.length) : undefined;
