import type { Clock, ByteStream, StreamReceiver } from '#runtime/ports.ts';
import type { Acknowledgement, Connack, Packet, PacketId, Publish } from '#runtime/mqtt/packet.ts';
import type { ProtocolLevel, QoS, Suback, Subscription, Unsuback, Will } from '#runtime/mqtt/packet.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import { checkTopicName } from '#runtime/mqtt/topic.ts';
import { encodeForClient } from './empty-filter.ts';
import { KeepAlive } from './keep-alive.ts';
import { receivedLine, sentLines } from './log-line.ts';
import { Outbox } from './outbox.ts';
import type { Result } from './result.ts';
import { RESULT } from './result.ts';

export interface ClientOptions {
  /** Empty: the server makes one up (3.1.1, clean sessions only). */
  readonly clientId: string;
  readonly level: ProtocolLevel;
  readonly clean: boolean;
  /** Seconds; 0 switches it off. */
  readonly keepAlive: number;
  readonly will?: Will;
  readonly username?: string;
  readonly password?: Uint8Array;
  /** Messages of QoS 1 and 2 under way at a time; default 20, as libmosquitto's. */
  readonly maxInFlight?: number;
}

/** What a program does about what comes; it may call the client from within. */
export interface ClientHandler {
  /** Accepted or refused; when refused, the connection ends after it. */
  connack?(packet: Connack): void;
  /** QoS 2: after PUBREL, once. */
  message?(message: Publish): void;
  /** QoS 0: written. QoS 1, 2: acknowledged by the server. */
  published?(packetId: PacketId): void;
  suback?(packet: Suback): void;
  unsuback?(packet: Unsuback): void;
  /** One line, as `-d` of the mosquitto_* programs shows it. */
  log?(line: string): void;
}

export interface Outbound {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
}

/**
 * The MQTT client inside mosquitto_pub and mosquitto_sub. It lives through any number of connections,
 * one at a time: `run` takes one and says how it ended. What is unacknowledged then goes out again on
 * the next. When to connect again is its owner's to say (`loop-forever.ts`).
 */
export class Client implements StreamReceiver {
  readonly options: ClientOptions;
  readonly #clock: Clock;
  readonly #handler: ClientHandler;
  readonly #outbox: Outbox;
  /** QoS 2 messages that came and await PUBREL. */
  readonly #received = new Map<PacketId, Publish>();
  readonly #waiters: (() => void)[] = [];
  readonly #enders: (() => void)[] = [];
  #lastPacketId = 0;
  #stream: ByteStream | undefined;
  #decoder: Decoder | undefined;
  #keepAlive: KeepAlive | undefined;
  #finish: ((result: Result) => void) | undefined;
  #connected = false;
  #disconnecting = false;
  #blocked = false;

  constructor(options: ClientOptions, clock: Clock, handler: ClientHandler) {
    this.options = options;
    this.#clock = clock;
    this.#handler = handler;
    this.#outbox = new Outbox(options.maxInFlight ?? 20);
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
   * `connectionRefused` (the CONNACK went to the handler), `protocol` (the server broke a rule),
   * `invalid` (what was to be sent does not fit into a packet)
   */
  run(stream: ByteStream): Promise<Result> {
    return new Promise((resolve) => {
      const { level, clean, keepAlive, clientId, will, username, password } = this.options;
      this.#finish = resolve;
      this.#stream = stream;
      this.#decoder = new Decoder({ sender: 'server', level });
      this.#blocked = false;
      this.#keepAlive = new KeepAlive(
        this.#clock,
        keepAlive,
        () => this.#send({ type: 'PINGREQ' }),
        () => this.#close(RESULT.keepAlive),
      );
      stream.open(this);
      this.#send({
        type: 'CONNECT',
        level,
        clean,
        keepAlive,
        clientId,
        ...(will !== undefined && { will }),
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password }),
      });
    });
  }

  /**
   * @returns the packet id, which QoS 0 messages get too (they do not carry it), or why not: `invalid`
   * (the topic), `noConnection` (QoS 0 only; QoS 1 and 2 wait for the next connection)
   */
  publish({ topic, payload, qos, retain }: Outbound): { packetId: PacketId } | { error: Result } {
    // [MQTT-3.3.2-2] [MQTT-4.7.3-1]
    if (checkTopicName(topic) !== undefined) return { error: RESULT.invalid };
    const packetId = this.#nextPacketId();
    const message = { type: 'PUBLISH', topic, payload, qos, retain } as const;
    if (qos > 0) {
      this.#outbox.add(packetId, message);
      this.#depart();
    } else {
      if (!this.#connected) return { error: RESULT.noConnection };
      // [MQTT-3.3.1-2]
      this.#send({ ...message, dup: false }, packetId);
      this.#handler.published?.(packetId);
    }
    return { packetId };
  }

  subscribe(subscriptions: readonly Subscription[]): PacketId {
    const packetId = this.#nextPacketId();
    this.#send({ type: 'SUBSCRIBE', packetId, subscriptions });
    return packetId;
  }

  unsubscribe(...filters: readonly string[]): PacketId {
    const packetId = this.#nextPacketId();
    this.#send({ type: 'UNSUBSCRIBE', packetId, filters });
    return packetId;
  }

  /** Sends DISCONNECT and closes [MQTT-3.14.4-1]; without a connection, none is made any more. */
  disconnect(): void {
    if (this.#disconnecting) return;
    this.#disconnecting = true;
    if (this.#stream !== undefined) {
      this.#send({ type: 'DISCONNECT', reasonCode: 0 });
      this.#close(RESULT.success);
    }
    for (const ended of this.#enders.splice(0)) ended();
  }

  /** Lets the network connection go without DISCONNECT, as a process that ends does: the will is published. */
  drop(): void {
    this.#close(RESULT.connectionLost);
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
    try {
      this.#decoder?.push(bytes, (packet) => this.#take(packet));
    } catch (error) {
      if (!(error instanceof MqttError)) throw error;
      this.#close(RESULT.protocol);
    }
  }

  drain(): void {
    this.#blocked = false;
    this.#wake();
  }

  closed(): void {
    this.#close(RESULT.connectionLost);
  }

  #take(packet: Packet): void {
    this.#log(receivedLine(packet));
    switch (packet.type) {
      case 'CONNACK':
        return this.#takeConnack(packet);
      case 'PUBLISH':
        return this.#takePublish(packet);
      case 'PUBACK':
      case 'PUBCOMP':
        if (this.#outbox.complete(packet.packetId, packet.type)) this.#published(packet.packetId);
        return;
      case 'PUBREC':
        this.#outbox.received(packet.packetId);
        return this.#send(acknowledgement('PUBREL', packet.packetId));
      case 'PUBREL':
        return this.#takePubrel(packet.packetId);
      case 'SUBACK':
        return this.#handler.suback?.(packet);
      case 'UNSUBACK':
        return this.#handler.unsuback?.(packet);
      case 'PINGRESP':
        return this.#keepAlive?.answered();
      default:
        return this.#close(RESULT.protocol);
    }
  }

  #takeConnack(packet: Connack): void {
    this.#keepAlive?.answered();
    const accepted = packet.reasonCode === 0;
    this.#connected = accepted;
    // Without a session on the server no PUBREL will come for these [MQTT-3.1.2-6].
    if (accepted && !packet.sessionPresent) this.#received.clear();
    if (accepted) {
      // [MQTT-4.6.0-1] Before anything that the handler may publish now.
      for (const packetId of this.#outbox.restart()) this.#send(acknowledgement('PUBREL', packetId));
      this.#depart();
    }
    this.#handler.connack?.(packet);
    if (!accepted) this.#close(packet.reasonCode <= 5 ? RESULT.connectionRefused : RESULT.protocol);
  }

  #takePublish(message: Publish): void {
    const { qos, packetId } = message;
    if (qos === 0 || packetId === undefined) return this.#handler.message?.(message);
    if (qos === 1) {
      // [MQTT-4.3.2-2]
      this.#send(acknowledgement('PUBACK', packetId));
      return this.#handler.message?.(message);
    }
    // [MQTT-4.3.3-2] Stored once, however often it comes, and passed on after PUBREL.
    this.#received.set(packetId, message);
    return this.#send(acknowledgement('PUBREC', packetId));
  }

  #takePubrel(packetId: PacketId): void {
    const message = this.#received.get(packetId);
    this.#received.delete(packetId);
    this.#send(acknowledgement('PUBCOMP', packetId));
    if (message !== undefined) this.#handler.message?.(message);
  }

  #published(packetId: PacketId): void {
    this.#depart();
    this.#handler.published?.(packetId);
    this.#wake();
  }

  #depart(): void {
    if (!this.#connected || this.#stream === undefined) return;
    for (const { packetId, message, sent } of this.#outbox.departing()) {
      // [MQTT-3.3.1-1] DUP says: this was sent before.
      this.#send({ ...message, dup: sent, packetId }, packetId);
    }
  }

  #send(packet: Packet, packetId?: PacketId): void {
    if (this.#stream === undefined) return;
    for (const line of sentLines(packet, packetId)) this.#log(line);
    const bytes = this.#encode(packet);
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

  /** [MQTT-2.3.1-1] Not zero; [MQTT-2.3.1-2] and not one that is still in use. */
  #nextPacketId(): PacketId {
    do this.#lastPacketId = (this.#lastPacketId % 65_535) + 1;
    while (this.#outbox.has(this.#lastPacketId));
    return this.#lastPacketId;
  }

  #log(line: string): void {
    const name = this.options.clientId === '' ? '(null)' : this.options.clientId;
    this.#handler.log?.(`Client ${name} ${line}`);
  }
}

/** Messages that may wait in memory before `writable` holds their publisher back. */
const WAITING_LIMIT = 1000;

function acknowledgement(type: Acknowledgement['type'], packetId: PacketId): Acknowledgement {
  return { type, packetId, reasonCode: 0 };
}
