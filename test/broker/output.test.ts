import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGE_BUFFER, OutputBuffers } from '#runtime/broker/output/output-buffers.ts';
import { Output } from '#runtime/broker/output/output.ts';
import type { ByteStream } from '#runtime/ports.ts';

const NOBODY = { host: '127.0.0.1', port: 1 };

/** A stream that notes what is written, and has room as the test says. */
class NotedStream implements ByteStream {
  readonly local = NOBODY;
  readonly remote = NOBODY;
  readonly writes: Uint8Array[] = [];
  room = true;
  ended = false;

  open(): void {}

  write(bytes: Uint8Array): boolean {
    this.writes.push(bytes);
    return this.room;
  }

  end(): void {
    this.ended = true;
  }

  destroy(): void {}

  pause(): void {}

  resume(): void {}

  get bytes(): number[] {
    return this.writes.flatMap((bytes) => [...bytes]);
  }
}

/** One that has passed everything on when `write` returns, as a socket mostly has: it copies, like the kernel. */
class PassingStream extends NotedStream {
  flushed = true;

  override write(bytes: Uint8Array): boolean {
    return super.write(new Uint8Array(bytes));
  }
}

const outputTo = (stream: ByteStream, limit = 1000, buffers = new OutputBuffers()): Output =>
  new Output(stream, limit, buffers);

const numbered = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index);

/** As a packet is written in place. */
function write(output: Output, bytes: readonly number[]): void {
  const into = output.reserve(bytes.length);
  for (const [index, byte] of bytes.entries()) into[output.reserved - bytes.length + index] = byte;
}

describe('output', () => {
  it('forwards a run of pieces as one, and without a copy', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    const chunk = numbered(100);
    output.append(chunk, 10, 20);
    output.append(chunk, 20, 50);
    output.flush();
    expect(stream.writes).toHaveLength(1);
    expect(stream.writes[0]!.buffer).toBe(chunk.buffer);
    expect(stream.bytes).toEqual([...chunk.subarray(10, 50)]);
  });

  it('puts pieces that do not follow each other together, in order, in one write', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    const chunk = numbered(100);
    output.append(chunk, 0, 3);
    output.append(chunk, 50, 52);
    write(output, [200, 201]);
    output.add(Uint8Array.of(7));
    output.flush();
    expect(stream.writes).toHaveLength(1);
    expect(stream.bytes).toEqual([0, 1, 2, 50, 51, 200, 201, 7]);
  });

  it('does not copy a long payload that has no room beside what waits', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    const long = new Uint8Array(LARGE_BUFFER);
    write(output, [1, 2, 3]);
    output.append(long, 0, long.length);
    output.flush();
    expect(stream.writes.map(({ length }) => length)).toEqual([3, LARGE_BUFFER]);
    expect(stream.writes[1]).toBe(long);
  });

  it('uses a buffer again when the stream holds nothing back', () => {
    const stream = new PassingStream();
    const buffers = new OutputBuffers();
    const output = outputTo(stream, 1000, buffers);
    write(output, [1]);
    output.flush();
    const before = buffers.take(1);
    buffers.give(before);
    write(output, [2]);
    output.flush();
    expect(buffers.take(1)).toBe(before);
    expect(stream.bytes).toEqual([1, 2]);
  });

  it('leaves what it wrote alone where the stream keeps it', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    for (let round = 0; round < 3; round++) {
      write(output, [round]);
      output.flush();
      write(output, [...new Uint8Array(LARGE_BUFFER - 10).fill(round)]);
      output.flush();
    }
    const expected = [0, 1, 2].flatMap((round) => [round, ...new Uint8Array(LARGE_BUFFER - 10).fill(round)]);
    expect(Buffer.compare(Buffer.concat(stream.writes), Buffer.from(expected))).toBe(0);
  });

  it('holds no long chunk for a short piece of it while the stream is full', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    stream.room = false;
    output.add(Uint8Array.of(0));
    output.flush();
    const chunk = numbered(200);
    output.append(chunk, 10, 20);
    output.flush();
    chunk.fill(0);
    stream.room = true;
    output.drained();
    expect(stream.bytes).toEqual([0, ...numbered(200).subarray(10, 20)]);
  });

  it('is full once more than the limit waits, and only while the stream takes nothing', () => {
    const stream = new NotedStream();
    const output = outputTo(stream, 10);
    output.add(new Uint8Array(50));
    expect(output.full).toBe(false);
    stream.room = false;
    output.flush();
    expect([output.blocked, output.full, output.bytes]).toEqual([true, false, 0]);
    output.add(new Uint8Array(11));
    expect([output.full, output.bytes]).toEqual([true, 11]);
    stream.room = true;
    output.drained();
    expect([output.blocked, output.full, output.bytes]).toEqual([false, false, 0]);
  });

  it('hands everything over at the end, room or not', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    stream.room = false;
    for (let part = 0; part < 5; part++) {
      output.add(new Uint8Array(40_000).fill(part));
      output.flush();
    }
    output.end();
    expect(stream.ended).toBe(true);
    expect(Buffer.concat(stream.writes)).toHaveLength(200_000);
    expect(output.bytes).toBe(0);
  });

  it('forgets what waits when it is discarded', () => {
    const stream = new NotedStream();
    const output = outputTo(stream);
    write(output, [1]);
    output.discard();
    output.flush();
    expect(stream.writes).toEqual([]);
    expect(output.bytes).toBe(0);
  });

  it('loses, doubles and reorders nothing, however the stream fills and drains', () => {
    const length = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1000, max: 100_000 }));
    const step = fc.oneof(
      fc.record({ do: fc.constant('append' as const), length, gap: fc.boolean() }),
      fc.record({ do: fc.constant('write' as const), length }),
      fc.record({ do: fc.constant('flush' as const) }),
      fc.record({ do: fc.constantFrom('fill' as const, 'drain' as const) }),
    );
    const chunk = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.boolean(), (steps, passes) => {
        const stream = passes ? new PassingStream() : new NotedStream();
        const output = outputTo(stream);
        const expected: Uint8Array[] = [];
        let at = 0;
        for (const each of steps) {
          if (each.do === 'append') {
            at = at + 100_002 > chunk.length ? 0 : at + Number(each.gap);
            output.append(chunk, at, at + each.length);
            expected.push(chunk.slice(at, at + each.length));
            at += each.length;
          } else if (each.do === 'write') {
            const bytes = new Uint8Array(each.length).fill(each.length);
            output.reserve(each.length).set(bytes, output.reserved - each.length);
            expected.push(bytes);
          } else if (each.do === 'flush') output.flush();
          else {
            stream.room = each.do === 'drain';
            if (stream instanceof PassingStream) stream.flushed = stream.room;
            if (stream.room) output.drained();
          }
        }
        const waiting = expected.reduce((sum, bytes) => sum + bytes.length, 0) - Buffer.concat(stream.writes).length;
        expect(output.bytes).toBe(waiting);
        stream.room = true;
        output.drained();
        output.flush();
        expect(Buffer.compare(Buffer.concat(stream.writes), Buffer.concat(expected))).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
