import type { Command } from '../../system.ts';

/** Commands of the group `admin`. */
export const commands: readonly Command[] = [];
