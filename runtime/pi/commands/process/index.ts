import type { Command } from '../../system.ts';
import { kill } from './kill.ts';
import { ps } from './ps.ts';
import { sleep } from './sleep.ts';
import { falseCommand, trueCommand } from './true-false.ts';

/** Commands of the group `process`. */
export const commands: readonly Command[] = [falseCommand, kill, ps, sleep, trueCommand];
