import { Decoder } from '#runtime/mqtt/decode.ts';
import type { Packet, Will } from '#runtime/mqtt/packet.ts';
import type { ByteStream, StreamReceiver, SystemError, Timer } from '#runtime/ports.ts';
import type { BrokerListener } from './broker-listener.ts';
import type { CloseReason } from './close-reason.ts';
import { sayEnd } from './complaint.ts';
import type { Core } from './core.ts';
import { sendQueued } from './deliver.ts';
import { detach } from './session/detach.ts';
import { encodeFor } from './output/encode-for.ts';
import { sayWhy } from './farewell.ts';
import { handleFailure } from './handle/failure.ts';
import { handlePacket } from './handle/packet.ts';
import { receive } from './hot/receive.ts';
import type { Log } from './log.ts';
import type { Watched } from './session/keep-alive.ts';
import type { Negotiated } from './negotiated.ts';
import { UNNEGOTIATED } from './negotiated.ts';
import { Output } from './output/output.ts';
import type { RetainedDelivery } from './retained/retained-delivery.ts';
import type { Session } from './session/session.ts';
import { TopicAliases } from './topic-aliases.ts';
import type { TopicEntry } from './matching/topic-entry.ts';
import { LINGER_MS } from './turned-away.ts';

/** Seconds granted to whoever has not said CONNECT, times one and a half; as Mosquitto's. */
const BEFORE_CONNECT = 60;

const SILENT: Log = {};

/**
 * One client's stream, from accepting it to its end. What outlives it is the session's.
 *
 * States: before CONNECT `session` is absent; then it is there; after `close` nothing is read or
 * sent any more.
 */
export class Connection implements StreamReceiver, Watched {
  readonly core: Core;
  /** By which it came. */
  readonly listener: BrokerListener;
  readonly stream: ByteStream;
  /** What stands before every topic that it names; a listener keeps its own for good. */
  readonly mountPoint: string;
  readonly output: Output;
  session: Session | undefined;
  /** Published when the connection ends, unless the client takes it back [MQTT-3.1.2-8]. */
  will: Will | undefined;
  /** It is another broker, which must not get back what it sent, and passes RETAIN on. */
  isBridge = false;
  /** To be checked again when the configuration has changed. */
  password: Uint8Array | undefined;
  negotiated: Negotiated = UNNEGOTIATED;
  keepAlive = BEFORE_CONNECT;
  lastReceived: number;
  watchedUntil: number | undefined;
  /**
   * The topic of the last PUBLISH, with all that was found out about it: most clients publish to the
   * same one again and again. Let go at the next other packet, or it would hold on to sessions that end.
   */
  topic: TopicEntry<Session> | undefined;
  #aliases: TopicAliases | undefined;
  /** While a packet is incomplete, and before CONNECT; no packet that lies in one chunk needs it. */
  #decoder: Decoder | undefined;
  /** Retained messages still to be sent for filters subscribed to, in order. */
  #retained: RetainedDelivery[] | undefined;
  /** While somebody checks its password: what it has sent behind CONNECT. */
  #held: Uint8Array[] | undefined;
  #closed = false;
  #paused = false;
  #dirty = false;
  /** Its stream is to be ended when what waits for a commit has gone. */
  #ending = false;
  #linger: Timer | undefined;

  constructor(core: Core, listener: BrokerListener, stream: ByteStream) {
    this.core = core;
    this.listener = listener;
    this.stream = stream;
    this.mountPoint = listener.settings.mountPoint;
    this.output = new Output(stream, core.settings.maxBacklogBytes, core.buffers, core.traffic);
    this.lastReceived = core.clock.now();
  }

  /** The broker's; of its own end of a bridge nothing is said there, for the bridge says it itself. */
  get log(): Log {
    return this.listener.settings.isBridge === true ? SILENT : this.core.log;
  }

  /** How Mosquitto's log calls who is at the other end, once and before it has an id. */
  get name(): string {
    return this.session?.clientId ?? '<unknown>';
  }

  /**
   * Which messages without properties can be sent to it as the bytes that came from another client:
   * those of a client of 5.0 (5), of one below (4), or none (0), for it limits them, may use aliases or
   * knows their topics by other names.
   */
  get forwards(): 0 | 4 | 5 {
    if (this.mountPoint !== '') return 0;
    const { level, maximumPacketSize, topicAliasMaximum } = this.negotiated;
    if (level < 5) return 4;
    return maximumPacketSize === Infinity && topicAliasMaximum === 0 ? 5 : 0;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** It has said CONNECT, and is not answered yet: nothing that it sends is looked at. */
  get isWaiting(): boolean {
    return this.#held !== undefined;
  }

  /** Nothing is read until `proceed`. */
  wait(): void {
    this.#held ??= [];
  }

  /** While it waits. The bytes are not written to again. */
  hold(bytes: Uint8Array): void {
    this.#held?.push(bytes);
  }

  /** Takes the step that it waited for, and goes on with what has come since; unless it has gone. */
  proceed(step: () => void): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    if (this.#closed) return;
    this.#handle(step);
    for (const bytes of held) this.data(bytes);
  }

  /** Of 5.0, both ways; made when first used. */
  get aliases(): TopicAliases {
    return (this.#aliases ??= new TopicAliases());
  }

  /** Sends a packet, at the end of this turn, after all that was sent before; ends a client that cannot take it. */
  send(packet: Packet): void {
    if (this.#closed) return;
    const bytes = encodeFor(this.negotiated, packet);
    if (bytes === undefined) this.close('packet-too-large');
    else this.sendBytes(bytes);
  }

  /** Sends one whole packet that is known to fit. */
  sendBytes(packet: Uint8Array): void {
    if (this.#closed) return;
    this.output.add(packet);
    this.flushSoon();
  }

  /** To be called when something was added to `output`. */
  flushSoon(): void {
    if (this.core.persistence?.committing.depends === true) this.#withhold();
    if (this.#dirty || this.#closed) return;
    this.#dirty = true;
    this.core.flushing.soon(this);
  }

  flush(): void {
    this.#dirty = false;
    if (this.#closed) return;
    this.output.flush();
    this.sendRetained();
    this.#restrain();
  }

  /** A commit has begun, on which depends what waits here now. */
  committing(): void {
    this.output.mark();
  }

  /** What waited for a commit may go. @returns whether something waits for the next one */
  committed(): boolean {
    this.output.release();
    if (this.#closed) this.#endOutput();
    else if (!this.#dirty) this.flush();
    return this.output.held;
  }

  /** It is not going to be committed any more: what waits for it must not go. */
  uncommitted(): void {
    this.output.discard();
    this.#endOutput();
  }

  data(bytes: Uint8Array): void {
    if (this.#closed) return;
    if (this.isWaiting) this.hold(plainBytes(bytes));
    else this.#handle(plainBytes(bytes));
  }

  /** Bytes that came, or a step that did not wait for any: what either brings clients goes out together. */
  #handle(what: Uint8Array | (() => void)): void {
    const { flushing } = this.core;
    flushing.begin();
    try {
      if (typeof what === 'function') what();
      else receive(this, what);
    } catch (error) {
      handleFailure(this, error);
    } finally {
      flushing.end();
    }
    this.#restrain();
  }

  /** Bytes that the packet certainly lacks of which an earlier chunk brought the beginning. */
  get missing(): number {
    return this.#decoder?.missing ?? 0;
  }

  /** Decodes what lies in `[from, to)`, a packet or a part of one, and has it handled. */
  decode(chunk: Uint8Array, from: number, to: number): void {
    const decoder = (this.#decoder ??= this.#newDecoder());
    this.topic = undefined;
    decoder.push(to - from === chunk.length ? chunk : chunk.subarray(from, to), (packet) => {
      this.lastReceived = this.core.clock.now();
      handlePacket(this, packet);
    });
    if (decoder.missing === 0 && this.session !== undefined) this.#decoder = undefined;
  }

  drain(): void {
    if (this.#closed) return;
    this.output.drained();
    if (this.session !== undefined) sendQueued(this, this.session);
    this.sendRetained();
    this.#restrain();
  }

  closed(error?: SystemError): void {
    this.#linger?.cancel();
    this.#linger = undefined;
    if (!this.#closed) this.#end('connection-lost', error);
    this.#ending = false;
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

  #newDecoder(): Decoder {
    const { maxPacketSize } = this.core.settings;
    return new Decoder({
      sender: 'client',
      ...(this.session !== undefined && { level: this.negotiated.level }),
      ...(maxPacketSize > 0 && { maximumPacketSize: maxPacketSize }),
    });
  }

  #end(reason: CloseReason, cause?: Error): void {
    this.#closed = true;
    this.#decoder = undefined;
    this.#held = undefined;
    this.password = undefined;
    sayEnd(this, reason, cause);
    this.core.connections.delete(this);
    this.listener.left();
    this.core.keepAlive.forget(this);
    this.#retained = undefined;
    detach(this);
  }

  #hangUp(): void {
    if (this.#paused) this.stream.resume();
    this.#ending = true;
    this.#endOutput();
  }

  /** Behind what waits for a commit. */
  #endOutput(): void {
    if (!this.#ending || this.output.held) return;
    this.#ending = false;
    this.output.end();
  }

  /** It waits for a store that cannot be written. */
  get #isStuck(): boolean {
    return this.output.held && this.core.persistence?.committing.isFailing === true;
  }

  #withhold(): void {
    this.output.hold();
    this.core.persistence?.committing.hold(this);
  }

  /** Reads nothing from a client that does not read, or its acknowledgements would pile up; and while it waits. */
  #restrain(): void {
    if (this.#closed || this.#paused === (this.isWaiting || this.output.full || this.#isStuck)) return;
    this.#paused = !this.#paused;
    if (this.#paused) this.stream.pause();
    else this.stream.resume();
  }
}

/** A Buffer of Node is one, too, but its `slice` does not copy. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
