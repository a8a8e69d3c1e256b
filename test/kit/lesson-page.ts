import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** Words of the pages that the stories look for, in both languages. */
const WORDS = {
  en: { session: 'SSH session', path: '' },
  de: { session: 'SSH-Sitzung', path: 'de/' },
} as const;
export type Language = keyof typeof WORDS;

/** A lesson or the sandbox, open in a browser of its own, as a learner sees and uses it. */
export class LessonPage {
  readonly page: Page;
  readonly language: Language;
  /** What must never happen: script errors, and what the console calls an error. */
  readonly errors: string[] = [];

  private constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
    page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(`${message.text()} (${message.location().url})`);
    });
  }

  /**
   * @param site address of the home page, with a slash at its end
   * @param path below it and the language: `lessons/01-hello-world/`
   * @param before what is to be done with the page before it is opened
   */
  static async open(
    browser: Browser,
    site: string,
    options: {
      language?: Language;
      path?: string;
      context?: BrowserContextOptions;
      before?: (page: Page) => Promise<void>;
    } = {},
  ): Promise<LessonPage> {
    const { language = 'en', path = 'lessons/01-hello-world/', context = {} } = options;
    const browserContext = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...context });
    const lesson = new LessonPage(await browserContext.newPage(), language);
    await options.before?.(lesson.page);
    await lesson.page.goto(`${site}${WORDS[language].path}${path}`);
    await lesson.ready();
    return lesson;
  }

  /** Around a page that is opened already. */
  static of(page: Page, language: Language = 'en'): LessonPage {
    return new LessonPage(page, language);
  }

  /** The terminals are there; and where they are in view (not at first on a phone), a prompt is too. */
  async ready(): Promise<void> {
    const tab = this.page.locator('.wb-tab').first();
    await tab.waitFor({ state: 'attached' });
    if (await tab.isVisible()) await this.page.locator('.xterm-rows', { hasText: '$' }).first().waitFor();
  }

  terminal(session: 1 | 2): Locator {
    return this.page.getByRole('tabpanel', { name: `rpi-broker, ${WORDS[this.language].session} ${session}` });
  }

  /** What stands on a terminal's screen, lines as they are drawn. */
  async screen(session: 1 | 2): Promise<string> {
    const rows = await this.terminal(session).locator('.xterm-rows > div').allInnerTexts();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  /** Clicks into a terminal and types by key events. */
  async type(session: 1 | 2, line: string): Promise<void> {
    await this.terminal(session).locator('.xterm-screen').click();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a terminal shows it, at the beginning of a line unless the pattern says otherwise. */
  async shows(session: 1 | 2, pattern: RegExp, ms?: number): Promise<void> {
    await until(
      async () => pattern.test(await this.screen(session)),
      async () => `${pattern} on\n${await this.screen(session)}`,
      ms,
    );
  }

  step(id: string): Locator {
    return this.page.locator(`#${id}`);
  }

  /** Waits until a step has ticked itself off. */
  async done(id: string): Promise<void> {
    await this.page.locator(`#${id}[data-status="done"]`).waitFor({ state: 'attached' });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** Waits for what a page shows, since nothing tells when it does. @throws Error with what was seen instead */
export async function until(
  condition: () => Promise<boolean>,
  seen: () => Promise<string>,
  ms = 10_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${await seen()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
