import type { Command } from '../../system.ts';
import { whoami } from './whoami.ts';

/** Commands of the group `system`. */
export const commands: readonly Command[] = [whoami];
