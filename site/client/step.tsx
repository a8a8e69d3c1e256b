/** One step of a lesson's text: its state, its answers to mistakes, its hints, its solution. */
import { effect, type ReadonlySignal } from '@preact/signals';
import { render } from 'preact';
import type { StepState } from '#runtime/lesson/state.ts';
import { find } from './find.ts';
import type { LabPage } from './lab-page.tsx';
import type { CommandData, StepData } from './lesson-data.ts';
import { Solution } from './solution.tsx';
import type { Strings } from '../i18n/en.ts';

interface StepParts extends LabPage {
  readonly data: StepData;
  readonly n: number;
  /** Id of the step that stands open. */
  readonly opened: ReadonlySignal<string | undefined>;
  readonly onSolution: () => void;
}

export function wireStep(parts: StepParts): void {
  const { lab, data, opened, say, language } = parts;
  const section = find(`#${CSS.escape(data.id)}`);
  const link = find('h2 a', section);
  effect(() => {
    const open = opened.value === data.id;
    section.toggleAttribute('data-open', open);
    link.setAttribute('aria-expanded', String(open));
  });
  effect(() => {
    const state = lab.lesson.value;
    const step = state?.steps.find((one) => one.id === data.id);
    if (state === undefined || step === undefined) return;
    const status = step.id === state.current && step.status === 'open' ? 'now' : step.status;
    section.dataset['status'] = status;
    find('[data-status]', section).textContent = `, ${say.lesson.status[status]}`;
    if (step.id === state.current) section.setAttribute('aria-current', 'step');
    else section.removeAttribute('aria-current');
    showMistake(section, step, say, language);
    if (data.kind === 'question') showAnswer(section, step, say);
  });
  if (data.kind === 'question') {
    section.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === data.id)
        lab.send({ type: 'answer', step: data.id, choice: target.value });
    });
  }
  wireHelp(section, parts);
}

function showMistake(section: HTMLElement, { mistake }: StepState, say: Strings, language: string): void {
  for (const reply of section.querySelectorAll<HTMLElement>('[data-mistake]')) {
    const seen = mistake !== undefined && mistake.id === reply.dataset['mistake'];
    if (seen) {
      const time = new Date(mistake.at).toLocaleTimeString(language, {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
      const host = mistake.terminal?.split('#')[0];
      find('[data-when]', reply).textContent = say.lesson.mistakeAt(time, host);
    }
    reply.hidden = !seen;
  }
}

function showAnswer(section: HTMLElement, { answer, status, mistake }: StepState, say: Strings): void {
  find<HTMLFieldSetElement>('.lesson-choices', section).disabled = false;
  for (const input of section.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
    input.checked = input.value === answer?.choice;
  }
  const said = find('[data-answer]', section);
  // A listed mistake has an answer of its own.
  said.hidden = answer === undefined || (mistake !== undefined && !answer.right);
  if (answer === undefined) return;
  // Before the experiment, right and wrong sound the same: it is the experiment that answers.
  const outcome = status === 'done' ? 'right' : !answer.proven ? 'unproven' : answer.right ? 'right' : 'wrong';
  said.dataset['answer'] = outcome;
  said.textContent = say.lesson.answer[outcome];
}

/** Hints one by one; the solution when asked for. */
function wireHelp(section: HTMLElement, { data, say, type, onSolution }: StepParts): void {
  const hints = [...section.querySelectorAll<HTMLDetailsElement>('[data-hint]')];
  const next = section.querySelector<HTMLButtonElement>('[data-next-hint]');
  const solution = find('[data-solution]', section);
  let shown = 0;
  const show = (): void => {
    hints.forEach((hint, index) => (hint.hidden = index >= shown));
    if (next === null) return;
    next.hidden = shown === hints.length;
    next.textContent = shown === 0 ? say.lesson.firstHint : say.lesson.nextHint;
  };
  next?.addEventListener('click', () => {
    for (const hint of hints) hint.open = false;
    const hint = hints[shown];
    shown += 1;
    show();
    if (hint === undefined) return;
    hint.open = true;
    find('summary', hint).focus();
  });
  find('[data-show-solution]', section).addEventListener('click', () => {
    onSolution();
    const choice = data.answer === undefined ? undefined : choiceText(section, data.answer);
    // The script of a lesson expects a free terminal: whatever still runs there is ended first.
    const typed = ({ terminal, command }: CommandData): void => type(terminal, '\x03' + keysOf(command));
    render(<Solution commands={data.commands} choice={choice} say={say} onType={typed} />, solution);
    solution.hidden = false;
    solution.scrollIntoView({ block: 'nearest' });
    const [first] = data.commands;
    if (first !== undefined) typed(first);
  });
  find('.lesson-help-buttons', section).hidden = false;
  show();
}

/** A script writes the keys Ctrl-C, which is typed anyhow, and Ctrl-D as `^C` and `^D`. */
const keysOf = (command: string): string => (command === '^C' ? '' : command === '^D' ? '\x04' : command);

const choiceText = (section: HTMLElement, choice: string): string =>
  section.querySelector(`input[value="${CSS.escape(choice)}"] + span`)?.textContent ?? choice;
