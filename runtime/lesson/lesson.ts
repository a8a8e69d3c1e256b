/**
 * A lesson, as its author writes it in `lesson.ts`: what happens, said once. What is said about it
 * stands in `en.mdx` and `de.mdx`, step by step, under the same ids.
 */
import type { TerminalId } from '#runtime/events/event.ts';
import type { Check } from './check.ts';

export interface Lesson {
  readonly lab: LabSetup;
  /**
   * What a learner can use from here on: commands with their options, `mosquitto_sub -h -t`.
   * Solutions and code blocks use nothing else.
   */
  readonly teaches?: readonly string[];
  readonly steps: readonly [Step, ...Step[]];
}

/** What a page may show beside text, terminals and wire. */
export const PANEL_NAMES = ['boards', 'editor'] as const;
export type PanelName = (typeof PANEL_NAMES)[number];

export interface LabSetup {
  /** One host a terminal, in the order of the tabs: the second `rpi-broker` is `rpi-broker#2`. */
  readonly terminals: readonly [string, ...string[]];
  /** Scenery: a command line that runs on a host while the lesson is open. */
  readonly running?: Readonly<Record<string, string>>;
  /** Open when the lesson begins; absent: none. The learner may open and close them at any time. */
  readonly panels?: readonly PanelName[];
}

export type Step = Task | Question;

interface StepParts {
  /**
   * Closes the step, in a fresh lab and in the lab that the step before left: lines for terminals,
   * in the order written.
   */
  readonly solution: Script;
  readonly mistakes?: readonly Mistake[];
}

export interface TaskParts extends StepParts {
  readonly goal: Check<'wire'>;
}

export interface QuestionParts extends StepParts {
  /** Ids of the answers, in order; `<Choice id>` says them. */
  readonly choices: readonly [string, string, ...string[]];
  readonly right: string;
  /** What must be seen as well before the answer counts: answer, then prove it, or the other way round. */
  readonly experiment?: Check<'wire'>;
}

export interface Task extends TaskParts {
  readonly kind: 'task';
  readonly id: string;
}

export interface Question extends QuestionParts {
  readonly kind: 'question';
  readonly id: string;
}

export interface MistakeParts {
  readonly seen: Check;
  /** Typed in the lab that the step before left, it gets this mistake's answer and closes nothing. */
  readonly example: Script;
}

export interface Mistake extends MistakeParts {
  readonly id: string;
}

/**
 * What to type, and what to answer. A line is typed into its terminal and ended with Enter; the
 * lines `^C` and `^D` are the keys. A busy terminal gets `^C` first. Several parts run one after
 * the other: `[{ 'rpi-broker#1': '…' }, { 'rpi-broker#2': '…' }, { 'rpi-broker#1': '^C' }]`.
 */
export type Script = ScriptPart | readonly ScriptPart[];

export interface ScriptPart {
  readonly [terminal: TerminalId]: string | readonly string[];
  /** Id of the choice, of a question. */
  readonly answer?: string;
}

export const defineLesson = (lesson: Lesson): Lesson => lesson;

/** A step that ticks itself off when its goal is met. */
export const task = (id: string, parts: TaskParts): Task => ({ kind: 'task', id, ...parts });

/** A step that asks, and lets the learner prove the answer. */
export const question = (id: string, parts: QuestionParts): Question => ({ kind: 'question', id, ...parts });

/** Something that learners do instead, and that deserves an answer of its own: `<Mistake id>`. */
export const mistake = (id: string, parts: MistakeParts): Mistake => ({ id, ...parts });
