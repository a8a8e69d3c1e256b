import type { JSX } from 'preact';
import { LED_COLOURS, type LedColour } from '#hardware/drivers/leds.ts';
import type { LedsState } from '#runtime/lab/boards.ts';
import type { BoardText } from '../i18n/board.en.ts';
import type { Lead } from './Leads.tsx';
import type { Box } from './scene.ts';

/** Where each LED is, as parts of the board's width. */
const MIDDLE: Readonly<Record<LedColour, number>> = { red: 0.18, yellow: 0.5, green: 0.82 };
const RADIUS = 12.5;
const RAYS = Array.from({ length: 8 }, (_, at) => (at * Math.PI) / 4)
  .map((angle) => {
    const at = (length: number): string =>
      `${(Math.cos(angle) * length).toFixed(1)} ${(Math.sin(angle) * length).toFixed(1)}`;
    return `M${at(16.5)}L${at(21)}`;
  })
  .join('');

export const LED_PINS: readonly number[] = [11, 13, 15, 14, 20];

/** Each LED has a wire of its own; grounds are common. */
export const ledLeads = (box: Box): readonly Lead[] => {
  const from = (part: number): Lead['from'] => ({ x: box.x + box.width * part, y: box.y + box.height });
  return [
    { pin: 20, colour: 'ground', from: from(MIDDLE.green + 0.1) },
    { pin: 14, colour: 'ground', from: from(MIDDLE.yellow + 0.1) },
    { pin: 11, colour: 'red', from: from(MIDDLE.red - 0.05) },
    { pin: 13, colour: 'yellow', from: from(MIDDLE.yellow - 0.05) },
    { pin: 15, colour: 'green', from: from(MIDDLE.green - 0.05) },
  ];
};

interface LedDrawingProps {
  readonly box: Box;
  readonly leds: LedsState;
  readonly text: BoardText;
}

/** Three LEDs like a traffic light: lit is filled, with halo, rays and a bold word. */
export function LedDrawing({ box, leds, text }: LedDrawingProps): JSX.Element {
  return (
    <g transform={`translate(${box.x} ${box.y})`} aria-hidden="true">
      <rect class="bd-o bd-pcb2" width={box.width} height={box.height} rx="4" />
      {LED_COLOURS.map((colour) => {
        const lit = leds.lit.includes(colour);
        const blinks = leds.blinking.includes(colour);
        return (
          <g
            key={colour}
            class={`bd-led bd-led-${colour}`}
            data-lit={lit}
            data-blinks={blinks}
            transform={`translate(${box.width * MIDDLE[colour]} 30)`}
          >
            <circle class="bd-led-halo" r="21" />
            <circle class="bd-o bd-led-lens" r={RADIUS} />
            <path class="bd-led-off" d="M-5 5L5-5" />
            <path class="bd-o bd-led-rays" d={RAYS} />
            <path class="bd-led-gleam" d="M-6-4a8 8 0 0 1 6-4.5" />
            <text class={`bd-small bd-led-name${lit || blinks ? ' bd-led-named' : ''}`} y="36" text-anchor="middle">
              {text.leds.colours[colour]}
            </text>
          </g>
        );
      })}
    </g>
  );
}
