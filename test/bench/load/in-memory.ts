import { Broker } from '#runtime/broker/broker.ts';
import type { Address, ByteStream, StreamReceiver } from '#runtime/ports.ts';
import { NodeClock } from '#runtime/programs/node/node-clock.ts';
import { nodeRandom } from '#runtime/programs/node/node-random.ts';
import { connectPacket, publishTemplate, subscribePacket } from './bytes.ts';
import { Parser, afterTopic, sequenceAt } from './parser.ts';
import { cpuSeconds, residentBytes } from './process-figures.ts';
import type { Figures, Task } from './scenarios.ts';

const HERE: Address = { host: '127.0.0.1', port: 1883 };
/** Writes between two turns of the event loop: the broker flushes once a turn. */
const WRITES = 256;

/** The broker's end of a connection that is nothing but function calls. */
class MemoryStream implements ByteStream {
  readonly local = HERE;
  readonly remote = HERE;
  readonly #take: (bytes: Uint8Array) => void;
  receiver: StreamReceiver | undefined;

  constructor(take: (bytes: Uint8Array) => void) {
    this.#take = take;
  }

  open(receiver: StreamReceiver): void {
    this.receiver = receiver;
  }

  write(bytes: Uint8Array): boolean {
    this.#take(bytes);
    return true;
  }

  readonly flushed = true;
  end(): void {}
  destroy(): void {}
  pause(): void {}
  resume(): void {}
}

/**
 * One publisher, one subscriber, no sockets: what the broker itself takes. The load runs in the same
 * process, and its time is in the figures.
 * @param batch packets in each write
 */
export async function inMemory({ warmUp, duration }: Task, batch: number): Promise<Figures> {
  const broker = new Broker({ clock: new NodeClock(), random: nodeRandom });
  let arrived = 0;
  let outOfOrder = 0;
  const parser = new Parser((bytes, at) => {
    if ((bytes[at] as number) >> 4 !== 3) return;
    if (sequenceAt(bytes, afterTopic(bytes, at)) !== arrived++) outOfOrder++;
  });
  const toSubscriber = new MemoryStream((bytes) => {
    parser.take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  });
  const toPublisher = new MemoryStream(() => undefined);
  broker.accept(toSubscriber);
  broker.accept(toPublisher);
  toSubscriber.receiver?.data(connectPacket('sub'));
  toSubscriber.receiver?.data(subscribePacket(['bench/#'], 0));
  toPublisher.receiver?.data(connectPacket('pub'));

  const { bytes: packet, payloadAt } = publishTemplate('bench/0', 0);
  let sent = 0;
  const run = async (ms: number): Promise<void> => {
    for (const until = performance.now() + ms; performance.now() < until;) {
      for (let write = 0; write < WRITES; write++) {
        // New memory each time: the broker may keep what it is given.
        const bytes = Buffer.allocUnsafe(packet.length * batch);
        for (let at = 0; at < bytes.length; at += packet.length) {
          bytes.set(packet, at);
          bytes.writeUInt32BE(sent++, at + payloadAt);
        }
        toPublisher.receiver?.data(bytes);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (arrived < sent) await new Promise((resolve) => setImmediate(resolve));
  };
  await run(warmUp);
  const before = { arrived, at: performance.now(), cpu: cpuSeconds(process.pid) };
  await run(duration);
  const deliveries = arrived - before.arrived;
  return {
    rate: deliveries / ((performance.now() - before.at) / 1000),
    cpu: ((cpuSeconds(process.pid) - before.cpu) * 1e6) / deliveries,
    resident: residentBytes(process.pid),
    lost: sent - arrived,
    outOfOrder,
  };
}
