import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/Icon.tsx';
import type { EditorSession } from '../editor-session.ts';
import { EditorTabs } from './EditorTabs.tsx';
import { FileBody } from './FileBody.tsx';
import { FileTree } from './FileTree.tsx';
import { Notices } from './Notices.tsx';
import { StatusLine } from './StatusLine.tsx';
import './editor-pane.css';

/** Pixels from which tree and text have room beside each other; up to which long lines are broken. */
const BESIDE = 660;
const BROKEN = 420;

/** Tree, tabs, the text in front, what is to be said of it, and the line of its state. */
export function EditorPane({ session }: { readonly session: EditorSession }): JSX.Element {
  const { desk, text } = session;
  const root = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(BESIDE);
  const isWide = width >= BESIDE;
  const isBroken = width <= BROKEN;
  const front = desk.front.value;
  const isTreeShown = session.treeShown.value;

  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const measure = (): void => setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    session.screen.value?.wrap(isBroken);
  }, [isBroken, session.screen.value]);

  // Where there is room for one of them only, a file that comes to the front is what is to be seen.
  useEffect(() => {
    if (!isWide && front !== undefined) session.treeShown.value = false;
  }, [front, isWide]);

  return (
    <div
      class="ed"
      ref={root}
      data-wide={isWide}
      data-tree={isTreeShown || front === undefined}
      onKeyDown={(event) => {
        // From tree and tabs too; in the text it is Monaco's, and a browser would save the page.
        if (event.key !== 's' || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
        event.preventDefault();
        void front?.save();
      }}
    >
      <div class="ed-head">
        {front === undefined ? (
          <span class="ed-title">{text.files}</span>
        ) : (
          <button
            type="button"
            class="k-button k-button-bare ed-files"
            aria-expanded={isTreeShown}
            aria-controls="ed-tree"
            aria-label={text.files}
            title={text.files}
            onClick={() => (session.treeShown.value = !isTreeShown)}
          >
            <Icon name="folder" />
            <span class="ed-files-word">{text.files}</span>
          </button>
        )}
        <EditorTabs session={session} />
        {front !== undefined && <Actions session={session} />}
      </div>
      {(isTreeShown || front === undefined) && <FileTree session={session} isWide={isWide} />}
      <div class="ed-main">
        {front === undefined ? (
          isWide && <p class="ed-empty">{text.nothingOpen}</p>
        ) : (
          <>
            <Notices session={session} file={front} />
            <FileBody session={session} file={front} />
            <StatusLine session={session} file={front} />
          </>
        )}
      </div>
    </div>
  );
}

function Actions({ session }: { readonly session: EditorSession }): JSX.Element | null {
  const { desk, text } = session;
  const file = desk.front.value;
  if (file === undefined || file.state.value.is !== 'open') return null;
  const command = session.command(file);
  return (
    <span class="ed-actions">
      <button
        type="button"
        class="k-button k-button-bare"
        disabled={file.isSaving.value}
        title={text.saveKeys}
        onClick={() => void file.save()}
      >
        {text.save}
      </button>
      {command !== undefined && (
        <button
          type="button"
          class="k-button k-button-go"
          aria-label={text.run}
          title={text.runHint(command, file.host)}
          onClick={() => void session.run(file)}
        >
          <Icon name="play" />
          <span class="ed-run-word">{text.run}</span>
        </button>
      )}
    </span>
  );
}
