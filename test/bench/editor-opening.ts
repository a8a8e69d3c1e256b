/** How long a learner waits for the editor: from choosing the first file until its text is there and takes keys. */
import type { Browser } from 'playwright-core';
import { EditorPage } from '../kit/editor-page.ts';
import { LessonPage } from '../kit/lesson-page.ts';

declare global {
  interface Window {
    /** Milliseconds from the click on a file to the frame that shows its text with the cursor in it. */
    editorUsable?: Promise<number>;
  }
}

/** @returns milliseconds, in a browser context that has never been there */
export async function editorOpening(browser: Browser, site: string): Promise<number> {
  const lesson = await LessonPage.open(browser, site);
  const editor = await EditorPage.open(lesson);
  await lesson.page.evaluate(() => {
    window.editorUsable = new Promise((resolve) => {
      addEventListener(
        'click',
        ({ timeStamp }) => {
          const look = (): void => {
            const screen = document.querySelector('.ed-screen');
            const isShown = screen?.querySelector('.view-line')?.textContent.trim() !== '';
            if (screen !== null && isShown && screen.contains(document.activeElement))
              setTimeout(() => resolve(performance.now() - timeStamp));
            else requestAnimationFrame(look);
          };
          look();
        },
        { capture: true, once: true },
      );
    });
  });
  await editor.row('controller.ts').click();
  const ms = await lesson.page.evaluate(async () => (await window.editorUsable) ?? NaN);
  // What is measured is a place to type: a key has to show.
  await lesson.page.keyboard.type('x');
  await editor.shows(/^x/);
  await lesson.close();
  return ms;
}
