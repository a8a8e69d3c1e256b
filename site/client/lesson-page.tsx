/** A lesson's page: brings the lab's state into the text, and keeps what was done. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { render } from 'preact';
import type { LessonState } from '#runtime/lesson/state.ts';
import { browserStorage } from './browser-storage.ts';
import { find } from './find.ts';
import { Goals } from './goals.tsx';
import type { LabConnection } from './lab-connection.ts';
import { startLabPage, wireReset, type LabWords } from './lab-page.tsx';
import type { LessonData } from './lesson-data.ts';
import { showNews } from './lesson-news.ts';
import { ProgressStore, type DoneStep } from './progress.ts';
import { wireStep } from './step.tsx';
import { showTrack } from './track.ts';

export function startLessonPage(words: LabWords): void {
  const { say } = words;
  const data = JSON.parse(find('#lesson').textContent ?? '') as LessonData;
  const store = new ProgressStore(browserStorage());
  const page = startLabPage(words, {
    lesson: data.folder,
    done: store.doneSteps(data.folder),
    panels: data.panels,
  });
  const { lab } = page;
  const ids = data.steps.map((step) => step.id);

  /** The step that stands open: the one that is worked on, unless another was asked for. */
  const asked = signal<string | undefined>(undefined);
  const opened = computed(
    () => asked.value ?? lab.lesson.value?.current ?? firstOpen(ids, store.doneSteps(data.folder)),
  );

  /** Steps whose solution was asked for: noted when they are done. */
  const solved = new Set<string>();
  let forgetting = false;
  effect(() => {
    // A reset is on its way: what still comes from the lab before it is not noted.
    const fresh = lab.generation.value;
    void fresh;
    forgetting = false;
  });
  effect(() => {
    const state = lab.lesson.value;
    if (state !== undefined && !forgetting) keep(store, data.folder, state, solved);
    find('[data-not-kept]').hidden = store.kept;
  });

  for (const [index, step] of data.steps.entries()) {
    wireStep({ ...page, data: step, n: index + 1, opened, onSolution: () => solved.add(step.id) });
  }
  wireDeepLinks(ids, (id) => {
    asked.value = id;
    goTo(lab, id);
  });
  wireCurrent(lab.lesson, (id) => {
    asked.value = undefined;
    bringIntoView(id ?? 'lesson-end');
  });
  showTrack(lab.lesson, ids.length, say);
  showNews(lab.lesson, page.view, say);
  render(<Goals lesson={lab.lesson} say={say} />, find('[data-goals]'));

  wireReset(() => {
    forgetting = true;
    solved.clear();
    store.resetLesson(data.folder);
    asked.value = undefined;
    history.replaceState(null, '', location.pathname + location.search);
    lab.send({ type: 'reset' });
  });
}

/** A lab that has not said yet where it is has no lesson to go on with: it is told when it has. */
function goTo(lab: LabConnection, step: string): void {
  const stop = effect(() => {
    if (lab.lesson.value === undefined) return;
    lab.send({ type: 'step', step });
    queueMicrotask(() => stop());
  });
}

const firstOpen = (ids: readonly string[], done: readonly string[]): string | undefined =>
  ids.find((id) => !done.includes(id)) ?? ids.at(-1);

function keep(store: ProgressStore, lesson: string, state: LessonState, solved: ReadonlySet<string>): void {
  const known = new Set(store.doneSteps(lesson));
  const fresh: Record<string, DoneStep> = {};
  for (const step of state.steps) {
    if (step.status !== 'done' || known.has(step.id)) continue;
    const doneAt = Math.round(step.doneAt ?? Date.now());
    fresh[step.id] = solved.has(step.id) ? { doneAt, solutionShown: true } : { doneAt };
  }
  if (Object.keys(fresh).length > 0) store.markDone(lesson, fresh);
}

/** `#step` in the address, and a click on a step's title, which sets it: work on that step. */
function wireDeepLinks(ids: readonly string[], go: (id: string) => void): void {
  const follow = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!ids.includes(id)) return;
    go(id);
    bringIntoView(id);
  };
  addEventListener('hashchange', follow);
  for (const id of ids) {
    // The same link once more changes no address, and should still open its step.
    find(`#${CSS.escape(id)} h2 a`).addEventListener('click', () => {
      if (location.hash === `#${id}`) follow();
    });
  }
  follow();
}

/** Calls when the engine moves on to another step, or is through (not when it first says where it is). */
function wireCurrent(lesson: ReadonlySignal<LessonState | undefined>, moved: (id: string | undefined) => void): void {
  const current = computed(() => (lesson.value === undefined ? null : (lesson.value.current ?? undefined)));
  let before: string | undefined | null = null;
  effect(() => {
    const now = current.value;
    if (before !== null && now !== null && now !== before) moved(now);
    if (now !== null) before = now;
  });
}

function bringIntoView(id: string): void {
  // After the steps have opened and closed.
  requestAnimationFrame(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    find(`#${CSS.escape(id)}`).scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'start' });
  });
}
