import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { LabEvent } from '#runtime/events/event.ts';
import { foldWire } from '../../site/workbench/wire/fold-wire.ts';
import { FLOCK, WireStore, type FoldCode } from '../../site/workbench/wire/wire-store.ts';
import { acknowledge, LogWriter, PUBACK, publish } from './wire-kit.ts';

function bench(code: FoldCode = { fold: signal(foldWire), fetch: () => undefined }) {
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
    code,
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

test('what passes before the code is there that folds it has it fetched, waits for it, and is shown in its order', () => {
  const fold = signal<typeof foldWire | undefined>(undefined);
  let fetched = 0;
  const { log, store, give, frame } = bench({ fold, fetch: () => void (fetched += 1) });
  expect(fetched).toBe(0);
  const pub = log.open('rpi-pub#1');
  log.packet(pub, 'client', ...publish(1, 1));
  give();
  log.packet(pub, 'server', ...acknowledge(PUBACK, 1));
  give();
  expect(fetched).toBe(2);
  expect(store.shown.value.entries.length).toBe(0);
  fold.value = foldWire;
  frame();
  const rows = [0, 1].map((row) => store.shown.value.entries.at(row));
  expect(rows.map((entry) => entry?.kind === 'packet' && entry.sender)).toEqual(['client', 'server']);
});

test('what was waiting for that code is gone with the lab that it came from', () => {
  const fold = signal<typeof foldWire | undefined>(undefined);
  const { log, generation, store, give, frame } = bench({ fold, fetch: () => undefined });
  log.packet(log.open('rpi-pub#1'), 'client', ...publish(0));
  give();
  generation.value += 1;
  fold.value = foldWire;
  frame();
  expect(store.shown.value.entries.length).toBe(0);
});
