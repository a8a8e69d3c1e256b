import type { Command } from '../../system.ts';

/** Commands of the group `languages`. */
export const commands: readonly Command[] = [];
