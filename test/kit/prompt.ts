import type { LessonPage } from './lesson-page.ts';

/** A learner's hands at the first terminal: its prompt has the focus. */
export interface Prompt {
  readonly lesson: LessonPage;
  /** By a key event for each character. */
  type(text: string): Promise<void>;
  /** Keys by the names that browsers give them: `Control+r`. */
  press(...keys: string[]): Promise<void>;
  /** Text without key events, as a phone's keyboard or an input method brings it. */
  insert(text: string): Promise<void>;
  /** Waits until the terminal shows it. */
  shows(pattern: RegExp): Promise<void>;
  screen(): Promise<string>;
}

export async function promptOf(lesson: LessonPage): Promise<Prompt> {
  const { keyboard } = lesson.page;
  await lesson.terminal(1).locator('.xterm-screen').click();
  return {
    lesson,
    type: (text) => keyboard.type(text),
    async press(...keys) {
      for (const key of keys) await keyboard.press(key);
    },
    insert: (text) => keyboard.insertText(text),
    shows: (pattern) => lesson.shows(1, pattern),
    screen: () => lesson.screen(1),
  };
}
