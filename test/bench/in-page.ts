/**
 * Watches of the page's own clock. They run inside the page, so that neither the test's process nor
 * the way to it is in the figures. A thing counts as shown when the frame that has it was drawn.
 */
import type { JSHandle, Locator, Page } from 'playwright-core';

declare global {
  interface Window {
    /** Milliseconds from the navigation to the first line that ends with a prompt. */
    firstPrompt?: Promise<number>;
  }
}

/** Before the page is opened. @param rows selector of a terminal's rows */
export async function watchFirstPrompt(page: Page, rows: string): Promise<void> {
  await page.addInitScript((selector) => {
    window.firstPrompt = new Promise((resolve) => {
      const look = (): void => {
        const lines = [...document.querySelectorAll(selector)].map(({ textContent }) => textContent.trimEnd());
        if (lines.some((line) => line.endsWith('$'))) setTimeout(() => resolve(performance.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
  }, rows);
}

/** @returns milliseconds; waits until it is there */
export const firstPrompt = (page: Page): Promise<number> =>
  page.evaluate(async () => (await window.firstPrompt) ?? NaN);

/**
 * From the next Enter to a line on the screen. @param rows of the terminal where it appears
 * @returns a handle, so that the key can be pressed in between
 */
export function watchEnter(rows: Locator, line: string): Promise<JSHandle<{ ms: Promise<number> }>> {
  return rows.evaluateHandle((element, wanted) => {
    const shown = (): boolean => [...element.children].some(({ textContent }) => textContent.trimEnd() === wanted);
    const ms = new Promise<number>((resolve) => {
      const pressed = ({ key, timeStamp }: KeyboardEvent): void => {
        if (key !== 'Enter') return;
        removeEventListener('keydown', pressed, true);
        const observer = new MutationObserver(() => {
          if (!shown()) return;
          observer.disconnect();
          setTimeout(() => resolve(performance.now() - timeStamp));
        });
        observer.observe(element, { childList: true, subtree: true, characterData: true });
      };
      addEventListener('keydown', pressed, true);
    });
    return { ms };
  }, line);
}
