import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import type { EditorLoader } from './editor-loader.ts';
import './editor-place.css';

export interface EditorPlaceProps {
  readonly loader: EditorLoader;
  readonly text: WorkbenchText;
}

/** The editor's pane, beside or above the terminals; on a phone a view of its own. Until it is here: what is waited for. */
export function EditorPlace({ loader, text }: EditorPlaceProps): JSX.Element {
  useEffect(() => loader.fetch(), [loader]);
  const machinery = loader.machinery.value;
  return (
    <section class="wb-editor" id="wb-editor" aria-label={text.panels.editor} data-panel tabIndex={-1}>
      {machinery === undefined ? (
        <p class="wb-editor-coming" role="status">
          {loader.failed.value ? text.panels.editorNotLoaded : text.panels.editorComing}
        </p>
      ) : (
        <machinery.Pane session={machinery.session} />
      )}
    </section>
  );
}
