import type { JSX } from 'preact';
import { shownAddress } from './shown.ts';
import type { Lead } from './Leads.tsx';
import type { Box } from './scene.ts';

/** 3V3, SDA, SCL, GND: as the kit is wired, from left to right. */
const WIRES = [
  { pin: 1, colour: 'power' },
  { pin: 3, colour: 'data' },
  { pin: 5, colour: 'clock' },
  { pin: 9, colour: 'ground' },
] as const;

export const SENSOR_PINS: readonly number[] = WIRES.map(({ pin }) => pin);

export const sensorLeads = (box: Box): readonly Lead[] =>
  WIRES.map((wire, at) => ({ ...wire, from: { x: box.x + hole(at), y: box.y + box.height - 8 } }));

const hole = (at: number): number => 14 + at * 24;

interface SensorDrawingProps {
  readonly box: Box;
  readonly address: number;
  readonly finger: boolean;
}

/** The LM75B on its board, and the finger that may be on it. */
export function SensorDrawing({ box, address, finger }: SensorDrawingProps): JSX.Element {
  const middle = box.width / 2;
  return (
    <g transform={`translate(${box.x} ${box.y})`} aria-hidden="true">
      <rect class="bd-o bd-pcb2" width={box.width} height={box.height} rx="4" />
      <text class="bd-name" x="9" y="16">
        LM75B
      </text>
      <text class="bd-mono" x={box.width - 8} y="16" text-anchor="end">
        {shownAddress(address)}
      </text>
      {[-12, -4, 4, 12].map((leg) => (
        <path key={leg} class="bd-o" d={`M${middle + leg} 26v-3.5M${middle + leg} 44v3.5`} />
      ))}
      <rect class="bd-o bd-chip" x={middle - 16} y="26" width="32" height="18" rx="1.5" />
      <circle class="bd-metal" cx={middle - 11} cy="39" r="1.6" />
      {[0, 1, 2, 3].map((at) => (
        <circle key={at} class="bd-hole" cx={hole(at)} cy={box.height - 8} r="3.4" />
      ))}
      {finger && (
        <g class="bd-finger" transform={`translate(${middle + 4} -14)`}>
          <path class="bd-o" d="M-13 0V40a13 13.5 0 0 0 26 0V0" />
          <path class="bd-o bd-nail" d="M-7.5 42.5c-1-12 16-12 15 0 0 8-15 8-15 0z" />
          <path class="bd-o" d="M-6 17q6 2.5 12 0" />
        </g>
      )}
    </g>
  );
}
