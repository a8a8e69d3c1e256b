/** On a phone the text is out of sight while one types: its button says when something came there. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { LessonState } from '#runtime/lesson/state.ts';
import type { Strings } from '../i18n/en.ts';
import { find } from './find.ts';
import type { View } from './views.ts';

/** What a learner would turn to the text for: steps that are done, and the answer to a mistake. */
export function newsOf(state: LessonState): string {
  const done = state.steps.filter((step) => step.status === 'done').length;
  const mistake = state.steps.find((step) => step.mistake !== undefined)?.mistake;
  return mistake === undefined ? `${done}` : `${done} ${mistake.id} ${mistake.at}`;
}

export function showNews(
  lesson: ReadonlySignal<LessonState | undefined>,
  view: ReadonlySignal<View>,
  say: Strings,
): void {
  const button = find('[data-view-button="lesson"]');
  const mark = find('[data-news]', button);
  const news = computed(() => (lesson.value === undefined ? undefined : newsOf(lesson.value)));
  const seen = signal<string | undefined>(undefined);
  effect(() => {
    // What is there at first is no news.
    if (view.value === 'lesson' || seen.value === undefined) seen.value = news.value;
    const isNew = news.value !== seen.value;
    mark.hidden = !isNew;
    mark.textContent = isNew ? say.views.news : '';
  });
}
