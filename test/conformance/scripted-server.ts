import { Decoder } from '#runtime/mqtt/decode.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Connect, Packet, PacketType, Properties } from '#runtime/mqtt/packet.ts';
import { mosquittoPub } from '#runtime/programs/mosquitto-pub.ts';
import { mosquittoSub } from '#runtime/programs/mosquitto-sub.ts';
import type { ByteStream, StreamReceiver } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { FakeProcess } from '../kit/fake-process.ts';

const PROGRAMS = { mosquitto_pub: mosquittoPub, mosquitto_sub: mosquittoSub };

/** The server's end of one connection of a command: it answers nothing by itself. */
export class ServerEnd implements StreamReceiver {
  /** What the command has said so far. */
  readonly said: Packet[] = [];
  readonly #stream: ByteStream;
  readonly #decoder = new Decoder({ sender: 'client' });
  isOpen = true;

  constructor(stream: ByteStream) {
    this.#stream = stream;
    stream.open(this);
  }

  data(bytes: Uint8Array): void {
    this.#decoder.push(bytes, (packet) => this.said.push(packet));
  }

  drain(): void {}

  closed(): void {
    this.isOpen = false;
  }

  get types(): PacketType[] {
    return this.said.map(({ type }) => type);
  }

  /** Of the packets of that type, in the order in which they came. */
  ids(type: PacketType): number[] {
    return this.said
      .filter((each) => each.type === type)
      .map((each) => ('packetId' in each ? (each.packetId ?? 0) : 0));
  }

  get connect(): Connect {
    const [first] = this.said;
    if (first?.type !== 'CONNECT') throw new Error(`CONNECT was expected first; this came: ${JSON.stringify(first)}`);
    return first;
  }

  send(...packets: Packet[]): void {
    for (const packet of packets) this.#stream.write(encode(packet, this.#decoder.level ?? 4));
  }

  letIn(properties: Properties = {}, sessionPresent = false): void {
    this.send({ type: 'CONNACK', sessionPresent, reasonCode: 0, properties });
  }

  /** Grants every filter that was asked for. */
  grant(): void {
    for (const packet of this.said) {
      if (packet.type !== 'SUBSCRIBE') continue;
      const { packetId, subscriptions } = packet;
      this.send({ type: 'SUBACK', packetId, reasonCodes: subscriptions.map(({ qos }) => qos) });
    }
  }

  cut(): void {
    this.#stream.destroy();
  }
}

/** A command of ours, run against a server that says what a test has it say. */
export class Scripted {
  readonly process: FakeProcess;
  /** One a connection, the newest last. */
  readonly connections: ServerEnd[] = [];

  private constructor(line: string) {
    const clock = manualClock();
    const accept = (stream: ByteStream): void => void this.connections.push(new ServerEnd(stream));
    this.process = new FakeProcess(line.split(' '), { clock, accept });
  }

  /** @param line words, separated by spaces: `mosquitto_pub -t a -m x` */
  static async run(line: string): Promise<Scripted> {
    const scripted = new Scripted(line);
    await scripted.process.start(PROGRAMS[line.split(' ')[0] as keyof typeof PROGRAMS]);
    return scripted;
  }

  /** The newest connection. */
  get server(): ServerEnd {
    const server = this.connections.at(-1);
    if (server === undefined) throw new Error('the command has not connected');
    return server;
  }

  settle(): Promise<void> {
    return this.process.settle();
  }
}
