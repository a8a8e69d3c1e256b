/**
 * The bars beside the lanes: a packet id is in flight from its PUBLISH until PUBACK or PUBCOMP, the
 * end of its connection, or a gap in what is known. Computed for the rows in view alone, by walking
 * from some way above them: a handshake that began farther up and ends below the view is drawn while
 * it lasts, and left out once it is over.
 */
import type { QoS } from '#runtime/mqtt/packet.ts';
import { glanceAtPacket } from './packet-glance.ts';
import { handshakeKey, type WireConnection, type WireState } from './wire-model.ts';

export interface FlightBar {
  /** Of who sent the PUBLISH: the client, or the broker. */
  readonly laneId: string;
  readonly sender: 'client' | 'server';
  readonly qos: QoS;
  /** Number of the row of its PUBLISH. */
  readonly from: number;
  /** Number of the row that ended it; absent: it goes on below the view. */
  readonly to?: number;
}

const ROWS_ABOVE = 300;

const lineOf = ({ lane, brokerLane }: WireConnection, sender: 'client' | 'server'): string =>
  sender === 'client' ? lane.id : brokerLane.id;

/** @param first, last numbers of the rows in view */
export function flightBars(state: WireState, first: number, last: number): readonly FlightBar[] {
  const { entries, inFlight } = state;
  const begin = Math.max(entries.first, first - ROWS_ABOVE);
  const open = new Map<string, FlightBar>();
  const bars: FlightBar[] = [];
  const end = (key: string, row: number): void => {
    const bar = open.get(key);
    if (bar === undefined) return;
    open.delete(key);
    if (row >= first) bars.push({ ...bar, to: row });
  };
  const endAll = (row: number, prefix = ''): void => {
    for (const key of open.keys()) if (key.startsWith(prefix)) end(key, row);
  };

  for (const [key, { connection, sender, qos, row }] of inFlight) {
    if (row < begin) open.set(key, { laneId: lineOf(connection, sender), sender, qos, from: row });
  }
  for (let row = begin; row <= last; row += 1) {
    const entry = entries.at(row);
    if (entry === undefined) continue;
    if (entry.kind === 'skipped') endAll(row);
    else if (entry.kind === 'closed') endAll(row, `${entry.connection.number} `);
    else {
      const { connection, sender, bytes } = entry;
      const { type, qos, packetId } = glanceAtPacket(bytes);
      if (type === 'DISCONNECT') endAll(row, `${connection.number} `);
      if (packetId === undefined) continue;
      if (type === 'PUBLISH' && qos !== undefined) {
        const key = handshakeKey(connection.number, sender, packetId);
        if (!open.has(key)) open.set(key, { laneId: lineOf(connection, sender), sender, qos, from: row });
      } else if (type === 'PUBACK' || type === 'PUBCOMP') {
        end(handshakeKey(connection.number, sender === 'client' ? 'server' : 'client', packetId), row);
      }
    }
  }
  return [...bars, ...open.values()];
}
