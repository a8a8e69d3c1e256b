import type { JSX } from 'preact';
import type { Language } from '../i18n/language.ts';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import type { Bench } from '../workbench/bench.ts';

export interface EditorPlaceProps {
  readonly bench: Bench;
  readonly language: Language;
  readonly text: WorkbenchText;
}

/** The editor's pane, beside or above the terminals; on a phone a view of its own. */
export function EditorPlace({ text }: EditorPlaceProps): JSX.Element {
  return (
    <section class="wb-editor" id="wb-editor" aria-label={text.panels.editor} data-panel tabIndex={-1}>
      <p role="status">{text.panels.editorComing}</p>
    </section>
  );
}
