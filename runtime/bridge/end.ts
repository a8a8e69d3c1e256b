import type { ByteStream, Clock } from '#runtime/ports.ts';
import type { Acknowledgement, Connect, Packet, Properties } from '#runtime/mqtt/packet.ts';
import type { Result } from '#runtime/client/result.ts';
import { ServerConnection } from '#runtime/client/server-connection.ts';
import type { ServerLimits } from '#runtime/client/server-limits.ts';

export interface EndOwner {
  /** Everything but what one end can see to by itself: PINGRESP. */
  take(packet: Packet): void;
  /** It holds more than it likes, or no longer does. */
  balance(): void;
  ended(result: Result): void;
}

/** One of the two ends of a bridge: a client's connection to a broker, the one beside it or the one far away. */
export class End {
  readonly #connection: ServerConnection;
  readonly #owner: EndOwner;
  readonly #connect: Connect;

  /** @param stream of which nothing has been read */
  constructor(stream: ByteStream, connect: Connect, clock: Clock, owner: EndOwner) {
    const { clientId, level, clean, keepAlive, properties } = connect;
    this.#owner = owner;
    this.#connect = connect;
    this.#connection = new ServerConnection(
      stream,
      { clientId, level, clean, keepAlive, ...(properties !== undefined && { properties }) },
      clock,
      {
        take: (packet) => (packet.type === 'PINGRESP' ? this.#connection.answered() : owner.take(packet)),
        drained: () => owner.balance(),
        ended: (result) => owner.ended(result),
        // What a bridge does is said in its own words.
        log: () => {},
      },
    );
  }

  open(): void {
    this.#connection.open();
    this.send(this.#connect);
  }

  get isBlocked(): boolean {
    return this.#connection.isBlocked;
  }

  get limits(): ServerLimits {
    return this.#connection.limits;
  }

  send(packet: Packet): void {
    this.#connection.send(packet);
    if (this.#connection.isBlocked) this.#owner.balance();
  }

  acknowledge({ type, packetId, reasonCode }: Acknowledgement): void {
    this.send({ type, packetId, reasonCode });
  }

  /** CONNACK came. @param properties its own */
  accepted(properties: Properties | undefined): void {
    this.#connection.answered();
    this.#connection.accepted(properties);
  }

  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
  }

  /** What was sent still goes out. The owner is told of the end, with this result. */
  close(result: Result): void {
    this.#connection.close(result);
  }
}
