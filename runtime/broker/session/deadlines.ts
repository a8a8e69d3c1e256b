import type { Clock, Timer } from '#runtime/ports.ts';

/** Something that is to happen at a certain time unless it is taken back. */
export interface Deadline {
  /** Milliseconds on the broker's clock; unchanged while it is awaited. */
  readonly at: number;
  /** For `Deadlines`' own use: its place in the heap; absent while it is not awaited. */
  place: number | undefined;
  /** Its time has come. It is awaited no more, and may be added again. */
  due(): void;
}

/**
 * What is to happen later, the earliest first, with one timer for all of it: a binary heap, in which
 * each deadline knows its place, so that thousands can be added and taken back at little cost.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #heap: Deadline[] = [];
  #timer: Timer | undefined;
  #timerAt = Infinity;
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#heap.length;
  }

  add(deadline: Deadline): void {
    if (this.#stopped || deadline.at === Infinity) return;
    this.#rise(deadline, this.#heap.length);
    this.#schedule();
  }

  remove(deadline: Deadline): void {
    const { place } = deadline;
    if (place === undefined) return;
    deadline.place = undefined;
    const last = this.#heap.pop();
    if (last === undefined || last === deadline) return;
    // The last one takes its place, and goes up or down from there.
    const above = this.#heap[parentOf(place)];
    if (place > 0 && above !== undefined && last.at < above.at) this.#rise(last, place);
    else this.#sink(last, place);
  }

  /** Nothing is due any more, and no timer is left. For good. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    for (const deadline of this.#heap) deadline.place = undefined;
    this.#heap.length = 0;
  }

  #schedule(): void {
    const at = this.#heap[0]?.at;
    // A timer that is too early finds nothing to do and asks again.
    if (at === undefined || at >= this.#timerAt) return;
    this.#timer?.cancel();
    this.#timerAt = at;
    this.#timer = this.#clock.timer(Math.max(0, at - this.#clock.now()), () => this.#run());
  }

  #run(): void {
    this.#timerAt = Infinity;
    const now = this.#clock.now();
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.remove(first);
      first.due();
    }
    this.#schedule();
  }

  /** Places it at `place`, or above whatever there comes later. */
  #rise(deadline: Deadline, place: number): void {
    let at = place;
    for (;;) {
      const above = this.#heap[parentOf(at)];
      if (at === 0 || above === undefined || above.at <= deadline.at) break;
      this.#put(above, at);
      at = parentOf(at);
    }
    this.#put(deadline, at);
  }

  #sink(deadline: Deadline, place: number): void {
    let at = place;
    for (;;) {
      const left = this.#heap[2 * at + 1];
      const right = this.#heap[2 * at + 2];
      const earlier = right !== undefined && left !== undefined && right.at < left.at ? right : left;
      if (earlier === undefined || deadline.at <= earlier.at) break;
      const next = earlier === left ? 2 * at + 1 : 2 * at + 2;
      this.#put(earlier, at);
      at = next;
    }
    this.#put(deadline, at);
  }

  #put(deadline: Deadline, place: number): void {
    this.#heap[place] = deadline;
    deadline.place = place;
  }
}

function parentOf(place: number): number {
  return (place - 1) >> 1;
}
