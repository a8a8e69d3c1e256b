/** What a program has written and its process has not taken yet. */
import { expect, it } from 'vitest';
import type { OpenFile } from '#runtime/pi/system.ts';
import { HostedOutput, OutputOrder } from '#runtime/runner/host/output.ts';

/** A descriptor whose writes are taken when the test says so. */
class SlowFile {
  readonly taken: number[] = [];
  #take: (() => void)[] = [];

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#take.push(() => {
        this.taken.push(...bytes);
        resolve();
      });
    });
  }

  async take(): Promise<void> {
    this.#take.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const outputTo = (file: SlowFile, order = new OutputOrder()) => {
  const told = { taken: 0, overflows: 0 };
  const output = new HostedOutput(() => file as unknown as OpenFile, order, {
    taken: (bytes) => (told.taken += bytes),
    failed: () => {},
    overflowed: () => (told.overflows += 1),
  });
  return { output, told };
};

it('is written in its order, whichever of two descriptors of one terminal it is for', async () => {
  const file = new SlowFile();
  const order = new OutputOrder();
  const [out, err] = [outputTo(file, order), outputTo(file, order)];
  out.output.write(Uint8Array.of(1));
  err.output.write(Uint8Array.of(2));
  out.output.write(Uint8Array.of(3));
  for (let turn = 0; turn < 4; turn++) await file.take();
  expect(file.taken).toEqual([1, 2, 3]);
  expect([out.told.taken, err.told.taken]).toEqual([2, 1]);
});

it('that has gathered is written at once, up to what a pipe takes', async () => {
  const file = new SlowFile();
  const { output, told } = outputTo(file);
  for (let letter = 0; letter < 1_000; letter++) output.write(Uint8Array.of(letter % 256));
  await file.take();
  expect(file.taken).toEqual([0]);
  await file.take();
  expect(file.taken).toHaveLength(1_000);
  for (let piece = 0; piece < 3; piece++) output.write(new Uint8Array(40_000));
  await file.take();
  await file.take();
  expect(told.taken).toBe(1_000 + 80_000);
});

it.each([
  ['large', 1 << 20, 64],
  ['single letters', 1, 262_144],
])('of %s, more than its share of memory is too much', (_, size, most) => {
  const { output, told } = outputTo(new SlowFile());
  const piece = new Uint8Array(size);
  let count = 0;
  while (told.overflows === 0) {
    output.write(piece);
    count += 1;
  }
  expect(count).toBeLessThanOrEqual(most);
  expect(count).toBeGreaterThan(most / 2);
});

it('that is discarded is never written; what comes after it is', async () => {
  const file = new SlowFile();
  const { output } = outputTo(file);
  for (const byte of [1, 2, 3]) output.write(Uint8Array.of(byte));
  await new Promise((resolve) => setImmediate(resolve));
  output.discard();
  output.write(Uint8Array.of(4));
  for (let turn = 0; turn < 4; turn++) await file.take();
  // The first one was on its way already.
  expect(file.taken).toEqual([1, 4]);
});
