/**
 * The shell's own commands, by name: a few that start-up files and prompts need are here, all others are
 * fetched when one of them is first called, or before, with the learner's first key.
 */
import type { Late } from '../late.ts';
import { alias, unalias } from './builtins/alias.ts';
import { breakLoop, continueLoop, exit, fail, logout, returnFrom, succeed } from './builtins/flow.ts';
import { LATE_BUILTINS } from './builtins/names.ts';
import type { LateBuiltinName } from './builtins/names.ts';
import { evaluate, source } from './builtins/source.ts';
import { test } from './builtins/test.ts';
import { NOT_EXECUTABLE } from './launch.ts';
import type { Builtin, LateParts } from './shell.ts';

const EARLY: readonly (readonly [string, Builtin])[] = [
  [':', succeed],
  ['.', source],
  ['[', test],
  ['alias', alias],
  ['break', breakLoop],
  ['continue', continueLoop],
  ['eval', evaluate],
  ['exit', exit],
  ['false', fail],
  ['logout', logout],
  ['return', returnFrom],
  ['source', source],
  ['test', test],
  ['true', succeed],
  ['unalias', unalias],
];

export const createBuiltins = (late: Late<LateParts>): ReadonlyMap<string, Builtin> =>
  new Map([...EARLY, ...LATE_BUILTINS.map((name) => [name, lateBuiltin(late, name)] as const)]);

const lateBuiltin =
  (late: Late<LateParts>, name: LateBuiltinName): Builtin =>
  async (shell, args) => {
    let parts: LateParts;
    try {
      parts = late.now ?? (await late.get());
    } catch (error) {
      await shell.complain(`${name}: this page could not fetch the builtin (${String(error)}). Reload the page.`);
      return NOT_EXECUTABLE;
    }
    return parts.builtins[name](shell, args);
  };
