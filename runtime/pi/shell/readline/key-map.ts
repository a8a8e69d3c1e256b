/** Which key does what: readline's emacs mode as Debian's bash has it (`bind -p`). */
import { CHANGE_COMMANDS } from './commands-change.ts';
import { COMPLETE_COMMANDS } from './commands-complete.ts';
import { HISTORY_COMMANDS } from './commands-history.ts';
import { MOVE_COMMANDS } from './commands-move.ts';
import { OTHER_COMMANDS } from './commands-other.ts';
import type { EditorCommand } from './editing.ts';

const COMMANDS = {
  ...MOVE_COMMANDS,
  ...CHANGE_COMMANDS,
  ...HISTORY_COMMANDS,
  ...COMPLETE_COMMANDS,
  ...OTHER_COMMANDS,
} as const;
type CommandName = keyof typeof COMMANDS;

const KEYS: Readonly<Record<CommandName, string>> = {
  abort: 'C-g,M-C-g,C-x C-g',
  'accept-line': 'enter,C-j',
  'backward-char': 'left,C-b',
  'backward-delete-char': 'backspace,C-h',
  'backward-kill-word': 'M-backspace,M-C-h',
  'backward-word': 'M-b,C-left,M-left,C-M-left',
  'beginning-of-history': 'M-<',
  'beginning-of-line': 'C-a,home,C-home',
  'call-last-kbd-macro': 'C-x e',
  'capitalize-word': 'M-c',
  'character-search': 'C-]',
  'character-search-backward': 'M-C-]',
  'clear-display': 'M-C-l',
  'clear-screen': 'C-l',
  complete: 'tab',
  'complete-command': 'M-!',
  'complete-filename': 'M-/',
  'complete-hostname': 'M-@',
  'complete-username': 'M-~',
  'complete-variable': 'M-$',
  'delete-char': 'C-d',
  'delete-horizontal-space': 'M-\\',
  'delete-key': 'delete',
  'downcase-word': 'M-l',
  'edit-and-execute-command': 'C-x C-e',
  'end-kbd-macro': 'C-x )',
  'end-of-history': 'M->',
  'end-of-line': 'C-e,end,C-end',
  'exchange-point-and-mark': 'C-x C-x',
  'forward-char': 'right,C-f',
  'forward-search-history': 'C-s',
  'forward-word': 'M-f,C-right,M-right,C-M-right',
  'history-expand-line': 'M-^',
  'history-search-backward': 'page-up',
  'history-search-forward': 'page-down',
  'insert-comment': 'M-#',
  'insert-completions': 'M-*',
  interrupt: 'C-c',
  'kill-line': 'C-k',
  'kill-word': 'M-d,C-delete,M-delete',
  nothing: 'C-z,C-\\,unknown,resize,escape',
  'next-history': 'C-n,down',
  'non-incremental-forward-search-history': 'M-n',
  'non-incremental-reverse-search-history': 'M-p',
  'operate-and-get-next': 'C-o',
  'possible-completions': 'M-?,M-=',
  'previous-history': 'C-p,up',
  'quoted-insert': 'C-v,C-q,insert',
  'reverse-search-history': 'C-r',
  'revert-line': 'M-r,M-C-r',
  'set-mark': 'C-@',
  'start-kbd-macro': 'C-x (',
  'transpose-chars': 'C-t',
  'transpose-words': 'M-t',
  undo: 'C-_,C-x C-u',
  'unix-line-discard': 'C-u,C-x backspace',
  'unix-word-rubout': 'C-w',
  'upcase-word': 'M-u',
  yank: 'C-y',
  'yank-last-arg': 'M-.,M-_',
  'yank-nth-arg': 'M-C-y',
  'yank-pop': 'M-y',
};

const BY_KEY: ReadonlyMap<string, EditorCommand> = new Map(
  Object.entries(KEYS).flatMap(([name, keys]) => keys.split(',').map((key) => [key, COMMANDS[name as CommandName]])),
);

/** What a key does; undefined: nothing is bound to it. */
export const commandOf = (key: string): EditorCommand | undefined => BY_KEY.get(key);
