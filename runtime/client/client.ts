import type { ByteStream, Clock } from '#runtime/ports.ts';
import type { Acknowledgement, Connack, Disconnect, Packet, PacketId, Publish } from '#runtime/mqtt/packet.ts';
import type { Properties, Suback, Subscription, Unsuback } from '#runtime/mqtt/packet.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { DEFAULT_WINDOW, connectPacket } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { Inbox } from './inbox.ts';
import { disconnectedLine, receivedLine } from './log-line.ts';
import { Outbox } from './outbox.ts';
import type { Result } from './result.ts';
import { RESULT } from './result.ts';
import { ServerConnection } from './server-connection.ts';
import { NO_LIMITS } from './server-limits.ts';

export type { ClientOptions } from './client-options.ts';

/** What a program does about what comes; it may call the client from within. */
export interface ClientHandler {
  /** Accepted or refused; when refused, the connection ends after it. */
  connack?(packet: Connack): void;
  /** QoS 2: after PUBREL, once. */
  message?(message: Publish): void;
  /**
   * QoS 0: written. QoS 1, 2: acknowledged by the server, which may have refused it in 5.0.
   * @param answer the last acknowledgement; absent for QoS 0
   */
  published?(packetId: PacketId, answer?: Pick<Acknowledgement, 'reasonCode' | 'properties'>): void;
  suback?(packet: Suback): void;
  unsuback?(packet: Unsuback): void;
  /** One line, as `-d` of the mosquitto_* programs shows it. */
  log?(line: string): void;
}

export interface Outbound extends Pick<Publish, 'topic' | 'payload' | 'qos' | 'retain' | 'properties'> {}

/** How `disconnect` leaves; both are 5.0's and not sent below. */
export interface Leaving {
  /** 0, or 0x04: the server is to publish the will nevertheless. */
  readonly reasonCode?: number;
  readonly properties?: Properties;
}

/**
 * The MQTT client inside the mosquitto_* programs. It lives through any number of connections, one at
 * a time: `run` takes one and says how it ended. What is unacknowledged then goes out again on the
 * next. When to connect again is its owner's to say (`loop-forever.ts`).
 */
export class Client {
  readonly options: ClientOptions;
  readonly #clock: Clock;
  readonly #handler: ClientHandler;
  readonly #outbox: Outbox;
  readonly #inbox = new Inbox();
  /** Messages of QoS 2 that the server may have under way. */
  readonly #receiveMaximum: number;
  readonly #waiters: (() => void)[] = [];
  readonly #enders: (() => void)[] = [];
  #clientId: string;
  #lastPacketId = 0;
  #connection: ServerConnection | undefined;
  #connected = false;
  #disconnecting = false;

  constructor(options: ClientOptions, clock: Clock, handler: ClientHandler) {
    this.options = options;
    this.#clock = clock;
    this.#handler = handler;
    this.#clientId = options.clientId;
    this.#outbox = new Outbox(options.maxInFlight ?? DEFAULT_WINDOW);
    this.#receiveMaximum =
      options.level < 5 ? Infinity : (options.properties?.receiveMaximum ?? options.receiveMaximum ?? DEFAULT_WINDOW);
  }

  /** `disconnect` was called: no connection is wanted any more. */
  get isDisconnecting(): boolean {
    return this.#disconnecting;
  }

  /** CONNACK 0 came on the present connection. */
  get isConnected(): boolean {
    return this.#connected;
  }

  /**
   * Sends CONNECT and takes what comes until the connection ends.
   * @returns how it ended: `success` after `disconnect`, `connectionLost`, `keepAlive`,
   * `connectionRefused` (the CONNACK went to the handler), `noConnection` (the server sent DISCONNECT),
   * `protocol` (it broke a rule), `invalid` (what was to be sent does not fit into a packet)
   */
  run(stream: ByteStream): Promise<Result> {
    return new Promise((resolve) => {
      const connection = new ServerConnection(stream, this.options, this.#clock, {
        take: (packet) => this.#take(packet),
        drained: () => this.#wake(),
        ended: (result) => {
          this.#connection = undefined;
          this.#connected = false;
          this.#wake();
          resolve(result);
        },
        log: (line) => this.#log(line),
      });
      this.#connection = connection;
      connection.open();
      connection.send(connectPacket(this.options, this.#clientId));
    });
  }

  /**
   * @returns the packet id, which QoS 0 messages get too (they do not carry it), or why not: `invalid`
   * (the topic), `notSupported` (properties below 5.0), `qosNotSupported` and `oversizePacket` (the
   * server said that it takes no such message), `noConnection` (QoS 0 only; QoS 1 and 2 wait for the
   * next connection)
   */
  publish(outbound: Outbound): { packetId: PacketId } | { error: Result } {
    const { topic, payload, qos, retain, properties } = outbound;
    // [MQTT-3.3.2-2] [MQTT-4.7.3-1]
    if (checkTopicName(topic) !== undefined) return { error: RESULT.invalid };
    if (properties !== undefined && this.options.level < 5) return { error: RESULT.notSupported };
    const message = {
      type: 'PUBLISH',
      topic,
      payload,
      qos,
      retain,
      ...(properties !== undefined && { properties }),
    } as const;
    const refusal = this.#connection?.refusal(message);
    if (refusal !== undefined) return { error: refusal };
    const packetId = this.#nextPacketId();
    if (qos > 0) {
      this.#outbox.add(packetId, message);
      this.#depart();
    } else {
      if (!this.#connected) return { error: RESULT.noConnection };
      // [MQTT-3.3.1-2]
      this.#connection?.sendMessage({ ...message, dup: false }, packetId);
      this.#handler.published?.(packetId);
    }
    return { packetId };
  }

  subscribe(subscriptions: readonly Subscription[], properties?: Properties): PacketId {
    const packetId = this.#nextPacketId();
    this.#connection?.send({
      type: 'SUBSCRIBE',
      packetId,
      subscriptions,
      ...(properties !== undefined && { properties }),
    });
    return packetId;
  }

  unsubscribe(filters: readonly string[], properties?: Properties): PacketId {
    const packetId = this.#nextPacketId();
    this.#connection?.send({ type: 'UNSUBSCRIBE', packetId, filters, ...(properties !== undefined && { properties }) });
    return packetId;
  }

  /** Sends DISCONNECT and closes [MQTT-3.14.4-1] [MQTT5-3.14.4-2]; without a connection, none is made any more. */
  disconnect({ reasonCode = 0, properties }: Leaving = {}): void {
    if (this.#disconnecting) return;
    this.#disconnecting = true;
    const said = this.options.level === 5;
    this.#connection?.send({
      type: 'DISCONNECT',
      reasonCode: said ? reasonCode : 0,
      ...(said && properties !== undefined && { properties }),
    });
    this.#connection?.close(RESULT.success);
    for (const ended of this.#enders.splice(0)) ended();
  }

  /** Lets the network connection go without DISCONNECT, as a process that ends does: the will is published. */
  drop(result: Result = RESULT.connectionLost): void {
    this.#connection?.close(result);
  }

  /** Resolves once `disconnect` was called. */
  disconnected(): Promise<void> {
    return this.#disconnecting ? Promise.resolve() : new Promise((resolve) => this.#enders.push(resolve));
  }

  /** Resolves when the stream takes more and few messages wait: for who publishes without end. */
  async writable(): Promise<void> {
    while (!this.#disconnecting && (this.#connection?.isBlocked === true || this.#outbox.size >= WAITING_LIMIT)) {
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  /** Takes nothing more from the network until `resume`. */
  pause(): void {
    this.#connection?.pause();
  }

  resume(): void {
    this.#connection?.resume();
  }

  #take(packet: Packet): void {
    if (packet.type === 'CONNACK') return this.#takeConnack(packet);
    if (packet.type === 'DISCONNECT') return this.#takeDisconnect(packet);
    this.#log(receivedLine(packet));
    switch (packet.type) {
      case 'PUBLISH':
        return this.#takePublish(packet);
      case 'PUBACK':
      case 'PUBCOMP':
        if (this.#outbox.complete(packet.packetId, packet.type)) this.#published(packet);
        return;
      case 'PUBREC':
        return this.#takePubrec(packet);
      case 'PUBREL':
        return this.#takePubrel(packet.packetId);
      case 'SUBACK':
        return this.#handler.suback?.(packet);
      case 'UNSUBACK':
        return this.#handler.unsuback?.(packet);
      case 'PINGRESP':
        return this.#connection?.answered();
      default:
        // An AUTH too: none of these programs knows an authentication method [MQTT5-4.12.0-6].
        return this.#connection?.close(RESULT.protocol);
    }
  }

  #takeConnack(packet: Connack): void {
    const { reasonCode, sessionPresent, properties } = packet;
    // [MQTT5 §3.2.2.3.7]
    this.#clientId = properties?.assignedClientIdentifier ?? this.#clientId;
    this.#log(receivedLine(packet));
    this.#connection?.answered();
    // [MQTT5-3.2.0-2]
    if (this.#connected) return this.#connection?.close(RESULT.protocol);
    const accepted = reasonCode === 0;
    this.#connected = accepted;
    if (accepted) {
      this.#connection?.accepted(properties);
      // [MQTT5-3.3.4-7]
      const { receiveMaximum } = this.#connection?.limits ?? NO_LIMITS;
      this.#outbox.window = Math.min(this.options.maxInFlight ?? DEFAULT_WINDOW, receiveMaximum);
      // Without a session on the server no PUBREL will come for these [MQTT-3.1.2-6] [MQTT5-3.2.2-5].
      if (!sessionPresent) this.#inbox.clear();
      // [MQTT-4.6.0-1] Before anything that the handler may publish now.
      for (const packetId of this.#outbox.restart()) this.#connection?.send(acknowledgement('PUBREL', packetId));
      this.#depart();
    }
    this.#handler.connack?.(packet);
    if (!accepted) this.#connection?.close(reasonCode <= 5 ? RESULT.connectionRefused : RESULT.protocol);
  }

  /** [MQTT5 §3.14.4] The server wants no more of this client, and says why. */
  #takeDisconnect({ reasonCode }: Disconnect): void {
    this.#handler.log?.(disconnectedLine(reasonCode));
    // 0 and 4 are for clients to say [MQTT5-3.14.2-1].
    this.#connection?.close(reasonCode < 0x80 ? RESULT.protocol : RESULT.noConnection);
  }

  #takePublish(message: Publish): void {
    const { qos, packetId } = message;
    if (qos === 0 || packetId === undefined) return this.#handler.message?.(message);
    if (qos === 1) {
      // [MQTT-4.3.2-2] [MQTT5-4.3.2-4]
      this.#connection?.send(acknowledgement('PUBACK', packetId));
      return this.#handler.message?.(message);
    }
    if (!this.#inbox.keep(packetId, message, this.#receiveMaximum)) return this.#connection?.close(RESULT.protocol);
    // [MQTT-4.3.3-2] [MQTT5-4.3.3-8]
    return this.#connection?.send(acknowledgement('PUBREC', packetId));
  }

  #takePubrec(packet: Acknowledgement): void {
    // [MQTT5-4.3.3-4] Refused: nothing more is to be said about it.
    if (packet.reasonCode >= 0x80) {
      if (this.#outbox.complete(packet.packetId, 'PUBREC')) this.#published(packet);
      return;
    }
    this.#outbox.received(packet.packetId);
    this.#connection?.send(acknowledgement('PUBREL', packet.packetId));
  }

  #takePubrel(packetId: PacketId): void {
    const message = this.#inbox.release(packetId);
    // [MQTT-4.3.3-2] [MQTT5-4.3.3-11]
    this.#connection?.send(acknowledgement('PUBCOMP', packetId));
    if (message !== undefined) this.#handler.message?.(message);
  }

  #published(answer: Acknowledgement): void {
    this.#depart();
    this.#handler.published?.(answer.packetId, answer);
    this.#wake();
  }

  #depart(): void {
    const connection = this.#connection;
    if (!this.#connected || connection === undefined) return;
    for (const { packetId, message, sent } of this.#outbox.departing()) {
      const refusal = connection.refusal(message);
      if (refusal === undefined) {
        // [MQTT-3.3.1-1] [MQTT5-3.3.1-1] DUP says: this was sent before.
        connection.sendMessage({ ...message, dup: sent, packetId }, packetId);
      } else {
        // It was taken before this server said so: it can only be given up, and that is said.
        this.#outbox.drop(packetId);
        this.#handler.published?.(packetId, { reasonCode: refusal === RESULT.oversizePacket ? 0x95 : 0x9b });
      }
    }
  }

  #wake(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }

  /** [MQTT-2.3.1-1] Not zero; [MQTT-2.3.1-2] [MQTT5-2.2.1-3] and not one that is still in use. */
  #nextPacketId(): PacketId {
    do this.#lastPacketId = (this.#lastPacketId % 65_535) + 1;
    while (this.#outbox.has(this.#lastPacketId));
    return this.#lastPacketId;
  }

  #log(line: string): void {
    this.#handler.log?.(`Client ${this.#clientId === '' ? '(null)' : this.#clientId} ${line}`);
  }
}

/** Messages that may wait in memory before `writable` holds their publisher back. */
const WAITING_LIMIT = 1000;

function acknowledgement(type: Acknowledgement['type'], packetId: PacketId): Acknowledgement {
  return { type, packetId, reasonCode: 0 };
}
