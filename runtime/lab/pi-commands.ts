import { standardCommands } from '#runtime/pi/commands/index.ts';
import { bash } from '#runtime/pi/shell/bash.ts';
import type { Command } from '#runtime/pi/system.ts';
import { mosquittoPrograms } from '#runtime/programs/index.ts';

/** Every command of a lab's Pi: pi itself knows none of the programs. */
export const piCommands = (): readonly Command[] => [
  bash,
  ...standardCommands,
  ...mosquittoPrograms.map((program) => ({ ...program, paths: [`/usr/bin/${program.name}`] })),
];
