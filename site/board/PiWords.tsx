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
/** Of `17=1 ` in this type. */
const LINE_WIDTH = 34.5;
const LINES_SHOWN = 4;

/** What is written on a Pi's board, under its header: bus, name, address, and lines that are outputs. */
export function PiWords({ scene: { x, y, scale }, board, address, marks, text }: PiWordsProps): JSX.Element {
  const left = x + 24.5 * scale;
  const top = y + 22 * scale;
  const room = (230 - 24.5) * scale;
  const outputs = board.lines.filter(({ direction }) => direction === 'out');
  const used = board.i2c.transfers > 0;
  const lines = board.power === 'up' ? linesWords(outputs, room, text.lines) : text.power[board.power];
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

/** As gpioset writes it: `GPIO 17=1 22=0`; as many as there is room for. */
function linesWords(lines: readonly LineState[], room: number, name: string): string {
  const fit = Math.min(LINES_SHOWN, Math.floor(room / LINE_WIDTH));
  const shown = lines.slice(0, fit).map(({ offset, level }) => `${offset}=${level}`);
  const all = [...shown, ...(lines.length > fit ? ['…'] : [])].join(' ');
  return lines.length > 0 && lines.length < fit ? `${name} ${all}` : all;
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
