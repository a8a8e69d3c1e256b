import type { ClientHandler, ClientOptions } from '#runtime/client/client.ts';
import { Client } from '#runtime/client/client.ts';
import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Acknowledgement, Packet, PacketType, Properties } from '#runtime/mqtt/packet.ts';
import type { ManualClock } from '#runtime/lab/clock.ts';
import { manualClock } from '../kit/clock.ts';
import { streamPair } from '../kit/wire.ts';
import type { WireEnd } from '../kit/wire.ts';

/** A client on a wire whose other end a test plays. */
export class Bench {
  readonly clock: ManualClock = manualClock();
  readonly client: Client;
  readonly events: string[] = [];
  received: Packet[] = [];
  end: number | undefined;
  #server: WireEnd | undefined;

  constructor(options: Partial<ClientOptions> = {}, handler: ClientHandler = {}) {
    this.client = new Client({ clientId: 'c', level: 4, clean: true, keepAlive: 0, ...options }, this.clock, {
      message: ({ topic, payload }) => this.events.push(`${topic}=${new TextDecoder().decode(payload)}`),
      published: (id) => this.events.push(`published ${id}`),
      ...handler,
    });
  }

  /** Connects, and answers CONNECT unless told otherwise. */
  async connect(connack: boolean | Properties = true): Promise<void> {
    const [client, server] = streamPair({ clock: this.clock });
    const decoder = new Decoder({ sender: 'client' });
    this.#server = server;
    this.received = [];
    server.open({
      data: (bytes) => decoder.push(bytes, (packet) => this.received.push(packet)),
      drain: () => undefined,
      closed: () => this.events.push('closed'),
    });
    this.end = undefined;
    void this.client.run(client).then((result) => (this.end = result));
    await this.clock.settle();
    if (connack === false) return;
    const properties = connack === true ? {} : { properties: connack };
    await this.say({ type: 'CONNACK', sessionPresent: false, reasonCode: 0, ...properties });
  }

  async say(...packets: Packet[]): Promise<void> {
    for (const packet of packets) this.#server?.write(encode(packet, this.client.options.level));
    await this.clock.settle();
  }

  /** What the client has sent since the connection began, CONNECT left out. */
  get sent(): Packet[] {
    return this.received.slice(1);
  }

  async sayBytes(...bytes: number[]): Promise<void> {
    this.#server?.write(Uint8Array.from(bytes));
    await this.clock.settle();
  }

  async cut(): Promise<void> {
    this.#server?.destroy();
    await this.clock.settle();
  }

  types(): PacketType[] {
    return this.received.map(({ type }) => type);
  }
}

export const ack = (type: 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP', packetId: number): Acknowledgement => ({
  type,
  packetId,
  reasonCode: 0,
});
export const message = (qos: 0 | 1 | 2, text = 'x') =>
  ({ topic: 'a', payload: new TextEncoder().encode(text), qos, retain: false }) as const;
