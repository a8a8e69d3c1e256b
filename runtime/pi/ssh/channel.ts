import type { ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';
import { frame, FrameReader } from './frames.ts';
import type { FrameType } from './frames.ts';

/** A connection of frames, with a sender that can wait until there is room. */
export class Channel implements StreamReceiver {
  readonly stream: ByteStream;
  readonly #reader: FrameReader;
  readonly #closed: (error?: SystemError) => void;
  #room: Promise<void> | undefined;
  #hasRoom: (() => void) | undefined;

  constructor(
    stream: ByteStream,
    receive: (type: FrameType, payload: Uint8Array) => void,
    closed: (error?: SystemError) => void,
  ) {
    this.stream = stream;
    this.#reader = new FrameReader(receive);
    this.#closed = closed;
    stream.open(this);
  }

  /** Sends at once. @returns what to wait for before sending more; undefined: nothing */
  send(type: FrameType, payload: Uint8Array | string): Promise<void> | undefined {
    if (!this.stream.write(frame(type, payload))) this.#room ??= new Promise((resolve) => (this.#hasRoom = resolve));
    return this.#room;
  }

  data(bytes: Uint8Array): void {
    if (!this.#reader.take(bytes)) this.stream.destroy();
  }

  drain(): void {
    this.#room = undefined;
    this.#hasRoom?.();
  }

  closed(error?: SystemError): void {
    this.drain();
    this.#closed(error);
  }
}
