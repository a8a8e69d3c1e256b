/** What the engine tells a page about a lesson: plain data, sent whole whenever it changed. */
import type { Phrase } from '#runtime/ports.ts';
import type { TerminalId } from '#runtime/events/event.ts';

export interface LessonState {
  readonly steps: readonly StepState[];
  /** Id of the step being worked on; absent when all are done. */
  readonly current?: string;
}

export interface StepState {
  readonly id: string;
  readonly kind: 'task' | 'question';
  readonly status: 'done' | 'now' | 'open';
  /** Lab clock when it was done. */
  readonly doneAt?: number;
  /** The lines of "ticks itself off when", in order. */
  readonly parts: readonly PartState[];
  /** The last listed mistake that was seen, while it is worth an answer. */
  readonly mistake?: MistakeState;
  /** Of a question. */
  readonly choices?: readonly string[];
  readonly answer?: { readonly choice: string; readonly right: boolean; readonly proven: boolean };
}

export interface PartState {
  readonly what: Phrase;
  readonly met: boolean;
  /** "0 of 3", "none yet": what was seen so far. */
  readonly seen?: Phrase;
}

export interface MistakeState {
  readonly id: string;
  readonly at: number;
  readonly terminal?: TerminalId;
}
