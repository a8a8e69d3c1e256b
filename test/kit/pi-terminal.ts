import type { Page } from 'playwright-core';
import type { TerminalId } from '#runtime/events/event.ts';
import { until } from './lesson-page.ts';

/** One terminal of a page with a lab, brought to the front before it is typed into, as a learner would. */
export class PiTerminal {
  readonly #page: Page;
  readonly #name: string;

  constructor(page: Page, id: TerminalId) {
    this.#page = page;
    this.#name = id.replace('#', '-');
  }

  /** By key events. */
  async type(line: string): Promise<void> {
    await this.keys(line);
    await this.#page.keyboard.press('Enter');
  }

  async keys(text: string): Promise<void> {
    await this.#focus();
    await this.#page.keyboard.type(text);
  }

  /** One key, by the name that browsers give it: `Control+c`. */
  async press(key: string): Promise<void> {
    await this.#focus();
    await this.#page.keyboard.press(key);
  }

  /** Waits until it shows this. @param pattern against the whole screen, lines as they are drawn */
  async shows(pattern: RegExp, ms?: number): Promise<void> {
    await until(
      async () => pattern.test(await this.screen()),
      async () => `${pattern} on\n${await this.screen()}`,
      ms,
    );
  }

  /** What stands on it, in front or not. */
  async screen(): Promise<string> {
    const rows = await this.#page.locator(`#wb-terminal-${this.#name} .xterm-rows > div`).allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  async #focus(): Promise<void> {
    await this.#page.locator(`#wb-tab-${this.#name}`).click();
    // What is typed before that is the other terminal's.
    await this.#page.locator(`#wb-terminal-${this.#name} textarea:focus`).waitFor({ state: 'attached' });
  }
}
