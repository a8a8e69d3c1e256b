import type { Command } from '../../system.ts';
import { egrep, fgrep, grep } from './grep/grep.ts';

/** Commands of the group `languages`. */
export const commands: readonly Command[] = [egrep, fgrep, grep];
