import { standardCommands } from '#runtime/pi/commands/index.ts';
import { createBash } from '#runtime/pi/shell/bash.ts';
import type { Command } from '#runtime/pi/system.ts';
import { mosquittoPrograms } from '#runtime/programs/index.ts';

/** Every command of a lab's Pi: pi itself knows none of the programs. */
export function piCommands(): readonly Command[] {
  const commands: readonly Command[] = [
    createBash({ completerOf: (path) => commands.find(({ paths }) => paths.includes(path))?.complete }),
    ...standardCommands,
    ...mosquittoPrograms.map((program) => ({ ...program, paths: [`/usr/bin/${program.name}`] })),
  ];
  return commands;
}
