import type { ProgramHost } from '#runtime/runner/program-host.ts';
import { RUNNERS } from '#runtime/runner/runners.ts';
import type { LateGroup } from './late-commands.ts';

/** `node` and `python3`: what stands between a process and its worker. What is in the worker comes when one is begun. */
export const lateRunners = (host: ProgramHost): LateGroup => ({
  commands: RUNNERS,
  load: async () => (await import('#runtime/runner/host/runner-commands.ts')).runnerCommands(host),
});
