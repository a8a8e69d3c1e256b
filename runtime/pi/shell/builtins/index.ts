/** The builtins that a prompt does not need: they come with the learner's first key. */
import type { Builtin } from '../shell.ts';
import { builtin, command, enable, hash, type } from './commands.ts';
import { bind, compgen, complete, compopt } from './completions.ts';
import { declare, local } from './declare.ts';
import { cd, pwd } from './directory.ts';
import { dirs, popd, pushd } from './directory-stack.ts';
import { exec } from './exec.ts';
import { exportVariables, readonlyVariables, shift, unset } from './export.ts';
import { getopts } from './getopts.ts';
import { help } from './help.ts';
import { fc, history } from './history.ts';
import { bg, disown, fg, jobs, suspend } from './jobs.ts';
import { kill } from './kill.ts';
import { caller, evaluateLet, times, ulimit, umask } from './limits.ts';
import { mapfile } from './mapfile.ts';
import type { LateBuiltinName } from './names.ts';
import { echo, printf } from './print.ts';
import { read } from './read.ts';
import { set, shopt } from './settings.ts';
import { trap } from './trap.ts';
import { wait } from './wait.ts';

export const builtins: Readonly<Record<LateBuiltinName, Builtin>> = {
  bg,
  bind,
  builtin,
  caller,
  cd,
  command,
  compgen,
  complete,
  compopt,
  declare,
  dirs,
  disown,
  echo,
  enable,
  exec,
  export: exportVariables,
  fc,
  fg,
  getopts,
  hash,
  help,
  history,
  jobs,
  kill,
  let: evaluateLet,
  local,
  mapfile,
  popd,
  printf,
  pushd,
  pwd,
  read,
  readarray: mapfile,
  readonly: readonlyVariables,
  set,
  shift,
  shopt,
  suspend,
  times,
  trap,
  type,
  typeset: declare,
  ulimit,
  umask,
  unset,
  wait,
};
