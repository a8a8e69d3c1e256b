import { expect, test } from 'vitest';
import { textWidth } from '#runtime/pi/tty/width.ts';
import { terminalWidths } from '../../site/workbench/terminal/terminal-widths.ts';

/** As xterm adds them up: what joins the character before takes that one's place. */
const drawn = (text: string): number => {
  let width = 0;
  let before = 0;
  for (const character of text) {
    const now = terminalWidths.charProperties(character.codePointAt(0) ?? 0, before);
    width += ((now >> 1) & 3) - ((now & 1) === 1 ? (before >> 1) & 3 : 0);
    before = now;
  }
  return width;
};

test.each(['abc', 'Küche', 'e\u0301x', '日本語', '🍓', '🌡️', '👩‍🔬', 'a\u200bb', '温e\u0301🍓'])(
  '%s is drawn as wide as the line editor thinks',
  (text) => {
    expect(drawn(text)).toBe(textWidth(text));
  },
);

test('a mark with nothing before it takes no room', () => {
  expect(drawn('\u0301')).toBe(0);
});
