import type { Late } from '#runtime/pi/late.ts';
import { createBash } from '#runtime/pi/shell/bash.ts';
import type { LateParts } from '#runtime/pi/shell/shell.ts';
import type { Command, TopicSource } from '#runtime/pi/system.ts';
import type { ProgramHost } from '#runtime/runner/program-host.ts';
import { completionOf } from './completion.ts';

export interface PiCommandsOptions {
  readonly shell: Late<LateParts>;
  /** Standard commands and programs, with their code or without it yet. */
  readonly commands: readonly Command[];
  /** Those that run learners' programs, made for the lab's host of programs; absent: they are among `commands`. */
  readonly runners?: (programs: ProgramHost | undefined) => readonly Command[];
}

/** What commands are told of the lab they run in. */
export interface LabKnowledge {
  readonly topics: TopicSource;
  /** Where learners' programs run; absent: nowhere. */
  readonly programs?: ProgramHost;
}

export type LabCommands = (knowledge: LabKnowledge) => readonly Command[];

/** Every command of a lab's Pi. */
export const piCommands =
  ({ shell, commands, runners }: PiCommandsOptions): LabCommands =>
  ({ topics, programs }) => {
    const all = [...commands, ...(runners?.(programs) ?? [])];
    const bash = createBash({
      late: shell,
      completerOf: (path) => {
        const command = all.find(({ paths, links }) => paths.includes(path) || links?.includes(path) === true);
        return command === undefined ? undefined : completionOf(command, topics);
      },
    });
    return [bash, ...all];
  };
