/**
 * How wide xterm draws a character: as the Pi's line editor counts it, so that the cursor is where both
 * think it is. xterm's own table knows no emoji.
 */
import type { IUnicodeVersionProvider } from '@xterm/xterm';
import { characterWidth } from '#runtime/pi/tty/width.ts';

/** Below this every printable character takes one column. */
const FIRST_UNLIKE = 0x300;
const known = new Map<number, 0 | 1 | 2>();

const width = (code: number): 0 | 1 | 2 => {
  if (code < FIRST_UNLIKE) return code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0 : 1;
  const before = known.get(code);
  if (before !== undefined) return before;
  const found = characterWidth(String.fromCodePoint(code));
  known.set(code, found);
  return found;
};

/** xterm keeps what it knows of a character in one number: whether it joins the one before, and its width. */
const JOINS = 1;
const WIDTH_SHIFT = 1;
const WIDTH_MASK = 3;

export const terminalWidths: IUnicodeVersionProvider = {
  version: 'kleber',
  wcwidth: width,
  charProperties(code, preceding) {
    const own = width(code);
    const before = (preceding >> WIDTH_SHIFT) & WIDTH_MASK;
    const joins = own === 0 && before > 0;
    return ((joins ? before : own) << WIDTH_SHIFT) | (joins ? JOINS : 0);
  },
};
