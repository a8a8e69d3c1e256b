/**
 * The 40 pins of a Raspberry Pi. Pin 1 is the square one, in the row that is nearer to the processor; odd
 * pins are in that row, even ones in the outer row.
 *
 *     2  4  6  8 10 12 14 …        the outer row
 *     1  3  5  7  9 11 13 …
 *
 * Lines are counted as Broadcom does ("GPIO 17"), pins along the header ("pin 11").
 */
import type { LineState } from '#runtime/lab/boards.ts';

/** By line: its pin. Lines that are not here lead to no pin of the header. */
const PINS: readonly number[] = [
  27, 28, 3, 5, 7, 29, 31, 26, 24, 21, 19, 23, 32, 33, 8, 10, 36, 11, 12, 35, 38, 40, 15, 16, 18, 22, 37, 13,
];

/** @returns 1 to 40; undefined when this line is on no pin */
export const pinOf = (line: number): number | undefined => PINS[line];

export interface PinPlace {
  /** From the left, 0 to 19. */
  readonly column: number;
  readonly row: 'inner' | 'outer';
}

/** @param pin 1 to 40 */
export const placeOfPin = (pin: number): PinPlace => ({
  column: Math.ceil(pin / 2) - 1,
  row: pin % 2 === 1 ? 'inner' : 'outer',
});

/** Levels of the pins that are outputs, by pin. */
export const outputPins = (lines: readonly LineState[]): ReadonlyMap<number, 0 | 1> =>
  new Map(
    lines.flatMap(({ offset, direction, level }) => {
      const pin = pinOf(offset);
      return direction === 'out' && pin !== undefined ? [[pin, level] as const] : [];
    }),
  );
