import type { ComponentChildren, JSX } from 'preact';
import type { EditorText } from '../../i18n/editor.en.ts';

interface NoticeProps {
  /** `alert`: something went wrong, or is asked. Absent: it was so when the file came. */
  readonly role?: 'alert' | 'status';
  readonly children: ComponentChildren;
}

/** What is said above the text. */
export function Notice({ role, children }: NoticeProps): JSX.Element {
  return (
    <div class="ed-notice" {...(role === undefined ? {} : { role })}>
      {children}
    </div>
  );
}

export function Buttons({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <p class="ed-buttons">{children}</p>;
}

interface CancelProps {
  readonly text: EditorText;
  readonly answer: () => void;
}

export function Cancel({ text, answer }: CancelProps): JSX.Element {
  return (
    <button type="button" class="k-button k-button-bare" onClick={answer}>
      {text.cancel}
    </button>
  );
}
