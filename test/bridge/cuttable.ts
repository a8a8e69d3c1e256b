import { Decoder } from '#runtime/mqtt/decode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { Address, ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';

/** What crosses a wire, in the order in which it does. */
export interface Crossing {
  readonly to: 'broker' | 'bridge';
  readonly packet: Packet;
}

/** Where the wire breaks: before the packet arrives, or after; or it is only swallowed, and nobody notices. */
export type Break = 'before' | 'after' | 'silently';

/** Decides it of each packet; undefined: it passes. */
export type Cut = (crossing: Crossing, index: number) => Break | undefined;

/** Packets of all wires that one test looks at, counted together. */
export class Wires {
  readonly crossings: Crossing[] = [];
  cut: Cut = () => undefined;

  /** The broker's end of a connection to a bridge, with a knife at every packet. */
  watch(stream: ByteStream): ByteStream {
    return new Cuttable(stream, this);
  }

  note(crossing: Crossing): Break | undefined {
    return this.cut(crossing, this.crossings.push(crossing) - 1);
  }
}

class Cuttable implements ByteStream, StreamReceiver {
  readonly #stream: ByteStream;
  readonly #wires: Wires;
  readonly #toBroker = new Decoder({ sender: 'client' });
  #toBridge: Decoder | undefined;
  #receiver: StreamReceiver | undefined;
  #isCut = false;

  constructor(stream: ByteStream, wires: Wires) {
    this.#stream = stream;
    this.#wires = wires;
  }

  get local(): Address {
    return this.#stream.local;
  }

  get remote(): Address {
    return this.#stream.remote;
  }

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
    this.#stream.open(this);
  }

  data(chunk: Uint8Array): void {
    this.#toBroker.push(chunk, (packet, bytes) => {
      this.#pass({ to: 'broker', packet }, () => this.#receiver?.data(bytes));
    });
  }

  drain(): void {
    this.#receiver?.drain();
  }

  closed(error?: SystemError): void {
    this.#receiver?.closed(error);
  }

  write(chunk: Uint8Array): boolean {
    this.#toBridge ??= new Decoder({ sender: 'server', level: this.#toBroker.level ?? 4 });
    let more = true;
    this.#toBridge.push(chunk, (packet, bytes) => {
      this.#pass({ to: 'bridge', packet }, () => (more = this.#stream.write(bytes)));
    });
    return more;
  }

  end(): void {
    this.#stream.end();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  #pass(crossing: Crossing, go: () => void): void {
    if (this.#isCut) return;
    const cut = this.#wires.note(crossing);
    if (cut === 'after' || cut === undefined) go();
    if (cut === 'silently' || cut === undefined) return;
    this.#isCut = true;
    this.#stream.destroy();
  }
}
