import type { Cause, Effect, Input, LabEvent } from './event.ts';

/** Where a lab's parts say what happened. */
export interface EventSink {
  append(by: Cause, event: Input | Effect): void;
}

/**
 * The log of one lab: stamps what is appended and hands it on, in order, to every fold.
 * It keeps nothing itself; what must be kept is some fold's state.
 */
export class EventLog implements EventSink {
  readonly #now: () => number;
  readonly #folds = new Set<(event: LabEvent) => void>();
  #seq = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  append(by: Cause, event: Input | Effect): void {
    const stamped: LabEvent = { seq: ++this.#seq, at: this.#now(), by, ...event };
    for (const fold of this.#folds) fold(stamped);
  }

  /** @returns what ends the subscription */
  fold(step: (event: LabEvent) => void): () => void {
    this.#folds.add(step);
    return () => this.#folds.delete(step);
  }
}
