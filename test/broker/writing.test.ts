import { describe, expect, it } from 'vitest';
import { Broker } from '#runtime/broker/broker.ts';
import { encode } from '#runtime/mqtt/encode.ts';
import type { Packet } from '#runtime/mqtt/packet.ts';
import type { ByteStream, StreamReceiver } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';
import { countingRandom } from './in-memory.ts';

/** A stream that notes each write, and has room or not as the test says. */
class NotedStream implements ByteStream {
  readonly local = { host: '127.0.0.1', port: 1883 };
  readonly remote = { host: '127.0.0.1', port: 40_000 };
  readonly writes: number[] = [];
  readonly calls: string[] = [];
  room = true;
  #receiver: StreamReceiver | undefined;

  open(receiver: StreamReceiver): void {
    this.#receiver = receiver;
  }

  say(...packets: Packet[]): void {
    this.#receiver?.data(Uint8Array.from(packets.flatMap((packet) => [...encode(packet, 4)])));
  }

  close(): void {
    this.#receiver?.closed();
  }

  drain(): void {
    this.room = true;
    this.#receiver?.drain();
  }

  write(bytes: Uint8Array): boolean {
    this.writes.push(bytes.length);
    return this.room;
  }

  end(): void {
    this.calls.push('end');
  }

  destroy(): void {
    this.calls.push('destroy');
  }

  pause(): void {
    this.calls.push('pause');
  }

  resume(): void {
    this.calls.push('resume');
  }
}

const CONNECT: Packet = { type: 'CONNECT', level: 4, clean: true, keepAlive: 0, clientId: 'x' };
const PING: Packet = { type: 'PINGREQ' };

describe('writing', () => {
  it('sends all packets of one turn in one write', async () => {
    const clock = manualClock();
    const broker = new Broker({ clock, random: countingRandom() });
    const stream = new NotedStream();
    broker.accept(stream);
    stream.say(CONNECT, PING, PING, PING);
    expect(stream.writes).toEqual([]);
    await clock.settle();
    expect(stream.writes).toEqual([4 + 3 * 2]);
  });

  it('writes nothing while the stream is full, and all of it when that has drained', async () => {
    const clock = manualClock();
    const broker = new Broker({ clock, random: countingRandom() });
    const stream = new NotedStream();
    broker.accept(stream);
    stream.room = false;
    stream.say(CONNECT);
    await clock.settle();
    stream.say(PING);
    await clock.settle();
    stream.say(PING);
    await clock.settle();
    expect(stream.writes).toEqual([4]);
    stream.drain();
    expect(stream.writes).toEqual([4, 4]);
  });

  it('stops reading beyond the limit and goes on below it', async () => {
    const clock = manualClock();
    const broker = new Broker({ clock, random: countingRandom(), settings: { maxBacklogBytes: 3 } });
    const stream = new NotedStream();
    broker.accept(stream);
    stream.room = false;
    stream.say(CONNECT);
    await clock.settle();
    stream.say(PING);
    await clock.settle();
    expect(stream.calls).toEqual([]);
    stream.say(PING);
    expect(stream.calls).toEqual(['pause']);
    stream.drain();
    expect(stream.calls).toEqual(['pause', 'resume']);
  });

  it('hands the last answer over before it ends the stream', async () => {
    const clock = manualClock();
    const broker = new Broker({ clock, random: countingRandom() });
    const stream = new NotedStream();
    broker.accept(stream);
    stream.say({ ...CONNECT, clientId: '', clean: false });
    expect(stream.writes).toEqual([4]);
    expect(stream.calls).toEqual(['end']);
    await clock.settle();
    expect(stream.writes).toEqual([4]);
  });

  it('destroys a stream that does not end within five seconds', async () => {
    const clock = manualClock();
    const broker = new Broker({ clock, random: countingRandom() });
    const stream = new NotedStream();
    broker.accept(stream);
    stream.say(CONNECT, { type: 'DISCONNECT', reasonCode: 0 });
    await clock.advance(4_999);
    expect(stream.calls).toEqual(['end']);
    await clock.advance(1);
    expect(stream.calls).toEqual(['end', 'destroy']);
  });

  it('leaves a stream alone that has ended', async () => {
    const clock = manualClock();
    const broker = new Broker({ clock, random: countingRandom() });
    const stream = new NotedStream();
    broker.accept(stream);
    stream.say(CONNECT, { type: 'DISCONNECT', reasonCode: 0 });
    stream.close();
    await clock.advance(10_000);
    expect(stream.calls).toEqual(['end']);
  });

  it('throws on what is no error of the client', () => {
    const clock = manualClock();
    const log = (): void => {
      throw new Error('the disk is full');
    };
    const broker = new Broker({ clock, random: countingRandom(), log, logLevels: ['debug'] });
    const stream = new NotedStream();
    broker.accept(stream);
    expect(() => stream.say(CONNECT)).toThrow('the disk is full');
  });
});
