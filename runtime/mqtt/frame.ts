import { clauseAt } from './clause.ts';
import { refusing } from './error.ts';
import type { MqttError } from './error.ts';
import { FRAME_REFUSALS } from './frame-refusal.en.ts';
import type { ProtocolLevel, Sender } from './packet.ts';

const refusal = refusing(FRAME_REFUSALS);

/** Whoever wants to object to a packet before it is complete, at its first byte: throws. */
export interface HeaderCheck {
  readonly sender: Sender;
  /** Of the connection, as soon as it is known. */
  readonly level: ProtocolLevel | undefined;
  firstByte(first: number): void;
}

export interface FramerOptions {
  /** Bytes of a whole packet, its header included. Absent: as many as the header can announce. */
  readonly maximumPacketSize?: number;
  readonly check?: HeaderCheck;
}

/** A packet of which a part is still to come. */
interface OpenPacket {
  /** Type and length; up to five bytes. */
  readonly header: Uint8Array;
  headerLength: number;
  /** The packet so far, once its length is known. Grows with what has come, not with what is announced. */
  bytes: Uint8Array | undefined;
  filled: number;
  total: number;
}

const MAXIMUM_HEADER = 5;
/** Room given at once to a packet that is announced; more only when that much has come. */
const FIRST_ROOM = 65_536;

/**
 * Splits a stream into control packets. A packet begins with its type and flags, one byte, and the
 * number of bytes that follow, in one to four bytes of seven bits each, low ones first, the high bit
 * set on all but the last [MQTT 3.1.1 §2.2.3]: `c0 00` is a whole packet, `30 80 01 …` has 128 more.
 *
 * A packet that lies in one chunk is handed on as a view; one that does not is put together once, in
 * bytes of its own.
 */
export class Framer {
  readonly #maximum: number;
  readonly #check: HeaderCheck | undefined;
  #partial: OpenPacket | undefined;
  #stopped = false;

  constructor(options: FramerOptions = {}) {
    this.#maximum = options.maximumPacketSize ?? Infinity;
    this.#check = options.check;
  }

  /** Bytes of an incomplete packet that are held. */
  get pending(): number {
    const partial = this.#partial;
    return partial === undefined ? 0 : partial.bytes === undefined ? partial.headerLength : partial.filled;
  }

  /**
   * Bytes that an incomplete packet certainly lacks: all of them once its length is known, at least
   * one before; 0 when none is open. Whoever pushes no more than that never gets the next packet.
   */
  get missing(): number {
    const partial = this.#partial;
    return partial === undefined ? 0 : partial.bytes === undefined ? 1 : partial.total - partial.filled;
  }

  /** What is pushed from now on, and the rest of what is being pushed, is ignored. */
  stop(): void {
    this.#stopped = true;
    this.#partial = undefined;
  }

  /**
   * Takes the next bytes of the stream and hands on every packet that they complete. Whatever is
   * thrown, here or by `take`, stops the framer: the place of the next packet is no longer known.
   *
   * @throws MqttError `malformed` when the length goes on after its fourth byte, `packet-too-large`
   */
  push(chunk: Uint8Array, take: (bytes: Uint8Array) => void): void {
    try {
      let at = 0;
      while (at < chunk.length && !this.#stopped) {
        at =
          this.#partial === undefined ? this.#whole(chunk, at, take) : this.#complete(this.#partial, chunk, at, take);
      }
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** A packet begins at `at`. @returns where the next one does */
  #whole(chunk: Uint8Array, at: number, take: (bytes: Uint8Array) => void): number {
    this.#check?.firstByte(chunk[at]!);
    let remaining = 0;
    let shift = 0;
    let end = at + 1;
    for (; end < chunk.length; shift += 7) {
      const digit = chunk[end++]!;
      remaining |= (digit & 0x7f) << shift;
      if (digit < 0x80) {
        const total = this.#total(end - at, remaining);
        if (at + total > chunk.length) return this.#begin(chunk, at, end - at, total);
        take(total === chunk.length ? chunk : chunk.subarray(at, at + total));
        return at + total;
      }
      if (shift === 21) throw this.#endless();
    }
    return this.#begin(chunk, at, end - at, undefined);
  }

  /** The rest of the chunk is the beginning of a packet. */
  #begin(chunk: Uint8Array, at: number, headerLength: number, total: number | undefined): number {
    const partial: OpenPacket = {
      header: new Uint8Array(MAXIMUM_HEADER),
      headerLength,
      bytes: undefined,
      filled: 0,
      total: 0,
    };
    partial.header.set(chunk.subarray(at, at + headerLength));
    this.#partial = partial;
    if (total === undefined) return chunk.length;
    allocate(partial, total);
    append(partial, chunk.subarray(at + headerLength));
    return chunk.length;
  }

  /** Goes on with the packet that is open. @returns where the next one begins */
  #complete(partial: OpenPacket, chunk: Uint8Array, at: number, take: (bytes: Uint8Array) => void): number {
    let next = at;
    while (partial.bytes === undefined) {
      if (next === chunk.length) return next;
      const digit = chunk[next++]!;
      partial.header[partial.headerLength++] = digit;
      if (digit < 0x80) allocate(partial, this.#total(partial.headerLength, remainingLength(partial)));
      else if (partial.headerLength === MAXIMUM_HEADER) throw this.#endless();
    }
    const end = Math.min(chunk.length, next + partial.total - partial.filled);
    append(partial, chunk.subarray(next, end));
    if (partial.filled === partial.total) {
      this.#partial = undefined;
      take(partial.bytes);
    }
    return end;
  }

  #total(headerLength: number, remaining: number): number {
    const total = headerLength + remaining;
    if (total > this.#maximum) {
      // [MQTT5-3.1.2-24] [MQTT5-3.2.2-15] Each side says what it takes.
      const at5 = this.#check?.sender === 'server' ? 'MQTT5-3.1.2-24' : 'MQTT5-3.2.2-15';
      const clause = clauseAt(this.#check?.level ?? 4, 'MQTT-2.2.3', at5);
      throw refusal('packet-too-large', clause, { bytes: total, maximum: this.#maximum });
    }
    return total;
  }

  #endless(): MqttError {
    return refusal('remaining-length', clauseAt(this.#check?.level ?? 4, 'MQTT-2.2.3', 'MQTT5-2.1.4'));
  }
}

function remainingLength(partial: OpenPacket): number {
  let remaining = 0;
  for (let i = 1; i < partial.headerLength; i++) remaining |= (partial.header[i]! & 0x7f) << (7 * (i - 1));
  return remaining;
}

function allocate(partial: OpenPacket, total: number): void {
  partial.total = total;
  partial.bytes = new Uint8Array(Math.min(total, FIRST_ROOM));
  append(partial, partial.header.subarray(0, partial.headerLength));
}

function append(partial: OpenPacket, bytes: Uint8Array): void {
  const end = partial.filled + bytes.length;
  if (partial.bytes === undefined || end > partial.bytes.length) {
    const room = new Uint8Array(Math.min(partial.total, Math.max(end, 2 * (partial.bytes?.length ?? 0))));
    if (partial.bytes !== undefined) room.set(partial.bytes.subarray(0, partial.filled));
    partial.bytes = room;
  }
  partial.bytes.set(bytes, partial.filled);
  partial.filled = end;
}
