import { concatenate } from '#runtime/concatenate.ts';
import type { EventSink } from '#runtime/events/log.ts';
import type { LanConnection, Side } from '#runtime/lan/lan-connection.ts';
import type { LanTap } from '#runtime/lan/lan-tap.ts';
import { Framer } from '#runtime/mqtt/frame.ts';
import type { SystemError } from '#runtime/ports.ts';
import { beginsWithConnect } from './first-bytes.ts';

interface Tapped {
  /** Number in the log; 0: not in it yet. */
  id: number;
  /** One splitter a direction, once the client has begun with a CONNECT. */
  framers?: Partial<Record<Side, Framer>>;
  /** What the client has said before it was clear what it speaks. */
  begun: Uint8Array;
}

/**
 * Writes what passes on the virtual LAN's MQTT connections into the log, one event a packet. Any port will
 * do: a connection is MQTT's if its client begins with a CONNECT. One to a Mosquitto is in the log from its
 * opening on, so that it can be seen who came and said nothing; any other only once that is clear, and
 * never if it is not (ssh, http).
 */
export class WireTap implements LanTap {
  readonly #log: EventSink;
  readonly #tapped = new Map<LanConnection, Tapped>();
  #last = 0;

  constructor(log: EventSink) {
    this.#log = log;
  }

  opened(connection: LanConnection): void {
    const tapped: Tapped = { id: 0, begun: new Uint8Array(0) };
    this.#tapped.set(connection, tapped);
    if (isOfMosquitto(connection)) this.#show(connection, tapped);
  }

  data(connection: LanConnection, sender: Side, bytes: Uint8Array): void {
    const tapped = this.#tapped.get(connection);
    if (tapped === undefined) return;
    const said = tapped.framers === undefined ? this.#recognise(connection, tapped, sender, bytes) : bytes;
    const framer = tapped.framers?.[sender];
    if (said === undefined || framer === undefined) return;
    try {
      framer.push(said, (packet) => this.#packet(connection, tapped.id, sender, packet));
    } catch {
      // No MQTT length can begin so: what follows cannot be split into packets. The broker closes
      // such a connection, and that is what the log shows next.
      delete tapped.framers?.[sender];
    }
  }

  closed(connection: LanConnection, side: Side | 'wire', error?: SystemError): void {
    const tapped = this.#tapped.get(connection);
    if (tapped === undefined) return;
    this.#tapped.delete(connection);
    if (tapped.id === 0) return;
    this.#log.append(connection.owner?.by ?? 'engine', {
      kind: 'connection-closed',
      connection: tapped.id,
      side,
      ...(error === undefined ? {} : { error: error.code }),
    });
  }

  /** @returns what the client has said so far, now that it is clear that it speaks MQTT */
  #recognise(connection: LanConnection, tapped: Tapped, sender: Side, bytes: Uint8Array): Uint8Array | undefined {
    const begun = sender === 'client' ? concatenate([tapped.begun, bytes]) : tapped.begun;
    // A server that speaks first, as sshd does, is no broker.
    const isMqtt = sender === 'client' ? beginsWithConnect(begun) : false;
    if (isMqtt === undefined) tapped.begun = begun;
    else if (isMqtt) {
      if (tapped.id === 0) this.#show(connection, tapped);
      tapped.framers = { client: new Framer(), server: new Framer() };
      tapped.begun = new Uint8Array(0);
      return begun;
    } else if (tapped.id === 0) this.#tapped.delete(connection);
    else tapped.framers = {};
    return undefined;
  }

  #show(connection: LanConnection, tapped: Tapped): void {
    tapped.id = ++this.#last;
    const { owner } = connection;
    this.#log.append(owner?.by ?? 'engine', {
      kind: 'connection-opened',
      connection: tapped.id,
      client: connection.client,
      server: connection.server,
      service: serviceOf(connection),
      ...(owner === undefined ? {} : { process: owner.process }),
      ...(owner?.terminal === undefined ? {} : { terminal: owner.terminal }),
    });
  }

  #packet(connection: LanConnection, id: number, sender: Side, bytes: Uint8Array): void {
    this.#log.append(connection.owner?.by ?? 'engine', { kind: 'packet', connection: id, sender, bytes });
  }
}

/** The lab's, a learner's, or, where nobody of this LAN listens, the server's. */
const isOfMosquitto = ({ listener }: LanConnection): boolean =>
  listener === undefined || listener.process.program === 'mosquitto';

/** A host has one service; what else somebody started there goes by its port. */
const serviceOf = ({ listener, serverHost, server }: LanConnection): string =>
  listener === undefined || listener.by === 'engine' ? serverHost : `${serverHost}:${server.port}`;
