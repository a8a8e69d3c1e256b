import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { LabEvent } from '#runtime/events/event.ts';
import { FLOCK, WireStore } from '../../site/workbench/wire/wire-store.ts';
import { LogWriter, publish } from './wire-kit.ts';

function bench() {
  const log = new LogWriter();
  const generation = signal(1);
  let listener: (events: readonly LabEvent[], skipped: number) => void = () => undefined;
  const frames: { draw: () => void; flood: boolean }[] = [];
  const store = new WireStore(
    {
      generation,
      onEvents: (listen) => {
        listener = listen;
        return () => (listener = () => undefined);
      },
    },
    (draw, flood) => frames.push({ draw, flood }),
  );
  let given = 0;
  const give = (): void => {
    listener(log.events.slice(given), 0);
    given = log.events.length;
  };
  const frame = (): void => {
    for (const { draw } of frames.splice(0)) draw();
  };
  return { log, generation, store, frames, give, frame };
}

test('several batches are drawn once, with the next frame', () => {
  const { log, store, frames, give, frame } = bench();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(0));
  give();
  log.packet(pub, 'client', ...publish(0));
  give();
  expect([frames.length, store.shown.value.packets]).toEqual([1, 0]);
  frame();
  expect(store.shown.value.packets).toBe(2);
});

test('while paused the picture stands still, and what passes is counted', () => {
  const { log, store, give, frame } = bench();
  const pub = log.open('rpi-pub#1');
  give();
  frame();
  store.pause(true);
  log.packet(pub, 'client', ...publish(0));
  give();
  frame();
  expect([store.shown.value.packets, store.unseen]).toEqual([0, 1]);
  store.pause(false);
  frame();
  expect([store.shown.value.packets, store.unseen]).toEqual([1, 0]);
});

test('after a flock of rows the next drawing may wait', () => {
  const { log, frames, give, frame } = bench();
  const pub = log.open('rpi-pub#1');
  for (let i = 0; i <= FLOCK; i += 1) log.packet(pub, 'client', ...publish(0));
  give();
  expect(frames[0]?.flood).toBe(false);
  frame();
  log.packet(pub, 'client', ...publish(0));
  give();
  expect(frames[0]?.flood).toBe(true);
  frame();
  log.packet(pub, 'client', ...publish(0));
  give();
  expect(frames[0]?.flood).toBe(false);
});

test('a lab that starts again begins with an empty wire', () => {
  const { log, generation, store, give, frame } = bench();
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(0));
  give();
  frame();
  const entry = store.shown.value.entries.at(0);
  if (entry !== undefined) store.chosen.value = { row: 0, entry };
  store.pause(true);
  generation.value = 2;
  frame();
  expect([store.shown.value.packets, store.chosen.value, store.paused.value]).toEqual([0, undefined, false]);
});
