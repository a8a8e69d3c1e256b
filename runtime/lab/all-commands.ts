import { standardCommands } from '#runtime/pi/commands/index.ts';
import { present } from '#runtime/pi/late.ts';
import { german } from '#runtime/pi/manual/de/index.ts';
import * as lateParts from '#runtime/pi/shell/late-parts.ts';
import type { Command } from '#runtime/pi/system.ts';
import { runnerCommands } from '#runtime/runner/host/runner-commands.ts';
import { manualCommands } from './manual.ts';
import { piCommands } from './pi-commands.ts';
import type { LabCommands } from './pi-commands.ts';
import { programs } from './programs.ts';

const commands: readonly Command[] = [
  ...standardCommands,
  ...programs,
  ...manualCommands({ commands: () => [...commands, ...runnerCommands()], german: present(german) }),
];

/** Every command of a lab's Pi with its code, at once: for Node and for tests. */
export const allCommands: LabCommands = piCommands({
  shell: present(lateParts),
  commands,
  runners: runnerCommands,
});
