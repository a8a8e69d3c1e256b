import type { Command } from '../../system.ts';
import { clear } from './clear.ts';
import { less } from './less/less.ts';
import { more } from './more.ts';
import { reset } from './reset.ts';
import { script } from './script.ts';
import { stty } from './stty.ts';
import { top } from './top/top.ts';
import { tput } from './tput.ts';
import { tty } from './tty.ts';
import { watch } from './watch.ts';

/** Commands of the group `screen`. */
export const commands: readonly Command[] = [clear, less, more, reset, script, stty, top, tput, tty, watch];
