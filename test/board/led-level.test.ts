import { expect, test } from 'vitest';
import { LED_COLOURS, type LedColour } from '#hardware/drivers/leds.ts';
import { levelShown } from '../../site/board/led-level.ts';

const leds = (lit: readonly LedColour[], blinking: readonly LedColour[] = []) => ({ plugged: true, lit, blinking });

test.each([
  ['nothing lit', leds([]), 0],
  ['green', leds(['green']), 1],
  ['red', leds(['red']), 2],
  ['yellow', leds(['yellow']), 3],
  ['all blink, lit just now', leds(LED_COLOURS, LED_COLOURS), 4],
  ['all blink, dark just now', leds([], LED_COLOURS), 4],
])('%s is a level of the talk', (_, state, level) => {
  expect(levelShown(state)).toBe(level);
});

test.each([
  ['red and green', leds(['red', 'green'])],
  ['all lit, and none blinks', leds(LED_COLOURS)],
  ['one of them blinks', leds(['red'], ['red'])],
  ['a board that is not plugged in', { plugged: false, lit: [], blinking: [] }],
])('%s is none', (_, state) => {
  expect(levelShown(state)).toBeUndefined();
});
