import type { Command } from '../../system.ts';
import { awk, mawk } from './awk/awk.ts';
import { egrep, fgrep, grep } from './grep/grep.ts';
import { jq } from './jq/jq.ts';
import { sed } from './sed/sed.ts';

/** Commands of the group `languages`. */
export const commands: readonly Command[] = [awk, egrep, fgrep, grep, jq, mawk, sed];
