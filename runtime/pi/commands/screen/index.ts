import type { Command } from '../../system.ts';
import { clear } from './clear.ts';
import { less } from './less/less.ts';

/** Commands of the group `screen`. */
export const commands: readonly Command[] = [clear, less];
