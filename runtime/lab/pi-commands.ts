import { standardCommands } from '#runtime/pi/commands/index.ts';
import { createBash } from '#runtime/pi/shell/bash.ts';
import type { Command } from '#runtime/pi/system.ts';

/** Every command of a lab's Pi: pi itself knows none of the programs, they are handed in. */
export function piCommands(programs: readonly Command[]): readonly Command[] {
  const commands: readonly Command[] = [
    createBash({ completerOf: (path) => commands.find(({ paths }) => paths.includes(path))?.complete }),
    ...standardCommands,
    ...programs,
  ];
  return commands;
}
