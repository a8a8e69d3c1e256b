import type { EventOf, LabEvent } from '#runtime/events/event.ts';
import type { ProtocolLevel } from '#runtime/mqtt/packet.ts';
import { bridgingService, brokerLane, LANES_PER_PLACE, laneOf, placeOf, type Lane } from './lane.ts';
import { glanceAtPacket } from './packet-glance.ts';
import { handshakeKey, type InFlight, type WireConnection, type WireEntry, type WireState } from './wire-model.ts';

/** (state, events) → state, a batch at a time: a batch copies a little, an event would copy as much. */
export function foldWire(state: WireState, events: readonly LabEvent[], skipped = 0): WireState {
  const fold = new Fold(state);
  for (const event of events) {
    if (event.kind === 'packet') fold.packet(event);
    else if (event.kind === 'connection-opened') fold.opened(event);
    else if (event.kind === 'connection-closed') fold.closed(event);
  }
  if (skipped > 0) fold.skipped(skipped, events.at(-1)?.at);
  return fold.result();
}

class Fold {
  readonly #before: WireState;
  readonly #entries: WireEntry[] = [];
  readonly #open: Map<number, WireConnection>;
  readonly #inFlight: Map<string, InFlight>;
  #lanes: readonly Lane[];
  #service: string | undefined;
  #packets: number;
  #skipped: number;
  #bytes: number;

  constructor(before: WireState) {
    this.#before = before;
    this.#open = new Map(before.open);
    this.#inFlight = new Map(before.inFlight);
    this.#lanes = before.lanes;
    this.#service = before.service;
    this.#packets = before.packets;
    this.#skipped = before.skipped;
    this.#bytes = before.bytes;
  }

  opened(event: EventOf<'connection-opened'>): void {
    const bridging = bridgingService(event);
    this.#service ??= bridging ?? event.service;
    const lane = bridging === undefined ? this.#clientLane(event) : brokerLane(bridging);
    const server = brokerLane(event.service);
    for (const each of [lane, server]) if (each.broker !== this.#service) this.#lane(each);
    this.#open.set(event.connection, {
      number: event.connection,
      lane,
      brokerLane: server,
      service: event.service,
      client: event.client,
      level: 4,
      introduced: false,
      disconnected: false,
      ...(event.process === undefined ? {} : { process: event.process }),
      ...(event.terminal === undefined ? {} : { terminal: event.terminal }),
    });
  }

  #clientLane(event: EventOf<'connection-opened'>): Lane {
    const place = placeOf(event);
    const taken = new Set<string>();
    for (const { lane } of this.#open.values()) taken.add(lane.id);
    let slot = 1;
    while (slot < LANES_PER_PLACE && taken.has(`${place}/${slot}`)) slot += 1;
    return laneOf(event, slot);
  }

  #lane(lane: Lane): void {
    const known = this.#lanes.findIndex(({ id }) => id === lane.id);
    if (known < 0) this.#lanes = [...this.#lanes, lane];
    else if (this.#lanes[known]?.program !== lane.program) this.#lanes = this.#lanes.with(known, lane);
  }

  packet(event: EventOf<'packet'>): void {
    const glance = glanceAtPacket(event.bytes);
    let connection = this.#open.get(event.connection);
    if (connection === undefined) throw new Error(`packet on connection ${event.connection}, which was never opened`);
    if (glance.type === 'CONNECT') connection = { ...connection, introduced: true, level: levelOfConnect(event.bytes) };
    if (glance.type === 'DISCONNECT' && event.sender === 'client') connection = { ...connection, disconnected: true };
    this.#open.set(event.connection, connection);
    this.#handshake(connection, event.sender, glance);
    this.#packets += 1;
    this.#bytes += event.bytes.length;
    this.#entries.push({ kind: 'packet', at: event.at, connection, sender: event.sender, bytes: event.bytes });
  }

  #handshake(connection: WireConnection, sender: 'client' | 'server', glance: ReturnType<typeof glanceAtPacket>): void {
    if (glance.type === 'DISCONNECT') this.#forget(connection.number);
    if (glance.packetId === undefined) return;
    if (glance.type === 'PUBLISH') {
      const row = this.#before.entries.next + this.#entries.length;
      const key = handshakeKey(connection.number, sender, glance.packetId);
      // Sent again: still the same handshake, which began earlier.
      if (this.#inFlight.has(key)) return;
      this.#inFlight.set(key, { connection, sender, qos: glance.qos ?? 1, row });
    } else if (glance.type === 'PUBACK' || glance.type === 'PUBCOMP' || glance.refused === true) {
      const publisher = sender === 'client' ? 'server' : 'client';
      this.#inFlight.delete(handshakeKey(connection.number, publisher, glance.packetId));
    }
  }

  #forget(connection: number): void {
    for (const [key, { connection: its }] of this.#inFlight) if (its.number === connection) this.#inFlight.delete(key);
  }

  closed(event: EventOf<'connection-closed'>): void {
    const connection = this.#open.get(event.connection);
    if (connection === undefined) return;
    this.#open.delete(event.connection);
    this.#forget(event.connection);
    if (!connection.introduced || connection.disconnected) return;
    this.#entries.push({
      kind: 'closed',
      at: event.at,
      connection,
      side: event.side,
      ...(event.error === undefined ? {} : { error: event.error }),
    });
  }

  skipped(count: number, at = this.#lastTime()): void {
    this.#packets += count;
    this.#skipped += count;
    // Acknowledgements may be among them: what is in flight is no longer known.
    this.#inFlight.clear();
    this.#entries.push({ kind: 'skipped', at, count });
  }

  #lastTime(): number {
    const { entries } = this.#before;
    return this.#entries.at(-1)?.at ?? entries.at(entries.next - 1)?.at ?? 0;
  }

  result(): WireState {
    return {
      entries: this.#before.entries.append(this.#entries),
      open: this.#open,
      lanes: this.#lanes,
      inFlight: this.#inFlight,
      packets: this.#packets,
      skipped: this.#skipped,
      bytes: this.#bytes,
      ...(this.#service === undefined ? {} : { service: this.#service }),
    };
  }
}

/** The byte after the protocol name; a bridge sets its high bit. */
function levelOfConnect(bytes: Uint8Array): ProtocolLevel {
  let at = 1;
  while (at < 4 && (bytes[at] ?? 0) >= 0x80) at += 1;
  at += 1;
  const level = (bytes[at + 2 + ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0)] ?? 4) & 0x7f;
  return level === 3 || level === 5 ? level : 4;
}
