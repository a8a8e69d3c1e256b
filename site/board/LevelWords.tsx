import type { JSX } from 'preact';
import { LED_COLOURS } from '#hardware/drivers/leds.ts';
import type { LedsState } from '#runtime/lab/boards.ts';
import type { BoardText } from '../i18n/board.en.ts';
import { levelShown } from './led-level.ts';
import type { Box } from './scene.ts';

interface LevelWordsProps {
  readonly box: Box;
  readonly leds: LedsState;
  readonly text: BoardText;
}

/** What the LEDs say, in words; said aloud when it changes. */
export function LevelWords({ box, leds, text: { leds: text } }: LevelWordsProps): JSX.Element {
  const level = levelShown(leds);
  const lit = LED_COLOURS.filter((colour) => leds.lit.includes(colour) || leds.blinking.includes(colour));
  return (
    <div
      class="bd-level"
      role="status"
      style={{ insetInlineStart: `${box.x}px`, insetBlockStart: `${box.y}px`, inlineSize: `${box.width}px` }}
    >
      {level !== undefined ? (
        <>
          <strong>{text.level(level)}</strong>
          <span>{text.levels[level]}</span>
        </>
      ) : (
        leds.plugged && <span>{lit.map((colour) => text.colours[colour]).join(', ')}</span>
      )}
    </div>
  );
}
