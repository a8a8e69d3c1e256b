import type { Builtin } from '../shell.ts';
import { alias, unalias } from './alias.ts';
import { command, evaluate, exec, source, type } from './commands.ts';
import { cd, pwd } from './directory.ts';
import { echo } from './echo.ts';
import { breakLoop, continueLoop, exit, fail, logout, returnFrom, succeed } from './flow.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { bg, fg, jobs, kill, wait } from './jobs.ts';
import { read } from './read.ts';
import { test } from './test.ts';
import { exportVariables, set, shift, unset } from './variables.ts';

/** The shell's own commands, by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', succeed],
  ['.', source],
  ['[', test],
  ['alias', alias],
  ['bg', bg],
  ['break', breakLoop],
  ['cd', cd],
  ['command', command],
  ['continue', continueLoop],
  ['echo', echo],
  ['eval', evaluate],
  ['exec', exec],
  ['exit', exit],
  ['export', exportVariables],
  ['false', fail],
  ['fg', fg],
  ['help', help],
  ['history', history],
  ['jobs', jobs],
  ['kill', kill],
  ['logout', logout],
  ['pwd', pwd],
  ['read', read],
  ['return', returnFrom],
  ['set', set],
  ['shift', shift],
  ['source', source],
  ['test', test],
  ['true', succeed],
  ['type', type],
  ['unalias', unalias],
  ['unset', unset],
  ['wait', wait],
]);
