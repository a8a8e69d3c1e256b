import { afterAll, describe, expect, test } from 'vitest';
import type { GoldenCase } from './case.ts';
import { GOLDEN_CASES } from './case.ts';
import { hasMosquitto, ourPrograms } from './implementation.ts';
import type { Replayed } from './replay.ts';
import { replay } from './replay.ts';
import { LEFT_OUT, WAITING, selectedCases } from './selection.ts';

/** Processes of a few cases at a time: on a machine that is full, waiting takes longer than playing. */
const AT_A_TIME = 3;
const PATIENCE = 120_000;

const queue: (() => Promise<void>)[] = [];
let playing = 0;

function play(golden: GoldenCase, bin: string): Promise<Replayed> {
  return new Promise((resolve, reject) => {
    queue.push(() => replay(golden, bin).then(resolve, reject));
    next();
  });
}

function next(): void {
  if (playing >= AT_A_TIME) return;
  const run = queue.shift();
  if (run === undefined) return;
  playing++;
  void run().then(() => {
    playing--;
    next();
  });
}

function suite(bin: string): void {
  const played = new Map(selectedCases().map((golden) => [golden, play(golden, bin)]));
  for (const replayed of played.values()) replayed.catch(() => undefined);
  for (const [golden, replayed] of played) {
    test(`${golden.id}: ${golden.title}`, { timeout: PATIENCE }, async () => {
      const { outcomes, notes } = await replayed;
      expect({ outcomes, notes }).toEqual({ outcomes: golden.expect, notes: [] });
    });
  }
}

describe('our programs and our broker do what was recorded', () => {
  const ours = ourPrograms({ broker: true });
  afterAll(() => ours.dispose());
  suite(ours.bin);
});

describe.skipIf(!hasMosquitto)('our programs do what was recorded, with the mosquitto of this machine', () => {
  const ours = ourPrograms({ broker: false });
  afterAll(() => ours.dispose());
  if (hasMosquitto) suite(ours.bin);
});

test('every case and step that is put off exists', () => {
  const byId = new Map(GOLDEN_CASES.map((golden) => [golden.id, golden]));
  for (const id of Object.keys(WAITING)) expect(byId.has(id), id).toBe(true);
  for (const [id, { ids }] of Object.entries(LEFT_OUT)) {
    expect(Object.keys(byId.get(id)?.expect ?? {})).toEqual(expect.arrayContaining([...ids]));
  }
});
