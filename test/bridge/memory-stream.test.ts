import { expect, test } from 'vitest';
import { memoryPair } from '#runtime/bridge/memory-stream.ts';
import type { ByteStream, StreamReceiver } from '#runtime/ports.ts';
import { manualClock } from '../kit/clock.ts';

interface Heard extends StreamReceiver {
  readonly bytes: number[];
  drains: number;
  ends: (string | undefined)[];
}

function listen(stream: ByteStream): Heard {
  const heard: Heard = {
    bytes: [],
    drains: 0,
    ends: [],
    data: (bytes) => void heard.bytes.push(...bytes.subarray(0, 1)),
    drain: () => void heard.drains++,
    closed: (error) => void heard.ends.push(error?.code),
  };
  stream.open(heard);
  return heard;
}

test('what goes into one end comes out of the other, in order, in a later turn', async () => {
  const clock = manualClock();
  const [one, other] = memoryPair({ clock });
  const heard = listen(other);
  listen(one);
  one.write(Uint8Array.of(1));
  one.write(Uint8Array.of(2));
  expect(heard.bytes).toEqual([]);
  await clock.settle();
  expect(heard.bytes).toEqual([1, 2]);
});

test('what is written before the other end listens is there when it does', async () => {
  const clock = manualClock();
  const [one, other] = memoryPair({ clock });
  listen(one);
  one.write(Uint8Array.of(1));
  await clock.settle();
  const heard = listen(other);
  await clock.settle();
  expect(heard.bytes).toEqual([1]);
});

test('end lets through what was written, and closes both ends without an error', async () => {
  const clock = manualClock();
  const [one, other] = memoryPair({ clock });
  const [mine, heard] = [listen(one), listen(other)];
  one.write(Uint8Array.of(1));
  one.end();
  await clock.settle();
  expect(heard.bytes).toEqual([1]);
  expect([mine.ends, heard.ends]).toEqual([[undefined], [undefined]]);
});

test('destroy closes at once: the other end sees a reset', async () => {
  const clock = manualClock();
  const [one, other] = memoryPair({ clock });
  const [mine, heard] = [listen(one), listen(other)];
  one.destroy();
  await clock.settle();
  expect([mine.ends, heard.ends]).toEqual([[undefined], ['ECONNRESET']]);
  expect(other.write(Uint8Array.of(1))).toBe(false);
});

test('a paused end gets nothing, and its sender is told that it is enough, and when it goes on', async () => {
  const clock = manualClock();
  const [one, other] = memoryPair({ clock });
  const [mine, heard] = [listen(one), listen(other)];
  other.pause();
  let wrote = 0;
  while (one.write(new Uint8Array(60_000).fill(++wrote))) await clock.settle();
  expect(heard.bytes).toEqual([]);
  expect(wrote).toBe(5);
  other.resume();
  await clock.settle();
  expect(heard.bytes).toEqual([1, 2, 3, 4, 5]);
  expect(mine.drains).toBe(1);
  expect(one.write(Uint8Array.of(6))).toBe(true);
});

test('an end that pauses while it is given bytes gets the rest when it goes on', async () => {
  const clock = manualClock();
  const [one, other] = memoryPair({ clock });
  listen(one);
  const got: number[] = [];
  other.open({
    data: ([first = 0]) => {
      got.push(first);
      if (first === 1) other.pause();
    },
    drain() {},
    closed() {},
  });
  for (const byte of [1, 2, 3]) one.write(Uint8Array.of(byte));
  one.end();
  await clock.settle();
  expect(got).toEqual([1]);
  other.resume();
  await clock.settle();
  expect(got).toEqual([1, 2, 3]);
});
