/** declare, typeset, local: variables and their attributes (bash(1), SHELL BUILTIN COMMANDS). */
import { assignElements } from '../assign.ts';
import { formatFunction } from '../format.ts';
import type { Assignment } from '../ast.ts';
import { lateParts } from '../late-part.ts';
import { assignNamed } from '../named.ts';
import { parse } from '../parser.ts';
import type { Builtin, Shell } from '../shell.ts';
import type { ArrayKind, Attribute, Declaration } from '../variables.ts';
import { listAll } from './listing.ts';
import { invalidOption, readOptions, refuse } from './usage.ts';
import type { ReadOptions } from './usage.ts';

const ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  i: 'integer',
  l: 'lower',
  n: 'nameref',
  r: 'readonly',
  t: 'traced',
  u: 'upper',
  c: 'capital',
  x: 'exported',
};

const LETTERS = 'aAcfFgiIlnprtux';
const usage = (name: string): string =>
  name === 'local'
    ? 'local [option] name[=value] ...'
    : `${name} [-aAfFgiIlnrtux] [name[=value] ...] or ${name} -p [-aAfFilnrtux] [name ...]`;

/** `name`, `name=value`, `name+=value`, `name[key]=value` */
const ARGUMENT = /^([A-Za-z_]\w*)(?:\[([^=]*)\])?(?:(\+?)=(.*))?$/s;

export const declare: Builtin = async (shell, args) => {
  const [called = 'declare'] = args;
  const found = readOptions(args, LETTERS, true);
  const { options, rest, bad } = found;
  if (bad !== undefined) return invalidOption(shell, called, bad, usage(called));
  if (options.has('f') || options.has('F')) return functions(shell, called, found);
  if (options.has('p')) return print(shell, called, found);
  if (rest.length === 0) return options.size === 0 ? listAll(shell) : listWith(shell, found);
  return declareAll(
    shell,
    called,
    found,
    shell.variables.inFunction && !options.has('g') ? 'local' : options.has('g') ? 'global' : undefined,
  );
};

export const local: Builtin = async (shell, args) => {
  if (!shell.variables.inFunction) return refuse(shell, 'local: can only be used in a function');
  const found = readOptions(args, LETTERS, true);
  const { options, rest, bad } = found;
  if (bad !== undefined) return invalidOption(shell, 'local', bad, usage('local'));
  if (rest.length === 0 || options.has('p')) {
    for (const name of rest.length === 0 ? shell.variables.localNames() : rest) {
      const text = shell.variables.declaration(name);
      if (text !== undefined) await shell.print(`${text}\n`);
    }
    return 0;
  }
  if (rest.includes('-')) shell.calls.keepOptions(shell.options);
  return declareAll(shell, 'local', { ...found, rest: rest.filter((each) => each !== '-') }, 'local');
};

const attributesOf = (options: ReadOptions['options'], sign: '' | '+'): Attribute[] =>
  Object.entries(ATTRIBUTES).flatMap(([letter, attribute]) => (options.has(sign + letter) ? [attribute] : []));

const kindOf = (options: ReadOptions['options']): ArrayKind | undefined =>
  options.has('A') ? 'associative' : options.has('a') ? 'indexed' : undefined;

const declareAll = async (
  shell: Shell,
  called: string,
  { options, rest }: ReadOptions,
  where: Declaration['where'],
): Promise<number> => {
  if (options.has('a') && options.has('A')) {
    const name = (rest[0] ?? '').split('=', 1)[0] ?? '';
    return refuse(shell, `${called}: ${name}: cannot convert associative to indexed array`);
  }
  const setting: DeclareSetting = {
    on: attributesOf(options, ''),
    off: attributesOf(options, '+'),
    kind: kindOf(options),
    where,
    inherits: options.has('I') || shell.shopts.get('localvar_inherit') === true,
  };
  let status = 0;
  for (const argument of rest) status = Math.max(status, await declareOne(shell, called, argument, setting));
  return status;
};

export interface DeclareSetting {
  readonly on: readonly Attribute[];
  readonly off: readonly Attribute[];
  readonly kind: ArrayKind | undefined;
  readonly where: Declaration['where'];
  /** `-I`: a local variable begins with the value that its name had. */
  readonly inherits?: boolean;
}

/** @returns 1 if it could not be done; it is told */
export const declareOne = async (
  shell: Shell,
  called: string,
  argument: string,
  { on, off, kind, where, inherits = false }: DeclareSetting,
): Promise<number> => {
  const match = ARGUMENT.exec(argument);
  if (match === null) return refuse(shell, `${called}: \`${argument}': not a valid identifier`);
  const [, name = '', key, plus, value] = match;
  const { variables } = shell;
  const compound = shell.compounds.get(name);
  const isList = compound !== undefined && value === undefined;
  if (on.includes('integer') || variables.has(name, 'integer') || key !== undefined) await lateParts(shell);
  const before = inherits && where === 'local' ? variables.get(name) : undefined;
  const array = kind ?? (isList || (key !== undefined && key !== '') ? (variables.kind(name) ?? 'indexed') : undefined);
  variables.declare(name, {
    on: on.filter((each) => each !== 'readonly'),
    off,
    ...(array === undefined ? {} : { kind: array }),
    ...(where === undefined ? {} : { where }),
  });
  if (before !== undefined && value === undefined) variables.set(name, before);
  if (isList) {
    await assignElements(shell, compound);
  } else if (value !== undefined) {
    if (on.includes('nameref')) variables.setReference(name, value);
    else if (array !== undefined && key === undefined && /^\(.*\)$/s.test(value))
      await assignElements(shell, asList(argument, name));
    else await assignNamed(shell, key === undefined ? name : `${name}[${key}]`, value, plus === '+');
  }
  if (on.includes('readonly')) variables.declare(name, { on: ['readonly'] });
  return 0;
};

/** `declare -a x="(1 2)"`: the text is read as a list. */
const asList = (argument: string, name: string): Assignment => {
  const command = parse(argument)[0]?.andOr.first.commands[0];
  const found = command?.kind === 'simple' ? command.assignments[0] : undefined;
  return found ?? { name, append: false, value: { parts: [], source: '' }, elements: [] };
};

const print = async (shell: Shell, called: string, found: ReadOptions): Promise<number> => {
  if (found.rest.length === 0) return listWith(shell, found);
  let status = 0;
  for (const name of found.rest) {
    const text = shell.variables.declaration(name);
    if (text === undefined || !shell.variables.isDeclared(name))
      status = await refuse(shell, `${called}: ${name}: not found`);
    else await shell.print(`${text}\n`);
  }
  return status;
};

/** All that have the attributes asked for. */
const listWith = async (shell: Shell, { options }: ReadOptions): Promise<number> => {
  const wanted = attributesOf(options, '');
  const kind = kindOf(options);
  for (const name of shell.variables.names()) {
    if (kind !== undefined && shell.variables.kind(name) !== kind) continue;
    if (!wanted.every((attribute) => shell.variables.has(name, attribute))) continue;
    const text = shell.variables.declaration(name);
    if (text !== undefined) await shell.print(`${text}\n`);
  }
  return 0;
};

const functions = async (shell: Shell, called: string, { options, rest }: ReadOptions): Promise<number> => {
  const named = rest.length === 0 ? [...shell.functions.keys()].toSorted() : rest;
  let status = 0;
  for (const name of named) {
    const known = shell.functions.get(name);
    if (known === undefined) {
      status = 1;
    } else if (options.has('r') || options.has('x')) {
      if (options.has('r')) shell.readonlyFunctions.add(name);
      if (options.has('x')) shell.exportedFunctions.add(name);
    } else if (options.has('F')) {
      const letters = `f${shell.readonlyFunctions.has(name) ? 'r' : ''}${shell.exportedFunctions.has(name) ? 'x' : ''}`;
      const extended = shell.shopts.get('extdebug') === true ? ` ${known.command.line} ${known.source}` : '';
      await shell.print(rest.length > 0 ? `${name}${extended}\n` : `declare -${letters} ${name}\n`);
    } else {
      await shell.print(`${formatFunction(known.command)}\n`);
      const flags = `${shell.readonlyFunctions.has(name) ? 'r' : ''}${shell.exportedFunctions.has(name) ? 'x' : ''}`;
      if (flags !== '') await shell.print(`${called} -f${flags} ${name}\n`);
    }
  }
  return status;
};
