/**
 * One step of a lesson while it is worked on: the folds of its goal and of its mistakes. It begins
 * when the step becomes current; facts from before count for the goal, never for a mistake.
 */
import type { TerminalId } from '#runtime/events/event.ts';
import type { Phrase } from '#runtime/ports.ts';
import type { Check, Progress } from './check.ts';
import { earliest } from './checks/all.ts';
import type { Step } from './lesson.ts';
import type { Sighting, World } from './observe.ts';
import { phrase } from './phrases.ts';
import type { MistakeState, PartState } from './state.ts';

/** A loop makes the same mistake a hundred times a second; that is one mistake. Lab milliseconds. */
const SAME_MISTAKE = 1_000;

export class StepRun {
  readonly #step: Step;
  #goal: Progress | undefined;
  #mistakes: readonly Progress[];
  #mistake: MistakeState | undefined;
  /** The mistake was an answer: the next answer takes its place. */
  #wasAnswer = false;

  constructor(step: Step, world: World) {
    this.#step = step;
    this.#goal = goalOf(step)?.begin({ world, standing: true });
    this.#mistakes = (step.mistakes ?? []).map(({ seen }) => seen.begin({ world, standing: false }));
  }

  /** What the wire must show has been seen. */
  get proven(): boolean {
    return this.#goal?.met ?? true;
  }

  /** The latest listed mistake; of several at once, the one listed first. */
  get mistake(): MistakeState | undefined {
    return this.#mistake;
  }

  parts(): readonly PartState[] {
    return this.#goal?.parts() ?? [];
  }

  get deadline(): number | undefined {
    return earliest(this.#goal === undefined ? this.#mistakes : [this.#goal, ...this.#mistakes]).deadline;
  }

  /** @returns whether anything changed */
  step(sighting: Sighting): boolean {
    const goal = this.#goal?.step(sighting);
    const goalChanged = goal !== this.#goal;
    this.#goal = goal;
    const isAnswer = sighting.event?.kind === 'answer';
    const taken = isAnswer && this.#wasAnswer;
    if (taken) this.#mistake = undefined;
    return this.#recognise(sighting, isAnswer) || goalChanged || taken;
  }

  #recognise(sighting: Sighting, isAnswer: boolean): boolean {
    const next = this.#mistakes.map((progress) => progress.step(sighting));
    const first = next.findIndex(({ met }) => met);
    // A mistake may be made again: its fold starts anew once it was recognised.
    this.#mistakes = next.map((progress, index) => (progress.met ? this.#again(index, sighting.world) : progress));
    const mistake = this.#step.mistakes?.[first];
    if (mistake === undefined) return false;
    const { id } = mistake;
    const { terminal } = sighting;
    const shown = this.#mistake;
    if (shown?.id === id && shown.terminal === terminal && sighting.at - shown.at < SAME_MISTAKE) return false;
    this.#mistake = { id, at: sighting.at, ...terminalOf(sighting) };
    this.#wasAnswer = isAnswer;
    return true;
  }

  #again(index: number, world: World): Progress {
    const { seen } = this.#step.mistakes![index]!;
    return seen.begin({ world, standing: false });
  }
}

const terminalOf = ({ terminal }: Sighting): { terminal?: TerminalId } => (terminal === undefined ? {} : { terminal });

const goalOf = (step: Step): Check | undefined => (step.kind === 'task' ? step.goal : step.experiment);

/** The lines of a step that is not being worked on: what it will wait for. */
export function partsAhead(step: Step, met: boolean): readonly PartState[] {
  const world: World = { connections: new Map(), version: 0 };
  const parts = goalOf(step)?.begin({ world, standing: true }).parts() ?? [];
  return met ? parts.map(({ what }) => ({ what, met })) : parts;
}

/** The line of a question that waits for its answer. */
export function answerPart(right: boolean | undefined): PartState {
  const what: Phrase = phrase('lesson.answer');
  if (right === true) return { what, met: true };
  return { what, met: false, seen: phrase(right === undefined ? 'seen.no-answer' : 'seen.wrong-answer') };
}
