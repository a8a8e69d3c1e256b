import type { JSX } from 'preact';
import { plugScale, type Box, type PiScene } from './scene.ts';

/** A cable from its plug to the switch; the plug is drawn apart, since it moves. */
export function Cable({ path }: { readonly path: string }): JSX.Element {
  return (
    <g aria-hidden="true">
      <path class="bd-cable" d={path} />
      <path class="bd-cable bd-cable-core" d={path} />
    </g>
  );
}

export function CablePlug({ pi }: { readonly pi: PiScene }): JSX.Element {
  return (
    <g transform={`translate(${pi.jack.x} ${pi.jack.y}) scale(${plugScale(pi.scale)})`}>
      <path class="bd-o bd-metal" d="M0-10h18v20H0z" />
      <path class="bd-o" d="M4-10v-3.5h8v3.5" />
      <path class="bd-o bd-chip" d="M18-7h10l4 4v6l-4 4H18z" />
    </g>
  );
}

const PORTS = 5;

export function NetworkSwitch({ box, label }: { readonly box: Box; readonly label: string }): JSX.Element {
  const ports = box.width < 140 ? 3 : PORTS;
  return (
    <g transform={`translate(${box.x} ${box.y})`}>
      <rect class="bd-o bd-metal" width={box.width} height={box.height} rx="3" />
      {Array.from({ length: ports }, (_, at) => (
        <rect key={at} class="bd-o bd-chip" x={10 + at * 20} y="8" width="14" height="12" rx="1.5" aria-hidden="true" />
      ))}
      <text class="bd-small" x={box.width - 9} y="18" text-anchor="end">
        {label}
      </text>
    </g>
  );
}
