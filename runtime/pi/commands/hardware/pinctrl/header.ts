/** The 40 pins of the header, by their number on the board, 1 to 40: a GPIO as Broadcom counts, or what feeds it. */
export type HeaderPin = number | '3v3' | '5v' | 'gnd';

export const HEADER: readonly HeaderPin[] = [
  ...(['3v3', '5v', 2, '5v', 3, 'gnd', 4, 14, 'gnd', 15] as const),
  ...([17, 18, 27, 'gnd', 22, 23, '3v3', 24, 10, 'gnd'] as const),
  ...([9, 25, 11, 8, 'gnd', 7, 0, 1, 5, 'gnd'] as const),
  ...([6, 12, 13, 'gnd', 19, 16, 26, 20, 'gnd', 21] as const),
];

/** @returns undefined: there is no such pin */
export const atPin = (pin: number): HeaderPin | undefined => HEADER[pin - 1];

/** @returns undefined: it is not led to the header */
export const pinOf = (gpio: number): number | undefined => {
  const index = HEADER.indexOf(gpio);
  return index < 0 ? undefined : index + 1;
};
