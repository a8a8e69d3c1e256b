/**
 * Runs a lesson: one fold over the lab's event log that knows which step is being worked on, how
 * far it is, and which listed mistake was made last.
 *
 * The rules:
 * 1. One step is current: the first that is not done, or the one the learner chose. Only its goal
 *    is folded, from the moment it became current. Facts that hold by then count.
 * 2. A task is done when its goal is met. A question is done when the answer is right and its
 *    experiment was seen, in either order.
 * 3. What is done stays done. A mistake is shown until another one is made or the step is done.
 * 4. The event that closes a step is spent: the next step begins after it.
 */
import type { LabEvent } from '#runtime/events/event.ts';
import type { Lesson, Step } from './lesson.ts';
import { Observer, type Decode, type Sighting } from './observe.ts';
import type { LessonState, StepState } from './state.ts';
import { answerPart, partsAhead, StepRun } from './step-run.ts';

export interface LessonRunOptions {
  readonly lesson: Lesson;
  readonly decode: Decode;
  /** Ids of steps that were done before. Ids that the lesson does not have are passed over. */
  readonly done?: readonly string[];
}

interface Current {
  readonly step: Step;
  readonly run: StepRun;
}

export class LessonRun {
  /** Called after an event or a tick that changed `state`. */
  onChange: ((state: LessonState) => void) | undefined;

  readonly #lesson: Lesson;
  readonly #observer: Observer;
  /** When a step was done; undefined: before this lab. */
  readonly #done = new Map<string, number | undefined>();
  readonly #answers = new Map<string, string>();
  #current: Current | undefined;
  #state: LessonState | undefined;

  constructor({ lesson, decode, done = [] }: LessonRunOptions) {
    this.#observer = new Observer(decode);
    this.#lesson = lesson;
    for (const { id } of lesson.steps) if (done.includes(id)) this.#done.set(id, undefined);
    this.#begin(lesson.steps.find(({ id }) => !this.#done.has(id)));
  }

  get state(): LessonState {
    this.#state ??= {
      steps: this.#lesson.steps.map((step) => this.#stateOf(step)),
      ...(this.#current === undefined ? {} : { current: this.#current.step.id }),
    };
    return this.#state;
  }

  /** Lab clock at which time alone changes something: `tick` then. Changes with every event. */
  nextDeadline(): number | undefined {
    return this.#current?.run.deadline;
  }

  step(event: LabEvent): void {
    const sighting = this.#observer.step(event);
    if (event.kind === 'step') this.#choose(event.step, event.at);
    else if (event.kind === 'answer') this.#answer(sighting, event.step, event.choice);
    else this.#advance(sighting);
  }

  /** Says what time it is on the lab's clock. Windows close by it when nothing happens. */
  tick(now: number): void {
    this.#advance(this.#observer.time(now));
  }

  #advance(sighting: Sighting): void {
    if (this.#current?.run.step(sighting) === true) this.#settle(sighting.at);
  }

  /** The learner works on another step. A step that is done, or unknown, is none to work on. */
  #choose(id: string, at: number): void {
    const step = this.#lesson.steps.find((candidate) => candidate.id === id);
    if (step === undefined || this.#done.has(id) || this.#current?.step === step) return;
    this.#begin(step);
    this.#settle(at);
  }

  #answer(sighting: Sighting, id: string, choice: string): void {
    const step = this.#lesson.steps.find((candidate) => candidate.id === id);
    if (step?.kind !== 'question' || this.#done.has(id) || !step.choices.includes(choice)) return;
    this.#answers.set(id, choice);
    if (this.#current?.step === step) this.#current.run.step(sighting);
    else if (choice === step.right && step.experiment === undefined) this.#done.set(id, sighting.at);
    this.#settle(sighting.at);
  }

  /** Ticks off what is done and goes on to the next step, which may be done at once. */
  #settle(at: number): void {
    while (this.#current !== undefined && this.#isDone(this.#current)) {
      this.#done.set(this.#current.step.id, at);
      this.#begin(this.#after(this.#current.step));
    }
    this.#state = undefined;
    this.onChange?.(this.state);
  }

  #isDone({ step, run }: Current): boolean {
    return run.proven && (step.kind === 'task' || this.#answers.get(step.id) === step.right);
  }

  /** The next one that is not done, from here on and then from the top. */
  #after(step: Step): Step | undefined {
    const { steps } = this.#lesson;
    const at = steps.indexOf(step);
    return [...steps.slice(at + 1), ...steps.slice(0, at)].find(({ id }) => !this.#done.has(id));
  }

  #begin(step: Step | undefined): void {
    this.#current = step === undefined ? undefined : { step, run: new StepRun(step, this.#observer.world) };
  }

  #stateOf(step: Step): StepState {
    const done = this.#done.has(step.id);
    const doneAt = this.#done.get(step.id);
    const run = this.#current?.step === step ? this.#current.run : undefined;
    const parts = run?.parts() ?? partsAhead(step, done);
    const state: StepState = {
      id: step.id,
      kind: step.kind,
      status: done ? 'done' : run === undefined ? 'open' : 'now',
      parts,
      ...(doneAt === undefined ? {} : { doneAt }),
      ...(run?.mistake === undefined ? {} : { mistake: run.mistake }),
    };
    return step.kind === 'task' ? state : { ...state, ...this.#question(step, done, run, parts) };
  }

  #question(
    step: Step & { kind: 'question' },
    done: boolean,
    run: StepRun | undefined,
    parts: StepState['parts'],
  ): Pick<StepState, 'choices' | 'answer' | 'parts'> {
    // Progress keeps which steps are done, not what was answered; done, the answer was the right one.
    const choice = this.#answers.get(step.id) ?? (done ? step.right : undefined);
    const right = choice === undefined ? undefined : choice === step.right;
    const proven = done || (step.experiment !== undefined && run?.proven === true);
    return {
      choices: step.choices,
      parts: [answerPart(right), ...parts],
      ...(choice === undefined || right === undefined ? {} : { answer: { choice, right, proven } }),
    };
  }
}
