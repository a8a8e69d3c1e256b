/** The home page: how far the learner has come, where to go on, and progress as a file. */
import { forgetAllLabs } from '#runtime/browser/indexed-db-store.ts';
import type { Strings } from '../i18n/en.ts';
import type { StillStrings } from '../i18n/still.en.ts';
import { browserStorage } from './browser-storage.ts';
import { askFirst } from './confirm.ts';
import { find } from './find.ts';
import { wirePage } from './page.ts';
import { countSteps, exportProgress, PROGRESS_KEY, ProgressStore, type ProgressProblem } from './progress.ts';

type HomeStrings = Strings & Pick<StillStrings, 'home'>;

export function startHome(words: Strings, still: StillStrings): void {
  const say: HomeStrings = { ...words, ...still };
  wirePage(say);
  const store = new ProgressStore(browserStorage());
  const show = (): void => {
    showLessons(store, say);
    showSum(store, say);
  };
  show();
  // Another tab went on with a lesson; or the page comes back from the browser's memory.
  addEventListener('storage', ({ key }) => {
    if (key === PROGRESS_KEY || key === null) show();
  });
  addEventListener('pageshow', show);
  wireProgressBox(store, say, show);
}

function showLessons(store: ProgressStore, say: HomeStrings): void {
  let goOn: HTMLAnchorElement | undefined;
  let first: HTMLAnchorElement | undefined;
  let begun = false;
  for (const part of document.querySelectorAll<HTMLElement>('[data-part]')) {
    const lessons = [...part.querySelectorAll<HTMLAnchorElement>('a[data-lesson]')];
    let finished = 0;
    for (const lesson of lessons) {
      const steps = (lesson.dataset['steps'] ?? '').split(' ');
      const known = new Set(store.doneSteps(lesson.dataset['lesson'] ?? ''));
      const done = steps.map((step) => known.has(step));
      first ??= lesson;
      begun ||= done.includes(true);
      const all = !done.includes(false);
      if (all) finished += 1;
      else goOn ??= lesson;
      showLesson(lesson, done, say);
    }
    const sum = find('[data-part-done]', part);
    sum.textContent = finished > 0 ? say.home.partDone(finished, lessons.length) : say.home.partLessons(lessons.length);
  }
  for (const lesson of document.querySelectorAll<HTMLElement>('a[data-lesson]')) {
    lesson.toggleAttribute('data-here', begun && lesson === goOn);
  }
  showStart(begun, goOn, first, say);
}

function showLesson(lesson: HTMLElement, done: readonly boolean[], say: HomeStrings): void {
  const state = find('[data-state]', lesson);
  const said = find('[data-state-said]', state);
  state.dataset['minutes'] ??= said.textContent ?? '';
  const open = done.indexOf(false);
  const begun = done.includes(true);
  state.dataset['state'] = open === -1 ? 'done' : begun ? 'now' : 'open';
  said.textContent =
    open === -1 ? say.home.done : begun ? say.header.step(open + 1, done.length) : state.dataset['minutes'];
  find('[data-tick]', state).hidden = open !== -1;
  lesson.querySelectorAll<HTMLElement>('.course-squares i').forEach((square, index) => {
    square.dataset['square'] = done[index] === true ? 'done' : begun && index === open ? 'now' : 'open';
  });
}

function showStart(
  begun: boolean,
  goOn: HTMLAnchorElement | undefined,
  first: HTMLAnchorElement | undefined,
  say: HomeStrings,
): void {
  const button = document.querySelector<HTMLAnchorElement>('[data-go-on]');
  const again = document.querySelector<HTMLAnchorElement>('[data-again]');
  if (button === null || again === null || first === undefined) return;
  if (!begun) {
    button.href = first.href;
    button.textContent = say.home.start;
    again.hidden = true;
  } else if (goOn === undefined) {
    // All done: there is nothing to go on with.
    button.href = first.href;
    button.textContent = say.home.again;
    again.hidden = true;
  } else {
    button.href = goOn.href;
    button.textContent = say.home.goOn(Number(goOn.dataset['n']));
    again.hidden = goOn === first;
  }
}

function showSum(store: ProgressStore, say: HomeStrings): void {
  const words = say.home.progress;
  const steps = countSteps(store.read());
  find('[data-progress-sum]').textContent = steps === 0 ? words.none : words.steps(steps);
  find('[data-progress-where]').textContent = store.kept ? words.where : words.notKept;
  find<HTMLButtonElement>('[data-progress-export]').disabled = steps === 0;
  find<HTMLButtonElement>('[data-progress-reset]').disabled = steps === 0;
}

function wireProgressBox(store: ProgressStore, say: HomeStrings, show: () => void): void {
  const words = say.home.progress;
  const box = find('[data-progress]');
  const said = find('[data-progress-said]');
  const file = find<HTMLInputElement>('[data-progress-file]');
  find('[data-progress-export]').addEventListener('click', () => download(exportProgress(store.read())));
  find('[data-progress-import]').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    if (chosen === undefined) return;
    chosen
      .text()
      .then((text) => {
        const result = store.import(text);
        said.textContent = 'problem' in result ? problemText(result, chosen.name, say) : words.imported(result.added);
      })
      .catch(() => {
        said.textContent = words.problem.unreadable(chosen.name);
      })
      .finally(() => {
        // The same file can be chosen again, mended.
        file.value = '';
        show();
      });
  });
  askFirst(
    {
      button: find<HTMLButtonElement>('[data-progress-reset]'),
      question: find('[data-progress-sure]'),
      yes: find<HTMLButtonElement>('[data-progress-yes]'),
      no: find<HTMLButtonElement>('[data-progress-no]'),
    },
    () => {
      store.resetAll();
      show();
      forgetAllLabs().then(
        () => (said.textContent = words.resetDone),
        (error: unknown) => (said.textContent = words.filesNotForgotten(String(error))),
      );
    },
  );
  box.hidden = false;
}

export function problemText(problem: ProgressProblem, file: string, say: HomeStrings): string {
  const words = say.home.progress.problem;
  switch (problem.problem) {
    case 'not-json':
      return words['not-json'](file, problem.said);
    case 'not-progress':
      return words['not-progress'](file);
    case 'newer':
      return words.newer(file, problem.version);
    case 'shape':
      return words.shape(file, problem.at, words.expected[problem.expected]);
  }
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `kleber-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  // Some browsers read it only after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
