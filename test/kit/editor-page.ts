import type { Locator, Page } from 'playwright-core';
import { until, type LessonPage } from './lesson-page.ts';

/** Words of the editor that the stories look for. */
const WORDS = {
  en: { editor: 'Editor', files: 'Files' },
  de: { editor: 'Editor', files: 'Dateien' },
} as const;

/** The editor beside a lesson's terminals, as a learner sees and uses it. */
export class EditorPage {
  readonly lesson: LessonPage;
  readonly page: Page;

  private constructor(lesson: LessonPage) {
    this.lesson = lesson;
    this.page = lesson.page;
  }

  /** Opens the pane by its button. */
  static async open(lesson: LessonPage): Promise<EditorPage> {
    const { page } = lesson;
    await page.getByRole('button', { name: WORDS[lesson.language].editor, exact: true }).first().click();
    const editor = new EditorPage(lesson);
    await editor.row('controller.ts').waitFor();
    return editor;
  }

  /** Around a pane that something else has opened. */
  static of(lesson: LessonPage): EditorPage {
    return new EditorPage(lesson);
  }

  row(name: string): Locator {
    return this.page.locator('.ed-row', { has: this.page.getByText(name, { exact: true }) }).first();
  }

  /** By the tree, which covers the text where there is no room for both. */
  async openFile(name: string, host = 'rpi-broker'): Promise<void> {
    if (!(await this.page.locator('.ed-side').isVisible()))
      await this.page.getByRole('button', { name: WORDS[this.lesson.language].files, exact: true }).click();
    await this.page.locator('.ed-host').selectOption(host);
    await this.row(name).click();
    await this.shown();
  }

  /** The text of a file is there. */
  async shown(): Promise<void> {
    await this.page.locator('.ed-screen .view-lines .view-line').first().waitFor();
  }

  /** Brings a terminal to the front: beside the editor there is room for one. */
  async use(session: 1 | 2): Promise<void> {
    const word = { en: 'SSH session', de: 'SSH-Sitzung' }[this.lesson.language];
    await this.page.getByRole('tab', { name: `rpi-broker, ${word} ${session}` }).click();
  }

  /** Types a command into a terminal. */
  async type(session: 1 | 2, line: string): Promise<void> {
    await this.use(session);
    await this.lesson.type(session, line);
  }

  get text(): Locator {
    // Not the lines themselves: they are wider than what is seen, and would be scrolled behind Monaco's back.
    return this.page.locator('.ed-screen');
  }

  /** What can be seen of the text, lines as they are drawn. */
  async lines(): Promise<string[]> {
    const lines = this.page.locator('.ed-screen .view-line');
    const drawn = await lines.evaluateAll((all) =>
      all
        .map((line) => ({ top: (line as HTMLElement).offsetTop, text: line.textContent ?? '' }))
        .sort((a, b) => a.top - b.top),
    );
    return drawn.map(({ text }) => text.replaceAll('\u00a0', ' ').trimEnd());
  }

  /** Waits until the text that is drawn agrees. */
  async shows(pattern: RegExp): Promise<void> {
    await until(
      async () => pattern.test((await this.lines()).join('\n')),
      async () => `${pattern} in\n${(await this.lines()).join('\n')}`,
    );
  }

  /** The cursor at the end of the text, with the focus. */
  async toEnd(): Promise<void> {
    await this.text.click();
    await this.page.keyboard.press('Control+End');
  }

  async status(pattern: RegExp): Promise<void> {
    await this.page.locator('.ed-status', { hasText: pattern }).waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.locator('#wb-editor').getByRole('button', { name });
  }
}
