/** Keys that are not the shell's: the browser, the page or the clipboard has them. */
export type KeyOwner = 'terminal' | 'page' | 'copy';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** F6 leaves the terminal; the others reload, fill the screen, and open the browser's tools. */
const FUNCTION_KEYS_OF_THE_PAGE = new Set(['F5', 'F6', 'F11', 'F12']);

/**
 * Ctrl-C copies while something is selected and interrupts otherwise; Ctrl-V pastes (quoting the next
 * key, as a shell would, is worth less to a learner); with Shift both are the clipboard's always.
 */
export function keyOwner(press: KeyPress, hasSelection: boolean): KeyOwner {
  if (FUNCTION_KEYS_OF_THE_PAGE.has(press.key)) return 'page';
  if (press.metaKey) return 'page';
  if (!press.ctrlKey || press.altKey) return 'terminal';
  const key = press.key.toLowerCase();
  if (key === 'v') return 'page';
  if (key === 'c' && (press.shiftKey || hasSelection)) return 'copy';
  return 'terminal';
}
