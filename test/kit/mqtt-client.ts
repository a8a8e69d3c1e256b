import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type {
  Connack,
  Connect,
  Packet,
  PacketType,
  Properties,
  ProtocolLevel,
  Publish,
  Suback,
  Subscription,
} from '#runtime/mqtt/packet.ts';
import type { ByteStream, StreamReceiver, SystemError } from '#runtime/ports.ts';

/** The packet of that type; PUBACK, PUBREC, PUBREL and PUBCOMP share one. */
type PacketOf<Type extends PacketType, Any extends Packet = Packet> = Any extends Packet
  ? Type extends Any['type']
    ? Any
    : never
  : never;

/** How a connection ended: by FIN or by RST. */
export type End = 'ended' | 'reset';

/**
 * A client that does nothing by itself: a test sends packets, or bytes that are none, and takes what
 * comes, in order. `sync` says what has come without waiting for time to pass.
 */
export class MqttTestClient implements StreamReceiver {
  readonly stream: ByteStream;
  readonly #pump: (() => Promise<void>) | undefined;
  /** Every chunk that has come, for what is said of bytes rather than of packets. */
  readonly chunks: Uint8Array[] = [];
  #level: ProtocolLevel = 4;
  #decoder = new Decoder({ sender: 'server' });
  #arrived: Packet[] = [];
  /** Of `#arrived`, those that the test has had. */
  #taken = 0;
  #end: End | undefined;
  #wake: (() => void) | undefined;

  /**
   * @param pump makes things happen where they do not by themselves: `() => clock.settle()`. With it
   * a packet that has not come then never comes, and waiting for it is an error at once.
   */
  constructor(stream: ByteStream, pump?: () => Promise<void>) {
    this.stream = stream;
    this.#pump = pump;
    stream.open(this);
  }

  data(received: Uint8Array): void {
    // Plain bytes, not the Buffer of a socket, so that they can be compared.
    const bytes = new Uint8Array(received.buffer, received.byteOffset, received.length);
    this.chunks.push(bytes);
    this.#decoder.push(bytes, (packet) => this.#arrived.push(packet));
    this.#wake?.();
  }

  drain(): void {}

  closed(error?: SystemError): void {
    this.#end = error === undefined ? 'ended' : 'reset';
    this.#wake?.();
  }

  /** Which version both ends speak from now on. CONNECT says so by itself; bytes that are none do not. */
  speak(level: ProtocolLevel): this {
    this.#level = level;
    this.#decoder = new Decoder({ sender: 'server', level });
    return this;
  }

  send(packet: Packet): void {
    if (packet.type === 'CONNECT' && packet.level !== this.#level) this.speak(packet.level);
    this.stream.write(encode(packet, this.#level));
  }

  sendBytes(...bytes: number[]): void {
    this.stream.write(Uint8Array.from(bytes));
  }

  /** The next packet. @throws Error when the connection ends instead */
  async next(): Promise<Packet> {
    await this.#until('a packet', () => this.#arrived.length > this.#taken || this.#end !== undefined);
    const packet = this.#arrived[this.#taken];
    if (packet === undefined) throw new Error(`The connection ${this.#end}; a packet was expected`);
    this.#taken++;
    if (this.#taken === this.#arrived.length) {
      this.#arrived = [];
      this.#taken = 0;
    }
    return packet;
  }

  /** The next packet, which must be of this type. */
  async expect<Type extends PacketType>(type: Type): Promise<PacketOf<Type>> {
    const packet = await this.next();
    if (packet.type !== type) throw new Error(`${type} was expected; this came: ${JSON.stringify(packet)}`);
    return packet as PacketOf<Type>;
  }

  /** Asks for a PINGRESP and gives back what came before it: all that was on its way here. */
  async sync(): Promise<Packet[]> {
    this.send({ type: 'PINGREQ' });
    const before: Packet[] = [];
    for (;;) {
      const packet = await this.next();
      if (packet.type === 'PINGRESP') return before;
      before.push(packet);
    }
  }

  /** How the connection ended; what came before and was not taken stays to be taken. */
  async end(): Promise<End> {
    await this.#until('the end of the connection', () => this.#end !== undefined);
    return this.#end ?? 'ended';
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /** Sends CONNECT: 3.1.1, clean, without keep alive, unless told otherwise. */
  async connect(clientId: string, options: Partial<Connect> = {}): Promise<Connack> {
    this.send({ type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId, ...options });
    return this.expect('CONNACK');
  }

  /** @param filters `'a/#'` is asked for at QoS 0 */
  async subscribe(...filters: (string | Subscription)[]): Promise<Suback> {
    return this.subscribeWith({}, ...filters);
  }

  /** @param properties of 5.0, e.g. a subscription identifier */
  async subscribeWith(properties: Properties, ...filters: (string | Subscription)[]): Promise<Suback> {
    const subscriptions = filters.map((filter) => (typeof filter === 'string' ? { filter, qos: 0 as const } : filter));
    this.send({ type: 'SUBSCRIBE', packetId: 1, subscriptions, properties });
    return this.expect('SUBACK');
  }

  /** Everything that still comes before the connection ends. */
  async untilEnd(): Promise<Packet[]> {
    await this.end();
    const rest = this.#arrived.slice(this.#taken);
    this.#taken = this.#arrived.length;
    return rest;
  }

  /** Says DISCONNECT and waits for the end. @param reasonCode of 5.0, as the properties */
  async leave(reasonCode: number = 0, properties: Properties = {}): Promise<void> {
    this.send({ type: 'DISCONNECT', reasonCode, properties });
    await this.end();
  }

  publish(topic: string, payload: string | Uint8Array, options: Partial<Publish> = {}): void {
    const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
    this.send({ type: 'PUBLISH', dup: false, qos: 0, retain: false, topic, payload: bytes, ...options });
  }

  /** Closes without DISCONNECT, as a program does that crashes. */
  vanish(): void {
    this.stream.end();
  }

  async #until(what: string, there: () => boolean): Promise<void> {
    if (there()) return;
    if (this.#pump !== undefined) {
      await this.#pump();
      if (!there()) throw new Error(`${what} was expected; nothing came`);
      return;
    }
    while (!there()) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
  }
}

/** A PUBLISH in a word, for comparing: `a/b=x q1 r0`. */
export function brief(packet: Packet): string {
  if (packet.type !== 'PUBLISH') return packet.type;
  const { topic, payload, qos, retain, dup } = packet;
  return `${topic}=${new TextDecoder().decode(payload)} q${qos} r${Number(retain)}${dup ? ' dup' : ''}`;
}
