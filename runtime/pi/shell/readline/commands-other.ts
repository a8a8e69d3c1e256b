/** Keys that end the line or are about the editor itself. */
import type { EditorCommand } from './editing.ts';

export const OTHER_COMMANDS = {
  abort: (editing) => editing.bell(),
  interrupt: async (editing) => {
    await editing.leave('^C');
    return { kind: 'interrupt' };
  },
  /** Ctrl-Z and Ctrl-\ are nothing to an interactive shell. */
  nothing: (editing) => {
    editing.did = editing.before;
  },
  'edit-and-execute-command': async (editing) => {
    const { cursor } = editing.buffer;
    await editing.leave();
    await editing.write('(Ctrl-X Ctrl-E opens the line in an editor: this Pi has none.)\n');
    editing.buffer.cursor = cursor;
    await editing.showAfresh();
  },
  'start-kbd-macro': async (editing) => {
    if (editing.recorded !== undefined) return editing.bell();
    editing.recorded = [];
    return undefined;
  },
  'end-kbd-macro': async (editing) => {
    if (editing.recorded === undefined) return editing.bell();
    // Without the key that ended it.
    editing.macro = editing.recorded.slice(0, -1);
    editing.recorded = undefined;
    return undefined;
  },
  'call-last-kbd-macro': async (editing, count) => {
    if (editing.recorded !== undefined) return editing.bell();
    for (let left = Math.min(count, 1_000); left > 0; left--) editing.play(editing.macro);
    return undefined;
  },
} as const satisfies Readonly<Record<string, EditorCommand>>;
