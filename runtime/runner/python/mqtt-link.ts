import type { ByteStream, Clock, StreamReceiver, SystemError } from '#runtime/ports.ts';
import { OldConnack } from '#runtime/client/old-connack.ts';
import { encodeForClient } from '#runtime/client/unchecked-filter.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { MqttError } from '#runtime/mqtt/error.ts';
import type { Packet, ProtocolLevel } from '#runtime/mqtt/packet.ts';
import { Waiting } from './waiting.ts';

/** Packets that wait to be looked at; then the server has to. */
const MOST_WAITING = 1_000;

export interface MqttLinkOptions {
  readonly stream: ByteStream;
  readonly level: ProtocolLevel;
  readonly clock: Pick<Clock, 'timer'>;
}

/**
 * One connection of paho's client in Python (lib/paho/mqtt/client.py): packets out, packets in. What they mean is
 * looked after there, when the program loops; until then they wait here, as bytes would in the socket's buffer.
 * (Python would take an object that has `next` for an iterator.)
 */
export class MqttLink implements StreamReceiver {
  readonly #stream: ByteStream;
  readonly #level: ProtocolLevel;
  readonly #clock: Pick<Clock, 'timer'>;
  readonly #decoder: Decoder;
  readonly #packets: Packet[] = [];
  #oldConnack: OldConnack | undefined;
  #wakers: (() => void)[] = [];
  #isWoken = false;
  #isPaused = false;
  /** The stream takes no more at the moment. */
  isBlocked = false;
  /** Absent: it is open. `protocol`: the server broke a rule. */
  ended: 'closed' | 'protocol' | SystemError['code'] | undefined;

  constructor({ stream, level, clock }: MqttLinkOptions) {
    this.#stream = stream;
    this.#level = level;
    this.#clock = clock;
    this.#decoder = new Decoder({ sender: 'server', level });
    this.#oldConnack = level === 5 ? new OldConnack() : undefined;
    stream.open(this);
  }

  /** @returns what is wrong with it, if anything: then nothing was sent */
  put(packet: Packet): string | undefined {
    if (this.ended !== undefined) return undefined;
    try {
      this.isBlocked = !this.#stream.write(encodeForClient(packet, this.#level));
      return undefined;
    } catch (error) {
      if (!(error instanceof MqttError)) throw error;
      return error.message;
    }
  }

  /** The next packet that has come. */
  take(): Packet | undefined {
    const packet = this.#packets.shift();
    if (this.#isPaused && this.#packets.length < MOST_WAITING / 2) {
      this.#isPaused = false;
      this.#stream.resume();
    }
    return packet;
  }

  /**
   * Until there is a packet, or an end, `wake` is called, or that time has passed.
   * @param seconds on the lab's clock
   */
  changed(seconds: number): Waiting<void> {
    return new Waiting(this.#changed(seconds));
  }

  wake(): void {
    this.#isWoken = true;
    for (const wake of this.#wakers.splice(0)) wake();
  }

  /** Until the stream takes more, or has ended. */
  drained(): Waiting<void> {
    return new Waiting(this.#drained());
  }

  /** close(2): what was written still goes out. */
  close(): void {
    if (this.ended === undefined) this.#stream.end();
    this.#end('closed');
  }

  data(bytes: Uint8Array): void {
    if (this.ended !== undefined) return;
    const old = this.#oldConnack?.push(bytes);
    if (old !== undefined) return this.#came(old);
    try {
      this.#decoder.push(bytes, (packet) => this.#came(packet));
    } catch (error) {
      if (!(error instanceof MqttError)) throw error;
      this.#stream.end();
      this.#end('protocol');
    }
  }

  drain(): void {
    this.isBlocked = false;
    this.wake();
  }

  closed(error?: SystemError): void {
    this.#end(error?.code ?? 'closed');
  }

  async #changed(seconds: number): Promise<void> {
    if (this.#packets.length === 0 && this.ended === undefined && !this.#isWoken && seconds > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = this.#clock.timer(seconds * 1_000, resolve);
      this.#wakers.push(resolve);
      await promise;
      timer.cancel();
    }
    this.#isWoken = false;
  }

  async #drained(): Promise<void> {
    while (this.isBlocked && this.ended === undefined)
      await new Promise<void>((resolve) => void this.#wakers.push(resolve));
  }

  #came(packet: Packet): void {
    if (packet.type === 'CONNACK') this.#oldConnack = undefined;
    this.#packets.push(packet);
    if (this.#packets.length > MOST_WAITING && !this.#isPaused) {
      this.#isPaused = true;
      this.#stream.pause();
    }
    this.wake();
  }

  #end(how: NonNullable<MqttLink['ended']>): void {
    if (this.ended !== undefined) return;
    this.ended = how;
    this.#decoder.stop();
    this.wake();
  }
}
