/** How far the lesson is, in the bar: one mark a step, and in words. */
import { effect, type ReadonlySignal } from '@preact/signals';
import type { LessonState } from '#runtime/lesson/state.ts';
import type { Strings } from '../i18n/en.ts';
import { find } from './find.ts';

export function showTrack(lesson: ReadonlySignal<LessonState | undefined>, of: number, say: Strings): void {
  const marks = [...find('[data-track]').children] as HTMLElement[];
  const said = find('[data-track-said]');
  const end = find('[data-finished]');
  effect(() => {
    const state = lesson.value;
    if (state === undefined) return;
    state.steps.forEach((step, index) => {
      const mark = marks[index];
      if (mark !== undefined) mark.dataset['mark'] = step.id === state.current ? 'now' : step.status;
    });
    const n = state.steps.findIndex((step) => step.id === state.current) + 1;
    const finished = state.steps.every((step) => step.status === 'done');
    said.textContent = n > 0 ? say.header.step(n, of) : finished ? say.header.finished : '';
    end.hidden = !finished;
    document.querySelector('[data-next-lesson]')?.classList.toggle('k-button-go', finished);
  });
}
