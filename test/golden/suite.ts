import { beforeAll, expect, test } from 'vitest';
import type { GoldenCase } from './case.ts';
import type { Machine } from './machine.ts';
import type { Replayed } from './replay.ts';
import { replay } from './replay.ts';

/** Cases at a time: on a machine that is full, waiting takes longer than playing. */
const AT_A_TIME = 3;
const PATIENCE = 300_000;

const queue: (() => Promise<void>)[] = [];
let playing = 0;

/**
 * One test a case, several cases playing at a time.
 * @param open where each is played
 */
export function goldenSuite(cases: readonly GoldenCase[], open: () => Promise<Machine>): void {
  const played = new Map<GoldenCase, Promise<Replayed>>();
  beforeAll(() => {
    for (const golden of cases) {
      const replayed = play(golden, open);
      // Awaited by its test, which may come later than its failure.
      replayed.catch(() => undefined);
      played.set(golden, replayed);
    }
  });
  for (const golden of cases) {
    test(`${golden.id}: ${golden.title}`, { timeout: PATIENCE }, async () => {
      const { outcomes, notes } = (await played.get(golden)) ?? {};
      expect({ outcomes, notes }).toEqual({ outcomes: golden.expect, notes: [] });
    });
  }
}

function play(golden: GoldenCase, open: () => Promise<Machine>): Promise<Replayed> {
  return new Promise((resolve, reject) => {
    queue.push(() =>
      open()
        .then((machine) => replay(golden, machine))
        .then(resolve, reject),
    );
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
