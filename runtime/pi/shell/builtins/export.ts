/** export, readonly, unset, shift: marks on variables, and their end. */
import { AssignmentProblem } from '../expansion-problem.ts';
import { lateParts } from '../late-part.ts';
import { assignNamed, keyText } from '../named.ts';
import { assignElements } from '../assign.ts';
import { quoteValue } from '../quote.ts';
import { trace } from '../xtrace.ts';
import type { Builtin, Shell } from '../shell.ts';
import { isName } from '../variables.ts';
import type { Attribute } from '../variables.ts';
import { invalidOption, refuse, takeOptions } from './usage.ts';

interface Mark {
  readonly name: 'export' | 'readonly';
  readonly attribute: Attribute;
  readonly letters: string;
  readonly usage: string;
}

const EXPORT: Mark = {
  name: 'export',
  attribute: 'exported',
  letters: 'fnp',
  usage: 'export [-fn] [name[=value] ...] or export -p',
};
const READONLY: Mark = {
  name: 'readonly',
  attribute: 'readonly',
  letters: 'aAfp',
  usage: 'readonly [-aAf] [name[=value] ...] or readonly -p',
};

const marking =
  (mark: Mark): Builtin =>
  async (shell, args) => {
    const { options, rest, bad } = takeOptions(args, mark.letters);
    if (bad !== undefined) return invalidOption(shell, mark.name, bad, mark.usage);
    if (options.has('f')) return markFunctions(shell, mark, rest, options.has('n'));
    if (rest.length === 0) {
      for (const name of shell.variables.names()) {
        const text = shell.variables.has(name, mark.attribute) ? shell.variables.declaration(name) : undefined;
        if (text !== undefined) await shell.print(`${text}\n`);
      }
      return 0;
    }
    const kind = options.has('A') ? ('associative' as const) : options.has('a') ? ('indexed' as const) : undefined;
    let status = 0;
    for (const argument of rest) {
      const match = /^([A-Za-z_]\w*)(?:(\+?)=(.*))?$/s.exec(argument);
      if (match === null) {
        status = await refuse(shell, `${mark.name}: \`${argument}': not a valid identifier`);
        continue;
      }
      const [, name = '', plus, value] = match;
      try {
        const compound = shell.compounds.get(name);
        if (compound !== undefined || kind !== undefined)
          shell.variables.declare(name, { kind: kind ?? shell.variables.kind(name) ?? 'indexed' });
        if (compound !== undefined) await assignElements(shell, compound);
        else if (value !== undefined) {
          if (shell.options.xtrace) await trace(shell, `${name}${plus}=${quoteValue(value)}`);
          await assignNamed(shell, name, value, plus === '+');
        }
        shell.variables.declare(name, options.has('n') ? { off: [mark.attribute] } : { on: [mark.attribute] });
      } catch (error) {
        if (!(error instanceof AssignmentProblem)) throw error;
        status = await refuse(shell, error.message);
      }
    }
    return status;
  };

const markFunctions = async (shell: Shell, mark: Mark, names: readonly string[], off: boolean): Promise<number> => {
  const marked = mark.name === 'export' ? shell.exportedFunctions : shell.readonlyFunctions;
  let status = 0;
  for (const name of names) {
    if (!shell.functions.has(name)) status = await refuse(shell, `${mark.name}: ${name}: not a function`);
    else if (off) marked.delete(name);
    else marked.add(name);
  }
  return status;
};

export const exportVariables = marking(EXPORT);
export const readonlyVariables = marking(READONLY);

export const unset: Builtin = async (shell, args) => {
  const { options, rest, bad } = takeOptions(args, 'fvn');
  if (bad !== undefined) return invalidOption(shell, 'unset', bad, 'unset [-f] [-v] [-n] [name ...]');
  if (options.has('f') && options.has('v'))
    return refuse(shell, 'unset: cannot simultaneously unset a function and a variable');
  let status = 0;
  for (const name of rest) {
    try {
      status = Math.max(status, await unsetOne(shell, name, options));
    } catch (error) {
      if (!(error instanceof AssignmentProblem)) throw error;
      status = await refuse(shell, `unset: ${error.message}`);
    }
  }
  return status;
};

const unsetOne = async (shell: Shell, name: string, options: ReadonlySet<string>): Promise<number> => {
  const { variables, functions } = shell;
  const unsetFunction = async (): Promise<number> => {
    if (shell.readonlyFunctions.has(name)) return refuse(shell, `unset: ${name}: cannot unset: readonly function`);
    functions.delete(name);
    shell.exportedFunctions.delete(name);
    return 0;
  };
  if (options.has('f')) return unsetFunction();
  const element = keyText(name);
  if (element !== undefined) {
    await lateParts(shell);
    const { key } = element;
    const isWhole = (key === '@' || key === '*') && variables.kind(element.name) !== 'associative';
    if (isWhole) variables.unset(element.name);
    else variables.unsetElement(element.name, variables.evaluatedKey(element.name, key));
    return 0;
  }
  if (!isName(name)) {
    // Without -v, what can be no variable may be a function.
    if (!options.has('v')) return unsetFunction();
    return refuse(shell, `unset: \`${name}': not a valid identifier`);
  }
  // Without -v, a function of that name goes if there is no variable.
  if (!options.has('v') && !variables.isDeclared(name) && functions.has(name)) return unsetFunction();
  if (options.has('n')) variables.unsetItself(name);
  else variables.unset(name);
  return 0;
};

export const shift: Builtin = async (shell, args) => {
  const count = (args[1] === '--' ? args[2] : args[1]) ?? '1';
  if (args.length > 2 && args[1] !== '--') return refuse(shell, 'shift: too many arguments');
  if (!/^\s*[-+]?\d+\s*$/.test(count)) return refuse(shell, `shift: ${count}: numeric argument required`);
  if (Number(count) < 0) return refuse(shell, `shift: ${count}: shift count out of range`);
  if (Number(count) > shell.positional.length) {
    if (shell.shopts.get('shift_verbose') === true) await shell.complain(`shift: ${count}: shift count out of range`);
    return 1;
  }
  shell.positional = shell.positional.slice(Number(count));
  return 0;
};
