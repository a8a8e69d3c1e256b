import type { EventSink } from '#runtime/events/log.ts';
import type { LanConnection, Side } from '#runtime/lan/lan-connection.ts';
import type { LanTap } from '#runtime/lan/lan-tap.ts';
import { Framer } from '#runtime/mqtt/frame.ts';
import type { SystemError } from '#runtime/ports.ts';

interface Tapped {
  readonly id: number;
  /** One splitter a direction; absent once the bytes turned out to be no MQTT. */
  readonly framers: Partial<Record<Side, Framer>>;
}

/** The ports on which MQTT is spoken: 1883 is registered for it with IANA. */
const MQTT_PORTS: ReadonlySet<number> = new Set([1883]);

/**
 * Writes what passes on the virtual LAN's MQTT connections into the log, one event a packet.
 * Other connections (ssh) are nobody's lesson and are left out.
 */
export class WireTap implements LanTap {
  readonly #log: EventSink;
  readonly #tapped = new Map<LanConnection, Tapped>();
  #last = 0;

  constructor(log: EventSink) {
    this.#log = log;
  }

  opened(connection: LanConnection): void {
    if (!MQTT_PORTS.has(connection.server.port) && connection.protocol !== 'websockets') return;
    const tapped = { id: ++this.#last, framers: { client: new Framer(), server: new Framer() } };
    this.#tapped.set(connection, tapped);
    const { owner } = connection;
    this.#log.append(owner?.by ?? 'engine', {
      kind: 'connection-opened',
      connection: tapped.id,
      client: connection.client,
      server: connection.server,
      service: connection.serverHost,
      ...(owner === undefined ? {} : { process: owner.process }),
      ...(owner?.terminal === undefined ? {} : { terminal: owner.terminal }),
    });
  }

  data(connection: LanConnection, sender: Side, bytes: Uint8Array): void {
    const tapped = this.#tapped.get(connection);
    const framer = tapped?.framers[sender];
    if (tapped === undefined || framer === undefined) return;
    try {
      framer.push(bytes, (packet) => this.#packet(connection, tapped.id, sender, packet));
    } catch {
      // No MQTT length can begin so: what follows cannot be split into packets. The broker closes
      // such a connection, and that is what the log shows next.
      delete tapped.framers[sender];
    }
  }

  closed(connection: LanConnection, side: Side | 'wire', error?: SystemError): void {
    const tapped = this.#tapped.get(connection);
    if (tapped === undefined) return;
    this.#tapped.delete(connection);
    this.#log.append(connection.owner?.by ?? 'engine', {
      kind: 'connection-closed',
      connection: tapped.id,
      side,
      ...(error === undefined ? {} : { error: error.code }),
    });
  }

  #packet(connection: LanConnection, id: number, sender: Side, bytes: Uint8Array): void {
    this.#log.append(connection.owner?.by ?? 'engine', { kind: 'packet', connection: id, sender, bytes });
  }
}
