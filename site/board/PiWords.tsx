import type { JSX } from 'preact';
import type { BoardState, LineState } from '#runtime/lab/boards.ts';
import type { BoardText } from '../i18n/board.en.ts';
import { HostShape } from '../workbench/layout/HostMark.tsx';
import type { BusMark } from './bus-ticks.ts';
import type { PiScene } from './scene.ts';

interface PiWordsProps {
  readonly scene: PiScene;
  readonly board: BoardState;
  readonly address: string;
  readonly marks: readonly BusMark[];
  readonly text: BoardText;
}

const TICK = 4;
const LINES_SHOWN = 3;

/** What is written on a Pi's board, under its header: bus, name, address, and lines that are outputs. */
export function PiWords({ scene: { x, y, scale }, board, address, marks, text }: PiWordsProps): JSX.Element {
  const left = x + 24.5 * scale;
  const top = y + 22 * scale;
  const room = 236 * scale - 24.5 * scale;
  const outputs = board.lines.filter(({ direction }) => direction === 'out');
  const used = board.i2c.transfers > 0;
  const lines =
    board.power === 'up' ? linesWords(outputs, scale > 0.64 ? `${text.lines} ` : '') : text.power[board.power];
  return (
    <g aria-hidden="true">
      {used && <Bus x={left} y={top + 3} room={room} marks={marks} name={text.bus} />}
      <HostShape host={board.host} x={left} y={top + 20} />
      <text class="bd-name bd-host" x={left + 14} y={top + 29}>
        {board.host}
      </text>
      <text class="bd-mono" x={left} y={top + 44}>
        {address}
      </text>
      <text class={board.power === 'up' ? 'bd-mono' : 'bd-small bd-strong'} x={left} y={top + 58}>
        {lines}
      </text>
    </g>
  );
}

/** As gpioset writes it: `17=1 22=0`. */
function linesWords(lines: readonly LineState[], name: string): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, LINES_SHOWN).map(({ offset, level }) => `${offset}=${level}`);
  return name + [...shown, ...(lines.length > LINES_SHOWN ? ['…'] : [])].join(' ');
}

interface BusProps {
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly marks: readonly BusMark[];
  readonly name: string;
}

/** A tick for each transaction that was answered, a parted one for each that was not; the newest at the right. */
function Bus({ x, y, room, marks, name }: BusProps): JSX.Element {
  const count = Math.max(0, Math.floor((room - 26) / TICK));
  return (
    <g transform={`translate(${x} ${y})`}>
      <text class="bd-tick" y="9">
        {name}
      </text>
      {marks.slice(-count).map((mark, at) => (
        <path
          key={at}
          class={`bd-bus bd-bus-${mark}`}
          d={mark === 'answered' ? `M${26 + at * TICK} 1v8` : `M${26 + at * TICK} 0v2.5m0 5v2.5`}
        />
      ))}
    </g>
  );
}
