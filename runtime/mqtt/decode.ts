import { clauseAt } from './clause.ts';
import { refusal } from './refusal.ts';
import { checkFirstByte } from './fixed-header.ts';
import { Framer } from './frame.ts';
import type { HeaderCheck } from './frame.ts';
import type { Packet, PacketType, ProtocolLevel, Sender } from './packet.ts';
import { PACKET_TYPES } from './packet.ts';
import { PacketReader } from './packet-reader.ts';
import { checkLevel } from './protocol-level.ts';
import { decodeAcknowledgement } from './packets/acknowledgement.ts';
import { decodeAuth } from './packets/auth.ts';
import { decodeConnack } from './packets/connack.ts';
import { decodeConnect } from './packets/connect.ts';
import { decodeDisconnect } from './packets/disconnect.ts';
import { decodePublish } from './packets/publish.ts';
import { decodeSuback } from './packets/suback.ts';
import { decodeSubscribe } from './packets/subscribe.ts';
import { decodeUnsuback } from './packets/unsuback.ts';
import { decodeUnsubscribe } from './packets/unsubscribe.ts';

export interface DecoderOptions {
  /** Whose bytes these are. */
  readonly sender: Sender;
  /**
   * Of the connection. Absent, a client's first packet must be CONNECT and decides, and a server is
   * taken to speak 3.1.1.
   */
  readonly level?: ProtocolLevel;
  /** Bytes of a whole packet, its header included; checked as soon as the header is there. */
  readonly maximumPacketSize?: number;
}

/**
 * Decodes one direction of a connection, in chunks of any size. Payloads are views: into the chunk
 * when their packet lies in one, else into bytes put together once for it.
 */
export class Decoder implements HeaderCheck {
  readonly sender: Sender;
  readonly #framer: Framer;
  #level: ProtocolLevel | undefined;

  /** @throws MqttError `unacceptable-protocol-level` */
  constructor(options: DecoderOptions) {
    const { sender, level, maximumPacketSize } = options;
    this.sender = sender;
    this.#level = level ?? (sender === 'server' ? 4 : undefined);
    if (this.#level !== undefined) checkLevel(this.#level);
    this.#framer = new Framer({ check: this, ...(maximumPacketSize !== undefined && { maximumPacketSize }) });
  }

  /** Of the connection; undefined until it is known. */
  get level(): ProtocolLevel | undefined {
    return this.#level;
  }

  /** Bytes of an incomplete packet that are held. */
  get pending(): number {
    return this.#framer.pending;
  }

  /** Bytes that an incomplete packet certainly lacks; 0 when none is open. */
  get missing(): number {
    return this.#framer.missing;
  }

  /**
   * Takes the next bytes and hands on every packet that they complete, with its bytes, in order.
   * After an error, thrown here or by `take`, nothing more is decoded: later chunks are ignored.
   *
   * @throws MqttError at the first packet that breaks a rule; those before it were handed on
   */
  push(chunk: Uint8Array, take: (packet: Packet, bytes: Uint8Array) => void): void {
    this.#framer.push(chunk, (bytes) => {
      const packet = readPacket(new PacketReader(bytes, this.#level ?? 4), this.sender);
      if (packet.type === 'CONNECT') this.#level = packet.level;
      take(packet, bytes);
    });
  }

  /** What is pushed from now on, and the rest of what is being pushed, is ignored. */
  stop(): void {
    this.#framer.stop();
  }

  /** Refuses at its first byte what could only be refused later anyway. */
  firstByte(first: number): void {
    const packet = checkFirstByte(first, this.sender, this.#level ?? 4);
    // [MQTT-3.1.0-1]
    if (this.#level === undefined && packet !== 'CONNECT') {
      throw refusal('connect-first', 'MQTT-3.1.0-1', { packet });
    }
  }
}

/**
 * One whole packet.
 *
 * @param options.level of the connection; absent: 4. CONNECT says its own.
 * @throws MqttError when a rule is broken, or the bytes are not exactly one packet
 */
export function decodePacket(bytes: Uint8Array, options: { sender: Sender; level?: ProtocolLevel }): Packet {
  const level = options.level ?? 4;
  checkLevel(level);
  return readPacket(new PacketReader(bytes, level), options.sender);
}

/** Reads all of the reader's bytes as one packet: fixed header, then what its type says. */
export function readPacket(reader: PacketReader, sender: Sender): Packet {
  reader.sender = sender;
  const [type, first] = readFixedHeader(reader, sender);
  const packet = readBody(reader, type, first);
  if (reader.left > 0) {
    const clause = clauseAt(reader.level, 'MQTT-2.2.3', 'MQTT5-2.1.4');
    throw refusal('trailing-bytes', clause, { packet: packet.type, at: reader.at });
  }
  return packet;
}

function readFixedHeader(reader: PacketReader, sender: Sender): [type: PacketType, first: number] {
  const announced = PACKET_TYPES[(reader.bytes[0] ?? 0) >> 4];
  reader.packet = announced ?? 'packet';
  const first = reader.byte('type-and-flags');
  const type = checkFirstByte(first, sender, reader.level);
  const expected = reader.variable('remaining-length');
  if (expected !== reader.left) {
    const clause = clauseAt(reader.level, 'MQTT-2.2.3', 'MQTT5-2.1.4');
    throw refusal('incomplete-packet', clause, { expected, bytes: reader.left });
  }
  return [type, first];
}

function readBody(reader: PacketReader, type: PacketType, first: number): Packet {
  switch (type) {
    case 'CONNECT':
      return decodeConnect(reader);
    case 'CONNACK':
      return decodeConnack(reader);
    case 'PUBLISH':
      return decodePublish(reader, first);
    case 'PUBACK':
    case 'PUBREC':
    case 'PUBREL':
    case 'PUBCOMP':
      return decodeAcknowledgement(reader, type);
    case 'SUBSCRIBE':
      return decodeSubscribe(reader);
    case 'SUBACK':
      return decodeSuback(reader);
    case 'UNSUBSCRIBE':
      return decodeUnsubscribe(reader);
    case 'UNSUBACK':
      return decodeUnsuback(reader);
    case 'PINGREQ':
    case 'PINGRESP':
      return { type };
    case 'DISCONNECT':
      return decodeDisconnect(reader);
    case 'AUTH':
      return decodeAuth(reader);
  }
}
