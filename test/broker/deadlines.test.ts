import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Deadlines } from '#runtime/broker/session/deadlines.ts';
import type { Deadline } from '#runtime/broker/session/deadlines.ts';
import { manualClock } from '../kit/clock.ts';

class Note implements Deadline {
  readonly at: number;
  place: number | undefined;
  readonly #due: (note: Note) => void;

  constructor(at: number, due: (note: Note) => void) {
    this.at = at;
    this.#due = due;
  }

  due(): void {
    this.#due(this);
  }
}

describe('deadlines', () => {
  it('are due at their time, the earliest first, whatever was taken back', async () => {
    const step = fc.record({ in: fc.integer({ min: 1, max: 50 }), takeBack: fc.option(fc.nat(30)) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const clock = manualClock(0);
        const deadlines = new Deadlines(clock);
        const due: [at: number, now: number][] = [];
        const added: Note[] = [];
        const expected = new Set<Note>();
        for (const each of steps) {
          const note = new Note(each.in, ({ at }) => due.push([at, clock.now()]));
          added.push(note);
          expected.add(note);
          deadlines.add(note);
          const back = each.takeBack === null ? undefined : added[each.takeBack];
          if (back === undefined) continue;
          deadlines.remove(back);
          expected.delete(back);
        }
        expect(deadlines.size).toBe(expected.size);
        await clock.advance(50);
        const times = [...expected].map(({ at }) => at).sort((a, b) => a - b);
        expect(due).toEqual(times.map((at) => [at, at]));
        expect(deadlines.size).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('can be added anew when they are due', async () => {
    const clock = manualClock(0);
    const deadlines = new Deadlines(clock);
    const times: number[] = [];
    const again = (): void => {
      times.push(clock.now());
      if (times.length < 3) deadlines.add(new Note(clock.now() + 10, again));
    };
    deadlines.add(new Note(5, again));
    await clock.advance(100);
    expect(times).toEqual([5, 15, 25]);
  });

  it('that lie at infinity are never awaited', () => {
    const deadlines = new Deadlines(manualClock(0));
    deadlines.add(new Note(Infinity, () => undefined));
    expect(deadlines.size).toBe(0);
  });

  it('are all forgotten by stop, and none is taken any more', async () => {
    const clock = manualClock(0);
    const deadlines = new Deadlines(clock);
    let count = 0;
    const note = new Note(5, () => count++);
    deadlines.add(note);
    deadlines.stop();
    deadlines.add(new Note(6, () => count++));
    deadlines.remove(note);
    await clock.advance(10);
    expect([count, deadlines.size]).toEqual([0, 0]);
  });
});
