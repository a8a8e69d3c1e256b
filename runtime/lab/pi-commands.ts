import type { Late } from '#runtime/pi/late.ts';
import { createBash } from '#runtime/pi/shell/bash.ts';
import type { LateParts } from '#runtime/pi/shell/shell.ts';
import type { Command, TopicSource } from '#runtime/pi/system.ts';
import { completionOf } from './completion.ts';

export interface PiCommandsOptions {
  readonly shell: Late<LateParts>;
  /** Standard commands and programs, with their code or without it yet. */
  readonly commands: readonly Command[];
}

/** What commands are told of the lab they run in. */
export interface LabKnowledge {
  readonly topics: TopicSource;
}

export type LabCommands = (knowledge: LabKnowledge) => readonly Command[];

/** Every command of a lab's Pi. */
export const piCommands =
  ({ shell, commands }: PiCommandsOptions): LabCommands =>
  ({ topics }) => [
    createBash({
      late: shell,
      completerOf: (path) => {
        const command = commands.find(({ paths }) => paths.includes(path));
        return command === undefined ? undefined : completionOf(command, topics);
      },
    }),
    ...commands,
  ];
