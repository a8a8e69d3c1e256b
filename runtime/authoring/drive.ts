/**
 * A lab that is driven by a script instead of a learner: the proof of a lesson types as one would,
 * key by key, and lets the lab's clock run instead of waiting.
 */
import { setImmediate } from 'node:timers/promises';
import type { LabEvent, TerminalId } from '#runtime/events/event.ts';
import { ManualClock } from '#runtime/lab/clock.ts';
import { Lab, type LabOptions } from '#runtime/lab/lab.ts';
import { WHOLE_LAB } from '#runtime/lab/whole-lab.ts';
import { ProgramThreads } from '#runtime/runner/on-node/program-threads.ts';
import type { Script, ScriptPart } from '#runtime/lesson/lesson.ts';
import type { StepState } from '#runtime/lesson/state.ts';

/** Lab milliseconds between two looks at what happened. */
const LOOK = 50;
/** So long a program may take before the next line is typed elsewhere. */
const SETTLE = 500;
/** So long a line waits for the one before it in the same terminal. */
const PATIENCE = 30_000;

/** Of the machine's: a program that computes so long without an answer computes without end. */
const BUSY_MS = 1_500;

const KEYS: Readonly<Record<string, string>> = { '^C': '\x03', '^D': '\x04' };

/** A script that cannot be typed: a program does not give its terminal back. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

export interface Printed {
  readonly terminal: TerminalId;
  readonly text: string;
}

export class DrivenLab {
  /** What the learner's programs printed. */
  readonly printed: Printed[] = [];
  readonly #clock: ManualClock;
  readonly #lab: Lab;
  /** The end of what each terminal shows. */
  readonly #screens = new Map<TerminalId, string>();

  private constructor(clock: ManualClock, lab: Lab) {
    this.#clock = clock;
    this.#lab = lab;
    for (const { id } of lab.terminals) this.#watch(id);
    lab.log.fold((event) => this.#note(event));
  }

  /** @param options.done steps that were done before: the next one is current */
  static async open(options: Pick<LabOptions, 'lesson' | 'done' | 'delivered'>): Promise<DrivenLab> {
    const programs = new ProgramThreads({ clockRuns: false, busyMs: BUSY_MS });
    const clock = new ManualClock(async () => {
      do await setImmediate(undefined);
      while (await programs.quiet());
    });
    const driven = new DrivenLab(
      clock,
      new Lab({
        clock,
        seed: 1,
        ...WHOLE_LAB,
        programs,
        ...options,
      }),
    );
    await driven.#ready();
    return driven;
  }

  /** Nothing happens in a lab while its clock stands still, so it runs until the lab is ready. */
  async #ready(): Promise<void> {
    let ready = false;
    let fault: unknown;
    this.#lab.ready.then(
      () => (ready = true),
      (error: unknown) => (fault = error ?? new Error('the lab did not start')),
    );
    const prompts = (): boolean => this.#lab.terminals.every(({ id }) => this.#isFree(id));
    await this.#until(() => fault !== undefined || (ready && prompts()), PATIENCE);
    if (fault !== undefined) throw fault;
    if (!ready || !prompts()) throw new Error(`the lab was not ready after ${PATIENCE / 1_000} s`);
  }

  step(id: string): StepState {
    const step = this.#lab.lesson?.state.steps.find((candidate) => candidate.id === id);
    if (step === undefined) throw new Error(`the lab runs no step "${id}"`);
    return step;
  }

  isDone(id: string): boolean {
    return this.step(id).status === 'done';
  }

  /** Terminals that show a prompt. */
  get free(): readonly TerminalId[] {
    return this.#lab.terminals.map(({ id }) => id).filter((id) => this.#isFree(id));
  }

  /**
   * Types a script, answers included.
   * @param step id of the question that an `answer` answers
   * @throws Stuck
   */
  async run(script: Script, step: string): Promise<void> {
    const used = new Set<TerminalId>();
    for (const part of [script].flat() as readonly ScriptPart[]) {
      for (const [key, value] of Object.entries(part) as [string, string | readonly string[]][]) {
        if (key === 'answer') {
          this.#lab.answer(step, String(value));
          await this.#clock.settle();
          continue;
        }
        for (const line of [value].flat()) await this.#line(key as TerminalId, line, used);
      }
    }
  }

  /** Lets lab time pass. */
  async wait(ms: number): Promise<void> {
    await this.#clock.advance(ms);
  }

  /** Lets lab time pass until something is so. @returns whether it came to be */
  async until(reached: () => boolean, ms: number): Promise<boolean> {
    await this.#until(reached, ms);
    return reached();
  }

  end(): void {
    this.#lab.end();
  }

  async #line(terminal: TerminalId, line: string, used: Set<TerminalId>): Promise<void> {
    const key = KEYS[line];
    if (key === undefined) await this.#freeTerminal(terminal, line, used);
    used.add(terminal);
    const keys = key === undefined ? [...line, '\r'] : [key];
    for (const one of keys) this.#lab.terminal(terminal).input(one);
    // A terminal is free again when it shows a prompt that was not there before.
    this.#screens.set(terminal, '');
    await this.#clock.settle();
    await this.#until(() => this.#isFree(terminal), SETTLE);
  }

  /** What the step before left running gets Ctrl-C; what this script started must end by itself. */
  async #freeTerminal(terminal: TerminalId, line: string, used: ReadonlySet<TerminalId>): Promise<void> {
    if (this.#isFree(terminal)) return;
    if (!used.has(terminal)) this.#lab.terminal(terminal).input(KEYS['^C']!);
    await this.#until(() => this.#isFree(terminal), PATIENCE);
    if (!this.#isFree(terminal)) {
      throw new Stuck(
        `${terminal} is still busy after ${PATIENCE / 1_000} s and cannot take "${line}"; end what runs there with '^C' first`,
      );
    }
  }

  async #until(reached: () => boolean, ms: number): Promise<void> {
    await this.#clock.settle();
    for (let waited = 0; waited < ms && !reached(); waited += LOOK) await this.#clock.advance(LOOK);
  }

  #isFree(terminal: TerminalId): boolean {
    return /[$#] $/.test(this.#screens.get(terminal) ?? '');
  }

  #watch(id: TerminalId): void {
    const terminal = this.#lab.terminal(id);
    terminal.output = (text) => {
      this.#screens.set(id, withoutControls((this.#screens.get(id) ?? '') + text).slice(-200));
      terminal.drawn(text.length);
    };
  }

  #note(event: LabEvent): void {
    if (event.kind !== 'printed' || event.by !== 'learner' || event.terminal === undefined) return;
    // What the shell writes there is its prompt and the line being typed.
    if (event.process.program === 'bash' && event.stream === 'stderr') return;
    this.printed.push({ terminal: event.terminal, text: event.text });
  }
}

/** What is left of a screen's text when colours and cursor movements are taken out. */
const withoutControls = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control sequences are what is looked for
  text.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\^_])/g, '');
