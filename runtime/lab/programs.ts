import type { Command } from '#runtime/pi/system.ts';
import { mosquittoPrograms } from '#runtime/programs/index.ts';
import { programCommands } from './program-commands.ts';

/** All of them. */
export const programs: readonly Command[] = programCommands(mosquittoPrograms);
