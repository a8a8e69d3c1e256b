import type { ByteStream } from '#runtime/ports.ts';
import { copyBytes } from './copy-bytes.ts';
import { LARGE_BUFFER, SMALL_BUFFER } from './output-buffers.ts';
import type { OutputBuffers } from './output-buffers.ts';
import { Traffic } from '../traffic.ts';

/** Bytes of others that are at least so many are handed on as they are, not copied to ours. */
const WORTH_SHARING = 16 * 1024;

/**
 * What waits to be sent on one connection. All packets of one turn go out in one write; while the
 * stream is full, everything stays here, where its size is known.
 *
 * What is open, and not yet written, is one of two: a piece of somebody else's bytes, which grows as
 * long as the next bytes follow it there, so that a run of messages is forwarded without a copy; or
 * a buffer of ours, which packets are copied to or written in place.
 *
 * What depends on a change that is not committed yet is held, and all that comes behind it, until it is released.
 */
export class Output {
  /** What is sent is counted there: its bytes here, its packets by who knows where one ends. */
  readonly traffic: Traffic;
  readonly #stream: ByteStream;
  readonly #limit: number;
  readonly #buffers: OutputBuffers;
  #piece: Uint8Array | undefined;
  #from = 0;
  #to = 0;
  #buffer: Uint8Array | undefined;
  #end = 0;
  /** While the stream is full: what lies before what is open. */
  #backlog: Uint8Array[] | undefined;
  #backlogBytes = 0;
  #blocked = false;
  #held = false;
  /** While a commit is under way: so many pieces of the backlog wait for it; what comes behind them for the next. */
  #marked: number | undefined;
  #heldSince = false;
  /** Though others are held: so many pieces of the backlog may go. */
  #free = 0;

  /** @param limit bytes that may wait before `full` is said */
  constructor(stream: ByteStream, limit: number, buffers: OutputBuffers, traffic = new Traffic()) {
    this.traffic = traffic;
    this.#stream = stream;
    this.#limit = limit;
    this.#buffers = buffers;
  }

  /** Bytes waiting here. */
  get bytes(): number {
    return this.#backlogBytes + this.#end + this.#to - this.#from;
  }

  /** The other end does not read, and more waits than may: send nothing that can be left out. */
  get full(): boolean {
    return (this.#blocked || this.#held) && this.bytes > this.#limit;
  }

  /** Something waits here for a commit. */
  get held(): boolean {
    return this.#held;
  }

  /** The stream takes no more at the moment. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** A whole packet, which nobody changes any more. */
  add(packet: Uint8Array): void {
    this.traffic.othersSent++;
    this.append(packet, 0, packet.length);
  }

  /** Bytes that nobody changes any more. */
  append(bytes: Uint8Array, from: number, to: number): void {
    const length = to - from;
    if (this.#buffer === undefined) {
      if (this.#piece === bytes && this.#to === from) {
        this.#to = to;
        return;
      }
      // Where the stream is full a short piece of a long chunk would hold all of that in memory.
      if (this.#piece === undefined && (!this.#blocked || length >= WORTH_SHARING)) {
        this.#share(bytes, from, to);
        return;
      }
    }
    if (length >= WORTH_SHARING && this.bytes - this.#backlogBytes + length > LARGE_BUFFER) {
      this.#seal();
      this.#share(bytes, from, to);
    } else {
      const buffer = this.reserve(length);
      copyBytes(bytes, from, to, buffer, this.#end - length);
    }
  }

  /**
   * Makes room for bytes that the caller writes at once.
   * @returns the buffer; what was reserved ends at `reserved` in it
   */
  reserve(length: number): Uint8Array {
    if (this.#piece !== undefined) this.#gather(length);
    const end = this.#end + length;
    let buffer = this.#buffer;
    if (buffer === undefined || end > buffer.length) buffer = this.#grow(length);
    this.#end += length;
    return buffer;
  }

  /** Where what was reserved last ends. */
  get reserved(): number {
    return this.#end;
  }

  flush(): void {
    if (this.#backlog !== undefined && !this.#blocked) this.#writeBacklog();
    if (!this.#blocked && !this.#held) this.#write();
    else if (this.#piece !== undefined && this.#to - this.#from < WORTH_SHARING) this.#gather(0);
  }

  /** What was added last must not leave before it is released. */
  hold(): void {
    this.#held = this.#heldSince = true;
  }

  /** A commit is under way: `release` lets go what is here now, and holds what comes from now on. */
  mark(): void {
    this.#seal();
    this.#marked = this.#backlog?.length ?? 0;
    this.#heldSince = false;
  }

  /** What was held may go at the next `flush`: all of it, or what was here at `mark`. */
  release(): void {
    this.#held = this.#marked !== undefined && this.#heldSince;
    this.#free = this.#marked ?? 0;
    this.#marked = undefined;
  }

  /** The stream has room again. */
  drained(): void {
    this.#blocked = false;
    if (this.#backlog !== undefined) this.#writeBacklog();
    if (!this.#blocked && !this.#held) this.#write();
  }

  /** Hands everything over, room or not, and ends the stream behind it. */
  end(): void {
    for (const bytes of this.#backlog ?? []) this.#hand(bytes, true);
    this.#backlog = undefined;
    this.#write();
    this.#stream.end();
  }

  discard(): void {
    this.#piece = undefined;
    this.#from = this.#to = this.#end = 0;
    if (this.#buffer !== undefined) this.#buffers.give(this.#buffer);
    this.#buffer = undefined;
    this.#backlog = undefined;
    this.#backlogBytes = 0;
    this.#held = false;
  }

  #share(bytes: Uint8Array, from: number, to: number): void {
    this.#piece = bytes;
    this.#from = from;
    this.#to = to;
  }

  /** Turns the open piece into a copy in a buffer with room for more, unless it is too long for that. */
  #gather(length: number): void {
    const piece = this.#piece!;
    const from = this.#from;
    const to = this.#to;
    if (to - from + length > LARGE_BUFFER) {
      this.#seal();
      return;
    }
    this.#piece = undefined;
    this.#from = this.#to = 0;
    this.#buffer = this.#buffers.take(to - from + length);
    copyBytes(piece, from, to, this.#buffer, 0);
    this.#end = to - from;
  }

  /** A buffer with room for more behind what is in the open one, or a new one behind that. */
  #grow(length: number): Uint8Array {
    const before = this.#buffer;
    const filled = this.#end;
    if (before === undefined || filled + length > LARGE_BUFFER) {
      this.#seal();
      // Whoever has filled one will fill another.
      const wanted = before === undefined ? length : Math.max(length, SMALL_BUFFER + 1);
      this.#buffer = wanted > LARGE_BUFFER ? new Uint8Array(wanted) : this.#buffers.take(wanted);
    } else {
      this.#buffer = this.#buffers.take(LARGE_BUFFER);
      this.#buffer.set(before.subarray(0, filled));
      this.#buffers.give(before);
    }
    return this.#buffer;
  }

  /** What is open is written, or waits behind what waits already. */
  #seal(): void {
    if (!this.#blocked && !this.#held) {
      this.#write();
      return;
    }
    const bytes = this.#open();
    if (bytes === undefined) return;
    (this.#backlog ??= []).push(bytes);
    this.#backlogBytes += bytes.length;
    this.#piece = this.#buffer = undefined;
    this.#from = this.#to = this.#end = 0;
  }

  #writeBacklog(): void {
    const backlog = this.#backlog!;
    const end = this.#held ? this.#free : backlog.length;
    let written = 0;
    while (written < end && !this.#blocked) this.#hand(backlog[written++]!, true);
    this.#backlog = written === backlog.length ? undefined : backlog.slice(written);
    this.#free = Math.max(0, this.#free - written);
    if (this.#marked !== undefined) this.#marked = Math.max(0, this.#marked - written);
  }

  #open(): Uint8Array | undefined {
    const piece = this.#piece;
    if (piece !== undefined) {
      return this.#to - this.#from === piece.length ? piece : piece.subarray(this.#from, this.#to);
    }
    return this.#buffer?.subarray(0, this.#end);
  }

  #write(): void {
    const bytes = this.#open();
    if (bytes === undefined) return;
    const buffer = this.#buffer;
    this.#piece = this.#buffer = undefined;
    this.#from = this.#to = this.#end = 0;
    if (buffer === undefined) this.#hand(bytes, false);
    else if (this.#stream.flushed === undefined && bytes.length * 2 <= buffer.length) {
      // The stream keeps what it is given, and shall not keep a buffer that is mostly empty.
      this.#hand(new Uint8Array(bytes), false);
      this.#buffers.give(buffer);
    } else {
      this.#hand(bytes, false);
      if (this.#stream.flushed === true) this.#buffers.give(buffer);
    }
  }

  #hand(bytes: Uint8Array, waited: boolean): void {
    this.traffic.bytesWritten += bytes.length;
    if (waited) this.#backlogBytes -= bytes.length;
    // A stream that counts what it is handed, not what it still holds, says that it is full too early.
    this.#blocked = !this.#stream.write(bytes) && this.#stream.flushed !== true;
  }
}
