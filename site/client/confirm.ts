/**
 * A button that asks before it does something that cannot be undone: where it stands, not in a dialog.
 * The question gets the focus, and Escape means no.
 */
export interface ConfirmParts {
  readonly button: HTMLButtonElement;
  /** Holds the question, `yes` and `no`; hidden until asked. */
  readonly question: HTMLElement;
  readonly yes: HTMLButtonElement;
  readonly no: HTMLButtonElement;
}

export function askFirst({ button, question, yes, no }: ConfirmParts, run: () => void): void {
  const open = (asked: boolean): void => {
    question.hidden = !asked;
    button.setAttribute('aria-expanded', String(asked));
    (asked ? no : button).focus();
  };
  button.addEventListener('click', () => open(question.hidden !== false));
  no.addEventListener('click', () => open(false));
  yes.addEventListener('click', () => {
    open(false);
    run();
  });
  question.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') open(false);
  });
}
