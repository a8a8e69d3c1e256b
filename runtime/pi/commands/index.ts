import type { Command } from '../system.ts';
import { cat } from './cat.ts';
import { clear } from './clear.ts';
import { echo } from './echo.ts';
import { hostname } from './hostname.ts';
import { kill } from './kill.ts';
import { ls } from './ls.ts';
import { ps } from './ps.ts';
import { pwd } from './pwd.ts';
import { sleep } from './sleep.ts';
import { ssh } from './ssh.ts';
import { falseCommand, trueCommand } from './true-false.ts';
import { whoami } from './whoami.ts';

/** The commands of a Pi as delivered. What bash does itself (`cd`, `help`, …) is the shell's. */
export const standardCommands: readonly Command[] = [
  cat,
  clear,
  echo,
  falseCommand,
  hostname,
  kill,
  ls,
  ps,
  pwd,
  sleep,
  ssh,
  trueCommand,
  whoami,
];
