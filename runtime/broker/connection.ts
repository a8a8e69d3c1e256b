import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, Will } from '#runtime/mqtt/packet.ts';
import type { ByteStream, StreamReceiver, SystemError, Timer } from '#runtime/ports.ts';
import { closing } from './close-reason.ts';
import type { CloseReason } from './close-reason.ts';
import type { Core } from './core.ts';
import { detach } from './detach.ts';
import { sayWhy } from './farewell.ts';
import { handleFailure } from './handle/failure.ts';
import { handlePacket } from './handle/packet.ts';
import type { Watched } from './keep-alive.ts';
import type { Negotiated } from './negotiated.ts';
import { UNNEGOTIATED } from './negotiated.ts';
import { Output } from './output.ts';
import type { RetainedDelivery } from './retained-delivery.ts';
import type { Session } from './session.ts';
import { LINGER_MS } from './turned-away.ts';

/** Seconds granted to whoever has not said CONNECT, times one and a half; as Mosquitto's. */
const BEFORE_CONNECT = 60;

/**
 * One client's stream, from accepting it to its end. What outlives it is the session's.
 *
 * States: before CONNECT `session` is absent; then it is there; after `close` nothing is read or
 * sent any more.
 */
export class Connection implements StreamReceiver, Watched {
  readonly core: Core;
  readonly stream: ByteStream;
  readonly output: Output;
  session: Session | undefined;
  /** Published when the connection ends, unless the client takes it back [MQTT-3.1.2-8]. */
  will: Will | undefined;
  username: string | undefined;
  negotiated: Negotiated = UNNEGOTIATED;
  keepAlive = BEFORE_CONNECT;
  lastReceived: number;
  watchedUntil: number | undefined;
  readonly #decoder: Decoder;
  /** Retained messages still to be sent for filters subscribed to, in order. */
  #retained: RetainedDelivery[] | undefined;
  #closed = false;
  #paused = false;
  #dirty = false;
  #linger: Timer | undefined;

  constructor(core: Core, stream: ByteStream) {
    this.core = core;
    this.stream = stream;
    this.output = new Output(stream, core.settings.maxBacklogBytes);
    this.lastReceived = core.clock.now();
    const { maxPacketSize } = core.settings;
    this.#decoder = new Decoder({ sender: 'client', ...(maxPacketSize > 0 && { maximumPacketSize: maxPacketSize }) });
  }

  /** How Mosquitto's log calls who is at the other end, once and before it has an id. */
  get name(): string {
    return this.session?.clientId ?? '<unknown>';
  }

  send(packet: Packet): void {
    this.sendBytes(encode(packet, this.#decoder.level ?? 4));
  }

  /** Sends one whole packet, at the end of this turn, after all that was sent before. */
  sendBytes(packet: Uint8Array): void {
    if (this.#closed) return;
    this.output.add(packet);
    if (this.#dirty) return;
    this.#dirty = true;
    this.core.flushSoon(this);
  }

  flush(): void {
    this.#dirty = false;
    if (this.#closed) return;
    this.output.flush();
    this.sendRetained();
    this.#restrain();
  }

  data(bytes: Uint8Array): void {
    if (this.#closed) return;
    try {
      this.#decoder.push(bytes, this.#take);
    } catch (error) {
      handleFailure(this, error);
    }
    this.#restrain();
  }

  drain(): void {
    if (this.#closed) return;
    this.output.drained();
    this.sendRetained();
    this.#restrain();
  }

  closed(error?: SystemError): void {
    this.#linger?.cancel();
    this.#linger = undefined;
    if (!this.#closed) this.#end('connection-lost', error);
    this.output.discard();
  }

  overdue(): void {
    this.close('keep-alive');
  }

  enqueueRetained(delivery: RetainedDelivery): void {
    (this.#retained ??= []).push(delivery);
  }

  /** For a filter that is no longer subscribed to. */
  dropRetained(filter: string): void {
    this.#retained = this.#retained?.filter((delivery) => delivery.filter !== filter);
  }

  /** Goes on with the retained messages of new subscriptions, as far as there is room. */
  sendRetained(): void {
    while (this.#retained?.[0]?.proceed() === true) this.#retained.shift();
    if (this.#retained?.length === 0) this.#retained = undefined;
  }

  /** Ends it from this side: what was sent so far still goes out. Later calls do nothing. */
  close(reason: CloseReason, cause?: Error): void {
    if (this.#closed) return;
    sayWhy(this, reason, cause);
    this.#end(reason, cause);
    this.#hangUp();
    this.#linger = this.core.clock.timer(LINGER_MS, () => this.stream.destroy());
  }

  /** Ends it with the broker: no timer outlives the call. */
  shutDown(): void {
    if (this.#closed) return;
    sayWhy(this, 'shutting-down');
    this.#end('shutting-down');
    this.#hangUp();
  }

  readonly #take = (packet: Packet): void => {
    this.lastReceived = this.core.clock.now();
    handlePacket(this, packet);
  };

  #end(reason: CloseReason, cause?: Error): void {
    this.#closed = true;
    this.#decoder.stop();
    const { level, text } = closing(reason);
    this.core.log[level]?.(`Client ${this.name} ${text}`, cause);
    this.core.connections.delete(this);
    this.core.keepAlive.forget(this);
    this.#retained = undefined;
    detach(this);
  }

  #hangUp(): void {
    if (this.#paused) this.stream.resume();
    this.output.end();
  }

  /** Reads nothing from a client that does not read, or its acknowledgements would pile up. */
  #restrain(): void {
    if (this.#closed || this.#paused === this.output.full) return;
    this.#paused = !this.#paused;
    if (this.#paused) this.stream.pause();
    else this.stream.resume();
  }
}
