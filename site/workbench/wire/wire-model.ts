/**
 * The wire panel's state: a fold (`fold-wire.ts`) over the event log. It takes `connection-opened`, `packet` and
 * `connection-closed`, passes over the rest, and keeps raw bytes; nothing is decoded here.
 *
 * A row of the panel is an entry: a packet, a connection that ended without a DISCONNECT, or a run of
 * packets that the lab left out because they came faster than anybody could look.
 */
import type { ProcessRef, TerminalId } from '#runtime/events/event.ts';
import type { PacketId, ProtocolLevel, QoS } from '#runtime/mqtt/packet.ts';
import type { Address } from '#runtime/ports.ts';
import type { Lane } from './lane.ts';
import { Ring } from './ring.ts';

/** Older packets leave only what they added to the counters. */
export const PACKETS_KEPT = 50_000;

export interface WireConnection {
  readonly number: number;
  /** Of the client. */
  readonly lane: Lane;
  /** Of the broker that answers: the one in the middle, or another. */
  readonly brokerLane: Lane;
  readonly service: string;
  readonly client: Address;
  readonly process?: ProcessRef;
  readonly terminal?: TerminalId;
  /** As its CONNECT said; 4 until then. */
  readonly level: ProtocolLevel;
  /** A CONNECT has passed: it is MQTT that is spoken here. */
  readonly introduced: boolean;
  /** The client has sent DISCONNECT: what follows is no surprise. */
  readonly disconnected: boolean;
}

export interface PacketEntry {
  readonly kind: 'packet';
  readonly at: number;
  readonly connection: WireConnection;
  readonly sender: 'client' | 'server';
  readonly bytes: Uint8Array;
}

/** The connection ended, and the client, which had introduced itself, had not said that it would. */
export interface ClosedEntry {
  readonly kind: 'closed';
  readonly at: number;
  readonly connection: WireConnection;
  readonly side: 'client' | 'server' | 'wire';
  readonly error?: string;
}

export interface SkippedEntry {
  readonly kind: 'skipped';
  readonly at: number;
  readonly count: number;
}

export type WireEntry = PacketEntry | ClosedEntry | SkippedEntry;

/** A PUBLISH above QoS 0 that is not yet acknowledged. */
export interface InFlight {
  readonly connection: WireConnection;
  readonly sender: 'client' | 'server';
  readonly qos: QoS;
  /** Number of the row where it was sent. */
  readonly row: number;
}

export interface WireState {
  readonly entries: Ring<WireEntry>;
  readonly open: ReadonlyMap<number, WireConnection>;
  /** In order of their first connection. */
  readonly lanes: readonly Lane[];
  readonly inFlight: ReadonlyMap<string, InFlight>;
  /** The broker in the middle, known from the first connection on. */
  readonly service?: string;
  /** All that passed, those left out included. */
  readonly packets: number;
  readonly skipped: number;
  /** Of the packets that were not left out. */
  readonly bytes: number;
}

export function emptyWire(kept = PACKETS_KEPT): WireState {
  return {
    entries: Ring.empty<WireEntry>(kept),
    open: new Map(),
    lanes: [],
    inFlight: new Map(),
    packets: 0,
    skipped: 0,
    bytes: 0,
  };
}

/** What names a handshake: ids are the sender's own, one row of them a connection and direction. */
export function handshakeKey(connection: number, publisher: 'client' | 'server', id: PacketId): string {
  return `${connection} ${publisher} ${id}`;
}
