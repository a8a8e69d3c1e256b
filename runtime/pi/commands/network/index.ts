import type { Command } from '../../system.ts';
import { hostname } from './hostname.ts';
import { ssh } from './ssh.ts';

/** Commands of the group `network`. */
export const commands: readonly Command[] = [hostname, ssh];
