import type { Command } from '../../system.ts';
import { ls } from './ls.ts';
import { pwd } from './pwd.ts';

/** Commands of the group `files`. */
export const commands: readonly Command[] = [ls, pwd];
