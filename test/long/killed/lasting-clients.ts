/**
 * A publisher and a subscriber whose sessions outlive their connections, and the broker: what they know
 * is in this process, which is not killed. They keep to the standard, so that whatever is lost or comes
 * twice, the broker has done.
 */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';

/** One client, which may be connected. */
abstract class LastingClient {
  /** Answers that do not agree with what was acknowledged before. */
  readonly complaints: string[] = [];
  protected connected = false;
  readonly #id: string;
  #known = false;
  #socket: Socket | undefined;

  constructor(id: string) {
    this.#id = id;
  }

  /** Resolves with the CONNACK; a connection that breaks is quiet until the next. */
  connect(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      const decoder = new Decoder({ sender: 'server' });
      this.#socket = socket;
      socket.on('data', (data) => {
        decoder.push(new Uint8Array(data), (packet) => {
          if (packet.type !== 'CONNACK') return this.take(packet);
          if (this.#known && !packet.sessionPresent) this.complaints.push(`the session of ${this.#id} is gone`);
          this.#known = true;
          this.connected = true;
          this.resume();
          resolve();
        });
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        if (this.#socket === socket) this.connected = false;
        reject(new Error('the broker is gone'));
      });
      this.send({ type: 'CONNECT', level: 4, clean: false, keepAlive: 0, clientId: this.#id });
    });
  }

  drop(): void {
    this.connected = false;
    this.#socket?.destroy();
  }

  protected send(packet: Packet): void {
    this.#socket?.write(encode(packet, 4));
  }

  protected abstract take(packet: Packet): void;
  protected abstract resume(): void;
}

interface Outgoing {
  readonly number: number;
  readonly qos: 1 | 2;
  received: boolean;
}

/** Publishes 0, 1, 2, … at QoS 1 and 2 in turn, so many at a time. */
export class LastingPublisher extends LastingClient {
  readonly acknowledged = new Set<number>();
  /** What comes next. */
  next = 0;
  /** Publishes nothing new any more. */
  stopped = false;
  readonly #window: number;
  readonly #flight = new Map<number, Outgoing>();
  #lastId = 0;

  constructor(window: number) {
    super('publisher');
    this.#window = window;
  }

  get isDone(): boolean {
    return this.#flight.size === 0;
  }

  protected resume(): void {
    for (const [packetId, outgoing] of this.#flight) {
      if (outgoing.received) this.send({ type: 'PUBREL', packetId, reasonCode: 0 });
      else this.#publish(packetId, outgoing, true);
    }
    this.#fill();
  }

  protected take(packet: Packet): void {
    if (!('packetId' in packet) || packet.packetId === undefined) return;
    const { packetId } = packet;
    const outgoing = this.#flight.get(packetId);
    if (packet.type === 'PUBREC') {
      if (outgoing !== undefined) outgoing.received = true;
      this.send({ type: 'PUBREL', packetId, reasonCode: 0 });
    } else if (outgoing !== undefined) {
      this.acknowledged.add(outgoing.number);
      this.#flight.delete(packetId);
      this.#fill();
    }
  }

  #fill(): void {
    while (!this.stopped && this.connected && this.#flight.size < this.#window) {
      do this.#lastId = (this.#lastId % 65_535) + 1;
      while (this.#flight.has(this.#lastId));
      const number = this.next++;
      const outgoing: Outgoing = { number, qos: number % 2 === 0 ? 1 : 2, received: false };
      this.#flight.set(this.#lastId, outgoing);
      this.#publish(this.#lastId, outgoing, false);
    }
  }

  #publish(packetId: number, { number, qos }: Outgoing, dup: boolean): void {
    const payload = new TextEncoder().encode(String(number));
    this.send({ type: 'PUBLISH', dup, qos, retain: false, topic: 'killed/load', payload, packetId });
  }
}

export class LastingSubscriber extends LastingClient {
  /** How often each number has come. */
  readonly arrived = new Map<number, number>();
  readonly #received = new Set<number>();
  #subscribed: (() => void) | undefined;

  constructor() {
    super('subscriber');
  }

  subscribe(): Promise<void> {
    return new Promise((resolve) => {
      this.#subscribed = resolve;
      this.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions: [{ filter: 'killed/#', qos: 2 }] });
    });
  }

  protected resume(): void {}

  protected take(packet: Packet): void {
    switch (packet.type) {
      case 'SUBACK':
        this.#subscribed?.();
        break;
      case 'PUBLISH': {
        const { packetId = 0, qos, payload } = packet;
        const isNew = qos === 1 || !this.#received.has(packetId);
        if (qos === 2) this.#received.add(packetId);
        const number = Number(new TextDecoder().decode(payload));
        if (isNew) this.arrived.set(number, (this.arrived.get(number) ?? 0) + 1);
        this.send({ type: qos === 1 ? 'PUBACK' : 'PUBREC', packetId, reasonCode: 0 });
        break;
      }
      case 'PUBREL':
        this.#received.delete(packet.packetId);
        this.send({ type: 'PUBCOMP', packetId: packet.packetId, reasonCode: 0 });
        break;
      default:
        break;
    }
  }
}
