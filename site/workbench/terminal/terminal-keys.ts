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

/**
 * What a terminal sends for a key and Ctrl.
 *
 *     r, R → ^R    a blank → NUL    [ \ ] ^ _ → their controls    \x1b[C → \x1b[1;5C
 *
 * A key that has no such form, and text of several characters, stay as they are.
 */
export function withControl(text: string): string {
  const arrow = /^\x1b[[O]([ABCDHF])$/.exec(text)?.[1];
  if (arrow !== undefined) return `\x1b[1;5${arrow}`;
  if (text === ' ') return '\0';
  if (!/^[A-Za-z@[\\\]^_]$/.test(text)) return text;
  return String.fromCharCode(text.toUpperCase().charCodeAt(0) & 0x1f);
}
