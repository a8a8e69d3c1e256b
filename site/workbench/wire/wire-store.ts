/**
 * The wire panel's state, shown at a pace: events are folded as they come, drawn at most once a
 * frame, in a flood less often (nobody reads a list that changes whole), and not at all while the
 * panel is paused.
 */
import { effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { LabConnection } from '../../client/lab-connection.ts';
import type { LabEvent } from '#runtime/events/event.ts';
import type { foldWire } from './fold-wire.ts';
import { emptyWire, type WireEntry, type WireState } from './wire-model.ts';

export interface ChosenRow {
  /** Its number in the list. */
  readonly row: number;
  /** Kept, so that it can be looked at even when the list has forgotten it. */
  readonly entry: WireEntry;
}

/**
 * Calls `draw` before the next frame.
 * @param flood more rows came last time than anybody could follow: some frames may be let pass
 */
export type Pace = (draw: () => void, flood: boolean) => void;

/** What folds events comes with what draws them: see `WireMachineryLoader`. */
export interface FoldCode {
  /** Undefined until it is here. */
  readonly fold: ReadonlySignal<typeof foldWire | undefined>;
  fetch(): void;
}

/** More rows at once than anybody can follow. */
export const FLOCK = 8;

const DRAWN: ReadonlySet<LabEvent['kind']> = new Set(['packet', 'connection-opened', 'connection-closed']);

export class WireStore {
  readonly #shown: Signal<WireState> = signal(emptyWire());
  readonly #newest: Signal<WireState> = signal(emptyWire());
  readonly #pace: Pace;
  readonly #end: (() => void)[] = [];
  readonly paused: Signal<boolean> = signal(false);
  /** Absent: the newest. */
  readonly chosen: Signal<ChosenRow | undefined> = signal(undefined);
  readonly #code: FoldCode;
  /** Batches that came before what folds them. */
  #waiting: { readonly events: readonly LabEvent[]; readonly skipped: number }[] = [];
  #state = emptyWire();
  #drawing = false;
  #flood = false;

  constructor(lab: Pick<LabConnection, 'onEvents' | 'generation'>, pace: Pace, code: FoldCode) {
    this.#pace = pace;
    this.#code = code;
    let generation = 0;
    this.#end.push(
      effect(() => {
        const started = lab.generation.value;
        // The first start is no restart: what came before it belongs to it.
        if (generation > 0 && started !== generation) untracked(() => this.#begin());
        generation = started;
      }),
      lab.onEvents((events, skipped) => {
        // What is not drawn has nothing fetched.
        if (skipped === 0 && !events.some(({ kind }) => DRAWN.has(kind))) return;
        this.#waiting.push({ events, skipped });
        this.#fold();
      }),
      effect(() => {
        if (code.fold.value !== undefined) untracked(() => this.#fold());
      }),
    );
  }

  /** What the panel shows. */
  get shown(): ReadonlySignal<WireState> {
    return this.#shown;
  }

  /** What has passed, also while the panel is paused. */
  get newest(): ReadonlySignal<WireState> {
    return this.#newest;
  }

  /** Packets that passed since the pause began. */
  get unseen(): number {
    return this.#newest.value.packets - this.#shown.value.packets;
  }

  pause(paused: boolean): void {
    this.paused.value = paused;
    this.#draw();
  }

  end(): void {
    for (const end of this.#end) end();
  }

  #fold(): void {
    const fold = this.#code.fold.value;
    if (this.#waiting.length === 0) return;
    if (fold === undefined) return this.#code.fetch();
    for (const { events, skipped } of this.#waiting) this.#state = fold(this.#state, events, skipped);
    this.#waiting = [];
    this.#draw();
  }

  #begin(): void {
    this.#waiting = [];
    this.#state = emptyWire();
    this.chosen.value = undefined;
    this.paused.value = false;
    this.#draw();
  }

  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    this.#pace(() => {
      this.#drawing = false;
      this.#flood = this.#state.entries.next - this.#shown.value.entries.next > FLOCK;
      this.#newest.value = this.#state;
      if (!this.paused.value) this.#shown.value = this.#state;
    }, this.#flood);
  }
}
