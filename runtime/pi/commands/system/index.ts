import type { Command } from '../../system.ts';
import { date } from './date.ts';
import { free } from './free.ts';
import { groups, id, whoami } from './id.ts';
import { lscpu } from './lscpu.ts';
import { arch, nproc, uname } from './uname.ts';
import { uptime } from './uptime.ts';
import { w } from './w.ts';
import { who } from './who.ts';

/** Commands of the group `system`. */
export const commands: readonly Command[] = [arch, date, free, groups, id, lscpu, nproc, uname, uptime, w, who, whoami];
