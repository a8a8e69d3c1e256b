import { quoteValue } from '../quote.ts';
import { formatFunction } from '../format.ts';
import type { Shell } from '../shell.ts';

/** `set` and `declare` without arguments: every variable, then every function. */
export const listAll = async (shell: Shell): Promise<number> => {
  const { variables } = shell;
  for (const name of variables.names()) {
    const value = variables.get(name);
    if (variables.kind(name) !== undefined) await shell.print(`${variables.definition(name) ?? name}\n`);
    else if (value !== undefined) await shell.print(`${name}=${quoteValue(value)}\n`);
  }
  for (const [, { command }] of [...shell.functions].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await shell.print(`${formatFunction(command)}\n`);
  return 0;
};
