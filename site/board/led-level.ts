/**
 * Which of the talk's levels LEDs show: what somebody who looks at them would say.
 *
 *     green lit                  level 1
 *     all three blink            level 4
 *     red and green lit          none of them
 */
import type { LedsState } from '#runtime/lab/boards.ts';
import type { LedLevel } from '#hardware/drivers/leds.ts';

/** @returns undefined when they show none of the levels, or are not plugged in */
export function levelShown({ plugged, lit, blinking }: LedsState): LedLevel | undefined {
  if (!plugged) return undefined;
  if (blinking.length > 0) return blinking.length === 3 ? 4 : undefined;
  if (lit.length === 0) return 0;
  if (lit.length > 1) return undefined;
  return lit[0] === 'green' ? 1 : lit[0] === 'red' ? 2 : 3;
}
