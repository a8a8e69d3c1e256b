import type { Command } from '../../system.ts';
import { clear } from './clear.ts';
import { nano } from './editor/nano.ts';
import { editor, sensibleEditor } from './editor/sensible-editor.ts';
import { vi, vim } from './editor/vi.ts';
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
export const commands: readonly Command[] = [
  clear,
  editor,
  less,
  more,
  nano,
  reset,
  script,
  sensibleEditor,
  stty,
  top,
  tput,
  tty,
  vi,
  vim,
  watch,
];
