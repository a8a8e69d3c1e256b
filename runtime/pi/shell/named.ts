/** Variables by the names that builtins are given: `x`, `a[1]`, `m[key]`. */
import { AssignmentProblem } from './expansion-problem.ts';
import { lateParts } from './late-part.ts';
import type { Shell } from './shell.ts';
import { isName } from './variables.ts';

/** What stands in the brackets of `a[1]`; undefined: there are none. */
export const keyText = (text: string): { name: string; key: string } | undefined => {
  const match = /^([A-Za-z_]\w*)\[(.+)\]$/s.exec(text);
  return match === null ? undefined : { name: match[1] ?? '', key: match[2] ?? '' };
};

export const isAssignable = (text: string): boolean => isName(text) || keyText(text) !== undefined;

/** @throws AssignmentProblem; ExpansionProblem */
export const assignNamed = async (shell: Shell, text: string, value: string, append = false): Promise<void> => {
  const { variables } = shell;
  const element = keyText(text);
  if (element !== undefined || variables.has(text, 'integer')) await lateParts(shell);
  if (element === undefined) {
    if (append) variables.append(text, value);
    else variables.set(text, value);
    return;
  }
  variables.setElement(element.name, variables.evaluatedKey(element.name, element.key), value, append);
};

/** The same, and a variable that cannot be set is told of: `x: readonly variable`. */
export const setNamed = async (shell: Shell, text: string, value: string): Promise<boolean> => {
  try {
    await assignNamed(shell, text, value);
    return true;
  } catch (error) {
    if (!(error instanceof AssignmentProblem)) throw error;
    await shell.complain(error.message);
    return false;
  }
};
