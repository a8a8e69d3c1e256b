import { expect, test } from 'vitest';
import type { LabEvent } from '#runtime/events/event.ts';
import { CodecGate } from '#runtime/lab/codec-gate.ts';
import { decodePacket } from '#runtime/mqtt/decode.ts';
import { present } from '#runtime/pi/late.ts';

const event = (seq: number, kind: 'packet' | 'step'): LabEvent =>
  ({
    seq,
    at: 0,
    by: 'learner',
    kind,
    ...(kind === 'packet' ? { bytes: new Uint8Array([0xc0, 0]) } : { step: 's' }),
  }) as LabEvent;

const late = () => {
  const fetching = Promise.withResolvers<typeof decodePacket>();
  let now: typeof decodePacket | undefined;
  return {
    codec: {
      get now() {
        return now;
      },
      get: async () => (now = await fetching.promise),
      arrival: fetching.promise,
    },
    fetching,
  };
};

const read = (codec: ConstructorParameters<typeof CodecGate>[0]) => {
  const steps: number[] = [];
  const errors: unknown[] = [];
  const reader = new CodecGate(
    codec,
    ({ seq }) => steps.push(seq),
    (error) => errors.push(error),
  );
  return { reader, steps, errors };
};

test('with the codec there, everything is handed on at once', () => {
  const { reader, steps } = read(present(decodePacket));
  reader.give(event(1, 'packet'));
  reader.give(event(2, 'step'));
  expect(steps).toEqual([1, 2]);
});

test('what comes behind the first packet waits for the codec with it, in order', async () => {
  const { codec, fetching } = late();
  const { reader, steps } = read(codec);
  for (const [seq, kind] of [
    [1, 'step'],
    [2, 'packet'],
    [3, 'step'],
    [4, 'packet'],
  ] as const)
    reader.give(event(seq, kind));
  expect(steps).toEqual([1]);
  fetching.resolve(decodePacket);
  await new Promise((resolve) => setImmediate(resolve));
  reader.give(event(5, 'packet'));
  expect(steps).toEqual([1, 2, 3, 4, 5]);
});

test('a codec that does not come is told, and to read a packet without it is a mistake', async () => {
  const { codec, fetching } = late();
  const { reader, steps, errors } = read(codec);
  expect(() => reader.decode(new Uint8Array([0xc0, 0]), { sender: 'client', level: 4 })).toThrow('before the codec');
  reader.give(event(1, 'packet'));
  fetching.reject(new Error('no network'));
  await new Promise((resolve) => setImmediate(resolve));
  expect([steps, errors]).toEqual([[], [new Error('no network')]]);
});
