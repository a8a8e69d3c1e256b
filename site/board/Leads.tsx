import type { JSX } from 'preact';
import { pinSpot, type PiScene, type Spot } from './scene.ts';

export interface Lead {
  /** Where it leaves the board above. */
  readonly from: Spot;
  /** Of the Pi's header. */
  readonly pin: number;
  readonly colour: 'power' | 'data' | 'clock' | 'ground' | 'red' | 'yellow' | 'green';
}

interface LeadsProps {
  readonly pi: PiScene;
  readonly leads: readonly Lead[];
  /** Levels of the pins that are outputs. */
  readonly outputs: ReadonlyMap<number, 0 | 1>;
}

/** Wires from a board down to pins of a Pi, each with its little housing, which shows the level of an output. */
export function Leads({ pi, leads, outputs }: LeadsProps): JSX.Element {
  const housing = { width: Math.max(4.6, 6 * pi.scale), height: Math.max(9, 13 * pi.scale) };
  return (
    <g>
      {leads.map(({ from, pin, colour }) => {
        const to = pinSpot(pi, pin);
        const end = to.y - housing.height + 3;
        const bend = (end - from.y) * 0.55;
        return (
          <g key={pin}>
            <path
              class={`bd-lead bd-lead-${colour}`}
              d={`M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${end - bend} ${to.x} ${end}`}
            />
            <rect class="bd-housing" x={to.x - housing.width / 2} y={end} {...housing} rx="1" />
            {outputs.has(pin) && (
              <circle
                class={`bd-pin ${outputs.get(pin) === 1 ? 'bd-pin-high' : 'bd-pin-low'}`}
                cx={to.x}
                cy={end + housing.height / 2}
                r={housing.width / 4}
              />
            )}
          </g>
        );
      })}
    </g>
  );
}
