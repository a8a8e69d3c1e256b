/** What a lesson's page, and the components in its text, must know: made once for each language. */
import type { TerminalId } from '#runtime/events/event.ts';
import type { PanelName } from '#runtime/lesson/lesson.ts';
import type { Language } from '../i18n/language.ts';

export interface LessonPage {
  /** `01-hello-world` */
  readonly folder: string;
  /** Inside the site: `/de/lessons/01-hello-world/`. */
  readonly address: string;
  readonly language: Language;
  /** Place in the course, from 1. */
  readonly n: number;
  readonly part: { readonly roman: string; readonly title: string };
  readonly title: string;
  readonly summary: string;
  readonly goal: string;
  readonly minutes: number;
  readonly remember: readonly string[];
  readonly steps: readonly LessonPageStep[];
  /** Open at first. */
  readonly panels: readonly PanelName[];
  /** @returns number of a step, from 1. @throws Error when lesson.ts has no such step */
  stepNumber(id: string): number;
  /** "rpi-sub", or "rpi-broker, session 2" where the lesson has several of a host. */
  terminalName(terminal: string): string;
}

export interface LessonPageStep {
  readonly id: string;
  readonly kind: 'task' | 'question';
  readonly solution: LessonSolution;
}

export interface LessonSolution {
  /** Of a question: the id of the right choice. */
  readonly answer?: string;
  /** What is typed where, in this order. */
  readonly commands: readonly { readonly terminal: TerminalId; readonly command: string }[];
}

const ROMAN = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

/** @param n 1 to 39 */
export function roman(n: number): string {
  let rest = n;
  let numeral = '';
  for (const [value, letters] of ROMAN) {
    for (; rest >= value; rest -= value) numeral += letters;
  }
  return numeral;
}
