import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet, PacketType, Properties, ProtocolLevel } from '#runtime/mqtt/packet.ts';
import type { ByteStream } from '#runtime/ports.ts';

type Answers = Readonly<Partial<Record<PacketType, readonly Packet[] | 'close'>>>;

export const accepted = (properties?: Properties): Packet => ({
  type: 'CONNACK',
  sessionPresent: false,
  reasonCode: 0,
  ...(properties !== undefined && { properties }),
});

/** SUBACK to a program's first packet that needs an id. */
export const suback = (...reasonCodes: number[]): Packet => ({ type: 'SUBACK', packetId: 1, reasonCodes });

export const text = (topic: string, payload: string, properties?: Properties): Packet => ({
  type: 'PUBLISH',
  dup: false,
  qos: 0,
  retain: false,
  topic,
  payload: new TextEncoder().encode(payload),
  ...(properties !== undefined && { properties }),
});

/** A server that says what it is told to, whenever a packet of a kind comes, and remembers all that came. */
export class ScriptedServer {
  readonly received: Packet[] = [];
  readonly #answers: Answers;
  readonly #level: ProtocolLevel;
  closed = false;

  constructor(answers: Answers = {}, level: ProtocolLevel = 5) {
    this.#answers = { CONNECT: [accepted()], ...answers };
    this.#level = level;
  }

  readonly accept = (stream: ByteStream): void => {
    const decoder = new Decoder({ sender: 'client' });
    stream.open({
      data: (bytes) => decoder.push(bytes, (packet) => this.#take(packet, stream)),
      drain: () => undefined,
      closed: () => (this.closed = true),
    });
  };

  get types(): PacketType[] {
    return this.received.map(({ type }) => type);
  }

  last(type: PacketType): Packet | undefined {
    return this.received.findLast((packet) => packet.type === type);
  }

  #take(packet: Packet, stream: ByteStream): void {
    this.received.push(packet);
    const answer = this.#answers[packet.type];
    if (answer === 'close') stream.destroy();
    else for (const each of answer ?? []) stream.write(encode(each, this.#level));
  }
}
