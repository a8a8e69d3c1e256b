/**
 * The last transactions on a Pi's I2C bus, one mark each: made of the counters that the lab tells, which
 * may have grown by several at once. Of those the order is not known, but for the last: it stands last.
 *
 *     before { transfers: 3, refused: 0 }, now { transfers: 6, refused: 1, last answered }
 *     marks: refused, answered, answered
 */
import type { BusActivity } from '#runtime/lab/boards.ts';

export type BusMark = 'answered' | 'refused';

/** A page shows no more than these. */
export const MARKS_KEPT = 32;

export interface BusMarks {
  readonly transfers: number;
  readonly refused: number;
  readonly marks: readonly BusMark[];
}

export const noMarks: BusMarks = { transfers: 0, refused: 0, marks: [] };

/** @returns the same object unless there was something new */
export function markBus(before: BusMarks, { transfers, refused, last }: BusActivity): BusMarks {
  // A lab that started again counts from 0.
  const known = transfers < before.transfers ? noMarks : before;
  if (transfers === known.transfers) return known === before ? before : { transfers, refused, marks: [] };
  const news = Math.min(transfers - known.transfers, MARKS_KEPT);
  const parted = Math.min(refused - known.refused, news);
  const lastMark: BusMark = last?.acknowledged === false ? 'refused' : 'answered';
  const some = (mark: BusMark): readonly BusMark[] =>
    Array.from({ length: mark === 'refused' ? parted : news - parted }, () => mark);
  const added =
    lastMark === 'refused' ? [...some('answered'), ...some('refused')] : [...some('refused'), ...some('answered')];
  return { transfers, refused, marks: [...known.marks, ...added].slice(-MARKS_KEPT) };
}
