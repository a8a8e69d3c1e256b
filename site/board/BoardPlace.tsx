import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WorkbenchText } from '../i18n/workbench.en.ts';
import type { LabConnection } from '../client/lab-connection.ts';
import type { WireStore } from '../workbench/wire/wire-store.ts';
import type { BoardLoader } from './board-loader.ts';
import './board-place.css';

interface BoardPlaceProps {
  readonly lab: LabConnection;
  readonly store: WireStore;
  readonly loader: BoardLoader;
  readonly text: WorkbenchText;
}

/** The strip of boards above the panes; until its script is here, what is waited for. */
export function BoardPlace({ lab, store, loader, text }: BoardPlaceProps): JSX.Element {
  useEffect(() => loader.fetch(), [loader]);
  const machinery = loader.strip.value;
  return (
    <section class="wb-boards" id="wb-boards" aria-label={text.panels.boards} data-panel tabIndex={-1}>
      {machinery === undefined ? (
        <p class="wb-boards-coming" role="status">
          {loader.failed.value ? text.panels.boardsNotLoaded : text.panels.boardsComing}
        </p>
      ) : (
        <machinery.Strip lab={lab} store={store} />
      )}
    </section>
  );
}
