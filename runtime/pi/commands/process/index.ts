import type { Command } from '../../system.ts';
import { env } from './env.ts';
import { kill } from './kill.ts';
import { killall } from './killall.ts';
import { nice } from './nice.ts';
import { nohup } from './nohup.ts';
import { pgrep, pkill } from './pgrep.ts';
import { printenv } from './printenv.ts';
import { ps } from './ps/ps.ts';
import { setsid } from './setsid.ts';
import { sleep } from './sleep.ts';
import { stdbuf } from './stdbuf.ts';
import { timeout } from './timeout.ts';
import { falseCommand, trueCommand } from './true-false.ts';
import { unbuffer } from './unbuffer.ts';
import { yes } from './yes.ts';

/** Commands of the group `process`. */
export const commands: readonly Command[] = [
  env,
  falseCommand,
  kill,
  killall,
  nice,
  nohup,
  pgrep,
  pkill,
  printenv,
  ps,
  setsid,
  sleep,
  stdbuf,
  timeout,
  trueCommand,
  unbuffer,
  yes,
];
