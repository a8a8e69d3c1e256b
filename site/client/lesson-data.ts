import type { TerminalId } from '#runtime/events/event.ts';

/** What the page of a lesson tells its script. */
export interface LessonData {
  readonly folder: string;
  readonly steps: readonly StepData[];
}

export interface StepData {
  readonly id: string;
  readonly kind: 'task' | 'question';
  /** The solution: the right choice, and what is typed where. */
  readonly answer?: string;
  readonly commands: readonly CommandData[];
}

export interface CommandData {
  readonly terminal: TerminalId;
  readonly terminalName: string;
  readonly command: string;
}
