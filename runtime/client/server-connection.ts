import type { ByteStream, Clock, StreamReceiver, SystemError } from '#runtime/ports.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import type { Packet, PacketId, Properties, Publish } from '#runtime/mqtt/packet.ts';
import type { ClientOptions } from './client-options.ts';
import { KeepAlive } from './keep-alive.ts';
import { sentLines } from './log-line.ts';
import { OldConnack } from './old-connack.ts';
import type { Result } from './result.ts';
import { RESULT } from './result.ts';
import { NO_LIMITS, serverLimits } from './server-limits.ts';
import type { ServerLimits } from './server-limits.ts';
import { TopicAliases } from './topic-aliases.ts';
import { encodeForClient } from './unchecked-filter.ts';

/** Whose connection it is. */
export interface ConnectionOwner {
  /** A packet that is legal; a PUBLISH has its topic, however that was said. */
  take(packet: Packet): void;
  /** The stream takes more again. */
  drained(): void;
  /** Once, last. */
  ended(result: Result): void;
  log(line: string): void;
}

/**
 * One network connection to a server: packets out, packets in, and what holds as long as it does: the
 * keep alive, the topic aliases of both directions, what the server said that it takes.
 */
export class ServerConnection implements StreamReceiver {
  readonly #stream: ByteStream;
  readonly #options: ClientOptions;
  readonly #owner: ConnectionOwner;
  readonly #decoder: Decoder;
  readonly #keepAlive: KeepAlive;
  readonly #incomingAliases: TopicAliases;
  readonly #outgoingAliases = new TopicAliases(Infinity);
  #oldConnack: OldConnack | undefined;
  #limits: ServerLimits = NO_LIMITS;
  #blocked = false;
  #closed = false;

  constructor(stream: ByteStream, options: ClientOptions, clock: Clock, owner: ConnectionOwner) {
    const { level, keepAlive } = options;
    const properties = level === 5 ? options.properties : undefined;
    const maximumPacketSize = properties?.maximumPacketSize;
    this.#stream = stream;
    this.#options = options;
    this.#owner = owner;
    this.#decoder = new Decoder({
      sender: 'server',
      level,
      ...(maximumPacketSize !== undefined && { maximumPacketSize }),
    });
    this.#oldConnack = level === 5 ? new OldConnack() : undefined;
    this.#incomingAliases = new TopicAliases(properties?.topicAliasMaximum ?? 0);
    this.#keepAlive = new KeepAlive(
      clock,
      keepAlive,
      () => this.send({ type: 'PINGREQ' }),
      () => this.close(RESULT.keepAlive),
    );
  }

  /** The stream holds more than it likes. */
  get isBlocked(): boolean {
    return this.#blocked;
  }

  /** As the server has said it in CONNACK. */
  get limits(): ServerLimits {
    return this.#limits;
  }

  open(): void {
    this.#stream.open(this);
  }

  /** CONNACK accepted. @param properties its own */
  accepted(properties: Properties | undefined): void {
    this.#limits = serverLimits(properties);
    // [MQTT5-3.1.2-21]
    if (properties?.serverKeepAlive !== undefined) this.#keepAlive.change(properties.serverKeepAlive);
  }

  /** CONNACK or PINGRESP came: there is somebody. */
  answered(): void {
    this.#oldConnack = undefined;
    this.#keepAlive.answered();
  }

  /** Why the server would not take it, as far as it has said. */
  refusal(message: Omit<Publish, 'dup'>): Result | undefined {
    // [MQTT5-3.2.2-11]
    if (message.qos > this.#limits.maximumQoS) return RESULT.qosNotSupported;
    if (this.#limits.maximumPacketSize === Infinity) return undefined;
    const bytes = this.#encode({ ...message, dup: false, ...(message.qos > 0 && { packetId: 1 }) });
    // [MQTT5-3.2.2-15]
    return bytes !== undefined && bytes.length > this.#limits.maximumPacketSize ? RESULT.oversizePacket : undefined;
  }

  /** @param packetId for the log: a message of QoS 0 has a number there, which it does not carry */
  sendMessage(message: Publish, packetId: PacketId): void {
    // [MQTT5-3.2.2-14]
    const retain = message.retain && this.#limits.retainAvailable;
    this.send(this.#outgoingAliases.shorten({ ...message, retain }), packetId);
  }

  send(packet: Packet, packetId?: PacketId): void {
    if (this.#closed) return;
    const bytes = this.#encode(packet);
    // [MQTT5-3.2.2-15] As libmosquitto: not sent, and not said.
    if (bytes !== undefined && bytes.length > this.#limits.maximumPacketSize) return;
    for (const line of sentLines(packet, packetId)) this.#owner.log(line);
    // What cannot be put into a packet was the program's mistake.
    if (bytes === undefined) return this.close(RESULT.invalid);
    this.#keepAlive.sent();
    if (!this.#stream.write(bytes)) this.#blocked = true;
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  close(result: Result): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#blocked = false;
    this.#keepAlive.stop();
    this.#decoder.stop();
    // As close(2): what was written still goes out, what comes is of no interest.
    this.#stream.end();
    this.#stream.resume();
    this.#owner.ended(result);
  }

  data(bytes: Uint8Array): void {
    this.#keepAlive.received();
    const old = this.#oldConnack?.push(bytes);
    if (old !== undefined) return this.#owner.take(old);
    try {
      this.#decoder.push(bytes, (packet) => this.#take(packet));
    } catch (error) {
      if (!(error instanceof MqttError)) throw error;
      // [MQTT-4.8.0-1] [MQTT5 §4.13.1]
      this.close(RESULT.protocol);
    }
  }

  drain(): void {
    this.#blocked = false;
    this.#owner.drained();
  }

  closed(error?: SystemError): void {
    // The other end of TLS may object after the handshake too: to trying again it would say the same.
    this.close(error?.code === 'EPROTO' ? RESULT.tls : RESULT.connectionLost);
  }

  #take(packet: Packet): void {
    // [MQTT5-3.3.2-10]
    const taken = packet.type === 'PUBLISH' ? this.#incomingAliases.resolve(packet) : packet;
    if (taken === undefined) this.close(RESULT.protocol);
    else this.#owner.take(taken);
  }

  #encode(packet: Packet): Uint8Array | undefined {
    try {
      return encodeForClient(packet, this.#options.level);
    } catch (error) {
      if (error instanceof MqttError) return undefined;
      throw error;
    }
  }
}
