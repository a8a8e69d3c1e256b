import type { Process } from '#runtime/pi/process.ts';
import { commandPath, namesOf } from '#runtime/pi/commands/catalogue.ts';
import type { Group } from '#runtime/pi/commands/catalogue.ts';
import type { Late } from '#runtime/pi/late.ts';
import type { Command, PiProcess } from '#runtime/pi/system.ts';
import type { MosquittoProgram } from '#runtime/programs/program.ts';
import { programPath } from '#runtime/programs/program-path.ts';
import { FetchedLate } from './fetched-late.ts';

/** Exit status of a program that was found and cannot be run, as bash has it. */
const CANNOT_RUN = 126;

/** The names in `runtime/programs`; known here so that they need not be fetched to be listed. */
const CLIENT_NAMES = ['mosquitto_pub', 'mosquitto_sub', 'mosquitto_rr'] as const;
const BROKER_NAMES = ['mosquitto', 'mosquitto_passwd'] as const;
export const PROGRAM_NAMES = [...BROKER_NAMES, ...CLIENT_NAMES] as const;

const MANUAL_NAMES = ['man', 'whatis', 'apropos'] as const;

/** What is known of a command before it is there. */
export interface LateName {
  readonly name: string;
  readonly path: string;
  readonly links?: readonly string[];
  readonly mode?: number;
}

/** Commands that come together. */
export interface LateGroup {
  readonly commands: readonly LateName[];
  /** @param all every command of the Pi, for those that must know the others */
  load(all: () => readonly Command[]): Promise<readonly Command[]>;
}

const standard = (group: Group, load: LateGroup['load']): LateGroup => ({
  commands: namesOf(group).map((name) => ({
    name,
    path: commandPath(name),
    ...(name === 'sudo' || name === 'su' ? { mode: 0o4755 } : {}),
  })),
  load,
});

const programs = (names: readonly string[], load: () => Promise<readonly MosquittoProgram[]>): LateGroup => ({
  commands: names.map((name) => ({ name, path: programPath(name) })),
  load: async () => {
    const [{ programCommands }, list] = await Promise.all([import('#runtime/lab/program-commands.ts'), load()]);
    return programCommands(list);
  },
});

/** The German pages: one piece, fetched when the first of them is wanted. */
const german = new FetchedLate(async () => (await import('#runtime/pi/manual/de/index.ts')).german);

export const GROUPS: readonly LateGroup[] = [
  standard('admin', async () => (await import('#runtime/pi/commands/admin/index.ts')).commands),
  standard('files', async () => (await import('#runtime/pi/commands/files/index.ts')).commands),
  standard('hardware', async () => (await import('#runtime/pi/commands/hardware/index.ts')).commands),
  standard('languages', async () => (await import('#runtime/pi/commands/languages/index.ts')).commands),
  standard('network', async () => (await import('#runtime/pi/commands/network/index.ts')).commands),
  standard('process', async () => (await import('#runtime/pi/commands/process/index.ts')).commands),
  standard('screen', async () => (await import('#runtime/pi/commands/screen/index.ts')).commands),
  standard('system', async () => (await import('#runtime/pi/commands/system/index.ts')).commands),
  standard('text', async () => (await import('#runtime/pi/commands/text/index.ts')).commands),
  // The broker is large: who only publishes does not wait for it.
  programs(CLIENT_NAMES, async () => (await import('#runtime/programs/clients.ts')).clientPrograms),
  programs(BROKER_NAMES, async () => (await import('#runtime/programs/brokers.ts')).brokerPrograms),
  {
    commands: MANUAL_NAMES.map((name) => ({ name, path: commandPath(name) })),
    load: async (commands) => (await import('#runtime/lab/manual.ts')).manualCommands({ commands, german }),
  },
];

/**
 * The commands of a Pi, fetched with the learner's first key instead of with the page: a prompt comes
 * sooner, and they are there before a command can be typed to its end.
 */
export class LateCommands {
  readonly commands: readonly Command[];
  readonly #groups: readonly FetchedLate<readonly Command[]>[];

  constructor(groups: readonly LateGroup[] = GROUPS) {
    const fetched = groups.map((group) => new FetchedLate(() => group.load(() => this.commands)));
    this.#groups = fetched;
    this.commands = groups.flatMap((group, index) =>
      group.commands.map((known) =>
        lateCommand(known, memberOf(fetched[index] as FetchedLate<readonly Command[]>, known.name)),
      ),
    );
  }

  /** Begins to fetch them. */
  fetch(): void {
    for (const group of this.#groups) group.prefetch();
  }
}

const memberOf = (group: FetchedLate<readonly Command[]>, name: string): Late<Command> => {
  const find = (commands: readonly Command[]): Command => {
    const found = commands.find((command) => command.name === name);
    if (found === undefined) throw new Error(`the group of ${name} lacks it`);
    return found;
  };
  return {
    get now() {
      return group.now === undefined ? undefined : find(group.now);
    },
    get: async () => find(await group.get()),
    arrival: group.arrival.then(find),
  };
};

const lateCommand = ({ name, path, links, mode }: LateName, late: Late<Command>): Command => ({
  name,
  paths: [path],
  ...(links === undefined ? {} : { links }),
  ...(mode === undefined ? {} : { mode }),
  late,
  run: async (process: Process) => {
    let command: Command;
    try {
      command = late.now ?? (await late.get());
    } catch (error) {
      await process.stderr.write(
        `${name}: this page could not fetch the program (${String(error)}). Reload the page.\n`,
      );
      return CANNOT_RUN;
    }
    // A portable Program asks for less than a PiProcess has.
    return (command.run as (process: PiProcess) => Promise<number>)(process as PiProcess);
  },
  complete: (words, process, topics) => late.now?.complete?.(words, process, topics) ?? [],
});
