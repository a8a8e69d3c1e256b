/** What the pages with a lab share: the lab, its workbench, its broker in the bar, "type it for me". */
import { effect, type ReadonlySignal } from '@preact/signals';
import { render } from 'preact';
import type { TerminalId } from '#runtime/events/event.ts';
import type { PanelName } from '#runtime/lesson/lesson.ts';
import { typeIntoTerminal } from '../workbench/type-for-me.ts';
import { Workbench, type WorkbenchProps } from '../workbench/Workbench.tsx';
import type { Strings } from '../i18n/en.ts';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import { languageOf, type Language } from '../i18n/language.ts';
import { BrokerWhere } from './broker-where.tsx';
import { askFirst } from './confirm.ts';
import { find } from './find.ts';
import { connectLab, type LabConnection } from './lab-connection.ts';
import { wirePage } from './page.ts';
import { seatUrl } from './seat.ts';
import { wireSplitter } from './splitter.ts';
import { wireViews, type View } from './views.ts';

export interface LabPage {
  readonly lab: LabConnection;
  readonly language: Language;
  readonly say: Strings;
  readonly view: ReadonlySignal<View>;
  /** Shows the terminals and types there; Enter stays with the learner. */
  readonly type: (terminal: TerminalId, text: string) => void;
}

/** What such a page says: around the lab, and in its terminals and on its wire. */
export interface LabWords {
  readonly say: Strings;
  readonly workbench: WorkbenchText;
}

export interface LabPageOptions {
  /** Folder of the lesson; absent: the sandbox. */
  readonly lesson?: string;
  /** Its steps that were done before. */
  readonly done?: readonly string[];
  /** Open beside the terminals at first; absent: none. */
  readonly panels?: readonly PanelName[];
}

/**
 * @param words in the page's language
 * @param options no lesson: the sandbox
 */
export function startLabPage({ say, workbench }: LabWords, { panels = [], ...options }: LabPageOptions): LabPage {
  wirePage(say);
  const language = languageOf(`/${document.documentElement.lang}/`);
  const seat = seatUrl();
  const lab = connectLab({ ...options, language, ...(seat === undefined ? {} : { seat }) });
  const view = wireViews();
  wireSplitter();
  showFault(lab);
  showKeeping(lab);
  render(
    <BrokerWhere
      broker={lab.broker}
      say={say}
      server={location.host}
      onUseServer={() => lab.send({ type: 'use-server' })}
    />,
    find('[data-broker]'),
  );
  askAboutFiles(lab, say);
  startWorkbench({ lab, language, text: workbench, view, place: options.lesson ?? 'sandbox', panels });

  const type = (terminal: TerminalId, text: string): void => {
    if (view.value === 'lesson') view.value = 'terminals';
    typeIntoTerminal(terminal, text);
  };
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-type-into]')) {
    const command = button.parentElement?.querySelector('code')?.textContent ?? '';
    button.addEventListener('click', () => type(button.dataset['typeInto'] as TerminalId, command));
    button.hidden = false;
  }
  return { lab, language, say, view, type };
}

/** The workbench comes when there are terminals to show; until then the page says what is waited for. */
function startWorkbench(props: WorkbenchProps): void {
  const work = find('#workbench');
  const starting = find('[data-starting]', work);
  starting.hidden = false;
  const stop = effect(() => {
    if (props.lab.terminals.value.length === 0) return;
    starting.remove();
    render(<Workbench {...props} />, work);
    queueMicrotask(() => stop());
  });
}

function showFault(lab: LabConnection): void {
  const box = find('[data-fault]');
  effect(() => {
    const fault = lab.fault.value;
    box.hidden = fault === undefined;
    find('[data-fault-said]').textContent = fault ?? '';
    // Nothing will come any more.
    if (fault !== undefined) document.querySelector('[data-starting]')?.remove();
  });
}

/** Whether the Pis' files are kept; and before the page may go, what waits to be stored is stored. */
function showKeeping(lab: LabConnection): void {
  effect(() => {
    const keeping = lab.keeping.value;
    find('[data-files-elsewhere]').hidden = keeping?.state !== 'elsewhere';
    find('[data-files-unkept]').hidden = keeping?.state !== 'unkept';
    find('[data-files-reason]').textContent = keeping?.state === 'unkept' ? keeping.reason : '';
  });
  find('[data-keep-here]').addEventListener('click', () => lab.send({ type: 'keep-here' }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') lab.send({ type: 'hiding' });
  });
}

/** Hardly anybody has such files: what asks about them is fetched for those who do. */
function askAboutFiles(lab: LabConnection, say: Strings): void {
  const stop = effect(() => {
    if (lab.conflicts.value.length === 0) return;
    queueMicrotask(() => stop());
    void import('./file-questions.tsx').then(({ FileQuestions }) =>
      render(<FileQuestions lab={lab} say={say.lesson.conflicts} />, find('[data-conflicts]')),
    );
  });
}

/** The button that starts the lab afresh, after asking. */
export function wireReset(run: () => void): void {
  const button = find<HTMLButtonElement>('[data-reset]');
  askFirst(
    {
      button,
      question: find('[data-reset-sure]'),
      yes: find<HTMLButtonElement>('[data-reset-yes]'),
      no: find<HTMLButtonElement>('[data-reset-no]'),
    },
    run,
  );
  button.hidden = false;
}
