import type { Command } from '../../system.ts';
import { clear } from './clear.ts';

/** Commands of the group `screen`. */
export const commands: readonly Command[] = [clear];
