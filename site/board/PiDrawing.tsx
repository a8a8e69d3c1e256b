import type { JSX } from 'preact';
import type { BoardState } from '#runtime/lab/boards.ts';
import { outputPins, placeOfPin } from './header.ts';
import { PI, type PiScene } from './scene.ts';

interface PiDrawingProps {
  readonly scene: PiScene;
  readonly board: BoardState;
  /** Pins that something is plugged onto. */
  readonly wired: readonly number[];
}

const PINS = Array.from({ length: 40 }, (_, at) => at + 1);
const HOLES = [
  [12.3, 12.3],
  [215.3, 12.3],
  [12.3, 183.8],
  [215.3, 183.8],
] as const;
const SOC = 40;
/** Name, address, bus and lines stand above the processor, in type that keeps its size. */
const WORDS_HEIGHT = 66;
const CONNECTORS_Y = 153;
/** On a smaller board the words need the room of the connectors in the middle. */
const ROOM_FOR_CONNECTORS = 0.52;

/** A Raspberry Pi 3, seen from above, its header at the top: what it is, not what it says. */
export function PiDrawing({ scene: { x, y, scale }, board, wired }: PiDrawingProps): JSX.Element {
  const soc = Math.max(82, 24 + WORDS_HEIGHT / scale);
  const outputs = outputPins(board.lines);
  return (
    <g class="bd-pi" data-power={board.power} transform={`translate(${x} ${y}) scale(${scale})`} aria-hidden="true">
      <rect class="bd-o bd-metal" x="-5.6" y="77" width="17.5" height="42" rx="1.5" />
      <rect class="bd-o bd-pcb" width={PI.width} height={PI.height} rx="10.5" />
      {HOLES.map(([cx, cy]) => (
        <g key={`${cx} ${cy}`}>
          <circle class="bd-o bd-pcb2" cx={cx} cy={cy} r="10.2" />
          <circle class="bd-o bd-paper" cx={cx} cy={cy} r="4.9" />
        </g>
      ))}
      <rect class="bd-o bd-chip" x="24.5" y="3.5" width="178.2" height="17.6" rx="2" />
      {PINS.map((pin) => (
        <Pin key={pin} pin={pin} output={outputs.get(pin)} wired={wired.includes(pin)} />
      ))}
      {soc + SOC <= CONNECTORS_Y && <Processor y={soc} />}
      {scale > 0.6 && <rect class="bd-o bd-chip" x="164.5" y="108.5" width="29.8" height="29.8" rx="1.5" />}
      <rect class="bd-o bd-metal" x="23.1" y="180.6" width="28" height="21" rx="1.5" />
      {scale > ROOM_FOR_CONNECTORS && (
        <>
          <rect class="bd-o bd-metal" x="85.8" y="159.3" width="52.5" height="42" rx="1.5" />
          <rect class="bd-o bd-metal" x="152.6" y="150" width="9.1" height="42.5" rx="1.5" />
          <rect class="bd-o bd-metal" x="176.4" y="158.9" width="23.1" height="43.4" rx="1.5" />
        </>
      )}
      {[8.4, 71.4].map((usb) => (
        <g key={usb}>
          <rect class="bd-o bd-metal" x="243.6" y={usb} width="60.9" height="46.2" rx="1.5" />
          <path class="bd-o" d={`M243.6 ${usb + 23.1}h60.9`} />
        </g>
      ))}
      <rect class="bd-o bd-metal" x="230.3" y="132.3" width="74.9" height="56" rx="1.5" />
      <path class="bd-o" d="M287 145.3h18.2v30.1H287z" />
      <circle class="bd-lamp bd-lamp-power" cx="12.3" cy="151.2" r="3.2" />
      <circle class="bd-lamp bd-lamp-work" cx="12.3" cy="140.2" r="3.2" />
    </g>
  );
}

interface PinProps {
  readonly pin: number;
  /** Level, if it is an output. */
  readonly output: 0 | 1 | undefined;
  readonly wired: boolean;
}

function Pin({ pin, output, wired }: PinProps): JSX.Element {
  const { column, row } = placeOfPin(pin);
  const state = output === undefined ? (wired ? ' bd-pin-wired' : '') : output === 1 ? ' bd-pin-high' : ' bd-pin-low';
  return (
    <rect
      class={`bd-pin${state}`}
      x={26.7 + column * 8.89}
      y={row === 'inner' ? 14.1 : 5.2}
      width="5.2"
      height="5.2"
      // Pin 1 is the square one.
      rx={pin === 1 ? 0 : 2.6}
    />
  );
}

function Processor({ y }: { readonly y: number }): JSX.Element {
  const legs = [5, 11, 17, 23, 29, 35];
  return (
    <g>
      <rect class="bd-o bd-chip" x="84" y={y} width={SOC} height={SOC} rx="2" />
      {legs.map((leg) => (
        <path key={leg} class="bd-o" d={`M79 ${y + leg}H84M${84 + SOC} ${y + leg}h5`} />
      ))}
      <rect class="bd-o bd-faint" x="90" y={y + 6} width={SOC - 12} height={SOC - 12} rx="1.5" />
    </g>
  );
}
