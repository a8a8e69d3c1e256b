import type { Late } from '#runtime/pi/late.ts';
import { createBash } from '#runtime/pi/shell/bash.ts';
import type { LateParts } from '#runtime/pi/shell/shell.ts';
import type { Command } from '#runtime/pi/system.ts';

export interface PiCommandsOptions {
  readonly shell: Late<LateParts>;
  /** Standard commands and programs, with their code or without it yet. */
  readonly commands: readonly Command[];
}

/** Every command of a lab's Pi. */
export function piCommands({ shell, commands }: PiCommandsOptions): readonly Command[] {
  const all: readonly Command[] = [
    createBash({ late: shell, completerOf: (path) => all.find(({ paths }) => paths.includes(path))?.complete }),
    ...commands,
  ];
  return all;
}
