import type { TerminalId } from '#runtime/events/event.ts';
import type { PanelName } from '#runtime/lesson/lesson.ts';

/** What the page of a lesson tells its script. */
export interface LessonData {
  readonly folder: string;
  /** Open at first. */
  readonly panels: readonly PanelName[];
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
