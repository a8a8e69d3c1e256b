import type { Clock, ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';
import type { Acknowledgement, Connack, Disconnect, Packet, PacketId, Publish } from '#runtime/mqtt/packet.ts';
import type { Properties, Suback, Subscription, Unsuback } from '#runtime/mqtt/packet.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { DEFAULT_WINDOW, connectPacket } from './client-options.ts';
import type { ClientOptions } from './client-options.ts';
import { Inbox } from './inbox.ts';
import { KeepAlive } from './keep-alive.ts';
import { disconnectedLine, receivedLine, sentLines } from './log-line.ts';
import { OldConnack } from './old-connack.ts';
import { Outbox } from './outbox.ts';
import type { Result } from './result.ts';
import { RESULT } from './result.ts';
import { NO_LIMITS, serverLimits } from './server-limits.ts';
import type { ServerLimits } from './server-limits.ts';
import { TopicAliases } from './topic-aliases.ts';
import { encodeForClient } from './unchecked-filter.ts';

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
export class Client implements StreamReceiver {
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
  #stream: ByteStream | undefined;
  #decoder: Decoder | undefined;
  #oldConnack: OldConnack | undefined;
  #keepAlive: KeepAlive | undefined;
  #limits: ServerLimits = NO_LIMITS;
  #incomingAliases = new TopicAliases(0);
  #outgoingAliases = new TopicAliases(Infinity);
  #finish: ((result: Result) => void) | undefined;
  #connected = false;
  #disconnecting = false;
  #blocked = false;

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
      const { level, keepAlive, properties } = this.options;
      const maximumPacketSize = level === 5 ? properties?.maximumPacketSize : undefined;
      this.#finish = resolve;
      this.#stream = stream;
      this.#decoder = new Decoder({
        sender: 'server',
        level,
        ...(maximumPacketSize !== undefined && { maximumPacketSize }),
      });
      this.#oldConnack = level === 5 ? new OldConnack() : undefined;
      this.#blocked = false;
      this.#limits = NO_LIMITS;
      this.#incomingAliases = new TopicAliases(level === 5 ? (properties?.topicAliasMaximum ?? 0) : 0);
      this.#outgoingAliases = new TopicAliases(Infinity);
      this.#keepAlive = new KeepAlive(
        this.#clock,
        keepAlive,
        () => this.#send({ type: 'PINGREQ' }),
        () => this.#close(RESULT.keepAlive),
      );
      stream.open(this);
      this.#send(connectPacket(this.options, this.#clientId));
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
    const refusal = this.#refusal(message);
    if (refusal !== undefined) return { error: refusal };
    const packetId = this.#nextPacketId();
    if (qos > 0) {
      this.#outbox.add(packetId, message);
      this.#depart();
    } else {
      if (!this.#connected) return { error: RESULT.noConnection };
      // [MQTT-3.3.1-2]
      this.#sendMessage({ ...message, dup: false }, packetId);
      this.#handler.published?.(packetId);
    }
    return { packetId };
  }

  subscribe(subscriptions: readonly Subscription[], properties?: Properties): PacketId {
    const packetId = this.#nextPacketId();
    this.#send({ type: 'SUBSCRIBE', packetId, subscriptions, ...(properties !== undefined && { properties }) });
    return packetId;
  }

  unsubscribe(filters: readonly string[], properties?: Properties): PacketId {
    const packetId = this.#nextPacketId();
    this.#send({ type: 'UNSUBSCRIBE', packetId, filters, ...(properties !== undefined && { properties }) });
    return packetId;
  }

  /** Sends DISCONNECT and closes [MQTT-3.14.4-1] [MQTT5-3.14.4-2]; without a connection, none is made any more. */
  disconnect({ reasonCode = 0, properties }: Leaving = {}): void {
    if (this.#disconnecting) return;
    this.#disconnecting = true;
    if (this.#stream !== undefined) {
      const said = this.options.level === 5;
      this.#send({
        type: 'DISCONNECT',
        reasonCode: said ? reasonCode : 0,
        ...(said && properties !== undefined && { properties }),
      });
      this.#close(RESULT.success);
    }
    for (const ended of this.#enders.splice(0)) ended();
  }

  /** Lets the network connection go without DISCONNECT, as a process that ends does: the will is published. */
  drop(result: Result = RESULT.connectionLost): void {
    this.#close(result);
  }

  /** Resolves once `disconnect` was called. */
  disconnected(): Promise<void> {
    return this.#disconnecting ? Promise.resolve() : new Promise((resolve) => this.#enders.push(resolve));
  }

  /** Resolves when the stream takes more and few messages wait: for who publishes without end. */
  async writable(): Promise<void> {
    while (!this.#disconnecting && (this.#blocked || this.#outbox.size >= WAITING_LIMIT)) {
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  /** Takes nothing more from the network until `resume`. */
  pause(): void {
    this.#stream?.pause();
  }

  resume(): void {
    this.#stream?.resume();
  }

  data(bytes: Uint8Array): void {
    this.#keepAlive?.received();
    const old = this.#oldConnack?.push(bytes);
    if (old !== undefined) return this.#take(old);
    try {
      this.#decoder?.push(bytes, (packet) => this.#take(packet));
    } catch (error) {
      if (!(error instanceof MqttError)) throw error;
      // [MQTT-4.8.0-1] [MQTT5-4.13.1-1]
      this.#close(RESULT.protocol);
    }
  }

  drain(): void {
    this.#blocked = false;
    this.#wake();
  }

  closed(error?: SystemError): void {
    // The other end of TLS may object after the handshake too: to trying again it would say the same.
    this.#close(error?.code === 'EPROTO' ? RESULT.tls : RESULT.connectionLost);
  }

  #take(packet: Packet): void {
    if (packet.type === 'CONNACK') return this.#takeConnack(packet);
    if (packet.type === 'DISCONNECT') return this.#takeDisconnect(packet);
    if (packet.type === 'PUBLISH') return this.#takePublish(packet);
    this.#log(receivedLine(packet));
    switch (packet.type) {
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
        return this.#keepAlive?.answered();
      default:
        // An AUTH too: none of these programs knows an authentication method [MQTT5-4.12.0-6].
        return this.#close(RESULT.protocol);
    }
  }

  #takeConnack(packet: Connack): void {
    const { reasonCode, sessionPresent, properties } = packet;
    this.#oldConnack = undefined;
    // [MQTT5-3.2.2-16]
    this.#clientId = properties?.assignedClientIdentifier ?? this.#clientId;
    this.#log(receivedLine(packet));
    this.#keepAlive?.answered();
    // [MQTT5-3.2.0-2]
    if (this.#connected) return this.#close(RESULT.protocol);
    const accepted = reasonCode === 0;
    this.#connected = accepted;
    if (accepted) {
      this.#limits = serverLimits(properties);
      // [MQTT5-3.3.4-7]
      this.#outbox.window = Math.min(this.options.maxInFlight ?? DEFAULT_WINDOW, this.#limits.receiveMaximum);
      // [MQTT5-3.1.2-21]
      if (properties?.serverKeepAlive !== undefined) this.#keepAlive?.change(properties.serverKeepAlive);
      // Without a session on the server no PUBREL will come for these [MQTT-3.1.2-6] [MQTT5-3.2.2-5].
      if (!sessionPresent) this.#inbox.clear();
      // [MQTT-4.6.0-1] Before anything that the handler may publish now.
      for (const packetId of this.#outbox.restart()) this.#send(acknowledgement('PUBREL', packetId));
      this.#depart();
    }
    this.#handler.connack?.(packet);
    if (!accepted) this.#close(reasonCode <= 5 ? RESULT.connectionRefused : RESULT.protocol);
  }

  /** [MQTT5-3.14.4-1] The server wants no more of this client, and says why. */
  #takeDisconnect({ reasonCode }: Disconnect): void {
    this.#handler.log?.(disconnectedLine(reasonCode));
    // 0 and 4 are for clients to say [MQTT5-3.14.2-1].
    this.#close(reasonCode < 0x80 ? RESULT.protocol : RESULT.noConnection);
  }

  #takePublish(packet: Publish): void {
    const message = this.#incomingAliases.resolve(packet);
    // [MQTT5-3.3.2-10] No such alias.
    if (message === undefined) return this.#close(RESULT.protocol);
    this.#log(receivedLine(message));
    const { qos, packetId } = message;
    if (qos === 0 || packetId === undefined) return this.#handler.message?.(message);
    if (qos === 1) {
      // [MQTT-4.3.2-2] [MQTT5-4.3.2-4]
      this.#send(acknowledgement('PUBACK', packetId));
      return this.#handler.message?.(message);
    }
    if (!this.#inbox.keep(packetId, message, this.#receiveMaximum)) return this.#close(RESULT.protocol);
    // [MQTT-4.3.3-2] [MQTT5-4.3.3-8]
    return this.#send(acknowledgement('PUBREC', packetId));
  }

  #takePubrec(packet: Acknowledgement): void {
    // [MQTT5-4.3.3-4] Refused: nothing more is to be said about it.
    if (packet.reasonCode >= 0x80) {
      if (this.#outbox.complete(packet.packetId, 'PUBREC')) this.#published(packet);
      return;
    }
    this.#outbox.received(packet.packetId);
    this.#send(acknowledgement('PUBREL', packet.packetId));
  }

  #takePubrel(packetId: PacketId): void {
    const message = this.#inbox.release(packetId);
    // [MQTT-4.3.3-2] [MQTT5-4.3.3-11]
    this.#send(acknowledgement('PUBCOMP', packetId));
    if (message !== undefined) this.#handler.message?.(message);
  }

  #published(answer: Acknowledgement): void {
    this.#depart();
    this.#handler.published?.(answer.packetId, answer);
    this.#wake();
  }

  /** Why the server would not take it, as far as it has said. */
  #refusal(message: Omit<Publish, 'dup'>): Result | undefined {
    // [MQTT5-3.2.2-11]
    if (message.qos > this.#limits.maximumQoS) return RESULT.qosNotSupported;
    if (this.#limits.maximumPacketSize === Infinity) return undefined;
    const bytes = this.#encode({ ...message, dup: false, ...(message.qos > 0 && { packetId: 1 }) });
    // [MQTT5-3.2.2-15]
    return bytes !== undefined && bytes.length > this.#limits.maximumPacketSize ? RESULT.oversizePacket : undefined;
  }

  #depart(): void {
    if (!this.#connected || this.#stream === undefined) return;
    for (const { packetId, message, sent } of this.#outbox.departing()) {
      const refusal = this.#refusal(message);
      if (refusal !== undefined) {
        // It was taken before this server said so: it can only be given up, and that is said.
        this.#outbox.drop(packetId);
        this.#handler.published?.(packetId, { reasonCode: refusal === RESULT.oversizePacket ? 0x95 : 0x9b });
        continue;
      }
      // [MQTT-3.3.1-1] [MQTT5-3.3.1-1] DUP says: this was sent before.
      this.#sendMessage({ ...message, dup: sent, packetId }, packetId);
    }
  }

  #sendMessage(message: Publish, packetId: PacketId): void {
    // [MQTT5-3.2.2-14]
    const retain = message.retain && this.#limits.retainAvailable;
    this.#send(this.#outgoingAliases.shorten({ ...message, retain }), packetId);
  }

  #send(packet: Packet, packetId?: PacketId): void {
    if (this.#stream === undefined) return;
    const bytes = this.#encode(packet);
    // [MQTT5-3.2.2-15] As libmosquitto: not sent, and not said.
    if (bytes !== undefined && bytes.length > this.#limits.maximumPacketSize) return;
    for (const line of sentLines(packet, packetId)) this.#log(line);
    // What cannot be put into a packet was the program's mistake.
    if (bytes === undefined) return this.#close(RESULT.invalid);
    this.#keepAlive?.sent();
    if (!this.#stream.write(bytes)) this.#blocked = true;
  }

  #encode(packet: Packet): Uint8Array | undefined {
    try {
      return encodeForClient(packet, this.options.level);
    } catch (error) {
      if (error instanceof MqttError) return undefined;
      throw error;
    }
  }

  #close(result: Result): void {
    const finish = this.#finish;
    if (finish === undefined) return;
    this.#finish = undefined;
    this.#keepAlive?.stop();
    this.#decoder?.stop();
    const stream = this.#stream;
    this.#stream = undefined;
    this.#connected = false;
    this.#blocked = false;
    // As close(2): what was written still goes out, what comes is of no interest.
    stream?.end();
    stream?.resume();
    this.#wake();
    finish(result);
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
