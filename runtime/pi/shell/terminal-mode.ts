/** A terminal while a line is edited: keys come as they are typed, and what is pasted comes in marks (xterm, mode 2004). */
import type { TerminalMode } from '../system.ts';
import type { Shell } from './shell.ts';

const EDITING: TerminalMode = { canonical: false, echo: false, signals: false };
const PASTE_IN_MARKS = '\x1b[?2004h';
const PASTE_PLAIN = '\x1b[?2004l\r';

const cooked = new WeakMap<Shell, TerminalMode>();

const marksPastes = (shell: Shell): boolean => {
  const kind = shell.variables.get('TERM') ?? 'dumb';
  return kind !== 'dumb' && kind !== '';
};

export const beginEditing = async (shell: Shell): Promise<void> => {
  const terminal = shell.process.fds.get(0)?.terminal;
  if (terminal === undefined) return;
  cooked.set(shell, terminal.mode);
  terminal.mode = EDITING;
  if (marksPastes(shell)) await shell.print(PASTE_IN_MARKS, 2);
};

/** As it was before. @param ended the input: what comes next gets a row of its own */
export const endEditing = async (shell: Shell, ended: boolean): Promise<void> => {
  const terminal = shell.process.fds.get(0)?.terminal;
  const before = cooked.get(shell);
  if (terminal === undefined || before === undefined) return;
  cooked.delete(shell);
  if (marksPastes(shell)) await shell.print(`${PASTE_PLAIN}${ended ? '\n' : ''}`, 2);
  terminal.mode = before;
};
