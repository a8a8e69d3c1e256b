import type { Command } from '../system.ts';
import { commands as admin } from './admin/index.ts';
import { commands as files } from './files/index.ts';
import { commands as hardware } from './hardware/index.ts';
import { commands as languages } from './languages/index.ts';
import { commands as network } from './network/index.ts';
import { commands as process } from './process/index.ts';
import { commands as screen } from './screen/index.ts';
import { commands as system } from './system/index.ts';
import { commands as text } from './text/index.ts';

/** The commands of a Pi as delivered, all of them, at once: for Node and for tests. */
export const standardCommands: readonly Command[] = [
  ...admin,
  ...files,
  ...hardware,
  ...languages,
  ...network,
  ...process,
  ...screen,
  ...system,
  ...text,
];
