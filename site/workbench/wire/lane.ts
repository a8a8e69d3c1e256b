/**
 * Who talks with the broker, as a line of the drawing. A lane is a place that clients come from: a
 * terminal, or a host's services, or the world outside this lab. Clients that follow one another at
 * one place (every `mosquitto_pub` of a terminal) share its lane; a second one at the same time
 * (`… &`, or the other end of a pipe) gets the place's second lane.
 *
 * The broker in the middle has a line of its own. Any other broker of the lab (one that somebody started on
 * another port or another Pi) is a place too, named as the log names it: `rpi-broker:1884`. A bridge goes
 * from the line of one broker to that of another.
 *
 * A lane stands on the side where its terminal stands above: rpi-pub left, rpi-sub right, on any
 * other host sessions 1, 3, … left and 2, 4, … right; the world outside is on the far right. So a
 * lane never moves because of what happened before.
 */
import type { EventOf, TerminalId } from '#runtime/events/event.ts';

export interface Lane {
  /** `rpi-broker#2/1`: the first lane of that terminal. */
  readonly id: string;
  /** Absent: outside this lab. */
  readonly host?: string;
  /** It is a broker's line, with its name. */
  readonly broker?: string;
  /** Number of the terminal on its host; absent: not started from a terminal. */
  readonly session?: number;
  /** 1 or 2. */
  readonly slot: number;
  /** What ran there last; of the outside: its address. */
  readonly program: string;
  readonly side: 'left' | 'right';
  /** The greater, the farther from the broker. */
  readonly distance: number;
}

/** A third client at one place shares the second lane. */
export const LANES_PER_PLACE = 2;

type Opened = EventOf<'connection-opened'>;

/** The broker's line, or that of another broker. @param service as the log names it */
export function brokerLane(service: string): Lane {
  const host = service.replace(/:\d+$/, '');
  return {
    id: `broker/${service}`,
    host,
    broker: service,
    slot: 1,
    program: 'mosquitto',
    side: host === 'rpi-pub' ? 'left' : 'right',
    distance: 30,
  };
}

/** The broker that is this connection's client: the service of its host, by a bridge. */
export function bridgingService({ process, terminal }: Opened): string | undefined {
  return process?.program === 'mosquitto' && terminal === undefined ? process.host : undefined;
}

export function placeOf(opened: Opened): string {
  if (opened.process === undefined) return 'outside';
  return opened.terminal ?? opened.process.host;
}

export function laneOf(opened: Opened, slot: number): Lane {
  const { process, terminal, client } = opened;
  const id = `${placeOf(opened)}/${slot}`;
  if (process === undefined) {
    return { id, slot, program: client.host, side: 'right', distance: 40 + slot };
  }
  // The terminal's host, not the process's: `ssh` may have carried the learner elsewhere, but what
  // runs there is still drawn under the terminal it was typed into.
  const host = terminal === undefined ? process.host : hostOf(terminal);
  const session = terminal === undefined ? undefined : sessionOf(terminal);
  return {
    id,
    host,
    slot,
    program: process.program,
    side: sideOf(host, session),
    distance: (host === 'rpi-pub' || host === 'rpi-sub' ? 20 : 0) + (session ?? 9) * LANES_PER_PLACE + slot,
    ...(session === undefined ? {} : { session }),
  };
}

function sideOf(host: string, session: number | undefined): 'left' | 'right' {
  if (host === 'rpi-pub') return 'left';
  if (host === 'rpi-sub') return 'right';
  return session !== undefined && session % 2 === 0 ? 'right' : 'left';
}

export function hostOf(terminal: TerminalId): string {
  return terminal.slice(0, terminal.lastIndexOf('#'));
}

export function sessionOf(terminal: TerminalId): number {
  return Number(terminal.slice(terminal.lastIndexOf('#') + 1));
}

/** Where everything stands, in hundredths of the drawing's width; both sides have room from the start. */
export interface LanePlan {
  readonly broker: number;
  readonly lanes: ReadonlyMap<string, number>;
  /** Number of gaps between lines. */
  readonly gaps: number;
}

/** @param service the broker in the middle */
export function planLanes(lanes: readonly Lane[], service = ''): LanePlan {
  const left = lanes.filter((lane) => lane.side === 'left').sort((a, b) => b.distance - a.distance);
  const right = lanes.filter((lane) => lane.side === 'right').sort((a, b) => a.distance - b.distance);
  const gaps = Math.max(1, left.length) + Math.max(1, right.length);
  const gap = 100 / gaps;
  const broker = gap * Math.max(1, left.length);
  const places = new Map<string, number>([[brokerLane(service).id, broker]]);
  for (const [index, lane] of left.entries()) places.set(lane.id, gap * index);
  for (const [index, lane] of right.entries()) places.set(lane.id, broker + gap * (index + 1));
  return { broker, lanes: places, gaps };
}
