import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../components/Icon.tsx';
import { HostMark } from '../../workbench/layout/HostMark.tsx';
import type { EditorSession } from '../editor-session.ts';
import type { OpenFile } from '../files/open-file.ts';

export const tabId = ({ host, path }: OpenFile): string => `ed-tab-${host}${path.replaceAll(/[^\w-]/g, '_')}`;
export const PANEL = 'ed-text';

/** The open files. Arrow keys go from one to the next, Delete closes; so do the middle button and the cross. */
export function EditorTabs({ session }: { readonly session: EditorSession }): JSX.Element {
  const { desk, text } = session;
  const files = desk.files.value;
  const front = desk.front.value;

  useEffect(() => {
    if (front !== undefined)
      document.getElementById(tabId(front))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [front]);

  const key = (event: JSX.TargetedKeyboardEvent<HTMLDivElement>): void => {
    if (front === undefined) return;
    const at = files.indexOf(front);
    if (event.key === 'Delete') {
      event.preventDefault();
      session.close(front);
      return;
    }
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: files.length - 1 }[event.key];
    const file = next === undefined ? undefined : files[(next + files.length) % files.length];
    if (file === undefined) return;
    event.preventDefault();
    desk.show(file);
    document.getElementById(tabId(file))?.focus();
  };

  return (
    <>
      <div class="wb-tabs ed-tabs" role="tablist" aria-label={text.tabs} onKeyDown={key}>
        {files.map((file) => (
          <button
            key={tabId(file)}
            type="button"
            role="tab"
            id={tabId(file)}
            class="wb-tab ed-tab"
            title={`${file.host}:${file.path}`}
            aria-selected={file === front}
            aria-controls={PANEL}
            aria-label={`${text.on(file.name, file.host)}${file.isUnsaved.value ? `, ${text.unsaved}` : ''}`}
            tabIndex={file === front ? 0 : -1}
            onClick={() => desk.show(file)}
            onAuxClick={(event) => {
              if (event.button === 1) session.close(file);
            }}
          >
            <HostMark host={file.host} />
            {file.name}
            {file.isUnsaved.value && <span class="ed-unsaved" aria-hidden="true" />}
          </button>
        ))}
      </div>
      {front !== undefined && (
        <button
          type="button"
          class="k-icon-button ed-close"
          aria-label={text.close(text.on(front.name, front.host))}
          title={text.close(front.name)}
          onClick={() => session.close(front)}
        >
          <Icon name="cross" small />
        </button>
      )}
    </>
  );
}
