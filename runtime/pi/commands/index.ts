import type { Command } from '../system.ts';

/** The commands of a Pi as delivered, in the order of their names. The shell's builtins are the shell's. */
export const standardCommands: readonly Command[] = [];
